//! The recorded databases, and what official MLflow 3.17.2 made of them.

use crate::database::{NAMES, data, restored, rows, schema, sorted, upgraded, uri};
use mlflow_stores::sql::SqlStore;
use mlflow_stores::sql::upgrade::{STEPS, State, inspect};
use serde_json::Value;
use std::collections::BTreeMap;

fn expected(name: &str) -> BTreeMap<String, Value> {
    let mut tables: BTreeMap<String, Value> = serde_json::from_str(&data(&format!("{name}.json"))).unwrap();
    for table in tables.values_mut() {
        let rows: Vec<Vec<Value>> = serde_json::from_value(table["rows"].take()).unwrap();
        table["rows"] = serde_json::to_value(sorted(rows)).unwrap();
    }
    tables
}

#[tokio::test]
async fn every_row_and_definition_is_that_of_official_mlflow() {
    let (_folder, fresh) = restored("00-base");
    std::fs::remove_file(&fresh).unwrap();
    drop(SqlStore::open(uri(&fresh).as_str()).await.unwrap());
    let official_schema = schema(&fresh);
    assert_eq!(official_schema.len(), 150);

    for name in NAMES {
        let (_folder, path) = restored(name);
        let report = upgraded(&path, false).await.unwrap();
        let revision = name.split_once('-').unwrap().1;
        let place = STEPS
            .iter()
            .position(|step| step.revision == revision)
            .map_or(0, |place| place + 1);
        assert_eq!(report.taken, STEPS.len() - place, "{name}");
        assert_eq!(inspect(&uri(&path)).await.unwrap(), State::Current);
        let found = rows(&path);
        for (table, expected) in expected(name) {
            assert_eq!(found.get(&table), Some(&expected), "{name}, {table}");
        }
        assert_eq!(found.len(), expected(name).len(), "{name}");
        for (ours, official) in schema(&path).iter().zip(&official_schema) {
            assert_eq!(ours, official, "{name}");
        }
        assert_eq!(schema(&path).len(), official_schema.len(), "{name}");
    }
}

/// A second upgrade has nothing to do, and makes no backup.
#[tokio::test]
async fn a_second_upgrade_changes_nothing() {
    let (folder, path) = restored("06-0584bdc529eb");
    upgraded(&path, false).await.unwrap();
    let before = std::fs::read(&path).unwrap();
    let report = upgraded(&path, true).await.unwrap();
    assert_eq!((report.taken, report.backup), (0, None));
    assert!(std::fs::read(&path).unwrap() == before);
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
}

/// An empty database gets all tables, as official MLflow's upgrade does it.
#[tokio::test]
async fn an_empty_database_gets_the_tables() {
    let (_folder, old) = restored("03-bd07f7e963c5");
    upgraded(&old, false).await.unwrap();
    let (_folder, path) = restored("00-base");
    std::fs::write(&path, "").unwrap();
    let report = upgraded(&path, true).await.unwrap();
    assert_eq!((report.before, report.taken), (State::Empty, STEPS.len()));
    assert_eq!(schema(&path), schema(&old));
    assert_eq!(report.backup, None);
}

/// Indexes that somebody added to a table that is rebuilt are still there.
#[tokio::test]
async fn added_indexes_stay() {
    let (_folder, path) = restored("05-867495a8f9d4");
    let sql = "CREATE INDEX mine ON tags (value)";
    rusqlite::Connection::open(&path)
        .unwrap()
        .execute_batch(sql)
        .unwrap();
    upgraded(&path, false).await.unwrap();
    assert!(schema(&path).iter().any(|sql| sql.contains("INDEX mine")));
}

/// Another program has the file for itself for longer than a statement waits.
#[tokio::test]
async fn a_locked_database_is_waited_for() {
    let (_folder, path) = restored("06-0584bdc529eb");
    let other = rusqlite::Connection::open(&path).unwrap();
    other.execute_batch("BEGIN EXCLUSIVE").unwrap();
    let release = std::thread::spawn(move || {
        std::thread::sleep(std::time::Duration::from_secs(3));
        other.execute_batch("COMMIT").unwrap();
    });
    assert_eq!(upgraded(&path, true).await.unwrap().taken, 39);
    release.join().unwrap();
}
