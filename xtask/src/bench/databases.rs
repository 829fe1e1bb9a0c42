//! Databases with many runs, for the searches.

use std::path::Path;

use anyhow::{Context, Result};

use super::programs::{Programs, option};
use crate::command::capture;

/// Makes a database of 10,000 runs for each side, because opening one may change it, and one of 100,000 for us.
pub(super) fn make(programs: &Programs, folder: &Path, with_100k: bool) -> Result<()> {
    let sizes: &[u32] = if with_100k { &[10_000, 100_000] } else { &[10_000] };
    for runs in sizes {
        println!("making a database of {runs} runs");
        let mut script = programs.official("runs_database.py");
        option(&mut script, "database", folder.join(format!("{runs}.db")));
        option(&mut script, "runs", runs.to_string());
        capture(&mut script)?;
    }
    std::fs::copy(folder.join("10000.db"), folder.join("10000-official.db"))
        .context("cannot copy the database of 10,000 runs")?;
    Ok(())
}
