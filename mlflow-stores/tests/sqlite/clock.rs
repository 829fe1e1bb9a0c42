//! The clock of the machine is set back and forward between the writes of one run.

use super::{new_run, open, uri};
use mlflow_core::clock::now_ms;
use mlflow_core::contract::runs::{DeleteRun, GetRun, LogMetric};
use mlflow_core::{Experiments, Runs, contract::experiments::CreateExperiment};
use mlflow_stores::sql::SqlStore;
use std::process::Command;

/// Runs a role of this test program at another time, and tells whether it could.
fn at(offset: &str, step: i64, uri: &str, run_id: &str) -> bool {
    let ended = Command::new("faketime")
        .args(["-f", offset])
        .arg(std::env::current_exe().unwrap())
        .args(["--exact", "clock::write_at_another_time", "--nocapture"])
        .env("MLFLOW_TEST_ROLE_URI", format!("{uri}#{run_id}#{step}"))
        .env("DONT_FAKE_MONOTONIC", "1")
        .output();
    let Ok(ended) = ended else {
        println!("left out: faketime is not installed");
        return false;
    };
    let said = String::from_utf8_lossy(&ended.stdout);
    assert!(ended.status.success() && said.contains("written"), "{ended:?}");
    true
}

/// A role: makes an experiment, logs a point, and makes and deletes a run.
#[tokio::test]
async fn write_at_another_time() {
    let Ok(role) = std::env::var("MLFLOW_TEST_ROLE_URI") else {
        return;
    };
    let mut parts = role.split('#');
    let (uri, run_id, step) = (
        parts.next().unwrap(),
        parts.next().unwrap(),
        parts.next().unwrap(),
    );
    let store = SqlStore::open(uri).await.unwrap();
    let experiment = CreateExperiment {
        name: format!("at {step}"),
        ..CreateExperiment::default()
    };
    store.create_experiment(experiment).await.unwrap();
    let point = LogMetric {
        run_id: run_id.into(),
        key: "loss".into(),
        value: 0.5,
        timestamp: now_ms(),
        step: step.parse().unwrap(),
        ..LogMetric::default()
    };
    store.log_metric(point).await.unwrap();
    let gone = new_run(&store).await;
    store
        .delete_run(DeleteRun {
            run_id: gone.id().into(),
        })
        .await
        .unwrap();
    println!("written");
}

/// jumps reorder, lose and expire nothing.
#[tokio::test]
async fn jumps_of_the_clock_change_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("mlflow.db");
    let store = open(&path).await;
    let run = new_run(&store).await;
    for (step, offset) in ["+10y", "-10y", "+0", "-20y"].into_iter().enumerate() {
        if !at(offset, step as i64 + 1, &uri(&path), run.id()) {
            return;
        }
        let answer = store
            .get_run(GetRun {
                run_id: run.id().into(),
            })
            .await
            .unwrap();
        let latest = answer.run.data.metrics.item("loss").unwrap().step;
        assert_eq!(latest, step as i64 + 1, "the last step counts, whatever its time");
        // Ids are given in order, and no earlier one again.
        let experiment = CreateExperiment {
            name: format!("after {step}"),
            ..CreateExperiment::default()
        };
        let id = store.create_experiment(experiment).await.unwrap().experiment_id;
        assert_eq!(id, (2 * (step + 1)).to_string());
    }
    // What was deleted ten years ahead is not older than a day; of the others, two are.
    let day = 24 * 60 * 60 * 1000;
    assert_eq!(store.deleted_runs(day).await.unwrap().len(), 2);
    assert_eq!(store.deleted_runs(0).await.unwrap().len(), 3);
}
