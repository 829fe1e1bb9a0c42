//! The whole command line.

#[cfg(feature = "archive")]
use crate::archive;
use crate::failure::Failure;
use crate::output::Format;
use crate::{artifacts, completions, db, doctor, experiments, gc, migrate, models, plugins, runs, server};
use clap::builder::styling::{AnsiColor, Styles};
use clap::{ArgAction, Args, CommandFactory, FromArgMatches, Parser, Subcommand};

const VERSION: &str = concat!("version ", env!("CARGO_PKG_VERSION"));

const SERVER: &str = "server";

const STYLES: Styles = Styles::styled()
    .header(AnsiColor::Green.on_default().bold())
    .usage(AnsiColor::Green.on_default().bold())
    .literal(AnsiColor::Cyan.on_default().bold())
    .placeholder(AnsiColor::Cyan.on_default());

/// Tracks machine learning experiments.
#[derive(Parser)]
#[command(
    name = "mlflow",
    display_name = "mlflow,",
    version = VERSION,
    styles = STYLES,
    max_term_width = 100,
    infer_long_args = false,
    propagate_version = false,
    arg_required_else_help = true
)]
pub(crate) struct Cli {
    #[command(flatten)]
    pub(crate) global: Global,

    #[command(subcommand)]
    pub(crate) command: Command,
}

/// Options of every command.
#[derive(Args)]
pub(crate) struct Global {
    /// Where runs are kept [env: MLFLOW_TRACKING_URI] [default: sqlite:///mlflow.db]
    #[arg(long, value_name = "URI", global = true, help_heading = "Global options")]
    pub(crate) tracking_uri: Option<String>,

    /// How the answer is written; each command has the form that people read as its default
    #[arg(
        long,
        value_name = "FORMAT",
        value_enum,
        ignore_case = true,
        global = true,
        help_heading = "Global options"
    )]
    pub(crate) output: Option<Format>,

    /// Says more about what is done, on stderr; twice says all
    #[arg(short, long, action = ArgAction::Count, help_heading = "Global options")]
    pub(crate) verbose: u8,
}

#[derive(Subcommand)]
pub(crate) enum Command {
    /// Manages experiments
    #[command(subcommand)]
    Experiments(experiments::Command),
    /// Manages runs
    #[command(subcommand)]
    Runs(runs::Command),
    /// Lists, downloads and uploads the artifacts of runs
    #[command(subcommand)]
    Artifacts(artifacts::Command),
    /// Manages registered models and their versions
    #[command(subcommand)]
    Models(models::Command),
    /// Serves experiments, runs, models and artifacts over HTTP
    #[command(visible_alias = "ui", disable_help_flag = true)]
    Server(Box<server::Options>),
    /// Deletes runs, logged models and experiments for good that were deleted before, with their artifacts
    Gc(gc::Options),
    /// Moves everything from one store to another, and compares both sides
    Migrate(Box<migrate::Options>),
    /// Moves a folder such as `./mlruns` to a SQLite database, as official MLflow's command does
    MigrateFilestore(migrate::FilestoreOptions),
    /// Writes everything that a store holds to one file
    #[cfg(feature = "archive")]
    Export(archive::Export),
    /// Brings what `mlflow export` wrote to a store
    #[cfg(feature = "archive")]
    Import(archive::Import),
    /// Upgrades and checks the database of a store
    #[command(subcommand)]
    Db(db::Command),
    /// Lists and checks the stores that others wrote
    #[command(subcommand)]
    Plugins(plugins::Command),
    /// Runs the library of a plugin in this process, for another one that asks on a pipe
    #[command(hide = true)]
    PluginHost(plugins::Host),
    /// Shows what this program is, where runs are kept and whether the store answers
    Doctor(doctor::Options),
    /// Prints a script that completes commands in a shell
    Completions(completions::Options),
}

/// Reads the command line, and what the file of `mlflow server --config` adds to it. Ends the program where clap does.
pub(crate) fn parse() -> Result<Cli, Failure> {
    let mut line: Vec<_> = std::env::args_os().collect();
    let command = Cli::command().mut_subcommand(SERVER, |server| {
        server.mut_args(|argument| server::config::with_its_variable(argument, &line))
    });
    let mut matches = command.clone().get_matches_from(&line);
    if let Some((SERVER, given)) = matches.subcommand()
        && let Some(server) = command.find_subcommand(SERVER)
    {
        let words = server::config::words(server, given)?;
        if !words.is_empty() {
            line.extend(words);
            let all = command.clone().try_get_matches_from(line);
            matches = all.map_err(|e| server::config::in_file(given, &e))?;
        }
    }
    Cli::from_arg_matches(&matches).map_err(|e| e.exit())
}
