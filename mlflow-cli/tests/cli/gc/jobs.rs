//! Jobs of a server that have ended.

use super::{count, database, deleted_run};
use crate::world::World;
use insta::assert_snapshot;
use serde_json::json;

/// The states, as the column holds them.
const STATES: [(&str, i64); 7] = [
    ("pending", 0),
    ("running", 1),
    ("succeeded", 2),
    ("failed", 3),
    ("timeout", 4),
    ("canceled", 5),
    ("recovery", 6),
];

/// Puts a job of every state into the database, with a deleted run beside them.
fn world() -> World {
    let world = World::new();
    deleted_run(&world, "wine");
    for (id, status) in STATES {
        insert_job(&world, id, status, "default");
    }
    database(&world)
        .execute("INSERT INTO job_locks VALUES ('key', 'failed', 0)", [])
        .unwrap();
    world
}

pub(super) fn insert_job(world: &World, id: &str, status: i64, workspace: &str) {
    database(world)
        .execute(
            "INSERT INTO jobs (id, creation_time, job_name, params, status, retry_count, last_update_time, workspace)
             VALUES (?1, 1000, 'j', '{}', ?2, 0, 1000, ?3)",
            (id, status, workspace),
        )
        .unwrap();
}

pub(super) fn jobs(world: &World) -> Vec<String> {
    let database = database(world);
    let mut query = database.prepare("SELECT id FROM jobs ORDER BY id").unwrap();
    let ids = query.query_map([], |row| row.get(0)).unwrap();
    ids.map(Result::unwrap).collect()
}

#[test]
fn they_go_if_somebody_asks_for_them() {
    let world = world();
    assert_snapshot!(world.transcript(&["gc", "--dry-run", "--jobs"]), @r"
    Run with ID <------------run id------------> would be permanently deleted, with its artifacts at [folder]/mlruns/1/<------------run id------------>/artifacts.
    Job with ID canceled would be permanently deleted.
    Job with ID failed would be permanently deleted.
    Job with ID succeeded would be permanently deleted.
    Job with ID timeout would be permanently deleted.
    ---- stderr
    Database: sqlite:///mlflow.db
    ---- exit code 0
    ");
    let told = world.json(&["gc", "--output", "json"]);
    assert_eq!((&told["job_ids"], count(&world, "jobs")), (&json!([]), 7));
    assert_snapshot!(world.transcript(&["gc", "--jobs"]), @r"
    Job with ID canceled has been permanently deleted.
    Job with ID failed has been permanently deleted.
    Job with ID succeeded has been permanently deleted.
    Job with ID timeout has been permanently deleted.
    ---- stderr
    Database: sqlite:///mlflow.db
    ---- exit code 0
    ");
    assert_eq!(jobs(&world), ["pending", "recovery", "running"]);
    assert_eq!(count(&world, "job_locks"), 0);
}

#[test]
fn those_that_are_named_go_alone() {
    let world = world();
    let told = world.json(&["gc", "--job-ids", "failed,running,absent", "--output", "json"]);
    assert_eq!(
        (&told["job_ids"], &told["run_ids"]),
        (&json!(["failed"]), &json!([]))
    );
    assert_eq!((jobs(&world).len(), count(&world, "runs")), (6, 1));
}

#[test]
fn young_ones_stay() {
    let world = world();
    database(&world)
        .execute(
            "UPDATE jobs SET creation_time = strftime('%s', 'now') * 1000 WHERE id = 'failed'",
            [],
        )
        .unwrap();
    world.data(&["gc", "--jobs", "--older-than", "1d"]);
    assert_eq!(jobs(&world), ["failed", "pending", "recovery", "running"]);
    assert_eq!(count(&world, "runs"), 1);
}

#[test]
fn spreadsheets_list_them() {
    let world = world();
    let line = ["gc", "--job-ids", "failed", "--dry-run", "--output", "csv"];
    assert_eq!(
        world.data(&line),
        "kind,id,artifact_uri,within_reach\njob,failed,,\n"
    );
}
