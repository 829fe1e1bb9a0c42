//! Official MLflow takes our database for its own, and what it upgrades becomes ours.

use super::reading::{assert_same, read_all, read_each};
use super::scenario::write_all;
use super::sides::{Ours, Python, Side, folder, uri};
use mlflow_stores::sql::SqlStore;
use mlflow_testkit::golden::{self, Version};
use rusqlite::Connection;
use rusqlite::types::Value as Cell;
use serde_json::{Value, json};
use std::path::Path;

/// The catalogue and every row of a database.
fn content(database: &Path) -> Vec<String> {
    let connection = Connection::open(database).unwrap();
    let rows = |sql: &str| {
        let mut statement = connection.prepare(sql).unwrap();
        let width = statement.column_count();
        let cells = statement.query_map([], |row| (0..width).map(|i| row.get(i)).collect());
        cells.unwrap().collect::<Result<Vec<Vec<Cell>>, _>>().unwrap()
    };
    let catalogue = rows("SELECT type, name, tbl_name, sql FROM sqlite_master ORDER BY type, name");
    let mut all: Vec<_> = catalogue.iter().map(|row| format!("{row:?}")).collect();
    let mut tables = 0;
    for row in &catalogue {
        let [Cell::Text(kind), Cell::Text(name), ..] = row.as_slice() else {
            continue;
        };
        if kind == "table" {
            tables += 1;
            all.extend(
                rows(&format!("SELECT * FROM \"{name}\""))
                    .iter()
                    .map(|row| format!("{name} {row:?}")),
            );
        }
    }
    assert!(tables > 30, "only {tables} tables");
    all
}

#[tokio::test]
async fn an_upgrade_of_our_database_changes_nothing() {
    let Some(python) = Python::version_3() else { return };
    let (folder, database) = folder();
    let mut ours = Ours::open(&database).await;
    write_all(&mut ours, "").await;
    ours.close(&database).await;
    let before = content(&database);
    assert!(before.iter().any(|row| row.contains("dc11669786a5")));

    let copy = folder.path().join("copy.db");
    std::fs::copy(&database, &copy).unwrap();
    python.upgrade(&copy);
    assert_eq!(content(&copy), before);

    // A client opens it without an upgrade, and without a change.
    let mut official = python.open(&copy);
    official.call("search_experiments", json!({})).await;
    drop(official);
    assert_eq!(content(&copy), before);
}

#[tokio::test]
async fn a_database_of_version_2_is_ours_after_its_upgrade() {
    let (Some(python), Some(python_2)) = (Python::version_3(), Python::version_2()) else {
        return;
    };
    let (_folder, database) = folder();
    let mut official = python_2.open(&database);
    write_all(&mut official, "").await;
    let written = read_each(&mut official).await;
    drop(official);
    let before = std::fs::read(&database).unwrap();
    let refused = SqlStore::open(&uri(&database)).await.unwrap_err();
    assert!(refused.message().contains("mlflow db upgrade"), "{refused}");
    assert!(
        std::fs::read(&database).unwrap() == before,
        "the file was touched"
    );

    python.upgrade(&database);
    let mut ours = Ours::open(&database).await;
    let mut read = read_each(&mut ours).await;
    for (_, answer) in &mut read {
        // Experiments have a workspace since version 3.
        if let Some(Value::Object(experiment)) = answer.get_mut("experiment") {
            assert_eq!(experiment.remove("workspace"), Some(json!("default")));
        }
    }
    assert_same(&written, &read);
    assert_same(
        &read_all(&mut python.open(&database)).await,
        &read_all(&mut ours).await,
    );
}

#[tokio::test]
async fn the_recorded_database_of_version_2_after_its_upgrade() {
    let Some(python) = Python::version_3() else { return };
    let (_folder, database) = folder();
    std::fs::copy(golden::database(Version::V2_22_5), &database).unwrap();
    python.upgrade(&database);
    let mut ours = Ours::open(&database).await;
    assert_same(
        &read_all(&mut python.open(&database)).await,
        &read_all(&mut ours).await,
    );
    let report = golden::replay_reads(&ours.0, Version::V2_22_5).await;
    assert!(report.differences.is_empty(), "{report}");
    assert!(report.same > 100, "{report}");
}
