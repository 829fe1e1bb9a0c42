//! `mlflow gc`.

mod artifacts;
mod choice;
mod interop;
mod jobs;
mod models;
mod served;
mod workspaces;

use crate::world::World;
use insta::assert_snapshot;
use rusqlite::Connection;
use serde_json::json;
use std::path::PathBuf;

/// Makes a deleted run with one file.
fn deleted_run(world: &World, experiment: &str) -> String {
    let id = world.run(experiment, &[]);
    world.write("note.txt", "a");
    world.data(&[
        "artifacts",
        "log-artifact",
        "--local-file",
        "note.txt",
        "--run-id",
        &id,
    ]);
    world.data(&["runs", "delete", "--run-id", &id]);
    id
}

/// Returns where the file of a run is.
fn note(world: &World, experiment_id: &str, run_id: &str) -> PathBuf {
    let folder = world.path("mlruns").join(experiment_id).join(run_id);
    folder.join("artifacts/note.txt")
}

fn database(world: &World) -> Connection {
    Connection::open(world.path("mlflow.db")).unwrap()
}

fn count(world: &World, table: &str) -> i64 {
    let query = format!("SELECT count(*) FROM {table}");
    database(world).query_row(&query, [], |row| row.get(0)).unwrap()
}

fn runs(world: &World) -> usize {
    let list = world.json(&[
        "runs",
        "list",
        "--experiment-name",
        "wine",
        "--view",
        "all",
        "--output",
        "json",
    ]);
    list.as_array().unwrap().len()
}

