//! `mlflow runs`.

mod answers;
mod create;
mod describe;
mod list;
mod spreadsheet;

pub(crate) use spreadsheet::csv_table;

use crate::completions::run_ids;
use crate::failure::{Failure, OrHint};
use crate::output::Format;
use crate::session::Session;
use answers::{Description, Done};
use clap::{Args, Subcommand};
use mlflow_core::{Error, ErrorCode};

#[derive(Subcommand)]
pub(crate) enum Command {
    /// Creates a run that has ended already, and prints it
    Create(create::Options),
    /// Lists the runs of an experiment
    List(list::Options),
    /// Shows all about a run, as JSON
    Describe(Chosen),
    /// Deletes a run; `restore` brings it back
    Delete(Chosen),
    /// Brings a deleted run back
    Restore(Chosen),
}

#[derive(Args)]
pub(crate) struct Chosen {
    /// The run's id
    #[arg(long, value_name = "ID", add = run_ids())]
    run_id: String,
}

pub(crate) async fn run(session: &Session, command: Command) -> Result<(), Failure> {
    match command {
        Command::Create(options) => create::run(session, options).await,
        Command::List(options) => list::run(session, options).await,
        Command::Describe(chosen) => describe(session, chosen).await,
        Command::Delete(chosen) => delete(session, chosen).await,
        Command::Restore(chosen) => restore(session, chosen).await,
    }
}

async fn describe(session: &Session, Chosen { run_id: id }: Chosen) -> Result<(), Failure> {
    let run = session.client().await?.get_run(id).await;
    let run = run.or_hint(|error| about_run(error, session))?;
    session.printer.print_as(Format::Json, &Description(run))
}

async fn delete(session: &Session, Chosen { run_id: id }: Chosen) -> Result<(), Failure> {
    let deleted = session.client().await?.delete_run(&id).await;
    deleted.or_hint(|error| about_run(error, session))?;
    session.printer.note(&format!(
        "deleted the run {id}; `mlflow runs restore --run-id {id}` brings it back"
    ));
    session.printer.print(&Done(id))
}

async fn restore(session: &Session, Chosen { run_id: id }: Chosen) -> Result<(), Failure> {
    let restored = session.client().await?.restore_run(&id).await;
    restored.or_hint(|error| about_run(error, session))?;
    session.printer.note(&format!("restored the run {id}"));
    session.printer.print(&Done(id))
}

/// Returns a hint for an operation on one run.
pub(crate) fn about_run(error: &Error, session: &Session) -> Option<String> {
    let uri = session.shown_uri();
    (error.code() == ErrorCode::ResourceDoesNotExist)
        .then(|| format!("`mlflow runs list --experiment-id … --view all` lists the runs that are in {uri}"))
}
