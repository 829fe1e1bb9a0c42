//! Logged models go with their artifacts.

use super::{count, database, note};
use crate::world::World;
use insta::assert_snapshot;
use serde_json::json;

/// Puts a logged model with a parameter and a file into an experiment.
fn log_model(world: &World, id: &str, experiment_id: &str, stage: &str) {
    let location = format!("mlruns/{experiment_id}/{id}/artifacts");
    world.write(&format!("{location}/note.txt"), "a");
    let location = world.path(&location).display().to_string();
    database(world)
        .execute(
            "INSERT INTO logged_models (model_id, experiment_id, name, artifact_location, creation_timestamp_ms,
               last_updated_timestamp_ms, status, lifecycle_stage) VALUES (?1, ?2, 'm', ?3, 1000, 1000, 2, ?4)",
            [id, experiment_id, location.as_str(), stage],
        )
        .unwrap();
    database(world)
        .execute(
            "INSERT INTO logged_model_params VALUES (?1, ?2, 'k', 'v')",
            [id, experiment_id],
        )
        .unwrap();
}

fn world() -> World {
    let world = World::new();
    let run = world.run("wine", &[]);
    world.run("beer", &[]);
    for (id, stage) in [("m-1", "deleted"), ("m-2", "deleted"), ("m-3", "active")] {
        log_model(&world, id, "1", stage);
    }
    database(&world)
        .execute(
            "INSERT INTO inputs VALUES ('i', 'RUN_OUTPUT', ?1, 'MODEL_OUTPUT', 'm-1', 0)",
            [run],
        )
        .unwrap();
    world
}

fn left(world: &World) -> Vec<&'static str> {
    let ids = ["m-1", "m-2", "m-3", "m-4"];
    ids.into_iter()
        .filter(|id| {
            ["1", "2"]
                .iter()
                .any(|experiment| note(world, experiment, id).exists())
        })
        .collect()
}

#[test]
fn deleted_ones_go_and_live_ones_stay() {
    let world = world();
    assert_snapshot!(world.transcript(&["gc", "--dry-run"]), @r"
    Logged model with ID m-1 would be permanently deleted, with its artifacts at [folder]/mlruns/1/m-1/artifacts.
    Logged model with ID m-2 would be permanently deleted, with its artifacts at [folder]/mlruns/1/m-2/artifacts.
    ---- stderr
    Database: sqlite:///mlflow.db
    ---- exit code 0
    ");
    let told = world.json(&["gc", "--logged-model-ids", "m-1", "--output", "json"]);
    assert_eq!(told["logged_model_ids"], json!(["m-1"]));
    assert_eq!(left(&world), ["m-2", "m-3"]);
    assert_eq!(count(&world, "inputs"), 0);
    assert_snapshot!(world.transcript(&["gc", "--older-than", "1d"]), @r"
    Logged model with ID m-2 has been permanently deleted.
    ---- stderr
    Database: sqlite:///mlflow.db
    ---- exit code 0
    ");
    assert_eq!(left(&world), ["m-3"]);
    assert_eq!(
        (
            count(&world, "logged_models"),
            count(&world, "logged_model_params")
        ),
        (1, 1)
    );
}

#[test]
fn what_is_named_must_be_deleted_and_old() {
    let world = world();
    database(&world)
        .execute(
            "UPDATE logged_models SET last_updated_timestamp_ms = strftime('%s', 'now') * 1000 WHERE model_id = 'm-2'",
            [],
        )
        .unwrap();
    assert_snapshot!(world.transcript(&["gc", "--logged-model-ids", "m-1,m-3"]), @r"
    ---- stderr
    Database: sqlite:///mlflow.db
    error: Logged model m-3 is not in `deleted` lifecycle stage. Only logged models in `deleted` lifecycle stage can be deleted.
    ---- exit code 1
    ");
    assert_snapshot!(world.transcript(&["gc", "--logged-model-ids", "m-1,m-2", "--older-than", "1d"]), @r"
    ---- stderr
    Database: sqlite:///mlflow.db
    error: Logged model m-2 is not older than the required age. Only logged models older than 1d can be deleted.
    ---- exit code 1
    ");
    assert_snapshot!(world.transcript(&["gc", "--logged-model-ids", "m-1,m-9"]), @r"
    ---- stderr
    Database: sqlite:///mlflow.db
    error: Logged model with ID 'm-9' not found.
    ---- exit code 1
    ");
    assert_eq!(left(&world), ["m-1", "m-2", "m-3"]);
}

#[test]
fn those_of_an_experiment_go_with_it() {
    let world = world();
    log_model(&world, "m-4", "2", "active");
    world.data(&["experiments", "delete", "-x", "2"]);
    let told = world.json(&["gc", "--experiment-ids", "2", "--output", "json"]);
    assert_eq!(told["logged_model_ids"], json!(["m-4"]));
    assert_eq!(left(&world), ["m-1", "m-2", "m-3"]);
    assert_eq!(count(&world, "experiments"), 2);
}

#[test]
fn one_out_of_reach_keeps_all_of_them() {
    let world = world();
    database(&world)
        .execute(
            "UPDATE logged_models SET artifact_location = 'gs://bucket/m' WHERE model_id = 'm-2'",
            [],
        )
        .unwrap();
    let said = world.transcript(&["gc"]);
    assert!(said.contains("scheme `gs` of `gs://bucket/m`"), "{said}");
    assert_eq!(left(&world), ["m-1", "m-2", "m-3"]);
}
