//! When something breaks: a clear error, nothing half written, and the same handle works again.

use super::{get, log, new_run, open};
use mlflow_core::ErrorCode;
use mlflow_core::Runs;
use mlflow_core::contract::runs::{CreateRun, LogBatch};
use mlflow_core::entities::{Metric, Param};
use rusqlite::Connection;
use std::process::Command;
use std::time::{Duration, Instant};

/// an outage ends by itself, and nothing is written beside the loss.
#[tokio::test]
async fn a_database_that_vanishes_is_missed_and_found_again() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("data/mlflow.db");
    let store = open(&path).await;
    let run = new_run(&store).await;
    log(&store, &run, 1).await.unwrap();

    let away = folder.path().join("away");
    std::fs::rename(folder.path().join("data"), &away).unwrap();
    for attempt in 0..3 {
        let error = log(&store, &run, 2).await.unwrap_err();
        assert_eq!(
            error.code(),
            ErrorCode::TemporarilyUnavailable,
            "attempt {attempt}: {error:?}"
        );
        assert!(error.message().contains("mlflow.db"), "{error}");
        assert!(get(&store, &run).await.is_err());
    }
    assert!(!path.exists(), "the database was made anew over the loss");

    std::fs::rename(&away, folder.path().join("data")).unwrap();
    log(&store, &run, 3).await.unwrap();
    let metrics = get(&store, &run).await.unwrap().data.metrics;
    assert_eq!(metrics.item("loss").unwrap().step, 3);
}

/// a lock is an outage that ends by itself.
#[tokio::test]
async fn a_lock_of_another_program_is_waited_for() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("mlflow.db");
    let store = open(&path).await;
    let run = new_run(&store).await;

    let other = Connection::open(&path).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    let begun = Instant::now();
    let freed = std::thread::spawn(move || {
        std::thread::sleep(Duration::from_millis(300));
        other.execute_batch("COMMIT").unwrap();
    });
    log(&store, &run, 1).await.unwrap();
    assert!(begun.elapsed() >= Duration::from_millis(250));
    freed.join().unwrap();
    log(&store, &run, 2).await.unwrap();
}

#[tokio::test]
async fn a_reader_is_not_held_up_by_a_lock() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("mlflow.db");
    let store = open(&path).await;
    let run = new_run(&store).await;
    let other = Connection::open(&path).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    assert_eq!(get(&store, &run).await.unwrap().id(), run.id());
}

/// one bad thing is reported by name.
#[tokio::test]
async fn a_damaged_file_is_named_as_such() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("mlflow.db");
    let store = open(&path).await;
    let run = new_run(&store).await;
    drop(store);
    wait_until_closed(&path);
    let mut bytes = std::fs::read(&path).unwrap();
    let end = bytes.len();
    bytes[4096..end].fill(0xA5);
    std::fs::write(&path, bytes).unwrap();
    let error = match mlflow_stores::sql::SqlStore::open(&super::uri(&path)).await {
        Err(error) => error,
        Ok(store) => get(&store, &run).await.unwrap_err(),
    };
    assert_eq!(error.code(), ErrorCode::DataLoss, "{error:?}");
    assert!(error.message().contains("damaged"), "{error}");
}

/// The log is removed when the last connection closes; where two were the last at once, an empty one stays.
fn wait_until_closed(path: &std::path::Path) {
    let log = path.with_extension("db-wal");
    for _ in 0..200 {
        if log.metadata().map_or(true, |log| log.len() == 0) {
            return;
        }
        std::thread::sleep(Duration::from_millis(20));
    }
    panic!("{} was not closed", path.display());
}

/// what was acknowledged stays, nothing is there by half, and space that comes back is used.
#[tokio::test]
async fn a_full_disk_keeps_what_was_acknowledged() {
    let folder = tempfile::tempdir().unwrap();
    let disk = folder.path().join("disk");
    std::fs::create_dir(&disk).unwrap();
    let mounted = Command::new("mount")
        .args(["-t", "tmpfs", "-o", "size=3m", "tmpfs"])
        .arg(&disk)
        .output();
    if !mounted.is_ok_and(|output| output.status.success()) {
        println!("left out: a small disk cannot be mounted here");
        return;
    }
    let unmount = Unmount(disk.clone());
    let store = open(&disk.join("mlflow.db")).await;
    let run = new_run(&store).await;

    let mut acknowledged = 0;
    let error = loop {
        let metrics = (0..900)
            .map(|i| Metric::new(format!("m{i}"), 1.0, i, acknowledged))
            .collect();
        let params = vec![Param::new(format!("p{acknowledged}"), "x".repeat(500))];
        let batch = LogBatch {
            run_id: run.id().into(),
            metrics,
            params,
            ..LogBatch::default()
        };
        match store.log_batch(batch).await {
            Ok(_) => acknowledged += 1,
            Err(error) => break error,
        }
        assert!(acknowledged < 1000, "the disk never filled up");
    };
    assert_eq!(error.code(), ErrorCode::ResourceExhausted, "{error:?}");
    assert!(error.message().contains("disk is full"), "{error}");
    let params = get(&store, &run).await.unwrap().data.params.len();
    assert_eq!(params as i64, acknowledged, "a batch is there by half, or lost");

    let grown = Command::new("mount")
        .args(["-o", "remount,size=30m"])
        .arg(&disk)
        .status()
        .unwrap();
    assert!(grown.success());
    let more = CreateRun {
        experiment_id: "0".into(),
        ..CreateRun::default()
    };
    store.create_run(more).await.unwrap();
    log(&store, &run, 1).await.unwrap();
    drop(store);
    drop(unmount);
}

struct Unmount(std::path::PathBuf);

impl Drop for Unmount {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("-l").arg(&self.0).status();
    }
}

/// a request is atomic, also among those that are committed with it.
#[tokio::test]
async fn a_batch_that_fails_leaves_its_neighbours_alone() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(&folder.path().join("mlflow.db")).await;
    let run = new_run(&store).await;
    let batch = |key: &str, value: &str| {
        let params = vec![Param::new("fixed", value), Param::new(key, "v")];
        let metrics = (0..200).map(|i| Metric::new(key, 1.0, i, i)).collect();
        store.log_batch(LogBatch {
            run_id: run.id().into(),
            params,
            metrics,
            ..LogBatch::default()
        })
    };
    batch("first", "1").await.unwrap();
    let results = futures::future::join_all([batch("a", "1"), batch("b", "2"), batch("c", "1")]).await;
    assert_eq!(
        results.iter().map(Result::is_ok).collect::<Vec<_>>(),
        [true, false, true]
    );
    let data = get(&store, &run).await.unwrap().data;
    assert!(data.params.contains_key("a") && data.params.contains_key("c"));
    assert!(!data.params.contains_key("b") && !data.metrics.contains_key("b"));
}
