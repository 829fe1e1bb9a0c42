//! Artifacts that a server hands out.

use super::{count, database, deleted_run, note};
use crate::world::{World, said};
use insta::assert_snapshot;

/// Makes a deleted run whose artifacts a server hands out, and keeps in the folder `kept`.
fn world(address: &str) -> World {
    let world = World::new();
    let id = deleted_run(&world, "wine");
    std::fs::rename(world.path("mlruns"), world.path("kept")).unwrap();
    let location = format!("{address}/1/{id}/artifacts");
    database(&world)
        .execute("UPDATE runs SET artifact_uri = ?1", [location])
        .unwrap();
    world
}

fn is_kept(world: &World) -> bool {
    let runs = std::fs::read_dir(world.path("kept/1")).unwrap();
    runs.flatten()
        .any(|run| run.path().join("artifacts/note.txt").exists())
}

#[test]
fn they_are_deleted_where_the_server_keeps_them() {
    for address in [
        "mlflow-artifacts:",
        "mlflow-artifacts://host:5000",
        "http://localhost:5000/base/api/2.0/mlflow-artifacts/artifacts",
    ] {
        let world = world(address);
        let line = ["gc", "--artifacts-destination", "./kept"];
        let dry = world.transcript(&[&line[..], &["--dry-run"]].concat());
        assert!(dry.contains("with its artifacts at ./kept/1/<"), "{dry}");
        assert!(is_kept(&world));
        world.data(&line);
        assert!(!is_kept(&world));
        assert_eq!(count(&world, "runs"), 0);
    }
}

#[test]
fn the_environment_may_say_where() {
    let world = world("mlflow-artifacts:");
    assert_snapshot!(world.transcript(&["gc"]), @r"
    ---- stderr
    Database: sqlite:///mlflow.db
    error: nothing is deleted: 1 of 1 artifact locations are out of reach: When an mlflow-artifacts URI was supplied, the tracking URI must be a valid http or https URI, but it is currently set to sqlite:///mlflow.db. Set it to the running MLflow server by the variable MLFLOW_TRACKING_URI or by `set_tracking_uri`, such as http://localhost:5000
    hint: use a program that reaches them, such as official MLflow's `mlflow gc`, or delete the rows and leave the files where they are by --keep-artifacts; --dry-run shows each location
    ---- exit code 1
    ");
    let mut command = world.command(&["gc"]);
    command.env("MLFLOW_ARTIFACTS_DESTINATION", world.path("kept"));
    assert_snapshot!(world.redacted(&said(command.output().unwrap())), @r"
    Run with ID <------------run id------------> has been permanently deleted.
    ---- stderr
    Database: sqlite:///mlflow.db
    ---- exit code 0
    ");
    assert!(!is_kept(&world));
}

#[test]
fn no_location_leads_out_of_it() {
    let world = world("mlflow-artifacts:/../precious");
    world.write("precious/1/note.txt", "a");
    let said = world.transcript(&["gc", "--artifacts-destination", "kept"]);
    assert!(
        said.contains("It has a '..' segment") && said.contains("exit code 1"),
        "{said}"
    );
    assert!(is_kept(&world) && world.path("precious/1/note.txt").exists());
}

#[test]
fn other_locations_stay_where_they_are() {
    let world = World::new();
    let id = deleted_run(&world, "wine");
    world.write(&format!("kept/1/{id}/artifacts/note.txt"), "a");
    world.data(&["gc", "--artifacts-destination", "kept"]);
    assert!(!note(&world, "1", &id).exists() && is_kept(&world));
}
