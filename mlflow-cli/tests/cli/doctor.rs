//! `mlflow doctor`.

use crate::world::{World, said};
use insta::assert_snapshot;
use serde_json::json;

#[test]
fn a_database_that_is_not_there_is_not_made() {
    let world = World::new();
    let report = world.json(&["doctor", "--output", "json"]);
    assert_eq!(
        report["store"],
        json!({ "state": "missing", "file": "mlflow.db" })
    );
    assert!(!world.path("mlflow.db").exists());
}

#[test]
fn every_value_says_where_it_was_set() {
    let world = World::new();
    world.run("wine", &[]);
    world.write("mlflow.toml", "experiment_name = \"wine\"\n");
    let mut doctor = world.command(&["doctor", "--tracking-uri", "sqlite:///mlflow.db"]);
    doctor
        .env("MLFLOW_TRACKING_TOKEN", "hunter2")
        .env("MLFLOW_REGISTRY_URI", "http://ann:hunter2@host");
    let told = world.redacted(&said(doctor.output().unwrap()));
    assert!(!told.contains("hunter2"), "{told}");
    let told: Vec<_> = told.lines().filter(|line| !line.starts_with("Build ")).collect();
    assert_snapshot!(told.join("\n"));
}

#[test]
fn masked_variables_have_no_value() {
    let report = World::new().json(&["doctor", "--mask-envs", "--output", "json"]);
    assert_eq!(report["environment"], json!({ "MLFLOW_TRACKING_URI": "***" }));
}

#[test]
fn a_store_that_does_not_answer_is_told_and_fails() {
    let world = World::new();
    world.write(
        "mlflow.db",
        "this is no database, and long enough not to be taken for an empty file",
    );
    assert_snapshot!(
        world
            .transcript(&["doctor"])
            .split_once("Tracking URI")
            .unwrap()
            .1
    );
}

#[test]
fn a_wrong_value_has_its_error_beside_it() {
    let world = World::new();
    let mut doctor = world.command(&["doctor"]);
    let told = said(
        doctor
            .env("MLFLOW_TRUNCATE_LONG_VALUES", "maybe")
            .output()
            .unwrap(),
    );
    let line = told
        .lines()
        .find(|line| line.starts_with("MLFLOW_TRUNCATE_LONG_VALUES"));
    let line = line.unwrap();
    assert!(
        line.contains(": maybe (wrong: ") && line.contains("expected one of true, false, 1, 0"),
        "{told}"
    );
    assert!(told.ends_with("exit code 1"), "{told}");
}
