//! What the SQLite store promises beyond the suites: its layout, what it refuses, and what happens
//! when something breaks.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test stops at the first surprise"
)]

mod clock;
mod faults;
mod gc;
mod layout;
mod permissions;
mod processes;
mod refused;

use mlflow_core::contract::runs::{CreateRun, GetRun, LogMetric};
use mlflow_core::entities::Run;
use mlflow_core::{Result, Runs};
use mlflow_stores::sql::SqlStore;
use std::path::Path;

fn uri(path: &Path) -> String {
    format!("sqlite:///{}", path.display())
}

async fn open(path: &Path) -> SqlStore {
    SqlStore::open(&uri(path)).await.unwrap()
}

async fn new_run(store: &SqlStore) -> Run {
    let request = CreateRun {
        experiment_id: "0".into(),
        ..CreateRun::default()
    };
    store.create_run(request).await.unwrap().run
}

async fn log(store: &SqlStore, run: &Run, step: i64) -> Result<()> {
    let request = LogMetric {
        run_id: run.id().into(),
        key: "loss".into(),
        value: 0.5,
        timestamp: 1_700_000_000_000,
        step,
        ..LogMetric::default()
    };
    store.log_metric(request).await.map(|_| ())
}

async fn get(store: &SqlStore, run: &Run) -> Result<Run> {
    store
        .get_run(GetRun {
            run_id: run.id().into(),
        })
        .await
        .map(|answer| answer.run)
}
