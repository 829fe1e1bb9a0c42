//! Migrations of a folder with many points: ours to PostgreSQL, official MLflow's to SQLite, the only target that it has.

use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result};
use serde_json::Value;

use super::fill;
use crate::bench::postgres::Postgres;
use crate::bench::programs::{Programs, empty_folder, option};
use crate::bench::samples::{Samples, Side};
use crate::command::capture;
use crate::servers::Servers;

const RUNS: u32 = 10_000;
const METRICS: u32 = 10;
const POINTS: u32 = 100;
/// Official MLflow gets this part of the runs, of the same size each: it takes many times as long.
const OFFICIAL_SHARE: u32 = 20;
/// Official's migration is stopped after so many seconds.
const LIMIT: u32 = 1200;
const DATABASE: &str = "mlflow_bench_moved";

/// Moves both folders once.
pub(super) fn measure(programs: &Programs, folder: &Path, share: u32, samples: &mut Samples) -> Result<()> {
    let mut servers = Servers::default();
    let server = Postgres(servers.postgres().context("the bench needs PostgreSQL")?);
    let ours = folder.join("ours");
    let runs = RUNS / share;
    println!("moving {runs} runs with {} points", runs * METRICS * POINTS);
    make(programs, &ours, runs)?;
    server.new_database(DATABASE)?;
    let mut migrate = programs.mlflow().context("there is no `mlflow` binary")?;
    migrate
        .args([
            "migrate",
            &ours.join("mlruns").to_string_lossy(),
            &server.uri_of(DATABASE),
        ])
        .arg("--no-verify");
    add(programs, Side::Ours, runs, &migrate, samples)?;
    server.drop_database(DATABASE)?;
    empty_folder(&ours)?;

    let official = folder.join("official");
    let runs = runs / OFFICIAL_SHARE;
    println!("official MLflow moves {runs} such runs");
    make(programs, &official, runs)?;
    let mut migrate = programs.official_module("mlflow");
    let target = format!("sqlite:///{}", official.join("moved.db").display());
    migrate
        .args(["migrate-filestore", "--no-progress", "--source"])
        .arg(&official)
        .args(["--target", &target]);
    add(programs, Side::Official, runs, &migrate, samples)?;
    empty_folder(&official)
}

fn make(programs: &Programs, folder: &Path, runs: u32) -> Result<()> {
    empty_folder(folder)?;
    let counts = [("runs", runs), ("metrics", METRICS), ("points", POINTS)];
    fill(programs, &folder.join("mlruns"), &counts)
}

fn add(programs: &Programs, side: Side, runs: u32, program: &Command, samples: &mut Samples) -> Result<()> {
    let mut measured = programs.official("whole_process.py");
    option(&mut measured, "limit", LIMIT.to_string());
    measured
        .arg("--")
        .arg(program.get_program())
        .args(program.get_args())
        .env("MLFLOW_ALLOW_FILE_STORE", "true");
    let output = capture(&mut measured)?;
    let answer: Value = serde_json::from_str(&output).with_context(|| format!("`{output}` is not JSON"))?;
    let seconds = answer["seconds"].as_f64().context("no `seconds`")?;
    if answer["stopped"] == true {
        println!("{}: the migration was stopped after {LIMIT} s", side.name());
    }
    let peak_kib = answer["peak_kib"].as_f64().context("no `peak_kib`")?;
    samples.add(side, "migrate_s", seconds);
    samples.add(side, "migrate_mb", peak_kib * 1024.0 / 1e6);
    samples.add(
        side,
        "migrate_point",
        seconds / f64::from(runs * METRICS * POINTS),
    );
    Ok(())
}
