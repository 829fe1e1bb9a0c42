//! Deletion for good, in a database that official MLflow filled.

use mlflow_core::contract::experiments::{DeleteExperiment, SearchExperiments};
use mlflow_core::contract::runs::GetRun;
use mlflow_core::entities::ViewType;
use mlflow_core::{ErrorCode, Experiments, Runs};
use mlflow_stores::sql::SqlStore;
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

#[tokio::test]
async fn every_experiment_can_go_with_all_that_belongs_to_it() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("mlflow.db");
    std::fs::copy(golden::database(Version::V3_17_2), &path).unwrap();
    let store = SqlStore::open(&format!("sqlite:///{}", path.display()))
        .await
        .unwrap();
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
    drop(store);
    let connection = Connection::open(&path).unwrap();
    for table in EMPTIED {
        let count = format!("SELECT count(*) FROM {table}");
        let rows: i64 = connection.query_row(&count, [], |row| row.get(0)).unwrap();
        assert_eq!(rows, 0, "{table}");
    }
    let broken = connection.query_row("SELECT count(*) FROM pragma_foreign_key_check", [], |row| {
        row.get::<_, i64>(0)
    });
    assert_eq!(broken.unwrap(), 0);
}
