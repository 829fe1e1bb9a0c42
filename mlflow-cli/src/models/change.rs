//! `mlflow models alias`, `tag`, `stage` and `delete`.

use super::answers::Done;
use super::hints::about_model;
use super::{Named, key_value};
use crate::failure::{Failure, OrHint};
use crate::session::Session;
use clap::{ArgGroup, Args};
use std::io::{BufRead, IsTerminal};

#[derive(Args)]
#[command(group = ArgGroup::new("what").required(true).args(["version", "remove"]))]
pub(crate) struct Alias {
    #[command(flatten)]
    named: Named,
    /// The alias, such as champion
    #[arg(short, long, value_name = "ALIAS")]
    alias: String,
    /// The version that it points to from now on
    #[arg(short, long, value_name = "NUMBER")]
    version: Option<String>,
    /// Removes the alias
    #[arg(long)]
    remove: bool,
}

#[derive(Args)]
#[command(group = ArgGroup::new("what").required(true).args(["set", "remove"]))]
pub(crate) struct Tag {
    #[command(flatten)]
    named: Named,
    /// The version that the tag belongs to [default: the model as a whole]
    #[arg(short, long, value_name = "NUMBER")]
    version: Option<String>,
    /// The tag to write
    #[arg(long, value_name = "KEY=VALUE", value_parser = key_value)]
    set: Option<(String, String)>,
    /// The key of the tag to remove
    #[arg(long, value_name = "KEY")]
    remove: Option<String>,
}

#[derive(Args)]
pub(crate) struct Stage {
    #[command(flatten)]
    named: Named,
    /// The version
    #[arg(short, long, value_name = "NUMBER")]
    version: String,
    /// None, Staging, Production or Archived
    #[arg(short, long, value_name = "STAGE")]
    stage: String,
    /// Archives all other versions of the stage
    #[arg(long)]
    archive_existing_versions: bool,
}

#[derive(Args)]
pub(crate) struct Delete {
    #[command(flatten)]
    named: Named,
    /// The version to delete [default: the model with all versions]
    #[arg(short, long, value_name = "NUMBER")]
    version: Option<String>,
    /// Does not ask
    #[arg(short, long)]
    yes: bool,
}

pub(super) async fn alias(session: &Session, options: Alias) -> Result<(), Failure> {
    let (name, alias) = (options.named.name, options.alias);
    let client = session.lazy_client()?;
    let (done, said) = match &options.version {
        Some(version) => (
            client.set_registered_model_alias(&name, &alias, version).await,
            format!("`{name}@{alias}` is version {version}"),
        ),
        None => (
            client.delete_registered_model_alias(&name, &alias).await,
            format!("removed the alias `{alias}` of `{name}`"),
        ),
    };
    done.or_hint(|error| about_model(error, &name))?;
    finish(session, name, options.version, &said)
}

pub(super) async fn tag(session: &Session, options: Tag) -> Result<(), Failure> {
    let name = options.named.name;
    let client = session.lazy_client()?;
    let (done, said) = match (options.set, options.remove, &options.version) {
        (Some((key, value)), _, Some(version)) => (
            client.set_model_version_tag(&name, version, &key, &value).await,
            format!("wrote the tag `{key}` of version {version} of `{name}`"),
        ),
        (Some((key, value)), _, None) => (
            client.set_registered_model_tag(&name, &key, &value).await,
            format!("wrote the tag `{key}` of `{name}`"),
        ),
        (None, key, Some(version)) => {
            let key = key.unwrap_or_default();
            let done = client.delete_model_version_tag(&name, version, &key).await;
            (
                done,
                format!("removed the tag `{key}` of version {version} of `{name}`"),
            )
        }
        (None, key, None) => {
            let key = key.unwrap_or_default();
            let done = client.delete_registered_model_tag(&name, &key).await;
            (done, format!("removed the tag `{key}` of `{name}`"))
        }
    };
    done.or_hint(|error| about_model(error, &name))?;
    finish(session, name, options.version, &said)
}

pub(super) async fn stage(session: &Session, options: Stage) -> Result<(), Failure> {
    let name = options.named.name;
    let archive = options.archive_existing_versions;
    let client = session.lazy_client()?;
    let moved = client
        .transition_model_version_stage(&name, &options.version, &options.stage, archive)
        .await;
    let moved = moved.or_hint(|error| about_model(error, &name))?;
    let said = format!(
        "version {} of `{name}` is in {}",
        moved.version, moved.current_stage
    );
    finish(session, name, Some(moved.version), &said)
}

pub(super) async fn delete(session: &Session, options: Delete) -> Result<(), Failure> {
    let name = options.named.name;
    let client = session.lazy_client()?;
    let what = match &options.version {
        Some(version) => format!("version {version} of `{name}`"),
        None => {
            let model = client.get_registered_model(&name).await;
            model.or_hint(|error| about_model(error, &name))?;
            format!("the registered model `{name}` with all its versions")
        }
    };
    if !options.yes {
        confirm(&what)?;
    }
    let done = match &options.version {
        Some(version) => client.delete_model_version(&name, version).await,
        None => client.delete_registered_model(&name).await,
    };
    done.or_hint(|error| about_model(error, &name))?;
    finish(session, name, options.version, &format!("deleted {what}"))
}

fn finish(session: &Session, name: String, version: Option<String>, said: &str) -> Result<(), Failure> {
    session.printer.note(said);
    session.printer.print(&Done { name, version })
}

/// Asks before something is deleted for good; without a terminal nobody can answer.
pub(crate) fn confirm(what: &str) -> Result<(), Failure> {
    if !std::io::stdin().is_terminal() {
        return Err(
            Failure::usage(format!("nothing was deleted: this would delete {what} for good"))
                .hint("--yes deletes without asking"),
        );
    }
    anstream::eprint!("This deletes {what} for good. Go on? [y/N] ");
    let mut answer = String::new();
    std::io::stdin().lock().read_line(&mut answer)?;
    match answer.trim().to_ascii_lowercase().as_str() {
        "y" | "yes" => Ok(()),
        _ => Err(Failure::new("nothing was deleted")),
    }
}
