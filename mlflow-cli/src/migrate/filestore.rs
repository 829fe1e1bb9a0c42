//! `mlflow migrate-filestore`, in official MLflow's words.

use super::common::{Choice, carry_out};
use crate::failure::Failure;
use crate::session::Session;
use clap::{ArgAction, Args};
use mlflow_core::{Registry, StoreUri};
use mlflow_migrate::Migration;
use std::io::{IsTerminal, Write};
use std::path::{Path, PathBuf};

const FOLDER: &str = "mlruns";

#[derive(Args)]
pub(crate) struct Options {
    /// The folder that has experiments in it or in its `mlruns`
    #[arg(long, value_name = "DIRECTORY")]
    source: PathBuf,
    /// The database that is written, such as sqlite:///mlflow.db; `mlflow migrate` has more kinds
    #[arg(long, value_name = "URI")]
    target: String,
    /// Draws a progress bar, which is the default
    #[arg(long, action = ArgAction::SetTrue, overrides_with = "no_progress")]
    progress: bool,
    /// Draws no progress bar
    #[arg(long, action = ArgAction::SetTrue)]
    no_progress: bool,
    /// Overwrites a database that is there without asking
    #[arg(short, long)]
    yes: bool,
}

pub(crate) async fn run(session: &Session, options: Options) -> Result<(), Failure> {
    let source = folder(&options.source)?;
    let target = StoreUri::parse(&options.target)?;
    if target.scheme() != "sqlite" {
        return Err(Failure::usage(format!(
            "--target is a SQLite URI such as sqlite:///mlflow.db, not `{target}`"
        ))
        .hint(format!(
            "`mlflow migrate {} {target}` moves to stores of every kind",
            source.display()
        )));
    }
    let file = PathBuf::from(options.target.trim_start_matches("sqlite:///"));
    let parent = file.parent().filter(|parent| !parent.as_os_str().is_empty());
    if let Some(parent) = parent.filter(|parent| !parent.is_dir()) {
        return Err(Failure::usage(format!(
            "there is no folder `{}`",
            parent.display()
        )));
    }
    if file.exists() {
        if !options.yes && !overwrites(&file)? {
            return Err(Failure::new("aborted: nothing was changed"));
        }
        remove(&file)?;
    }
    let migration = Migration::new(source.to_string_lossy(), &options.target);
    let choice = Choice::all(!options.no_progress);
    carry_out(session, migration, &choice, &Registry::default(), None).await
}

/// Returns the folder of the experiments.
fn folder(given: &Path) -> Result<PathBuf, Failure> {
    let below = given.join(FOLDER);
    if below.is_dir() {
        return Ok(below);
    }
    let is_experiment =
        |name: &str| name.bytes().all(|b| b.is_ascii_digit()) || [".trash", "models"].contains(&name);
    let entries = std::fs::read_dir(given)
        .map_err(|error| Failure::usage(format!("cannot read --source `{}`: {error}", given.display())))?;
    let mut names = entries.flatten().filter(|entry| entry.path().is_dir());
    if names.any(|entry| entry.file_name().to_str().is_some_and(is_experiment)) {
        return Ok(given.to_owned());
    }
    Err(Failure::usage(format!(
        "there are no experiments in `{}`, nor in a folder `{FOLDER}` of it",
        given.display()
    )))
}

fn overwrites(file: &Path) -> Result<bool, Failure> {
    if !std::io::stdin().is_terminal() {
        let message = format!("there is a database `{}` already", file.display());
        return Err(Failure::new(message).hint("--yes overwrites it"));
    }
    let mut stderr = std::io::stderr();
    write!(
        stderr,
        "Database file already exists: {}\nOverwrite? [y/N]: ",
        file.display()
    )?;
    stderr.flush()?;
    let mut answer = String::new();
    std::io::stdin().read_line(&mut answer)?;
    Ok(["y", "yes"].contains(&answer.trim().to_lowercase().as_str()))
}

/// Removes a database with the files that SQLite keeps beside it.
fn remove(file: &Path) -> Result<(), Failure> {
    std::fs::remove_file(file)?;
    for ending in ["-wal", "-shm"] {
        let mut beside = file.as_os_str().to_owned();
        beside.push(ending);
        let _ = std::fs::remove_file(beside);
    }
    Ok(())
}
