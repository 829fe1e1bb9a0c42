//! `cargo xtask bench`: us and others on the same work, in one run.

mod databases;
mod figure_list;
mod figures;
mod files;
mod postgres;
mod programs;
mod samples;
mod server;
mod sql;
mod tracking;
mod whole_process;

use anyhow::Result;

use crate::workspace::Workspace;

#[derive(clap::Args)]
pub(crate) struct Options {
    #[command(subcommand)]
    subject: Subject,
}

#[derive(clap::Subcommand)]
enum Subject {
    /// Logging and searching runs in SQLite
    Tracking(tracking::Options),
    /// Many writers, large searches and the registry in PostgreSQL, and upgrades
    Sql(sql::Options),
    /// Folders as stores, and migrations out of them
    Files(files::Options),
    /// Our server, official MLflow's two and fasttrackml under the same load
    Server(server::Options),
}

/// Measures what the options name.
pub(crate) fn run(workspace: &Workspace, options: &Options) -> Result<()> {
    match &options.subject {
        Subject::Tracking(options) => tracking::run(workspace, options),
        Subject::Sql(options) => sql::run(workspace, options),
        Subject::Files(options) => files::run(workspace, options),
        Subject::Server(options) => server::run(workspace, options),
    }
}
