//! Which workspaces are cleaned.

use super::Options;
use crate::failure::Failure;
use crate::session::Session;
use mlflow_core::config::settings;
use mlflow_core::{Error, ErrorCode, StoreUri};
use mlflow_stores::sql::SqlStore;
use std::collections::BTreeSet;

const DEFAULT: &str = "default";
const RESERVED: [&str; 4] = ["workspaces", "api", "ajax-api", "static-files"];
const OTHERS_EXIST: &str = "\
Cannot disable workspaces because experiments exist outside the default workspace (i.e., assigned to non-default \
workspaces). Enable workspace support (MLFLOW_ENABLE_WORKSPACES=true) or move those experiments back to the default \
workspace before starting the tracking store in single-tenant mode.";

/// What the command line and the environment say about workspaces.
pub(super) enum Choice {
    /// There are none.
    Off,
    All,
    One(String),
}

impl Choice {
    /// Reads the options; naming a workspace, also by `MLFLOW_WORKSPACE`, turns workspaces on.
    pub(super) fn of(session: &Session, options: &Options) -> Result<Self, Failure> {
        let named = session.option_or(options.workspace.clone(), &settings::WORKSPACE)?;
        let is_on = session.config.get(&settings::ENABLE_WORKSPACES)?.value == Some(true);
        match named.filter(|name| !name.is_empty()) {
            _ if options.all_workspaces && options.workspace.is_some() => Err(Failure::usage(
                "Cannot use --workspace and --all-workspaces together.",
            )),
            _ if options.all_workspaces => Ok(Choice::All),
            Some(name) => {
                check_name(&name)?;
                Ok(Choice::One(name))
            }
            None if is_on => Ok(Choice::One(DEFAULT.to_owned())),
            None => Ok(Choice::Off),
        }
    }
}

/// The part of a database that is cleaned.
pub(super) struct Scope {
    /// The workspaces; `None` is the whole database.
    pub(super) workspaces: Option<Vec<String>>,
    experiments: BTreeSet<String>,
    /// Whether what is named may be missing.
    is_lenient: bool,
}

impl Scope {
    pub(super) async fn of(session: &Session, store: &SqlStore, choice: Choice) -> Result<Self, Failure> {
        let is_lenient = matches!(choice, Choice::All);
        let names = match choice {
            Choice::Off => {
                if store.has_other_workspaces().await? {
                    return Err(Failure::new(OTHERS_EXIST)
                        .hint("--all-workspaces cleans all of them, --workspace cleans one"));
                }
                return Ok(Scope {
                    workspaces: None,
                    experiments: BTreeSet::new(),
                    is_lenient,
                });
            }
            Choice::One(name) => vec![name],
            Choice::All => all_of(session, store).await?,
        };
        Ok(Scope {
            experiments: store.experiments_of_workspaces(&names).await?,
            workspaces: Some(names),
            is_lenient,
        })
    }

    pub(super) fn holds(&self, experiment_id: &str) -> bool {
        self.workspaces.is_none() || self.experiments.contains(experiment_id)
    }

    /// Returns what was named, if it is in a workspace that is cleaned.
    ///
    /// Elsewhere it is as good as missing, which is an error unless all workspaces are cleaned.
    pub(super) fn named<T>(
        &self,
        found: mlflow_core::Result<T>,
        experiment_id: impl FnOnce(&T) -> &str,
        missing: impl FnOnce() -> Error,
    ) -> Result<Option<T>, Failure> {
        let found = found.and_then(|found| match self.holds(experiment_id(&found)) {
            true => Ok(found),
            false => Err(missing()),
        });
        match found {
            Ok(found) => Ok(Some(found)),
            Err(error) if self.is_lenient && error.code() == ErrorCode::ResourceDoesNotExist => Ok(None),
            Err(error) => Err(error.into()),
        }
    }
}

/// Returns the names of all workspaces, which may be kept in another database.
async fn all_of(session: &Session, store: &SqlStore) -> Result<Vec<String>, Failure> {
    let elsewhere = session.config.get(&settings::WORKSPACE_STORE_URI)?.value;
    let names = match elsewhere.filter(|uri| !uri.is_empty()) {
        Some(uri) => match super::open(&StoreUri::parse(&uri)?).await? {
            Some(store) => store.workspaces().await?,
            None => Vec::new(),
        },
        None => store.workspaces().await?,
    };
    match names.is_empty() {
        true => Err(Failure::new(
            "No workspaces found. Ensure the workspace provider is configured correctly.",
        )),
        false => Ok(names),
    }
}

fn check_name(name: &str) -> Result<(), Failure> {
    if name == DEFAULT {
        return Ok(());
    }
    let length = name.chars().count();
    if !(2..=63).contains(&length) {
        return Err(Failure::new(format!(
            "Workspace name '{name}' must be between 2 and 63 characters."
        )));
    }
    let is_plain = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit();
    let ends_are_plain =
        name.bytes().next().is_some_and(is_plain) && name.bytes().last().is_some_and(is_plain);
    if !ends_are_plain || !name.bytes().all(|b| is_plain(b) || b == b'-') {
        return Err(Failure::new(format!(
            "Workspace name '{name}' must match the pattern ^[a-z0-9]([-a-z0-9]*[a-z0-9])?$ (lowercase alphanumeric \
             with optional internal hyphens)."
        )));
    }
    if RESERVED.contains(&name) {
        return Err(Failure::new(format!(
            "Workspace name '{name}' is reserved and cannot be used."
        )));
    }
    Ok(())
}
