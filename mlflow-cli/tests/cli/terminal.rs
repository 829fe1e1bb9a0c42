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
    assert!(String::from_utf8_lossy(&output.stderr).contains("`LOUD`"));
}

#[test]
fn stored_text_moves_no_cursor() {
    let world = World::new();
    world.run("wine", &["--run-name", "evil\u{1b}[2Jname"]);
    let list = world.data(&["runs", "list", "--experiment-id", "1"]);
    assert!(list.contains("evil\\u{1b}[2Jname"), "{list:?}");
}
