//! `mlflow runs`.

use crate::world::World;
use insta::assert_snapshot;

#[test]
fn from_birth_to_restoration() {
    let world = World::new();
    let parent = world.run("wine", &["--run-name", "a parent"]);
    let child = world.run(
        "wine",
        &[
            "--run-name",
            "child",
            "--description",
            "a *note*",
            "-t",
            "x=1=2",
            "--status",
            "KILLED",
            "--parent-run-id",
            &parent,
        ],
    );
    let lines: [&[&str]; 9] = [
        &["runs", "describe", "--run-id", &child],
        &["runs", "describe", "--run-id", &parent, "--output", "table"],
        &[
            "runs",
            "list",
            "--experiment-name",
            "wine",
            "--filter",
            "attributes.status = 'FINISHED'",
        ],
        &["runs", "delete", "--run-id", &child],
        &["runs", "list", "--experiment-id", "1", "--view", "deleted_only"],
        &[
            "runs",
            "list",
            "--experiment-id",
            "1",
            "--max-results",
            "1",
            "--order-by",
            "attributes.run_name ASC",
        ],
        &["runs", "restore", "--run-id", &child, "--output", "json"],
        &[
            "runs",
            "list",
            "--experiment-id",
            "1",
            "--output",
            "csv",
            "--filter",
            "tags.x = '1=2'",
        ],
        &[
            "runs",
            "list",
            "--experiment-id",
            "1",
            "--output",
            "json",
            "--filter",
            "tags.x = '1=2'",
        ],
    ];
    let told = lines.iter().map(|line| {
        let line_shown = world.redacted(&line.join(" "));
        format!("$ mlflow {line_shown}\n{}", world.transcript(line))
    });
    assert_snapshot!(told.collect::<Vec<_>>().join("\n\n"));
}

#[test]
fn the_experiment_comes_from_option_variable_or_file() {
    let world = World::new();
    world.run("wine", &["--run-name", "red"]);
    let mut with_variable = world.command(&["runs", "list"]);
    with_variable.env("MLFLOW_EXPERIMENT_ID", "1");
    assert!(
        String::from_utf8(with_variable.output().unwrap().stdout)
            .unwrap()
            .contains("red")
    );

    world.write("mlflow.toml", "experiment_name = \"wine\"\n");
    assert!(world.data(&["runs", "list"]).contains("red"));
    assert!(
        !world
            .data(&["runs", "list", "--experiment-id", "0"])
            .contains("red")
    );
}

#[test]
fn times_are_local() {
    let world = World::new();
    world.run("wine", &["--run-name", "red"]);
    let listed = |zone: &str| {
        let mut list = world.command(&["runs", "list", "--experiment-id", "1"]);
        String::from_utf8(list.env("TZ", zone).output().unwrap().stdout).unwrap()
    };
    assert!(listed("UTC").contains(" UTC "), "{}", listed("UTC"));
    assert!(listed("Asia/Tokyo").contains(" JST "), "{}", listed("Asia/Tokyo"));
}

#[test]
fn an_id_and_a_name_of_different_experiments_are_refused() {
    let world = World::new();
    world.data(&["experiments", "create", "-n", "wine"]);
    for line in [["runs", "list"], ["runs", "create"]] {
        let asked = |id: &str| {
            let mut command = world.command(&line);
            command
                .env("MLFLOW_EXPERIMENT_NAME", "wine")
                .env("MLFLOW_EXPERIMENT_ID", id);
            command.output().unwrap()
        };
        assert!(asked("1").status.success(), "{line:?}");
        let refused = asked("0");
        let told = String::from_utf8_lossy(&refused.stderr);
        assert!(!refused.status.success(), "{line:?}");
        for expected in ["MLFLOW_EXPERIMENT_ID", "MLFLOW_EXPERIMENT_NAME", "`0`", "`wine`"] {
            assert!(told.contains(expected), "{told}");
        }
    }
}
