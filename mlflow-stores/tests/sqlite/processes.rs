//! Several processes on one file, and processes that are killed.

use super::{get, log, new_run, open, uri};
use mlflow_core::entities::{Run, RunInfo};
use mlflow_stores::sql::SqlStore;
use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};

/// Starts this test program again, in one of the roles below.
pub(crate) fn start(role: &str, uri: &str) -> Child {
    Command::new(std::env::current_exe().unwrap())
        .args([
            "--exact",
            &format!("processes::{role}"),
            "--nocapture",
            "--include-ignored",
        ])
        .env("MLFLOW_TEST_ROLE_URI", uri)
        .stdout(Stdio::piped())
        .stderr(Stdio::inherit())
        .spawn()
        .unwrap()
}

fn role_uri() -> Option<String> {
    std::env::var("MLFLOW_TEST_ROLE_URI").ok()
}

/// A role: makes the database, as one of several.
#[tokio::test]
async fn create_database() {
    let Some(uri) = role_uri() else { return };
    SqlStore::open(&uri).await.unwrap();
}

/// A role: logs until it is killed, and says after each point that it was acknowledged.
#[tokio::test]
async fn log_for_ever() {
    let Some(uri) = role_uri() else { return };
    let (uri, run_id) = uri.split_once('#').unwrap();
    let store = SqlStore::open(uri).await.unwrap();
    let run = Run {
        info: RunInfo {
            run_id: run_id.into(),
            ..RunInfo::default()
        },
        ..Run::default()
    };
    for step in 0.. {
        log(&store, &run, step).await.unwrap();
        println!("acknowledged {step}");
    }
}

/// acknowledged means durable, and a kill needs no repair.
#[tokio::test]
async fn a_killed_process_loses_nothing_that_was_acknowledged() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("mlflow.db");
    let store = open(&path).await;
    for round in 0..5 {
        let run = new_run(&store).await;
        let mut child = start("log_for_ever", &format!("{}#{}", uri(&path), run.id()));
        let lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let mut last = -1;
        for line in lines.map_while(Result::ok) {
            if let Some(step) = line.strip_prefix("acknowledged ") {
                last = step.parse::<i64>().unwrap();
            }
            if last == 200 + round * 37 {
                child.kill().unwrap();
            }
        }
        child.wait().unwrap();
        assert!(last >= 200);
        let stored = get(&store, &run)
            .await
            .unwrap()
            .data
            .metrics
            .item("loss")
            .unwrap()
            .step;
        assert!(
            stored >= last,
            "round {round}: {last} was acknowledged, {stored} is stored"
        );
    }
}

/// what matters lives in no process alone.
#[tokio::test]
async fn two_processes_write_one_run() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("mlflow.db");
    let store = open(&path).await;
    let run = new_run(&store).await;
    let mut child = start("log_for_ever", &format!("{}#{}", uri(&path), run.id()));
    let mut lines = BufReader::new(child.stdout.take().unwrap())
        .lines()
        .map_while(Result::ok);
    assert!(lines.any(|line| line.starts_with("acknowledged")));
    for step in 1_000_000..1_000_300 {
        log(&store, &run, step).await.unwrap();
    }
    assert!(lines.nth(50).is_some(), "the other process was held up");
    child.kill().unwrap();
    child.wait().unwrap();
    assert_eq!(
        get(&store, &run)
            .await
            .unwrap()
            .data
            .metrics
            .item("loss")
            .unwrap()
            .step,
        1_000_299
    );
}
