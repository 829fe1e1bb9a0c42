//! Traces in SQLite, alone and behind a wire, against the suite and official MLflow's recordings.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test stops at the first surprise"
)]

#[path = "common/corpus.rs"]
mod corpus;

use mlflow_core::contract::experiments::CreateExperiment;
use mlflow_core::contract::{Arguments, CallContext, Loopback, dispatch_traces};
use mlflow_core::registry::OpenOptions;
use mlflow_core::{Experiments, Remote, StoreUri, TraceStore};
use mlflow_stores::sql::SqlStore;
use mlflow_testkit::golden::{self, Version};
use mlflow_testkit::traces::Guarded;
use std::path::Path;
use std::sync::Arc;
use tempfile::TempDir;

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

async fn behind_a_wire() -> Guarded<Remote<Loopback<dyn TraceStore>>, TempDir> {
    let Guarded(store, folder) = new_store().await;
    Guarded(Remote(Loopback(Arc::new(store))), folder)
}

async fn in_memory() -> SqlStore {
    SqlStore::open("sqlite:///:memory:").await.unwrap()
}

mlflow_testkit::trace_suite!(sqlite, new_store());
mlflow_testkit::trace_suite!(remote, behind_a_wire());
mlflow_testkit::trace_suite!(sqlite_in_memory, in_memory());

#[tokio::test]
async fn searches_are_answered_as_recorded() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("mlflow.db");
    std::fs::copy(golden::search_database(), &path).unwrap();
    let store = open(&path).await;
    let answers = corpus::replay(false, &["traces"], async |operation, request| {
        dispatch_traces(
            &store,
            operation,
            Arguments::Json(request),
            &CallContext::default(),
        )
        .await
        .unwrap()
    });
    assert!(answers.await > 100);
}

#[tokio::test]
async fn reads_of_a_database_that_official_mlflow_wrote() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("mlflow.db");
    std::fs::copy(golden::database(Version::V3_17_2), &path).unwrap();
    let report = golden::traces::replay_reads(&open(&path).await).await;
    assert!(report.differences.is_empty(), "{report}");
    assert!(report.same > 50, "{report}");
}

#[tokio::test]
async fn writes_are_answered_as_recorded() {
    let Guarded(store, _folder) = new_store().await;
    let one = CreateExperiment {
        name: "one".into(),
        ..CreateExperiment::default()
    };
    store.create_experiment(one).await.unwrap();
    let report = golden::traces::replay_writes(&store).await;
    assert!(report.differences.is_empty(), "{report}");
    assert!(report.same > 40, "{report}");
}
