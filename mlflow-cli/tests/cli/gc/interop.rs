//! The same rows as official MLflow's command leaves, line after line.

use super::{database, deleted_run};
use crate::interop::python;
use crate::world::World;
use rusqlite::Connection;
use rusqlite::types::Value;
use std::path::Path;
use std::process::Command;

/// What is done one after the other. What names ids comes when all else that is deleted has gone: official MLflow
/// deletes what is not named, too.
const LINES: [&str; 4] = [
    "gc",
    "gc --workspace blue --jobs --older-than 1d",
    "gc --all-workspaces --jobs",
    "gc --all-workspaces --job-ids other,of-red,absent",
];

const MORE: &str = "
    INSERT OR IGNORE INTO workspaces (name) VALUES ('default'), ('blue'), ('red');
    UPDATE experiments SET workspace = name WHERE name IN ('blue', 'red');
    UPDATE experiments SET lifecycle_stage = 'deleted' WHERE name = 'red';
    INSERT INTO logged_models (model_id, experiment_id, name, artifact_location, creation_timestamp_ms,
        last_updated_timestamp_ms, status, lifecycle_stage)
      SELECT 'm-' || experiment_id, experiment_id, 'm', artifact_location || '/models/m', 1000, 1000, 2, 'deleted'
      FROM experiments WHERE name IN ('plain', 'blue');
    INSERT INTO jobs (id, creation_time, job_name, params, status, retry_count, last_update_time, workspace)
      SELECT 'of-' || name || status, 1000, 'j', '{}', status, 0, 1000, name FROM workspaces,
        (SELECT 0 AS status UNION SELECT 2 UNION SELECT 3 UNION SELECT 6);
    INSERT INTO jobs (id, creation_time, job_name, params, status, retry_count, last_update_time, workspace)
      VALUES ('young', strftime('%s', 'now') * 1000, 'j', '{}', 4, 0, 1000, 'blue');";

/// Comes before the last line, which then has something to delete.
const AGAIN: &str = "
    INSERT INTO jobs (id, creation_time, job_name, params, status, retry_count, last_update_time, workspace)
      VALUES ('other', 1000, 'j', '{}', 5, 0, 1000, 'default'), ('of-red', 1000, 'j', '{}', 5, 0, 1000, 'red'),
        ('third', 1000, 'j', '{}', 5, 0, 1000, 'red')";

#[test]
fn the_same_rows_are_left() {
    let Some(python) = python() else {
        return;
    };
    let world = World::new();
    for experiment in ["plain", "blue", "red"] {
        deleted_run(&world, experiment);
    }
    for experiment in ["plain", "blue"] {
        world.run(experiment, &[]);
    }
    database(&world).execute_batch(MORE).unwrap();
    std::fs::copy(world.path("mlflow.db"), world.path("theirs.db")).unwrap();
    let theirs = |line: &[&str]| {
        let mut command = Command::new(&python);
        command
            .args(["-m", "mlflow"])
            .args(line)
            .current_dir(world.folder());
        command
            .env("MLFLOW_TRACKING_URI", "sqlite:///theirs.db")
            .env_remove("MLFLOW_BACKEND_STORE_URI");
        command.output().unwrap()
    };
    for line in LINES {
        if line.contains("--job-ids") {
            for file in ["mlflow.db", "theirs.db"] {
                Connection::open(world.path(file))
                    .unwrap()
                    .execute_batch(AGAIN)
                    .unwrap();
            }
        }
        let words: Vec<_> = line.split(' ').collect();
        let them = theirs(&[&words[..], &["--backend-store-uri", "sqlite:///theirs.db"]].concat());
        let us = world.command(&words).output().unwrap();
        assert_eq!(us.status.success(), them.status.success(), "{line}: {them:?}");
        let (ours, theirs) = (rows(&world.path("mlflow.db")), rows(&world.path("theirs.db")));
        assert_eq!(ours, theirs, "{line}");
        if us.status.success() {
            let told = |stdout: &[u8]| {
                let text = String::from_utf8_lossy(stdout).into_owned();
                let said = text
                    .lines()
                    .filter(|line| !line.starts_with("Nothing is deleted"));
                let mut lines: Vec<_> = said.map(str::to_owned).collect();
                lines.sort();
                lines
            };
            assert_eq!(told(&us.stdout), told(&them.stdout), "{line}");
        } else {
            let told = String::from_utf8_lossy(&us.stderr);
            let message = told
                .lines()
                .find_map(|line| line.strip_prefix("error: "))
                .unwrap();
            let theirs = String::from_utf8_lossy(&them.stderr);
            assert!(theirs.contains(message), "{message}: {theirs}");
        }
    }
    let left = rows(&world.path("mlflow.db"));
    assert_eq!(
        left.iter().filter(|row| row.starts_with("jobs:")).count(),
        7,
        "{left:#?}"
    );
}

/// Returns all rows of all tables, each with the name of its table.
fn rows(file: &Path) -> Vec<String> {
    let database = Connection::open(file).unwrap();
    let mut tables = database
        .prepare("SELECT name FROM sqlite_master WHERE type = 'table'")
        .unwrap();
    let tables: Vec<String> = tables
        .query_map([], |row| row.get(0))
        .unwrap()
        .map(Result::unwrap)
        .collect();
    let mut all = Vec::new();
    for table in tables {
        let mut query = database.prepare(&format!("SELECT * FROM \"{table}\"")).unwrap();
        let width = query.column_count();
        let rows = query.query_map([], |row| {
            let values: Result<Vec<Value>, _> = (0..width).map(|at| row.get(at)).collect();
            values
        });
        all.extend(rows.unwrap().map(|row| format!("{table}: {:?}", row.unwrap())));
    }
    all.sort();
    all
}
