//! Programs that log one run or list runs, from start to exit.

use std::path::Path;
use std::process::Command;
use std::time::Instant;

use anyhow::Result;
use serde_json::Value;

use super::programs::Programs;
use super::samples::{Samples, Side, Spread};
use crate::command::capture;

/// Starts in a round; their median counts.
const STARTS: usize = 7;

/// Measures our programs and official's in databases of `folder`.
pub(super) fn measure(programs: &Programs, folder: &Path, samples: &mut Samples) -> Result<()> {
    let database = folder.join("one-run.db");
    let mut ours = programs.ours("one-run");
    one_run(ours.arg(&database), Side::Ours, STARTS, samples)?;
    let mut official = programs.official("one_run.py");
    one_run(
        official.arg(folder.join("one-run-official.db")),
        Side::Official,
        1,
        samples,
    )?;
    let Some(mut list) = programs.mlflow() else {
        return Ok(());
    };
    list.args(["runs", "list", "--experiment-id", "1"]);
    list.env("MLFLOW_TRACKING_URI", format!("sqlite:///{}", database.display()));
    let starts = start_often(&mut list, STARTS)?;
    add_median(
        samples,
        Side::Ours,
        "runs_list_ms",
        starts.iter().map(|start| start.milliseconds),
    );
    Ok(())
}

/// The first start finds no database; the others log one more run.
fn one_run(program: &mut Command, side: Side, starts: usize, samples: &mut Samples) -> Result<()> {
    samples.add(side, "first_run_ms", start(program)?.milliseconds);
    let starts = start_often(program, starts)?;
    add_median(
        samples,
        side,
        "one_run_ms",
        starts.iter().map(|start| start.milliseconds),
    );
    add_median(
        samples,
        side,
        "one_run_peak_mb",
        starts.iter().filter_map(|start| start.peak_megabytes),
    );
    Ok(())
}

fn add_median(samples: &mut Samples, side: Side, item: &str, figures: impl IntoIterator<Item = f64>) {
    if let Some(spread) = Spread::of(figures) {
        samples.add(side, item, spread.median);
    }
}

fn start_often(program: &mut Command, starts: usize) -> Result<Vec<WholeProcess>> {
    (0..starts).map(|_| start(program)).collect()
}

/// A whole process: how long it took from start to exit, and the most memory that it says it had.
struct WholeProcess {
    milliseconds: f64,
    peak_megabytes: Option<f64>,
}

/// Runs a program and takes its time.
fn start(command: &mut Command) -> Result<WholeProcess> {
    let started = Instant::now();
    let output = capture(command)?;
    let milliseconds = started.elapsed().as_secs_f64() * 1000.0;
    let answer = output
        .lines()
        .rev()
        .find_map(|line| serde_json::from_str::<Value>(line).ok());
    let peak_kib = answer.and_then(|answer| answer["peak_kib"].as_f64());
    Ok(WholeProcess {
        milliseconds,
        peak_megabytes: peak_kib.map(|kib| kib * 1024.0 / 1e6),
    })
}
