//! The items of `python/files.py`, on a folder of many runs.

use std::path::PathBuf;

use anyhow::{Result, ensure};
use mlflow::{RunOptions, SearchRuns};

use crate::measure::measure;

const FILTER: &str = "metrics.loss < 0.5 and params.depth = '3'";
const ORDER: &str = "metrics.loss ASC";
const PAGE: usize = 500;

/// How often each item is done; the same counts go to official MLflow.
#[derive(clap::Args)]
pub(crate) struct Counts {
    /// Made by `fill-files`
    #[arg(long)]
    folder: PathBuf,
    /// Searches after the first one, in the same process
    #[arg(long, default_value_t = 20)]
    searches: u32,
    /// Points, each logged by a call of its own to a new run
    #[arg(long, default_value_t = 1000)]
    metrics: u32,
}

/// Does all items.
///
/// The first page comes first: the process knows nothing of the folder before it.
pub(crate) fn run(counts: &Counts) -> Result<()> {
    mlflow::set_tracking_uri(counts.folder.display().to_string())?;
    measure("file_first_page", 1, 0, |_| {
        let found = mlflow::search_runs(SearchRuns::new().experiment_ids(["0"]).max_results(100))?;
        ensure!(found.len() == 100, "{} runs found", found.len());
        Ok(())
    })?;
    measure("file_search_warm", counts.searches, 1, |_| search())?;
    mlflow::set_experiment("Default")?;
    let run = mlflow::start_run_with(RunOptions::new().name("bench"))?;
    let id = run.id().to_owned();
    measure("file_log_metric", counts.metrics, 20, |index| {
        Ok(mlflow::log_metric(
            "loss",
            (1.0 / f64::from(index + 1), i64::from(index)),
        )?)
    })?;
    run.end()?;
    std::fs::remove_dir_all(counts.folder.join("0").join(id))?;
    Ok(())
}

/// One search of a process that knows nothing of the folder.
pub(crate) fn cold(folder: &std::path::Path) -> Result<()> {
    mlflow::set_tracking_uri(folder.display().to_string())?;
    measure("file_search_cold", 1, 0, |_| search())
}

fn search() -> Result<()> {
    let search = SearchRuns::new()
        .experiment_ids(["0"])
        .filter(FILTER)
        .order_by(ORDER)
        .max_results(PAGE);
    let found = mlflow::search_runs(search)?.len();
    ensure!(found > 0, "no runs found");
    Ok(())
}
