//! Deletion for good, in a database that official MLflow filled.

use mlflow_core::contract::experiments::{DeleteExperiment, SearchExperiments};
use mlflow_core::contract::logged_models::DeleteLoggedModel;
use mlflow_core::contract::runs::GetRun;
use mlflow_core::entities::ViewType;
use mlflow_core::{ErrorCode, Experiments, LoggedModels, Runs};
use mlflow_stores::sql::{Removable, SqlStore};
use mlflow_testkit::golden::{self, Version};
use rusqlite::Connection;

/// The tables that hold rows of experiments or runs.
const EMPTIED: [&str; 17] = [
    "runs",
    "metrics",
    "latest_metrics",
    "params",
    "tags",
    "inputs",
    "input_tags",
    "datasets",
    "experiments",
    "experiment_tags",
    "trace_info",
    "spans",
    "assessments",
    "logged_models",
    "logged_model_metrics",
    "logged_model_params",
    "logged_model_tags",
];

/// Opens a copy of a database that official MLflow filled.
async fn filled() -> (tempfile::TempDir, SqlStore, Connection) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("mlflow.db");
    std::fs::copy(golden::database(Version::V3_17_2), &path).unwrap();
    let store = SqlStore::open(&format!("sqlite:///{}", path.display()))
        .await
        .unwrap();
    let connection = Connection::open(&path).unwrap();
    (folder, store, connection)
}

fn count(connection: &Connection, rows: &str) -> i64 {
    let query = format!("SELECT count(*) FROM {rows}");
    connection.query_row(&query, [], |row| row.get(0)).unwrap()
}

#[tokio::test]
async fn every_logged_model_can_go_with_all_that_belongs_to_it() {
    let (_folder, store, connection) = filled().await;
    let mut ids = connection
        .prepare("SELECT model_id FROM logged_models WHERE lifecycle_stage = 'active'")
        .unwrap();
    let ids: Vec<String> = ids
        .query_map([], |row| row.get(0))
        .unwrap()
        .map(Result::unwrap)
        .collect();
    assert!(ids.len() > 1);
    for model_id in ids {
        let early = store.hard_delete_logged_model(&model_id).await;
        if let Err(error) = early {
            assert_eq!(error.code(), ErrorCode::InvalidParameterValue);
            store
                .delete_logged_model(DeleteLoggedModel { model_id })
                .await
                .unwrap();
        }
    }
    let old = store.removable_models(&Removable::Since(3_600_000), None).await;
    let all = store.removable_models(&Removable::Since(0), None).await.unwrap();
    assert!(old.unwrap().len() < all.len());
    for model in all {
        store.hard_delete_logged_model(&model.model_id).await.unwrap();
        let gone = store.hard_delete_logged_model(&model.model_id).await.unwrap_err();
        assert_eq!(gone.code(), ErrorCode::ResourceDoesNotExist);
    }
    for table in EMPTIED
        .into_iter()
        .filter(|table| table.starts_with("logged_model"))
    {
        assert_eq!(count(&connection, table), 0, "{table}");
    }
    let uses = "inputs WHERE destination_type IN ('MODEL_INPUT', 'MODEL_OUTPUT')";
    assert_eq!(count(&connection, uses), 0);
    assert_eq!(count(&connection, "pragma_foreign_key_check"), 0);
    assert!(count(&connection, "runs") > 0);
}

#[tokio::test]
async fn every_experiment_can_go_with_all_that_belongs_to_it() {
    let (_folder, store, connection) = filled().await;
    let search = SearchExperiments {
        view_type: Some(ViewType::All),
        max_results: Some(1000),
        ..SearchExperiments::default()
    };
    let all = store.search_experiments(search).await.unwrap().experiments;
    assert!(all.len() > 3);
    for experiment in &all {
        let id = experiment.id().to_owned();
        if experiment.lifecycle_stage.to_string() == "active" {
            let error = store.hard_delete_experiment(&id).await.unwrap_err();
            assert_eq!(error.code(), ErrorCode::ResourceDoesNotExist);
            store
                .delete_experiment(DeleteExperiment {
                    experiment_id: id.clone(),
                })
                .await
                .unwrap();
        }
        for run in store.deleted_runs_of(&id).await.unwrap() {
            store.hard_delete_run(&run.run_id).await.unwrap();
            let gone = store.get_run(GetRun { run_id: run.run_id }).await.unwrap_err();
            assert_eq!(gone.code(), ErrorCode::ResourceDoesNotExist);
        }
        store.hard_delete_experiment(&id).await.unwrap();
    }
    for table in EMPTIED {
        assert_eq!(count(&connection, table), 0, "{table}");
    }
    assert_eq!(count(&connection, "pragma_foreign_key_check"), 0);
}
