//! Batches of a process that is killed are there whole or not at all.

use mlflow_core::Runs;
use mlflow_core::contract::runs::{CreateRun, GetMetricHistory, GetRun, LogBatch};
use mlflow_core::entities::{Metric, Param, RunTag};
use mlflow_stores::file::FileStore;
use std::process::{Command, Stdio};
use std::time::Duration;

const FOLDER: &str = "MLFLOW_TEST_KILLED_FOLDER";
const RUN: &str = "MLFLOW_TEST_KILLED_RUN";
const ROUNDS: u64 = 50;
const KEYS: [&str; 3] = ["a", "b", "c"];

fn batch(run_id: &str, number: i64) -> LogBatch {
    LogBatch {
        run_id: run_id.to_owned(),
        metrics: KEYS.map(|key| Metric::new(key, 0.5, number, number)).into(),
        params: vec![Param::new(format!("p{number}"), number.to_string())],
        tags: vec![RunTag::new("last", number.to_string())],
    }
}

#[tokio::test]
async fn a_killed_batch_is_whole_or_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("mlruns").to_string_lossy().into_owned();
    let store = FileStore::open(&root).unwrap();
    let request = CreateRun {
        experiment_id: "0".into(),
        ..CreateRun::default()
    };
    let run_id = store.create_run(request).await.unwrap().run.info.run_id;
    for round in 0..ROUNDS {
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["--ignored", "--exact", "killed::writes_batches"])
            .env(FOLDER, &root)
            .env(RUN, &run_id)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        std::thread::sleep(Duration::from_millis(60 + round * 7919 % 60));
        child.kill().unwrap();
        child.wait().unwrap();
        let request = GetRun {
            run_id: run_id.clone(),
        };
        let run = store.get_run(request).await.unwrap().run;
        let steps = steps(&store, &run_id, "a").await;
        assert_eq!(
            steps,
            (0..i64::try_from(steps.len()).unwrap()).collect::<Vec<_>>()
        );
        for key in KEYS {
            assert_eq!(self::steps(&store, &run_id, key).await, steps);
        }
        assert_eq!(run.data.params.len(), steps.len());
        let last = steps.last().map(ToString::to_string);
        assert_eq!(run.data.tags.get("last"), last.as_deref());
    }
    assert!(
        steps(&store, &run_id, "a").await.len() > 20,
        "batches were written"
    );
}

async fn steps(store: &FileStore, run_id: &str, key: &str) -> Vec<i64> {
    let request = GetMetricHistory {
        run_id: run_id.to_owned(),
        metric_key: key.to_owned(),
        ..GetMetricHistory::default()
    };
    let history = store.get_metric_history(request).await.unwrap();
    history.metrics.into_iter().map(|metric| metric.step).collect()
}

/// Writes batches until it is killed.
#[tokio::test]
#[ignore = "a child process of the test above"]
async fn writes_batches() {
    let (Ok(folder), Ok(run_id)) = (std::env::var(FOLDER), std::env::var(RUN)) else {
        return;
    };
    let store = FileStore::open(&folder).unwrap();
    let first = i64::try_from(steps(&store, &run_id, "a").await.len()).unwrap();
    for number in first.. {
        store.log_batch(batch(&run_id, number)).await.unwrap();
    }
}
