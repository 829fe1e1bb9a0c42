//! Statements in the log.

use crate::world::{World, said};

#[test]
fn statements_are_logged_on_demand_without_their_values() {
    let world = World::new();
    world.run("wine", &[]);
    for (echo, is_told) in [("true", true), ("false", false)] {
        let mut command = world.command(&["experiments", "get", "-n", "wine"]);
        command.env("MLFLOW_SQLALCHEMYSTORE_ECHO", echo);
        command.env("RUST_LOG", "info");
        let said = said(command.output().unwrap());
        let (_, log) = said.split_once("---- stderr").unwrap();
        assert_eq!(log.contains("INFO SELECT"), is_told, "{log}");
        assert!(!log.contains("'wine'") && !log.contains("\"wine\""), "{log}");
    }
}

#[test]
fn an_unknown_class_of_pools_is_named() {
    let world = World::new();
    let mut command = world.command(&["experiments", "list"]);
    command.env("MLFLOW_SQLALCHEMYSTORE_POOLCLASS", "Pool");
    let said = said(command.output().unwrap());
    assert!(said.contains("Invalid poolclass parameter: Pool."), "{said}");
}
