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

/// SQLite keeps values of MLflow's own limit, beyond the size of the column.
#[tokio::test]
async fn the_longest_tag_is_kept() {
    use mlflow_core::MemoryStore;
    use mlflow_core::contract::registered_models::*;
    let Guarded(sqlite, _folder) = new_store().await;
    let stores: [Arc<dyn RegistryStore>; 2] = [Arc::new(sqlite), Arc::new(MemoryStore::new())];
    for store in stores {
        let name = String::from("wine");
        let wine = CreateRegisteredModel {
            name: name.clone(),
            ..Default::default()
        };
        store.create_registered_model(wine).await.unwrap();
        let tag = SetRegisteredModelTag {
            name: name.clone(),
            key: "t".into(),
            value: "v".repeat(100_000),
        };
        store.set_registered_model_tag(tag).await.unwrap();
        let read = store
            .get_registered_model(GetRegisteredModel { name })
            .await
            .unwrap();
        assert_eq!(read.registered_model.tags["t"].len(), 100_000);
    }
}

mod recordings {
    use super::*;
    use mlflow_core::contract::model_versions::CreateModelVersion;
    use mlflow_core::{Client, MemoryStore};
    use mlflow_registry::sources::{self, SourceRules};
    use mlflow_testkit::golden::{self, Report, Version};

    async fn writes(store: Arc<dyn RegistryStore>, version: Version) -> Report {
        let client = Client::from_store(Arc::new(MemoryStore::new())).with_registry_store(store.clone());
        let check = |request: CreateModelVersion| -> futures::future::BoxFuture<'_, _> {
            let client = client.clone();
            Box::pin(async move { sources::check(request, &client, &SourceRules::new()).await })
        };
        golden::registry::replay_writes(&*store, version, &check).await
    }

    #[tokio::test]
    async fn writes_of_version_3() {
        let Guarded(sqlite, _folder) = new_store().await;
        let stores: [Arc<dyn RegistryStore>; 2] = [Arc::new(sqlite), Arc::new(MemoryStore::new())];
        for store in stores {
            let report = writes(store, Version::V3_17_2).await;
            assert!(report.differences.is_empty(), "{report}");
            assert!(report.same > 80, "{report}");
        }
    }

    #[tokio::test]
    async fn reads_of_a_database_that_official_mlflow_wrote() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("mlflow.db");
        std::fs::copy(golden::database(Version::V3_17_2), &path).unwrap();
        let store = SqlRegistryStore::open(&format!("sqlite:///{}", path.display()))
            .await
            .unwrap();
        let report = golden::registry::replay_reads(&store, Version::V3_17_2).await;
        assert!(report.differences.is_empty(), "{report}");
        assert!(report.same > 100, "{report}");
    }
}
