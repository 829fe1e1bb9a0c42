//! A disk without room: the upgrade stops with the database whole, and goes on when there is room again.

use crate::database::{restored, rows, upgraded, uri};
use crate::disk::Disk;
use mlflow_core::ErrorCode;
use mlflow_stores::sql::upgrade::{STEPS, inspect};
use rusqlite::Connection;
use std::fs;
use std::path::{Path, PathBuf};

const KIB: u64 = 1024;

/// Adds so many rows that steps need room.
fn pad(path: &Path) {
    let connection = Connection::open(path).unwrap();
    connection
        .execute_batch(
            "WITH RECURSIVE seq (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM seq WHERE i < 4000)
             INSERT INTO metrics (key, value, timestamp, run_uuid)
             SELECT 'pad' || i, i, i, (SELECT min(run_uuid) FROM runs) FROM seq;
             WITH RECURSIVE seq (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM seq WHERE i < 4000)
             INSERT INTO params (key, value, run_uuid)
             SELECT 'pad' || i, printf('%0100d', i), (SELECT min(run_uuid) FROM runs) FROM seq;",
        )
        .unwrap();
}

fn files(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap();
    entries
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect()
}

/// A database on a small disk, and the same one upgraded where there is room.
async fn padded(journal: &str) -> Option<(tempfile::TempDir, Disk, PathBuf, PathBuf)> {
    let (folder, elsewhere) = restored("00-base");
    pad(&elsewhere);
    let connection = Connection::open(&elsewhere).unwrap();
    connection.pragma_update(None, "journal_mode", journal).unwrap();
    drop(connection);
    let kib = fs::metadata(&elsewhere).unwrap().len() / KIB;
    let disk = Disk::mount(folder.path().join("disk"), kib + 64)?;
    let path = disk.path().join("mlflow.db");
    fs::copy(&elsewhere, &path).unwrap();
    upgraded(&elsewhere, false).await.unwrap();
    Some((folder, disk, path, elsewhere))
}

/// Tells how many steps a database has behind it.
async fn position(path: &Path) -> usize {
    let state = inspect(&uri(path)).await.unwrap();
    let step = |revision| STEPS.iter().position(|step| step.revision == revision);
    state.revision().map_or(0, |revision| step(revision).unwrap())
}

async fn an_upgrade_goes_on_when_there_is_room(journal: &str) {
    let Some((_folder, disk, path, elsewhere)) = padded(journal).await else {
        return;
    };
    let (mut kib, mut failures) = (fs::metadata(&path).unwrap().len() / KIB + 64, 0);
    let mut furthest = 0;
    while let Err(error) = upgraded(&path, false).await {
        assert_eq!(error.code(), ErrorCode::ResourceExhausted, "{error:?}");
        assert!(error.message().contains("disk is full"), "{error}");
        failures += 1;
        let sound: String = Connection::open(&path)
            .unwrap()
            .query_row("PRAGMA integrity_check", [], |row| row.get(0))
            .unwrap();
        assert_eq!(sound, "ok");
        let at = position(&path).await;
        assert!(at >= furthest, "it went back");
        furthest = at;
        kib += 256;
        disk.resize(kib);
    }
    assert!(
        failures > 1 && furthest > 0,
        "{failures} failures until step {furthest}"
    );
    assert_eq!(rows(&path), rows(&elsewhere));
}

///
#[tokio::test]
async fn an_upgrade_goes_on_when_there_is_room_again() {
    an_upgrade_goes_on_when_there_is_room("delete").await;
}

/// likewise where changes stand in a log beside the file first.
#[tokio::test]
async fn an_upgrade_with_a_log_goes_on_when_there_is_room_again() {
    an_upgrade_goes_on_when_there_is_room("wal").await;
}

/// What cannot be copied first is not touched, and half a copy does not stay.
#[tokio::test]
async fn without_room_for_the_backup_nothing_is_changed() {
    let Some((_folder, disk, path, elsewhere)) = padded("delete").await else {
        return;
    };
    let before = fs::read(&path).unwrap();
    let error = upgraded(&path, true).await.unwrap_err();
    assert_eq!(error.code(), ErrorCode::ResourceExhausted, "{error:?}");
    assert!(error.message().contains("backup"), "{error}");
    assert!(error.message().contains("disk is full"), "{error}");
    assert!(fs::read(&path).unwrap() == before, "the file was touched");
    assert_eq!(files(disk.path()), ["mlflow.db"]);

    disk.resize(40 * KIB);
    let backup = upgraded(&path, true).await.unwrap().backup.unwrap();
    assert_eq!(rows(&path), rows(&elsewhere));
    upgraded(&backup, false).await.unwrap();
    assert_eq!(rows(&backup), rows(&elsewhere));
}
