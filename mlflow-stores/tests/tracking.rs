//! The SQLite store, alone and behind a wire, against the suite and official MLflow's recordings.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test stops at the first surprise"
)]

use mlflow_core::contract::Loopback;
use mlflow_core::registry::OpenOptions;
use mlflow_core::{Remote, StoreUri};
use mlflow_stores::sql::SqlStore;
use mlflow_testkit::golden::{self, Version};
use mlflow_testkit::tracking::{Capabilities, Guarded};
use std::path::Path;
use std::sync::Arc;
use tempfile::TempDir;

const SQLITE: Capabilities = Capabilities {
    keeps_negative_zero: false,
    keeps_infinity: false,
    minds_case: true,
    longest_experiment_name: 500,
    counts_experiments: true,
    keeps_every_point: false,
};

async fn open(path: &Path) -> SqlStore {
    let uri = StoreUri::parse(&format!("sqlite:///{}", path.display())).unwrap();
    SqlStore::open_with(&uri, OpenOptions::new().artifact_root("mlflow-artifacts:/"))
        .await
        .unwrap()
}

async fn new_store() -> Guarded<SqlStore, TempDir> {
    let folder = tempfile::tempdir().unwrap();
    Guarded(open(&folder.path().join("mlflow.db")).await, folder)
}

async fn behind_a_wire() -> Guarded<Remote<Loopback>, TempDir> {
    let Guarded(store, folder) = new_store().await;
    Guarded(Remote(Loopback(Arc::new(store))), folder)
}

async fn in_memory() -> SqlStore {
    let uri = StoreUri::parse("sqlite:///:memory:").unwrap();
    SqlStore::open_with(&uri, OpenOptions::new().artifact_root("mlflow-artifacts:/"))
        .await
        .unwrap()
}

mlflow_testkit::tracking_suite!(sqlite, new_store(), SQLITE);
mlflow_testkit::tracking_suite!(remote, behind_a_wire(), SQLITE);
mlflow_testkit::tracking_suite!(sqlite_in_memory, in_memory(), SQLITE);

mod recordings {
    use super::*;

    #[tokio::test]
    async fn reads_of_a_database_that_official_mlflow_wrote() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("mlflow.db");
        std::fs::copy(golden::database(Version::V3_17_2), &path).unwrap();
        let report = golden::replay_reads(&open(&path).await, Version::V3_17_2).await;
        assert!(report.differences.is_empty(), "{report}");
        assert!(report.same > 100, "{report}");
    }

    #[tokio::test]
    async fn writes_of_version_3() {
        let Guarded(store, _folder) = new_store().await;
        let report = golden::replay_writes(&store, Version::V3_17_2).await;
        assert!(report.differences.is_empty(), "{report}");
    }

    #[tokio::test]
    async fn writes_of_version_2() {
        let Guarded(store, _folder) = new_store().await;
        let report = golden::replay_writes(&store, Version::V2_22_5).await;
        assert!(report.differences.is_empty(), "{report}");
    }

    #[tokio::test]
    async fn the_database_of_version_2_waits_for_its_upgrade() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("mlflow.db");
        std::fs::copy(golden::database(Version::V2_22_5), &path).unwrap();
        let error = SqlStore::open(&format!("sqlite:///{}", path.display()))
            .await
            .unwrap_err();
        assert!(error.message().contains("0584bdc529eb"), "{error}");
    }
}
