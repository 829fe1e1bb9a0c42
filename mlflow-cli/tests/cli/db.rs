//! `mlflow db`.

use crate::world::World;
use insta::assert_snapshot;
use rusqlite::Connection;

const OLD: &str = include_str!("../../../mlflow-stores/tests/data/upgrade/11-1b5f0d9ad7c1.sql");

fn world() -> World {
    let world = World::new();
    let connection = Connection::open(world.path("mlflow.db")).unwrap();
    connection
        .execute_batch(&format!("PRAGMA foreign_keys = off; {OLD}"))
        .unwrap();
    world
}

/// Hides times, and the name of the backup.
fn steady(text: &str) -> String {
    let lines = text.lines().map(|line| {
        let line = match line.rsplit_once(" (") {
            Some((title, time)) if line.starts_with('[') => {
                let (_, rest) = time.split_once(" s").unwrap();
                format!("{title} (0.00 s{rest}")
            }
            _ => line.to_owned(),
        };
        match (line.find("1b5f0d9ad7c1-20"), line.find(".backup")) {
            (Some(start), Some(end)) => format!("{}-<time>{}", &line[..start + 12], &line[end..]),
            _ => line,
        }
    });
    lines.collect::<Vec<_>>().join("\n")
}

#[test]
fn an_old_database_is_checked_upgraded_and_checked() {
    let world = world();
    let uri = "sqlite:///mlflow.db";
    assert_snapshot!("check_old", world.transcript(&["db", "check", uri]));
    assert_snapshot!("version_old", world.transcript(&["db", "version", uri]));
    assert_snapshot!("upgrade", steady(&world.transcript(&["db", "upgrade", uri])));
    assert_snapshot!(
        "upgrade_again",
        world.transcript(&["db", "upgrade", "--uri", uri])
    );
    assert_snapshot!("check_current", world.transcript(&["db", "check"]));
    assert_eq!(world.data(&["db", "version"]), "dc11669786a5\n");
    let files = std::fs::read_dir(world.folder()).unwrap().count();
    assert_eq!(files, 2, "the database and one backup");
    assert!(world.data(&["experiments", "list"]).contains("Default"));
}

#[test]
fn additional_indexes_are_made_shown_and_dropped() {
    let world = World::new();
    let uri = "sqlite:///mlflow.db";
    assert_snapshot!("index_missing", world.transcript(&["db", "index", uri]));
    world.data(&["experiments", "list"]);
    assert_snapshot!("index", world.transcript(&["db", "index", uri]));
    assert_snapshot!("index_again", world.transcript(&["db", "index", "--uri", uri]));
    assert_snapshot!("check_indexed", world.transcript(&["db", "check"]));
    assert_snapshot!("index_drop", world.transcript(&["db", "index", "--drop"]));
    assert_snapshot!("index_drop_again", world.transcript(&["db", "index", "--drop"]));
}

#[test]
fn programs_read_json() {
    let world = world();
    let check = world
        .command(&["db", "check", "--output", "json"])
        .output()
        .unwrap();
    assert_eq!(check.status.code(), Some(1));
    let check: serde_json::Value = serde_json::from_slice(&check.stdout).unwrap();
    assert_eq!(check["state"], "old");
    assert_eq!(check["steps"].as_array().unwrap().len(), 18);
    let upgrade = world.json(&["db", "upgrade", "--no-backup", "--output", "json"]);
    assert_eq!(upgrade["steps"], 18);
    assert_eq!(upgrade["backup"], serde_json::Value::Null);
    assert_eq!(std::fs::read_dir(world.folder()).unwrap().count(), 1);
    assert_eq!(
        world.json(&["db", "version", "--output", "json"])["state"],
        "current"
    );
}

#[test]
fn what_leads_to_no_upgrade() {
    let world = world();
    let mut all = String::new();
    let change = |sql: &str| {
        Connection::open(world.path("mlflow.db"))
            .unwrap()
            .execute_batch(sql)
            .unwrap();
    };
    change("UPDATE alembic_version SET version_num = 'abcdef012345'");
    all += &world.transcript(&["db", "check"]);
    all += &format!("\n\n{}", world.transcript(&["db", "upgrade"]));
    Connection::open(world.path("cats.db"))
        .unwrap()
        .execute_batch("CREATE TABLE cats (name TEXT)")
        .unwrap();
    for uri in ["sqlite:///cats.db", "sqlite:///none.db", "http://localhost:5000"] {
        all += &format!("\n\n{}", world.transcript(&["db", "upgrade", uri]));
    }
    assert_snapshot!(all);
}

/// The server's own variable counts more than the client's, and an option more than both.
#[test]
fn the_database_of_the_server_is_meant() {
    let world = world();
    std::fs::rename(world.path("mlflow.db"), world.path("server.db")).unwrap();
    let mut command = world.command(&["db", "version"]);
    command.env("MLFLOW_BACKEND_STORE_URI", "sqlite:///server.db");
    assert_eq!(command.output().unwrap().stdout, b"1b5f0d9ad7c1\n");
    let mut command = world.command(&["--tracking-uri", "sqlite:///server.db", "db", "version"]);
    command.env("MLFLOW_BACKEND_STORE_URI", "sqlite:///none.db");
    assert_eq!(command.output().unwrap().stdout, b"1b5f0d9ad7c1\n");
}
