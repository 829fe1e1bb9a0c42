//! The databases that the servers begin with, made once and copied in each round.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use super::contender::Contender;
use crate::bench::programs::{Programs, empty_folder, option};
use crate::command::capture;

const RUNS: u32 = 10_000;

/// Lets each server make its own tables, then puts the same 10,000 runs into those that are MLflow's.
pub(super) fn make(programs: &Programs, contenders: &[Contender], folder: &Path) -> Result<()> {
    empty_folder(&folder.join("originals"))?;
    for contender in contenders {
        println!("{}: making its database", contender.name);
        let database = original(contender, folder);
        drop(contender.start(programs, &database)?);
        if !contender.has_tables_of_mlflow() {
            println!(
                "{}: has tables of its own, so that no runs are searched",
                contender.name
            );
            continue;
        }
        let mut fill = programs.ours("fill-runs");
        option(&mut fill, "uri", format!("sqlite:///{}", database.display()));
        option(&mut fill, "runs", RUNS.to_string());
        capture(fill.arg("--with-tables"))?;
    }
    Ok(())
}

/// Copies the database of a server to where it may change.
pub(super) fn copy(contender: &Contender, folder: &Path, to: &Path) -> Result<()> {
    let from = original(contender, folder);
    for ending in ["", "-wal"] {
        let with_ending = |file: &Path| PathBuf::from(format!("{}{ending}", file.display()));
        let (from, to) = (with_ending(&from), with_ending(to));
        if from.exists() {
            std::fs::copy(&from, &to).with_context(|| format!("cannot copy {}", from.display()))?;
        }
    }
    Ok(())
}

fn original(contender: &Contender, folder: &Path) -> PathBuf {
    folder
        .join("originals")
        .join(contender.side.name())
        .with_extension("db")
}
