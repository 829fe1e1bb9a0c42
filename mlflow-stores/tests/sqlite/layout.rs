//! The layout is official MLflow's, statement by statement.

use super::{open, uri};
use rusqlite::Connection;
use std::collections::BTreeMap;
use std::path::Path;

/// A database that official MLflow 3.17.2 made.
const OFFICIAL: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/../mlflow-testkit/data/mlflow-3.17.2.db"
);

fn catalogue(path: &Path) -> BTreeMap<(String, String), String> {
    let connection = Connection::open(path).unwrap();
    let mut statement = connection
        .prepare("SELECT type, name, coalesce(sql, '') FROM sqlite_master")
        .unwrap();
    let rows = statement
        .query_map([], |row| {
            Ok(((row.get(0)?, row.get(1)?), row.get::<_, String>(2)?))
        })
        .unwrap();
    rows.map(Result::unwrap)
        .filter(|((_, name), _): &((String, String), String)| !name.starts_with("sqlite_stat"))
        .map(|(key, sql)| (key, in_order(&sql)))
        .collect()
}

/// Sorts the constraints of a table: official MLflow writes them in an order that differs from run to run.
fn in_order(sql: &str) -> String {
    let sql = sql.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut depth = 0;
    let mut parts = vec![String::new()];
    for c in sql.chars() {
        depth += i32::from(c == '(') - i32::from(c == ')');
        match (c, parts.last_mut()) {
            (',', _) if depth == 1 => parts.push(String::new()),
            (_, Some(part)) => part.push(c),
            _ => {}
        }
    }
    let mut parts: Vec<_> = parts
        .iter()
        .map(|part| part.trim_end_matches([' ', ')']).trim().to_owned())
        .collect();
    let constraints = parts
        .iter()
        .position(|part| part.contains("CONSTRAINT"))
        .unwrap_or(parts.len());
    parts[constraints..].sort();
    parts.join(", ")
}

#[tokio::test]
async fn every_table_index_and_constraint_is_that_of_official_mlflow() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("mlflow.db");
    open(&path).await;
    let (ours, official) = (catalogue(&path), catalogue(Path::new(OFFICIAL)));
    assert!(ours.len() > 200, "{} entries", ours.len());
    for (key, sql) in &official {
        assert_eq!(ours.get(key), Some(sql), "{key:?}");
    }
    assert_eq!(ours.len(), official.len());
}

#[tokio::test]
async fn a_new_database_holds_the_revision_and_the_default_experiment() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("made/on/the/way/mlflow.db");
    open(&path).await;
    let connection = Connection::open(&path).unwrap();
    let text = |sql: &str| {
        connection
            .query_row(sql, [], |row| row.get::<_, String>(0))
            .unwrap()
    };
    assert_eq!(
        text("SELECT version_num FROM alembic_version"),
        mlflow_stores::sql::HEAD_REVISION
    );
    assert_eq!(
        text("SELECT name FROM experiments WHERE experiment_id = 0"),
        "Default"
    );
    assert_eq!(text("PRAGMA journal_mode"), "wal");
    assert_eq!(text("PRAGMA integrity_check"), "ok");
}

#[tokio::test]
async fn many_programs_may_make_one_database_at_once() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("mlflow.db");
    let children: Vec<_> = (0..4)
        .map(|_| super::processes::start("create_database", &uri(&path)))
        .collect();
    for child in children {
        let output = child.wait_with_output().unwrap();
        assert!(
            output.status.success(),
            "{}",
            String::from_utf8_lossy(&output.stdout)
        );
    }
    let connection = Connection::open(&path).unwrap();
    let count: i64 = connection
        .query_row("SELECT count(*) FROM experiments", [], |row| row.get(0))
        .unwrap();
    assert_eq!(count, 1);
}

#[tokio::test]
async fn a_closed_database_is_one_file() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("mlflow.db");
    let store = open(&path).await;
    let run = super::new_run(&store).await;
    for step in 0..50 {
        super::log(&store, &run, step).await.unwrap();
    }
    super::get(&store, &run).await.unwrap();
    drop(store);
    let copy = folder.path().join("copy.db");
    std::fs::copy(&path, &copy).unwrap();
    let connection = Connection::open(&copy).unwrap();
    let points: i64 = connection
        .query_row("SELECT count(*) FROM metrics", [], |row| row.get(0))
        .unwrap();
    assert_eq!(points, 50);
}
