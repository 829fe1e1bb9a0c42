//! The SQLite registry, alone and behind a wire, against the suite.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test stops at the first surprise"
)]

use mlflow_core::contract::Loopback;
use mlflow_core::{RegistryStore, Remote};
use mlflow_registry::SqlRegistryStore;
use mlflow_testkit::registry::Guarded;
use std::sync::Arc;
use tempfile::TempDir;

async fn new_store() -> Guarded<SqlRegistryStore, TempDir> {
    let folder = tempfile::tempdir().unwrap();
    let uri = format!("sqlite:///{}", folder.path().join("mlflow.db").display());
    Guarded(SqlRegistryStore::open(&uri).await.unwrap(), folder)
}

async fn behind_a_wire() -> Guarded<Remote<Loopback<dyn RegistryStore>>, TempDir> {
    let Guarded(store, folder) = new_store().await;
    Guarded(Remote(Loopback(Arc::new(store))), folder)
}

async fn in_memory() -> SqlRegistryStore {
    SqlRegistryStore::open("sqlite:///:memory:").await.unwrap()
}

mlflow_testkit::registry_suite!(sqlite, new_store());
mlflow_testkit::registry_suite!(remote, behind_a_wire());
mlflow_testkit::registry_suite!(sqlite_in_memory, in_memory());
