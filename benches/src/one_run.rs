//! A whole program that logs one run, as `python/one_run.py` does.

use std::path::Path;

use anyhow::Result;
use serde_json::json;

use crate::tracking::sqlite_uri;

/// Logs one run and prints the most memory that the process had, in KiB, where the system tells it.
pub(crate) fn run(database: &Path) -> Result<()> {
    mlflow::set_tracking_uri(sqlite_uri(database))?;
    mlflow::set_experiment("bench")?;
    let run = mlflow::start_run()?;
    mlflow::log_params([("depth", "3"), ("lr", "0.1")])?;
    mlflow::log_metric("loss", 0.5)?;
    mlflow::set_tag("stage", "trial")?;
    run.end()?;
    println!("{}", json!({ "peak_kib": peak_kib() }));
    Ok(())
}

fn peak_kib() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    peak.split_whitespace().next()?.parse().ok()
}
