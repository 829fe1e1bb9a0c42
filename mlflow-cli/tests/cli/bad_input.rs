//! What is said about bad input, and with which exit code.

use crate::world::World;
use insta::assert_snapshot;

#[test]
fn every_mistake_is_named_with_a_way_out() {
    let world = World::new();
    let run = world.run("wine", &[]);
    world.data(&["experiments", "create", "-n", "gone"]);
    world.data(&["experiments", "delete", "-x", "2"]);
    let lines: [&[&str]; 29] = [
        &["runs", "describe", "--run-id", "nope"],
        &["runs", "delete", "--run-id", "nope"],
        &["runs", "list"],
        &["runs", "list", "--experiment-id", "99"],
        &["runs", "list", "--experiment-id", "2"],
        &["runs", "list", "--experiment-name", "nope"],
        &["runs", "list", "--experiment-id", "1", "--view", "some"],
        &[
            "runs",
            "list",
            "--experiment-id",
            "1",
            "--filter",
            "metrics.loss <",
        ],
        &[
            "runs",
            "list",
            "--experiment-id",
            "1",
            "--order-by",
            "loss sideways",
        ],
        &["runs", "list", "--experiment-id", "abc"],
        &["runs", "list", "--experiment-id", "1", "--max-results", "0"],
        &["runs", "create"],
        &[
            "runs",
            "create",
            "--experiment-id",
            "1",
            "--experiment-name",
            "wine",
        ],
        &["runs", "create", "--experiment-id", "2"],
        &["runs", "create", "--experiment-id", "1", "--tags", "nokey"],
        &[
            "runs",
            "create",
            "--experiment-id",
            "1",
            "--tags",
            "a=1",
            "--tags",
            "a=2",
        ],
        &["runs", "create", "--experiment-id", "1", "--status", "running"],
        &["experiments", "get"],
        &["experiments", "get", "-n", "nope"],
        &["experiments", "create", "-n", "gone"],
        &["experiments", "delete", "-x", "abc"],
        &["experiments", "rename", "-x", "2", "--new-name", "back"],
        &["experiments", "csv", "-x", "1", "-o", "no/such/folder.csv"],
        &["artifacts", "list", "-r", &run, "-a", "../up"],
        &["artifacts", "download", "-r", &run, "-a", "missing.txt"],
        &["artifacts", "download"],
        &["artifacts", "log-artifact", "-l", "missing.txt", "-r", &run],
        &["artifacts", "log-artifacts", "-l", "mlflow.db", "-r", &run],
        &[
            "runs",
            "list",
            "--experiment-id",
            "1",
            "--tracking-uri",
            "nowhere://x",
        ],
    ];
    let told = lines.iter().map(|line| {
        let line_shown = world.redacted(&line.join(" "));
        format!("$ mlflow {line_shown}\n{}", world.transcript(line))
    });
    assert_snapshot!(told.collect::<Vec<_>>().join("\n\n"));
}

#[test]
fn a_store_that_is_none_is_no_fault_of_the_filter() {
    let world = World::new();
    world.write(
        "mlflow.db",
        "this is no database, and long enough not to be taken for an empty file",
    );
    let line = [
        "runs",
        "list",
        "--experiment-id",
        "1",
        "--filter",
        "metrics.a > 1",
    ];
    assert_snapshot!(world.transcript(&line));
    assert!(
        std::fs::read_to_string(world.path("mlflow.db"))
            .unwrap()
            .starts_with("this is no database")
    );
}

#[test]
fn a_broken_configuration_file_is_one_line() {
    let world = World::new();
    world.write("mlflow.toml", "experiment_name = [");
    let told = world.transcript(&["experiments", "search"]);
    let line = told.lines().find(|line| line.starts_with("error: ")).unwrap();
    assert!(
        line.starts_with("error: cannot read the configuration file [folder]/mlflow.toml:1:20: "),
        "{told}"
    );
    assert!(!line.contains("\\n"), "{told}");
}
