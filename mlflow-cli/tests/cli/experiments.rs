//! `mlflow experiments`.

use crate::world::World;
use insta::assert_snapshot;
use serde_json::json;

#[test]
fn from_birth_to_restoration() {
    let world = World::new();
    let lines: [&[&str]; 13] = [
        &["experiments", "create", "-n", "wine"],
        &[
            "experiments",
            "create",
            "--experiment-name",
            "beer",
            "--artifact-location",
            "s3://cellar/beer",
        ],
        &["experiments", "search"],
        &["experiments", "get", "-x", "1"],
        &["experiments", "get", "-n", "beer", "--output", "json"],
        &["experiments", "rename", "-x", "2", "--new-name", "ale"],
        &["experiments", "delete", "-x", "2"],
        &["experiments", "list", "--view", "deleted_only"],
        &["experiments", "restore", "-x", "2"],
        &[
            "experiments",
            "search",
            "--output",
            "csv",
            "--filter",
            "name = 'ale'",
        ],
        &[
            "experiments",
            "search",
            "-v",
            "ALL",
            "--order-by",
            "name ASC",
            "--max-results",
            "2",
        ],
        &["experiments", "delete", "-x", "1", "--output", "json"],
        &["experiments", "search", "--filter", "name = 'nothing'"],
    ];
    let told = lines
        .iter()
        .map(|line| format!("$ mlflow {}\n{}", line.join(" "), world.transcript(line)));
    assert_snapshot!(told.collect::<Vec<_>>().join("\n\n"));
}

#[test]
fn csv_has_a_column_for_every_key_and_goes_to_a_file() {
    let world = World::new();
    world.run(
        "wine",
        &[
            "--run-name",
            "a",
            "--tags",
            "grape=syrah",
            "--tags",
            "note=red, \"dry\"",
        ],
    );
    world.run(
        "wine",
        &["--run-name", "b", "--tags", "cellar=2", "--status", "failed"],
    );
    let text = world.data(&["experiments", "csv", "-x", "1"]);
    assert_snapshot!(world.redacted(&text));

    let said = world.transcript(&["experiments", "csv", "-x", "1", "-o", "runs.csv"]);
    assert_snapshot!(said, @r"
    ---- stderr
    wrote 2 runs of the experiment 1 to runs.csv
    ---- exit code 0
    ");
    assert_eq!(std::fs::read_to_string(world.path("runs.csv")).unwrap(), text);
}

#[test]
fn ids_are_strings_and_lists_are_sorted_by_number() {
    let world = World::new();
    for number in 1..=11 {
        world.data(&["experiments", "create", "-n", &format!("e{number}")]);
    }
    let list = world.json(&["experiments", "list", "--output", "json"]);
    let ids: Vec<_> = list
        .as_array()
        .unwrap()
        .iter()
        .map(|e| e["experiment_id"].clone())
        .collect();
    assert_eq!(ids[..4], [json!("0"), json!("1"), json!("2"), json!("3")]);
    assert_eq!(ids[10..], [json!("10"), json!("11")]);
}
