//! `mlflow migrate` between stores of every kind.

use crate::server::Served;
use crate::world::{World, said};
use std::path::Path;

/// A database that official MLflow has filled.
const GOLDEN: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/../mlflow-testkit/data/mlflow-3.17.2.db"
);

fn world() -> World {
    let world = World::new();
    std::fs::copy(Path::new(GOLDEN), world.path("from.db")).unwrap();
    world
}

/// Moves everything, and returns what the report says of one kind on both sides.
fn moved(world: &World, from: &str, to: &str) -> serde_json::Value {
    let report = world.json(&["migrate", from, to, "--output", "json"]);
    assert_eq!(report["verified"], true);
    assert_eq!(report["differences"], serde_json::json!([]), "{report:#}");
    report["counts"].clone()
}

#[test]
fn a_server_that_allows_it_takes_over_everything_with_its_ids() {
    let world = world();
    let options = ["--backend-store-uri", "sqlite:///to.db", "--allow-import"];
    let server = Served::start(&world, &options);
    let counts = moved(&world, "sqlite:///from.db", &server.url());
    assert!(counts["runs"]["equal"].as_u64() > Some(10), "{counts:#}");
    assert!(counts["traces"]["equal"].as_u64() > Some(3), "{counts:#}");
    assert!(counts["model_versions"]["equal"].as_u64() > Some(3), "{counts:#}");
    assert_eq!(moved(&world, &server.url(), "sqlite:///back.db"), counts);
    assert_eq!(moved(&world, "sqlite:///from.db", "sqlite:///back.db"), counts);
}

#[test]
fn a_server_takes_over_nothing_unless_it_is_told_to() {
    let world = world();
    let server = Served::start(&world, &["--backend-store-uri", "sqlite:///to.db"]);
    let line = ["migrate", "sqlite:///from.db", &server.url()];
    let answer = said(world.command(&line).output().unwrap());
    assert!(answer.contains("--allow-import"), "{answer}");
    assert!(answer.ends_with("exit code 1"), "{answer}");
    let found = ["experiments", "list", "--output", "json"];
    let mut command = world.command(&found);
    let listed = command.env("MLFLOW_TRACKING_URI", "sqlite:///to.db").output().unwrap();
    let listed: serde_json::Value = serde_json::from_slice(&listed.stdout).unwrap();
    assert_eq!(listed.as_array().unwrap().len(), 1);
}
