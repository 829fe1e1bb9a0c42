//! Logs, colours and pipes.

use crate::world::World;
use std::process::Stdio;

#[test]
fn a_reader_that_leaves_is_no_error() {
    let world = World::new();
    for number in 0..50 {
        world.run("wine", &["--tags", &format!("key{number}={}", "x".repeat(4000))]);
    }
    let mut command = world.command(&["experiments", "csv", "-x", "1"]);
    let mut child = command
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success());
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
}

#[test]
fn nothing_is_coloured_where_nobody_sees_it() {
    let world = World::new();
    let told = world.transcript(&["runs", "describe", "--run-id", "nope"]);
    assert!(!told.contains('\u{1b}'), "{told:?}");
}

#[test]
fn a_bad_log_level_is_a_usage_error() {
    let world = World::new();
    let mut command = world.command(&["experiments", "search"]);
    let output = command.env("MLFLOW_LOGGING_LEVEL", "LOUD").output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(
        told.contains("`LOUD` (environment variable MLFLOW_LOGGING_LEVEL)"),
        "{told}"
    );
    world.write("mlflow.toml", "logging_level = 'LOUD'");
    let output = world.command(&["experiments", "search"]).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(
        told.contains("`LOUD` (file ") && told.contains("mlflow.toml)"),
        "{told}"
    );
}

#[test]
fn the_level_comes_from_the_file_of_settings_too() {
    let world = World::new();
    let lines = |level: Option<&str>| {
        let mut command = world.command(&["runs", "describe", "--run-id", "nope"]);
        command.envs(level.map(|level| ("MLFLOW_LOGGING_LEVEL", level)));
        let output = command.output().unwrap();
        String::from_utf8_lossy(&output.stderr).contains("DEBUG")
    };
    assert!(!lines(None));
    world.write("mlflow.toml", "logging_level = 'debug'");
    assert!(lines(None));
    assert!(!lines(Some("ERROR")));
}

#[test]
fn stored_text_moves_no_cursor() {
    let world = World::new();
    world.run("wine", &["--run-name", "evil\u{1b}[2Jname"]);
    let list = world.data(&["runs", "list", "--experiment-id", "1"]);
    assert!(list.contains("evil\\u{1b}[2Jname"), "{list:?}");
}
