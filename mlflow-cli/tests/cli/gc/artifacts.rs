//! Artifacts that this program cannot reach.

use super::{count, database, deleted_run, note};
use crate::world::World;
use insta::assert_snapshot;
use serde_json::json;

/// Makes a deleted run whose file is here, and one whose artifacts are elsewhere.
fn world() -> (World, String) {
    let world = World::new();
    let mut ids = [0; 2].map(|_| deleted_run(&world, "wine"));
    ids.sort();
    let [here, elsewhere] = ids;
    std::fs::remove_file(note(&world, "1", &elsewhere)).unwrap();
    database(&world)
        .execute(
            "UPDATE runs SET artifact_uri = 's3://bucket/1/x/artifacts' WHERE run_uuid = ?1",
            [&elsewhere],
        )
        .unwrap();
    (world, here)
}

#[test]
fn nothing_is_deleted_if_some_are_out_of_reach() {
    let (world, here) = world();
    assert_snapshot!(world.transcript(&["gc"]), @r"
    ---- stderr
    Database: sqlite:///mlflow.db
    error: nothing is deleted: 1 of 2 artifact locations are out of reach: no artifact repository for the scheme `s3` of `s3://bucket/1/x/artifacts`: known schemes are file, http, https, mlflow-artifacts; a plugin in a folder of MLFLOW_PLUGIN_PATH adds one, as `mlflow plugins list` shows, and a program does by `Registry::register`
    hint: use a program that reaches them, such as official MLflow's `mlflow gc`, or delete the rows and leave the files where they are by --keep-artifacts; --dry-run shows each location
    ---- exit code 1
    ");
    assert_snapshot!(world.transcript(&["gc", "--dry-run"]), @r"
    Run with ID <------------run id------------> would be permanently deleted, with its artifacts at [folder]/mlruns/1/<------------run id------------>/artifacts.
    Run with ID <------------run id------------> would be permanently deleted, but its artifacts at s3://bucket/1/x/artifacts are out of reach.
    ---- stderr
    Database: sqlite:///mlflow.db
    error: nothing is deleted: 1 of 2 artifact locations are out of reach: no artifact repository for the scheme `s3` of `s3://bucket/1/x/artifacts`: known schemes are file, http, https, mlflow-artifacts; a plugin in a folder of MLFLOW_PLUGIN_PATH adds one, as `mlflow plugins list` shows, and a program does by `Registry::register`
    hint: use a program that reaches them, such as official MLflow's `mlflow gc`, or delete the rows and leave the files where they are by --keep-artifacts; --dry-run shows each location
    ---- exit code 1
    ");
    assert_eq!(count(&world, "runs"), 2);
    assert!(note(&world, "1", &here).exists());
    assert_snapshot!(world.transcript(&["gc", "--run-ids", &here]), @r"
    Run with ID <------------run id------------> has been permanently deleted.
    ---- stderr
    Database: sqlite:///mlflow.db
    ---- exit code 0
    ");
    assert!(!note(&world, "1", &here).exists());
}

#[test]
fn they_are_left_and_named_on_demand() {
    let (world, here) = world();
    assert_snapshot!(world.transcript(&["gc", "--keep-artifacts", "--dry-run"]), @r"
    Run with ID <------------run id------------> would be permanently deleted, with its artifacts at [folder]/mlruns/1/<------------run id------------>/artifacts.
    Run with ID <------------run id------------> would be permanently deleted, but its artifacts at s3://bucket/1/x/artifacts are out of reach.
    ---- stderr
    Database: sqlite:///mlflow.db
    ---- exit code 0
    ");
    assert_eq!(count(&world, "runs"), 2);
    assert_snapshot!(world.transcript(&["gc", "--keep-artifacts"]), @r"
    Run with ID <------------run id------------> has been permanently deleted.
    Run with ID <------------run id------------> has been permanently deleted; its artifacts are left at s3://bucket/1/x/artifacts.
    ---- stderr
    Database: sqlite:///mlflow.db
    ---- exit code 0
    ");
    assert_eq!(count(&world, "runs"), 0);
    assert!(!note(&world, "1", &here).exists());
}

#[test]
fn programs_read_which_ones() {
    let (world, _) = world();
    let told = world.json(&["gc", "--keep-artifacts", "--output", "json"]);
    assert_eq!(
        told["artifacts_out_of_reach"],
        json!(["s3://bucket/1/x/artifacts"])
    );
    let (world, _) = self::world();
    let table = world.transcript(&["gc", "--dry-run", "--output", "csv"]);
    assert!(table.contains(",s3://bucket/1/x/artifacts,no\n"), "{table}");
}

#[test]
fn a_run_without_a_location_has_nothing_that_could_go() {
    let world = World::new();
    world.run("wine", &[]);
    deleted_run(&world, "wine");
    database(&world)
        .execute("UPDATE runs SET artifact_uri = NULL", [])
        .unwrap();
    world.write("precious.txt", "a");
    world.data(&["gc"]);
    assert_eq!(count(&world, "runs"), 1);
    assert!(world.path("precious.txt").exists());
}
