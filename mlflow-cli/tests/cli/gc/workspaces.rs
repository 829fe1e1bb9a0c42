//! Databases that are divided into workspaces.

use super::jobs::{insert_job, jobs};
use super::{count, database, deleted_run};
use crate::world::{World, said};
use insta::assert_snapshot;
use serde_json::json;

/// Makes a deleted run in each of the workspaces `default`, `blue` and `red`, and returns their ids; `red` has no
/// row of its own.
fn world() -> (World, [String; 3]) {
    let world = World::new();
    let ids = ["plain", "blue", "red"].map(|experiment| deleted_run(&world, experiment));
    let batch = "INSERT OR IGNORE INTO workspaces (name) VALUES ('default'), ('blue');
        UPDATE experiments SET workspace = name WHERE name IN ('blue', 'red')";
    database(&world).execute_batch(batch).unwrap();
    insert_job(&world, "of-default", 2, "default");
    insert_job(&world, "of-blue", 2, "blue");
    (world, ids)
}

fn gc(world: &World, line: &[&str], variables: &[(&str, &str)]) -> String {
    let mut command = world.command(&[&["gc"], line].concat());
    command.envs(variables.iter().copied());
    world.redacted(&said(command.output().unwrap()))
}

fn left(world: &World, ids: &[String; 3]) -> Vec<usize> {
    let is_there = |id: &String| {
        let query = "SELECT count(*) FROM runs WHERE run_uuid = ?1";
        database(world)
            .query_row(query, [id], |row| row.get::<_, i64>(0))
            .unwrap()
            == 1
    };
    (0..3).filter(|at| is_there(&ids[*at])).collect()
}

#[test]
fn without_a_choice_nothing_goes() {
    let (world, ids) = world();
    assert_snapshot!(gc(&world, &[], &[]), @r"
    ---- stderr
    Database: sqlite:///mlflow.db
    error: Cannot disable workspaces because experiments exist outside the default workspace (i.e., assigned to non-default workspaces). Enable workspace support (MLFLOW_ENABLE_WORKSPACES=true) or move those experiments back to the default workspace before starting the tracking store in single-tenant mode.
    hint: --all-workspaces cleans all of them, --workspace cleans one
    ---- exit code 1
    ");
    assert_eq!(left(&world, &ids), [0, 1, 2]);
}

#[test]
fn one_is_cleaned_and_the_others_stay() {
    let (world, ids) = world();
    assert_snapshot!(gc(&world, &["--workspace", "blue", "--jobs"], &[]), @r"
    Run with ID <------------run id------------> has been permanently deleted.
    Job with ID of-blue has been permanently deleted.
    ---- stderr
    Database: sqlite:///mlflow.db
    ---- exit code 0
    ");
    assert_eq!(left(&world, &ids), [0, 2]);
    assert_eq!(jobs(&world), ["of-default"]);
    gc(&world, &[], &[("MLFLOW_WORKSPACE", "red")]);
    assert_eq!(left(&world, &ids), [0]);
    gc(&world, &[], &[("MLFLOW_ENABLE_WORKSPACES", "true")]);
    assert!(left(&world, &ids).is_empty());
}

#[test]
fn all_that_are_listed_are_cleaned() {
    let (world, ids) = world();
    let dry = gc(&world, &["--all-workspaces", "--dry-run", "--jobs"], &[]);
    assert_eq!(dry.matches("would be permanently deleted").count(), 4, "{dry}");
    gc(&world, &["--all-workspaces"], &[("MLFLOW_WORKSPACE", "blue")]);
    assert_eq!(left(&world, &ids), [2]);
    assert_eq!(jobs(&world).len(), 2);
    database(&world).execute("DELETE FROM workspaces", []).unwrap();
    assert_snapshot!(gc(&world, &["--all-workspaces"], &[]), @r"
    ---- stderr
    Database: sqlite:///mlflow.db
    error: No workspaces found. Ensure the workspace provider is configured correctly.
    ---- exit code 1
    ");
}

#[test]
fn the_list_of_them_may_be_elsewhere() {
    let (world, ids) = world();
    world.data(&["--tracking-uri", "sqlite:///list.db", "experiments", "list"]);
    let list = rusqlite::Connection::open(world.path("list.db")).unwrap();
    list.execute("DELETE FROM workspaces", []).unwrap();
    list.execute("INSERT INTO workspaces (name) VALUES ('red')", [])
        .unwrap();
    drop(list);
    let elsewhere = [("MLFLOW_WORKSPACE_STORE_URI", "sqlite:///list.db")];
    gc(&world, &["--all-workspaces"], &elsewhere);
    assert_eq!(left(&world, &ids), [0, 1]);
}

#[test]
fn what_is_named_is_looked_up_in_the_workspace() {
    let (world, ids) = world();
    assert_snapshot!(gc(&world, &["--workspace", "blue", "--run-ids", &ids[0]], &[]), @r"
    ---- stderr
    Database: sqlite:///mlflow.db
    error: Run with id=<------------run id------------> not found
    ---- exit code 1
    ");
    assert_snapshot!(gc(&world, &["--workspace", "blue", "--experiment-ids", "1"], &[]), @r"
    ---- stderr
    Database: sqlite:///mlflow.db
    error: No Experiment with id=1 exists
    ---- exit code 1
    ");
    assert_eq!(left(&world, &ids), [0, 1, 2]);
    let named = [ids[1].as_str(), ids[2].as_str(), "absent"].join(",");
    let line = ["gc", "--all-workspaces", "--run-ids", &named, "--output", "json"];
    assert_eq!(world.json(&line)["run_ids"], json!([ids[1]]));
    assert_eq!(left(&world, &ids), [0, 2]);
    world.data(&["experiments", "delete", "-x", "1"]);
    let line = ["--workspace", "default", "--experiment-ids", "1"];
    assert!(gc(&world, &line, &[]).contains("Experiment with ID 1 has been"));
    assert_eq!((left(&world, &ids), count(&world, "experiments")), (vec![2], 3));
}

#[test]
fn names_have_a_form() {
    let (world, _) = world();
    for name in ["x", "Upper", "-edge", "edge-", "api", &"x".repeat(64)] {
        let said = gc(&world, &[&format!("--workspace={name}")], &[]);
        assert!(
            said.contains(&format!("error: Workspace name '{name}'")),
            "{said}"
        );
    }
    assert_snapshot!(gc(&world, &["--workspace", "blue", "--all-workspaces"], &[]), @r"
    ---- stderr
    error: Cannot use --workspace and --all-workspaces together.
    ---- exit code 2
    ");
}
