//! `mlflow db`.

mod answers;
mod progress;

use crate::failure::{Failure, OrHint};
use crate::session::Session;
use answers::{Checked, Indexed, Upgraded, Version};
use clap::{Args, Subcommand};
use mlflow_core::{ErrorCode, StoreUri};
use mlflow_stores::sql::upgrade::{self, State, indexes};
use progress::Progress;

const NO_FILE: &str =
    "name one that is there, such as sqlite:////data/mlflow.db; a store that is opened makes a new one";

#[derive(Subcommand)]
pub(crate) enum Command {
    /// Brings a database to the layout of this program, step by step; a SQLite file is copied first
    Upgrade(Upgrade),
    /// Tells the state of a database and what an upgrade would do; exit code 1 if one is needed
    Check(Database),
    /// Prints the schema version of a database
    Version(Database),
    /// Makes indexes that official MLflow's layout has not: searches by metrics need them where runs are many
    Index(Index),
}

#[derive(Args)]
pub(crate) struct Database {
    /// The database, such as sqlite:///mlflow.db [env: MLFLOW_BACKEND_STORE_URI, MLFLOW_TRACKING_URI]
    #[arg(value_name = "URL")]
    url: Option<String>,
    /// The same, as an option
    #[arg(long = "uri", value_name = "URL", conflicts_with = "url")]
    uri: Option<String>,
}

#[derive(Args)]
pub(crate) struct Upgrade {
    #[command(flatten)]
    database: Database,
    /// Makes no copy of a SQLite file first
    #[arg(long)]
    no_backup: bool,
}

#[derive(Args)]
pub(crate) struct Index {
    #[command(flatten)]
    database: Database,
    /// Drops these indexes instead
    #[arg(long)]
    drop: bool,
}

pub(crate) async fn run(session: &Session, command: Command) -> Result<(), Failure> {
    match command {
        Command::Upgrade(options) => upgrade(session, &options).await,
        Command::Check(database) => check(session, &database).await,
        Command::Version(database) => version(session, &database).await,
        Command::Index(options) => index(session, &options).await,
    }
}

impl Database {
    fn uri(&self, session: &Session) -> Result<StoreUri, Failure> {
        session.database_uri(self.url.as_deref().or(self.uri.as_deref()))
    }
}

/// Looks at a database, which is not changed and must be there.
pub(crate) async fn inspect(uri: &StoreUri) -> Result<State, Failure> {
    upgrade::inspect(uri).await.or_hint(|error| match error.code() {
        ErrorCode::ResourceDoesNotExist => Some(NO_FILE.to_owned()),
        _ => None,
    })
}

async fn upgrade(session: &Session, options: &Upgrade) -> Result<(), Failure> {
    let uri = options.database.uri(session)?;
    let mut chosen = upgrade::Options::default();
    chosen.backup = !options.no_backup;
    let mut progress = Progress::new(session, &uri);
    let result = upgrade::upgrade(&uri, &chosen, &mut |event| progress.tell(&event)).await;
    progress.end();
    let report = result.or_hint(|error| match error.code() {
        ErrorCode::ResourceDoesNotExist => Some(NO_FILE.to_owned()),
        _ if !progress.has_begun() => None,
        ErrorCode::InvalidState => None,
        _ => Some("the steps before are kept: the same command goes on with the one that failed".to_owned()),
    })?;
    session.printer.print(&Upgraded { uri, report })
}

async fn check(session: &Session, database: &Database) -> Result<(), Failure> {
    let uri = database.uri(session)?;
    let state = inspect(&uri).await?;
    let failure = match (&state, state.check()) {
        (State::Current, _) => None,
        (_, Err(error)) => Some(Failure::from(error)),
        (State::Empty, Ok(())) => Some(
            Failure::new(format!("{uri} has no tables yet"))
                .hint("`mlflow db upgrade` makes them, and so does the first program that opens the store"),
        ),
        (_, Ok(())) => Some(
            Failure::new(format!("{uri} needs an upgrade of {} steps", state.steps().len()))
                .hint("stop what uses the database, then run `mlflow db upgrade` with the same URL"),
        ),
    };
    let indexes = match state {
        State::Current => indexes::present(&uri).await?,
        _ => Vec::new(),
    };
    session.printer.print(&Checked { uri, state, indexes })?;
    failure.map_or(Ok(()), Err)
}

async fn version(session: &Session, database: &Database) -> Result<(), Failure> {
    let uri = database.uri(session)?;
    let state = inspect(&uri).await?;
    session.printer.print(&Version { uri, state })
}

async fn index(session: &Session, options: &Index) -> Result<(), Failure> {
    let uri = options.database.uri(session)?;
    let mut waiting = || {
        session
            .printer
            .note("waiting for another program that works on this database")
    };
    let done = match options.drop {
        true => indexes::drop(&uri, &mut waiting).await,
        false => indexes::make(&uri, &mut waiting).await,
    };
    let done = done.or_hint(|error| match error.code() {
        ErrorCode::ResourceDoesNotExist => Some(NO_FILE.to_owned()),
        _ => None,
    })?;
    session.printer.print(&Indexed { uri, done })
}
