//! Which database, and what of it.

use super::{count, deleted_run, note};
use crate::world::{World, said};
use insta::assert_snapshot;
use serde_json::json;

#[test]
fn an_explicit_tracking_uri_beats_the_environment() {
    let world = World::new();
    deleted_run(&world, "wine");
    let gc = |line: &[&str], backend: &str| {
        let mut command = world.command(line);
        command.env("MLFLOW_BACKEND_STORE_URI", backend);
        world.redacted(&said(command.output().unwrap()))
    };
    let (here, other) = ("sqlite:///mlflow.db", "sqlite:///other.db");
    world.data(&["--tracking-uri", other, "experiments", "list"]);
    assert_snapshot!(gc(&["gc"], other), @r"
    Nothing is deleted that could be removed.
    ---- stderr
    Database: sqlite:///other.db
    ---- exit code 0
    ");
    assert_snapshot!(gc(&["--tracking-uri", other, "gc"], here), @r"
    Nothing is deleted that could be removed.
    ---- stderr
    Database: sqlite:///other.db
    ---- exit code 0
    ");
    assert_eq!(count(&world, "runs"), 1);
    let named = ["--tracking-uri", other, "gc", "--backend-store-uri", here];
    assert_snapshot!(gc(&named, other), @r"
    Run with ID <------------run id------------> has been permanently deleted.
    ---- stderr
    Database: sqlite:///mlflow.db
    ---- exit code 0
    ");
    assert_eq!(count(&world, "runs"), 0);
}

#[test]
fn passwords_are_not_shown() {
    let uri = "postgresql://ann:secret@localhost:1/mlflow?connect_timeout=1";
    let world = World::new();
    let said = world.transcript(&["gc", "--dry-run", "--backend-store-uri", uri]);
    assert!(
        said.contains("Database: postgresql://ann:***@localhost:1/mlflow"),
        "{said}"
    );
    assert!(!said.contains("secret"), "{said}");
}

#[test]
fn a_list_of_one_kind_leaves_the_others() {
    let world = World::new();
    let [wine, wine_too] = [0; 2].map(|_| deleted_run(&world, "wine"));
    let beer = deleted_run(&world, "beer");
    let rum = deleted_run(&world, "rum");
    for id in ["2", "3"] {
        world.data(&["experiments", "delete", "-x", id]);
    }
    let told = world.json(&["gc", "--run-ids", &wine, "--output", "json"]);
    assert_eq!(told["run_ids"], json!([wine]));
    assert_eq!(told["experiment_ids"], json!([]));

    let told = world.json(&["gc", "--experiment-ids", "2,2", "--output", "json"]);
    assert_eq!(told["run_ids"], json!([beer]));
    assert_eq!(told["experiment_ids"], json!(["2"]));
    assert!(note(&world, "1", &wine_too).exists() && note(&world, "3", &rum).exists());
    assert_eq!(count(&world, "runs"), 2);

    let line = [
        "gc",
        "--run-ids",
        &wine_too,
        "--experiment-ids",
        "3",
        "--output",
        "json",
    ];
    let told = world.json(&line);
    assert_eq!(told["run_ids"].as_array().unwrap().len(), 2);
    assert_eq!((count(&world, "runs"), count(&world, "experiments")), (0, 2));
}
