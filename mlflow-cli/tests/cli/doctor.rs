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

fn damaged_folder(world: &World) {
    let experiment = |id: &str, name: &str| {
        format!(
            "artifact_location: file:///x\nexperiment_id: '{id}'\nlifecycle_stage: active\nname: {name}\n"
        )
    };
    world.write("mlruns/0/meta.yaml", &experiment("0", "Default"));
    world.write("mlruns/1/meta.yaml", &experiment("1", "Default"));
    world.write("mlruns/2/meta.yaml", "name: [half");
    let run =
        "artifact_uri: file:///x\nexperiment_id: '0'\nlifecycle_stage: active\nrun_id: good\nstatus: 3\n";
    world.write("mlruns/0/good/meta.yaml", run);
    world.write("mlruns/0/good/params/p", "1");
    world.write("mlruns/0/good/metrics/a/loss", "1 0.5 0\n");
    world.write("mlruns/0/bad/meta.yaml", &run.replace("good", "bad"));
    world.write("mlruns/0/bad/metrics/a/loss", "1 0.5 0\n2 half 1\n");
    world.write("mlruns/0/traces/tr-1/trace_info.yaml", "");
    world.write("mlruns/models/wine/tags/t", "no meta.yaml");
}

#[test]
fn damaged_files_of_a_folder_are_explained() {
    let world = World::new();
    damaged_folder(&world);
    assert_snapshot!(world.transcript(&["doctor", "mlruns"]));
    let mut command = world.command(&["doctor", "./mlruns", "--output", "json"]);
    let output = command.output().unwrap();
    let told: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let files: Vec<_> = told["findings"]
        .as_array()
        .unwrap()
        .iter()
        .map(|f| f["file"].as_str().unwrap())
        .collect();
    assert_eq!(
        files,
        [
            "0/bad/metrics/a/loss",
            "0/good/artifacts",
            "0/traces/tr-1/trace_info.yaml",
            "1/meta.yaml",
            "2/meta.yaml",
            "models/wine/meta.yaml"
        ]
    );
    assert_eq!(output.status.code(), Some(1));
}

#[test]
fn a_whole_folder_has_nothing_wrong() {
    let world = World::new();
    let command = |line: &[&str]| {
        said(
            world
                .command(line)
                .env("MLFLOW_TRACKING_URI", "mlruns")
                .output()
                .unwrap(),
        )
    };
    command(&["experiments", "create", "--experiment-name", "wine"]);
    let told = command(&["doctor", "mlruns"]);
    assert!(
        told.contains("nothing is wrong with mlruns") && told.ends_with("exit code 0"),
        "{told}"
    );
    let told = command(&["doctor", "elsewhere"]);
    assert!(
        told.ends_with("exit code 1") && !world.path("elsewhere").exists(),
        "{told}"
    );
    assert!(command(&["doctor", "sqlite:///x.db"]).contains("is no folder"));
}
