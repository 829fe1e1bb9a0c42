//! `mlflow models`.

mod answers;
mod change;
mod hints;
mod list;

use crate::failure::{Failure, OrHint};
use crate::session::Session;
use answers::{Details, Registered};
use clap::{Args, Subcommand};
use hints::about_model;
use mlflow_registry::RegisterOptions;

#[derive(Subcommand)]
pub(crate) enum Command {
    /// Lists registered models
    #[command(visible_alias = "search")]
    List(list::Models),
    /// Shows a registered model, with its aliases and latest versions
    #[command(visible_alias = "get")]
    Describe(Named),
    /// Lists versions of registered models
    Versions(list::Versions),
    /// Makes a version of a run's model, or of another version, and prints its number
    Register(Register),
    /// Points an alias to a version, or removes an alias
    Alias(change::Alias),
    /// Writes or removes a tag of a registered model, or of a version
    Tag(change::Tag),
    /// Moves a version to another stage
    Stage(change::Stage),
    /// Deletes a registered model with all versions, or one version, for good
    Delete(change::Delete),
}

#[derive(Args)]
pub(crate) struct Named {
    /// The registered model's name
    #[arg(short, long, value_name = "NAME")]
    name: String,
}

#[derive(Args)]
pub(crate) struct Register {
    /// Where the model is, such as runs:/<run id>/model, models:/wine@champion, or a folder
    #[arg(short, long, value_name = "URI")]
    model_uri: String,
    #[command(flatten)]
    named: Named,
    /// A tag of the version; may be given several times
    #[arg(long = "tags", value_name = "KEY=VALUE", value_parser = key_value)]
    tags: Vec<(String, String)>,
    /// What people should know about the version
    #[arg(long, value_name = "TEXT")]
    description: Option<String>,
    /// How many seconds to wait until the registry has taken it over; 0 for not at all
    #[arg(long, value_name = "SECONDS", default_value_t = 300)]
    await_registration_for: u64,
}

fn key_value(text: &str) -> Result<(String, String), String> {
    match text.split_once('=') {
        Some((key, value)) if !key.is_empty() => Ok((key.to_owned(), value.to_owned())),
        _ => Err("a tag reads KEY=VALUE".to_owned()),
    }
}

pub(crate) async fn run(session: &Session, command: Command) -> Result<(), Failure> {
    match command {
        Command::List(options) => list::models(session, options).await,
        Command::Describe(named) => describe(session, named).await,
        Command::Versions(options) => list::versions(session, options).await,
        Command::Register(options) => register(session, options).await,
        Command::Alias(options) => change::alias(session, options).await,
        Command::Tag(options) => change::tag(session, options).await,
        Command::Stage(options) => change::stage(session, options).await,
        Command::Delete(options) => change::delete(session, options).await,
    }
}

async fn describe(session: &Session, Named { name }: Named) -> Result<(), Failure> {
    let model = session.lazy_client()?.get_registered_model(&name).await;
    let model = model.or_hint(|error| about_model(error, &name))?;
    session.printer.print(&Details(model))
}

async fn register(session: &Session, options: Register) -> Result<(), Failure> {
    let mut register = RegisterOptions::new().await_seconds(options.await_registration_for);
    for (key, value) in options.tags {
        register = register.tag(key, value);
    }
    register.description = options.description;
    let name = options.named.name;
    let client = session.lazy_client()?;
    let version = mlflow_registry::register_model(&client, &options.model_uri, &name, register).await;
    let version = version.or_hint(|error| about_model(error, &name))?;
    session.printer.print(&Registered(version))
}
