//! The items of `python/tracking.py`, through our API.

use std::path::{Path, PathBuf};

use anyhow::{Result, ensure};
use mlflow::{ExperimentOptions, RunOptions, SearchRuns};

use crate::measure::measure;

const BATCH: u32 = 1000;
const FILTER: &str = "metrics.loss < 0.5 and params.depth = '3'";
const ORDER: &str = "metrics.loss ASC";
const PAGE: usize = 1000;

/// How often each item is done; the same counts go to official MLflow.
#[derive(clap::Args)]
pub(crate) struct Counts {
    /// A database file that need not exist
    #[arg(long)]
    database: PathBuf,
    /// Made by `python/runs_database.py`
    #[arg(long)]
    search_database: PathBuf,
    #[arg(long)]
    artifacts: PathBuf,
    #[arg(long)]
    metrics: u32,
    #[arg(long)]
    params: u32,
    #[arg(long)]
    runs: u32,
    #[arg(long)]
    batches: u32,
    #[arg(long)]
    searches: u32,
}

/// Does all items.
pub(crate) fn run(counts: &Counts) -> Result<()> {
    mlflow::set_tracking_uri(sqlite_uri(&counts.database))?;
    let artifacts = counts.artifacts.display().to_string();
    mlflow::create_experiment_with(ExperimentOptions::new("bench").artifact_location(artifacts))?;
    mlflow::set_experiment("bench")?;
    let run = mlflow::start_run()?;
    measure("log_metric", counts.metrics, 20, |index| {
        Ok(mlflow::log_metric(
            "loss",
            (1.0 / f64::from(index + 1), i64::from(index)),
        )?)
    })?;
    measure("log_param", counts.params, 20, |index| {
        Ok(mlflow::log_param(format!("param_{index}"), index)?)
    })?;
    measure("log_metrics_1000", counts.batches, 1, |index| {
        let value = |key: u32| (f64::from(key) + f64::from(index) / 7.0, i64::from(index));
        Ok(mlflow::log_metrics(
            (0..BATCH).map(|key| (format!("metric_{key}"), value(key))),
        )?)
    })?;
    run.end()?;
    measure("start_and_end_run", counts.runs, 3, |index| {
        Ok(mlflow::start_run_with(RunOptions::new().name(format!("run {index}")))?.end()?)
    })?;
    search(&counts.search_database, counts.searches, "search_10k")
}

/// Searches runs with a filter and an order.
pub(crate) fn search(database: &Path, searches: u32, item: &str) -> Result<()> {
    mlflow::set_tracking_uri(sqlite_uri(database))?;
    measure(item, searches, 1, |_| {
        let search = SearchRuns::new()
            .experiment_ids(["0"])
            .filter(FILTER)
            .order_by(ORDER)
            .max_results(PAGE);
        let found = mlflow::search_runs(search)?.len();
        ensure!(found == PAGE, "{found} runs found, {PAGE} expected");
        Ok(())
    })
}

/// The URI of a database file with an absolute path.
pub(crate) fn sqlite_uri(database: &Path) -> String {
    format!("sqlite:///{}", database.display())
}