#[test]
fn deleted_runs_go_with_their_artifacts_and_live_ones_stay() {
    let world = World::new();
    let live = world.run("wine", &["--run-name", "live"]);
    let gone = world.run("wine", &["--run-name", "gone", "--tags", "k=v"]);
    world.write("note.txt", "a");
    for id in [&live, &gone] {
        world.data(&[
            "artifacts",
            "log-artifact",
            "--local-file",
            "note.txt",
            "--run-id",
            id,
        ]);
    }
    world.data(&["runs", "delete", "--run-id", &gone]);
    let file = |id: &str| world.path("mlruns").join("1").join(id).join("artifacts/note.txt");

    assert_snapshot!(world.transcript(&["gc", "--dry-run"]), @r"
    Run with ID <------------run id------------> would be permanently deleted, with its artifacts at [folder]/mlruns/1/<------------run id------------>/artifacts.
    ---- stderr
    Database: sqlite:///mlflow.db
    ---- exit code 0
    ");
    assert!(file(&gone).exists());
    assert_snapshot!(world.transcript(&["gc", "--older-than", "1d"]), @r"
    Nothing is deleted that could be removed.
    ---- stderr
    Database: sqlite:///mlflow.db
    ---- exit code 0
    ");
    assert_snapshot!(world.transcript(&["gc", "--run-ids", &live]), @r"
    ---- stderr
    Database: sqlite:///mlflow.db
    error: Run <------------run id------------> is not in `deleted` lifecycle stage. Only runs in `deleted` lifecycle stage can be deleted.
    hint: `mlflow runs delete --run-id <------------run id------------>` deletes it so that it can be restored
    ---- exit code 1
    ");
    assert_snapshot!(world.transcript(&["gc", "--run-ids", &gone, "--older-than", "1d"]), @r"
    ---- stderr
    Database: sqlite:///mlflow.db
    error: Run <------------run id------------> is not older than the required age. Only runs older than 1d can be deleted.
    ---- exit code 1
    ");
    assert_eq!(runs(&world), 2);

    let told = world.json(&["gc", "--output", "json"]);
    assert_eq!(
        told,
        json!({
            "database": "sqlite:///mlflow.db",
            "dry_run": false,
            "run_ids": [gone],
            "logged_model_ids": [],
            "experiment_ids": [],
            "job_ids": [],
            "artifacts_out_of_reach": [],
        })
    );
    assert_eq!(runs(&world), 1);
    assert!(!file(&gone).exists() && file(&live).exists());
}

#[test]
fn a_deleted_experiment_goes_with_its_runs_and_frees_its_name() {
    let world = World::new();
    for name in ["a", "b"] {
        world.run("wine", &["--run-name", name]);
    }
    world.run("beer", &["--run-name", "c"]);
    world.data(&["experiments", "delete", "-x", "1"]);
    assert_snapshot!(world.transcript(&["gc", "--experiment-ids", "2"]), @r"
    ---- stderr
    Database: sqlite:///mlflow.db
    error: Experiments ['2'] are not in the deleted lifecycle stage. Only experiments in the deleted lifecycle stage can be hard-deleted.
    ---- exit code 1
    ");
    let told = world.json(&["gc", "--experiment-ids", "1", "--output", "json"]);
    assert_eq!(told["run_ids"].as_array().unwrap().len(), 2);
    assert_eq!(told["experiment_ids"], json!(["1"]));
    let left = world.json(&["experiments", "list", "--view", "all", "--output", "json"]);
    assert_eq!(left.as_array().unwrap().len(), 2);
    world.data(&["experiments", "create", "-n", "wine"]);
}

#[test]
fn what_is_no_database_is_refused() {
    let world = World::new();
    assert_snapshot!(world.transcript(&["gc", "--backend-store-uri", "sqlite:///nothing.db"]), @r"
    ---- stderr
    Database: sqlite:///nothing.db
    error: there is no database file [folder]/nothing.db
    hint: name one that is there, such as sqlite:////data/mlflow.db; a store that is opened makes a new one
    ---- exit code 1
    ");
    assert!(!world.path("nothing.db").exists());
    let said = world.transcript(&["gc", "--backend-store-uri", "http://localhost:5000"]);
    assert!(said.contains("exit code 2"), "{said}");
}

#[test]
fn an_experiment_with_a_live_run_is_refused_before_anything_goes() {
    let world = World::new();
    let gone = deleted_run(&world, "beer");
    let live = world.run("wine", &[]);
    world.data(&["experiments", "delete", "-x", "2"]);
    database(&world)
        .execute(
            "UPDATE runs SET lifecycle_stage = 'active', deleted_time = NULL WHERE run_uuid = ?1",
            [&live],
        )
        .unwrap();
    for line in [
        &["gc"][..],
        &["gc", "--dry-run"],
        &["gc", "--experiment-ids", "2"],
    ] {
        let said = world.transcript(line);
        assert!(
            said.contains("exit code 1") && said.contains("its run <"),
            "{said}"
        );
    }
    assert!(note(&world, "1", &gone).exists());
    assert_eq!(count(&world, "runs"), 2);
    assert_snapshot!(world.transcript(&["gc"]), @r"
    ---- stderr
    Database: sqlite:///mlflow.db
    error: Experiment 2 cannot be deleted: its run <------------run id------------> is not in `deleted` lifecycle stage
    hint: `mlflow runs delete --run-id <------------run id------------>` deletes the run, `mlflow experiments restore -x 2` brings the experiment back
    ---- exit code 1
    ");
}

#[test]
fn what_is_restored_meanwhile_stays_with_its_artifacts() {
    let world = World::new();
    let mut ids = [0; 3].map(|_| deleted_run(&world, "wine"));
    ids.sort();
    world.data(&["experiments", "delete", "-x", "1"]);
    let trigger = format!(
        "CREATE TRIGGER restores AFTER DELETE ON runs WHEN old.run_uuid = '{}' BEGIN
           UPDATE runs SET lifecycle_stage = 'active', deleted_time = NULL WHERE run_uuid = '{}';
         END",
        ids[0], ids[1]
    );
    database(&world).execute_batch(&trigger).unwrap();
    assert_snapshot!(world.transcript(&["gc"]), @r"
    Run with ID <------------run id------------> has been permanently deleted.
    Run with ID <------------run id------------> has been permanently deleted.
    ---- stderr
    Database: sqlite:///mlflow.db
     WARN Run with ID <------------run id------------> stays: it is no longer deleted, or not for long enough
     WARN Experiment with ID 1 stays: The experiment 1 still has runs, such as <------------run id------------>
    ---- exit code 0
    ");
    assert_eq!(count(&world, "runs"), 1);
    let left = ids.map(|id| note(&world, "1", &id).exists());
    assert_eq!(left, [false, true, false]);
}

#[test]
fn what_is_deleted_anew_meanwhile_is_too_young() {
    let world = World::new();
    let mut ids = [0; 2].map(|_| deleted_run(&world, "wine"));
    ids.sort();
    let batch = format!(
        "UPDATE runs SET deleted_time = 1000;
         CREATE TRIGGER deletes_anew AFTER DELETE ON runs WHEN old.run_uuid = '{}' BEGIN
           UPDATE runs SET deleted_time = strftime('%s', 'now') * 1000 WHERE run_uuid = '{}';
         END",
        ids[0], ids[1]
    );
    database(&world).execute_batch(&batch).unwrap();
    let told = world.json(&["gc", "--older-than", "1h", "--output", "json"]);
    assert_eq!(told["run_ids"], json!([ids[0]]));
    assert!(note(&world, "1", &ids[1]).exists());
}

#[test]
fn a_database_without_tables_gets_none() {
    let world = World::new();
    world.write("mlflow.db", "");
    for line in [&["gc", "--dry-run"][..], &["gc"]] {
        let said = world.transcript(line);
        assert!(
            said.starts_with("Nothing is deleted") && said.ends_with("code 0"),
            "{said}"
        );
    }
    assert_eq!(count(&world, "sqlite_master"), 0);
}
