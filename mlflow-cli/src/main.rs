//! The `mlflow` command: experiments, runs and artifacts from a terminal.
//!
//! | module | what it holds |
//! |---|---|
//! | `experiments`, `runs`, `artifacts`, `models`, `server`, `gc`, `migrate`, `db`, `plugins`, `doctor`, `completions` | one command each, with its options |
//! | `cli` | the whole command line |
//! | `session` | what every command has at hand: configuration, client, output |
//! | `output` | the only module that writes to stdout; tables, JSON and CSV |
//! | `failure` | the line on stderr, the hint and the exit code |

#[cfg(feature = "archive")]
mod archive;
mod artifacts;
mod cli;
mod completions;
mod db;
mod doctor;
mod experiments;
mod failure;
mod gc;
mod logging;
mod migrate;
mod models;
mod output;
mod plugins;
mod progress;
mod runs;
mod server;
mod session;
mod time;

use clap::CommandFactory;
use cli::{Cli, Command};
use failure::Failure;
use session::Session;
use std::process::ExitCode;

#[cfg(all(feature = "jemalloc", not(target_env = "msvc")))]
#[global_allocator]
static ALLOCATOR: tikv_jemallocator::Jemalloc = tikv_jemallocator::Jemalloc;

fn main() -> ExitCode {
    mlflow_registry::link();
    if let Ok(this) = std::env::current_exe() {
        mlflow_core::plugin::set_host(this, ["plugin-host"]);
    }
    completions::answer_shell(Cli::command);
    match cli::parse().and_then(start) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => failure.report(),
    }
}

fn start(cli: Cli) -> Result<(), Failure> {
    if let Command::PluginHost(host) = &cli.command {
        logging::start(
            cli.global.verbose,
            None,
            #[cfg(feature = "otlp")]
            None,
        )?;
        return host.serve();
    }
    let log_format = match &cli.command {
        Command::Server(options) => options.log_format,
        _ => None,
    };
    let runtime = match &cli.command {
        Command::Server(options) => options.runtime()?,
        Command::Migrate(_) | Command::MigrateFilestore(_) => {
            tokio::runtime::Builder::new_multi_thread().enable_all().build()?
        }
        _ => tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()?,
    };
    #[cfg(feature = "otlp")]
    let spans = match &cli.command {
        Command::Server(options) => options.spans(&runtime)?,
        _ => None,
    };
    logging::start(
        cli.global.verbose,
        log_format,
        #[cfg(feature = "otlp")]
        spans.as_ref(),
    )?;
    let result = runtime.block_on(run(cli));
    #[cfg(feature = "otlp")]
    if let Some(spans) = spans {
        spans.end();
    }
    runtime.shutdown_background();
    result
}

async fn run(cli: Cli) -> Result<(), Failure> {
    let session = Session::new(&cli.global)?;
    match cli.command {
        Command::Experiments(command) => experiments::run(&session, command).await,
        Command::Runs(command) => runs::run(&session, command).await,
        Command::Artifacts(command) => artifacts::run(&session, command).await,
        Command::Models(command) => models::run(&session, command).await,
        Command::Server(options) => server::run(&session, &options).await,
        Command::Gc(options) => gc::run(&session, options).await,
        Command::Migrate(options) => migrate::run(&session, *options).await,
        Command::MigrateFilestore(options) => migrate::run_filestore(&session, options).await,
        #[cfg(feature = "archive")]
        Command::Export(options) => archive::export(&session, options).await,
        #[cfg(feature = "archive")]
        Command::Import(options) => archive::import(&session, options).await,
        Command::Db(command) => db::run(&session, command).await,
        Command::PluginHost(host) => host.serve(),
        Command::Plugins(command) => plugins::run(&session, command).await,
        Command::Doctor(options) => doctor::run(&session, options).await,
        Command::Completions(options) => completions::run(&session, &options, &mut Cli::command()),
    }
}
