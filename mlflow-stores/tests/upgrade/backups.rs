//! The copy that is made first.

use crate::database::{restored, rows, schema, upgraded, uri};
use mlflow_stores::sql::upgrade::{Event, Options, upgrade};
use std::fs;

#[tokio::test]
async fn the_backup_is_the_database_as_it_was() {
    let (_folder, path) = restored("06-0584bdc529eb");
    let (before_rows, before_schema, length) =
        (rows(&path), schema(&path), fs::metadata(&path).unwrap().len());
    let report = upgraded(&path, true).await.unwrap();
    let backup = report.backup.unwrap();
    let name = backup.file_name().unwrap().to_str().unwrap().to_owned();
    assert!(
        name.starts_with("mlflow.db.0584bdc529eb-2") && name.ends_with("Z.backup"),
        "{name}"
    );
    assert_eq!(fs::metadata(&backup).unwrap().len(), length);
    assert_eq!(
        fs::metadata(&backup).unwrap().permissions(),
        fs::metadata(&path).unwrap().permissions()
    );
    assert_eq!(rows(&backup), before_rows);
    assert_eq!(schema(&backup), before_schema);
    assert_ne!(schema(&path), before_schema);

    upgraded(&backup, false).await.unwrap();
    assert_eq!(rows(&backup), rows(&path), "the backup can be upgraded again");
}

#[tokio::test]
async fn what_stands_in_the_log_is_in_the_backup() {
    let (_folder, path) = restored("06-0584bdc529eb");
    let open = rusqlite::Connection::open(&path).unwrap();
    open.execute_batch(
        "PRAGMA journal_mode = wal; PRAGMA wal_autocheckpoint = 0;
         INSERT INTO experiments (name, lifecycle_stage) VALUES ('late', 'active');",
    )
    .unwrap();
    let report = upgraded(&path, true).await.unwrap();
    for file in [&path, &report.backup.unwrap()] {
        assert!(rows(file)["experiments"].to_string().contains("late"));
    }
}

#[tokio::test]
async fn no_backup_is_overwritten() {
    let (_folder, path) = restored("06-0584bdc529eb");
    let before = fs::read(&path).unwrap();
    let mut told = Vec::new();
    let first = upgraded(&path, true).await.unwrap().backup.unwrap();
    fs::write(&path, &before).unwrap();
    let second = upgrade(&uri(&path), &Options::default(), &mut |event| {
        if let Event::BackedUp { path } = event {
            told.push(path.to_owned());
        }
    })
    .await
    .unwrap();
    let second = second.backup.unwrap();
    assert_ne!(first, second);
    assert_eq!(told, [second]);
}
