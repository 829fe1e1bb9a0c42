//! The file store, alone and behind a wire, against the suites; beside Python, after kills, and with damaged files.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stderr,
    reason = "a test stops at the first surprise, or says what it leaves out"
)]

mod damaged;
mod fresh;
mod interop;
mod interop_traces;
mod killed;
#[path = "../common/official_server.rs"]
mod official_server;
mod suite;
mod traces;

use mlflow_stores::file::FileStore;
use mlflow_testkit::tracking::Guarded;
use tempfile::TempDir;

async fn new_store() -> Guarded<FileStore, TempDir> {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("mlruns").to_string_lossy().into_owned();
    Guarded(FileStore::open(&root).unwrap(), folder)
}
