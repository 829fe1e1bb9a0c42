//! The file store, alone and behind a wire, against the suite; beside Python, after kills, and with damaged files.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stderr,
    reason = "a test stops at the first surprise"
)]

mod damaged;
mod fresh;
mod interop;
mod interop_traces;
mod killed;
#[path = "../common/official_server.rs"]
mod official_server;
mod traces;

use mlflow_core::Remote;
use mlflow_core::contract::Loopback;
use mlflow_stores::file::FileStore;
use mlflow_testkit::tracking::{Capabilities, Guarded};
use std::sync::Arc;
use tempfile::TempDir;

const FILES: Capabilities = Capabilities {
    keeps_negative_zero: true,
    keeps_infinity: true,
    minds_case: true,
    longest_experiment_name: 500,
    counts_experiments: false,
    keeps_every_point: true,
};

async fn new_store() -> Guarded<FileStore, TempDir> {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("mlruns").to_string_lossy().into_owned();
    Guarded(FileStore::open(&root).unwrap(), folder)
}

async fn behind_a_wire() -> Guarded<Remote<Loopback>, TempDir> {
    let Guarded(store, folder) = new_store().await;
    Guarded(Remote(Loopback(Arc::new(store))), folder)
}

mlflow_testkit::tracking_suite!(file, new_store(), FILES);
mlflow_testkit::tracking_suite!(remote, behind_a_wire(), FILES);
