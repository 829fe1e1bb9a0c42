//! One side writes everything, both read it.

use super::reading::{assert_same, read_all};
use super::scenario::write_all;
use super::sides::{Ours, Python, folder};
use rusqlite::Connection;
use std::path::Path;

fn journal_mode(database: &Path, pragma: &str) -> String {
    let connection = Connection::open(database).unwrap();
    connection.query_row(pragma, [], |row| row.get(0)).unwrap()
}

#[tokio::test]
async fn official_reads_what_we_wrote() {
    let Some(python) = Python::version_3() else { return };
    let (_folder, database) = folder();
    let mut ours = Ours::open(&database).await;
    write_all(&mut ours, "").await;
    let mut official = python.open(&database);
    assert_same(&read_all(&mut official).await, &read_all(&mut ours).await);
}

#[tokio::test]
async fn we_read_what_official_wrote_in_either_journal() {
    let Some(python) = Python::version_3() else { return };
    let (_folder, database) = folder();
    let mut official = python.open(&database);
    write_all(&mut official, "").await;
    assert_eq!(journal_mode(&database, "PRAGMA journal_mode"), "delete");

    let mut ours = Ours::open(&database).await;
    assert_same(&read_all(&mut official).await, &read_all(&mut ours).await);
    write_all(&mut ours, "w").await;
    assert_eq!(journal_mode(&database, "PRAGMA journal_mode"), "wal");

    write_all(&mut official, "w2").await;
    let before = read_all(&mut official).await;
    assert_same(&before, &read_all(&mut ours).await);

    drop(official);
    ours.close(&database).await;
    assert_eq!(journal_mode(&database, "PRAGMA journal_mode = delete"), "delete");
    let mut official = python.open(&database);
    assert_same(&before, &read_all(&mut official).await);
    let mut ours = Ours::open(&database).await;
    assert_same(&before, &read_all(&mut ours).await);
}
