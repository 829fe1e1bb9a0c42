//! `mlflow gc`.

use crate::world::World;
use insta::assert_snapshot;
use serde_json::json;

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
    Run with ID <------------run id------------> would be permanently deleted.
    ---- stderr
    ---- exit code 0
    ");
    assert!(file(&gone).exists());
    assert_snapshot!(world.transcript(&["gc", "--older-than", "1d"]), @r"
    Nothing is deleted that could be removed.
    ---- stderr
    ---- exit code 0
    ");
    assert_snapshot!(world.transcript(&["gc", "--run-ids", &live]), @r"
    ---- stderr
    error: Run <------------run id------------> is not in `deleted` lifecycle stage. Only runs in `deleted` lifecycle stage can be deleted.
    hint: `mlflow runs delete --run-id <------------run id------------>` deletes it so that it can be restored
    ---- exit code 1
    ");
    assert_snapshot!(world.transcript(&["gc", "--run-ids", &gone, "--older-than", "1d"]), @r"
    ---- stderr
    error: Run <------------run id------------> is not older than the required age. Only runs older than 1d can be deleted.
    ---- exit code 1
    ");
    assert_eq!(runs(&world), 2);

    let told = world.json(&["gc", "--output", "json"]);
    assert_eq!(
        told,
        json!({"dry_run": false, "run_ids": [gone], "experiment_ids": []})
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
    error: there is no database `nothing.db`
    hint: --backend-store-uri or MLFLOW_TRACKING_URI names it
    ---- exit code 1
    ");
    assert!(!world.path("nothing.db").exists());
    let said = world.transcript(&["gc", "--backend-store-uri", "http://localhost:5000"]);
    assert!(said.contains("exit code 2"), "{said}");
}
