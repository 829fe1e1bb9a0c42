//! `cargo xtask bench files`: a folder of many runs as a store, and migrations out of it, us and official MLflow in turns.

mod moving;

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};
use serde_json::json;

use super::figure_list::FILES;
use super::figures;
use super::programs::{Programs, collect, empty_folder, option};
use super::samples::{Samples, Side};
use crate::command::{capture, without_mlflow_settings};
use crate::python::{self, MLFLOW_2, MLFLOW_3};
use crate::workspace::Workspace;

#[derive(clap::Args)]
pub(crate) struct Options {
    /// How often everything is measured
    #[arg(long, default_value_t = 3)]
    rounds: u32,
    /// One round with a twentieth of the runs: shows that it works
    #[arg(long)]
    quick: bool,
    /// Leaves out the migrations
    #[arg(long)]
    no_migrations: bool,
}

/// Measures, prints a table and writes `bench/files.json` in the target folder.
pub(crate) fn run(workspace: &Workspace, options: &Options) -> Result<()> {
    let (rounds, share) = if options.quick {
        (1, 20)
    } else {
        (options.rounds, 1)
    };
    let folder = workspace.target.join("bench").join("files");
    let programs = Programs::prepare(workspace, &folder)?;
    empty_folder(&folder)?;
    let runs = folder.join("mlruns");
    println!("making a folder of {} runs", 10_000 / share);
    fill(&programs, &runs, &[("runs", 10_000 / share)])?;
    let older = python::find(workspace, &MLFLOW_2).context("there is no official MLflow 2")?;
    let mut samples = Samples::default();
    for round in 1..=rounds {
        println!("round {round} of {rounds}");
        measure(&programs, workspace, &older, &runs, &mut samples)
            .with_context(|| format!("round {round}"))?;
    }
    std::fs::remove_dir_all(&runs).context("cannot remove the folder of runs")?;
    if !options.no_migrations {
        moving::measure(&programs, &folder, share, &mut samples)?;
    }
    figures::print(&samples, &FILES);
    let file = folder.with_extension("json");
    let all = json!({
        "rounds": rounds,
        "official_versions": [MLFLOW_3.version, MLFLOW_2.version],
        "figures": figures::to_json(&samples, &FILES),
        "samples": samples.to_json(),
    });
    std::fs::write(&file, format!("{all:#}\n"))
        .with_context(|| format!("cannot write {}", file.display()))?;
    println!("\nwritten to {}", file.display());
    Ok(())
}

/// Makes a folder of runs.
fn fill(programs: &Programs, folder: &Path, counts: &[(&str, u32)]) -> Result<()> {
    let mut fill = programs.ours("fill-files");
    option(&mut fill, "folder", folder);
    for (name, count) in counts {
        option(&mut fill, name, count.to_string());
    }
    capture(&mut fill)?;
    Ok(())
}

fn measure(
    programs: &Programs,
    workspace: &Workspace,
    older: &PathBuf,
    runs: &Path,
    samples: &mut Samples,
) -> Result<()> {
    for subcommand in ["files-cold", "files"] {
        let mut ours = programs.ours(subcommand);
        option(&mut ours, "folder", runs);
        collect(&mut ours, Side::Ours, samples)?;
    }
    let script = workspace.root.join("benches/python/files.py");
    let mut older = Command::new(older);
    without_mlflow_settings(&mut older).arg(&script);
    for (side, mut official) in [
        (Side::Official, programs.official("files.py")),
        (Side::OfficialTwo, older),
    ] {
        option(&mut official, "folder", runs);
        collect(&mut official, side, samples)?;
    }
    Ok(())
}
