//! The registry in folders against the suite.

#![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use mlflow_registry::FileRegistry;
use mlflow_testkit::registry::Guarded;
use tempfile::TempDir;

async fn new_registry() -> Guarded<FileRegistry, TempDir> {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("mlruns").to_string_lossy().into_owned();
    Guarded(FileRegistry::open(&root).unwrap(), folder)
}

mlflow_testkit::registry_suite!(file, new_registry());
