//! What is refused is not touched.

use crate::database::{restored, upgraded, uri};
use mlflow_core::{Error, ErrorCode, StoreUri};
use mlflow_stores::sql::SqlStore;
use mlflow_stores::sql::upgrade::{Options, State, inspect, upgrade};
use rusqlite::Connection;
use std::fs;
use std::path::Path;

async fn refusal(path: &Path) -> Error {
    let before = fs::read(path).unwrap();
    let error = upgraded(path, true).await.unwrap_err();
    assert!(fs::read(path).unwrap() == before, "the file was touched");
    let files = fs::read_dir(path.parent().unwrap()).unwrap().count();
    assert_eq!(files, 1, "there are files beside the database");
    assert!(!error.message().contains('\n'), "{error}");
    error
}

/// a revision that nobody knows.
#[tokio::test]
async fn an_unknown_revision() {
    let (_folder, path) = restored("06-0584bdc529eb");
    change(&path, "UPDATE alembic_version SET version_num = 'abcdef012345'");
    let error = refusal(&path).await;
    assert_eq!(error.code(), ErrorCode::InvalidState);
    assert!(error.message().contains("abcdef012345, which is none"), "{error}");
}

/// a newer database.
#[tokio::test]
async fn a_newer_revision() {
    let (_folder, path) = restored("06-0584bdc529eb");
    upgraded(&path, false).await.unwrap();
    change(&path, "UPDATE alembic_version SET version_num = 'abcdef012345'");
    let error = refusal(&path).await;
    assert!(
        error.message().contains("abcdef012345 of a newer MLflow"),
        "{error}"
    );
    let state = inspect(&uri(&path)).await.unwrap();
    assert!(matches!(state, State::Unknown { is_newer: true, .. }));
}

#[tokio::test]
async fn two_revisions_at_once() {
    let (_folder, path) = restored("06-0584bdc529eb");
    change(&path, "INSERT INTO alembic_version VALUES ('867495a8f9d4')");
    let error = refusal(&path).await;
    assert!(error.message().contains(" and "), "{error}");
}

#[tokio::test]
async fn a_database_of_another_program() {
    let (_folder, path) = restored("00-base");
    fs::remove_file(&path).unwrap();
    change(&path, "CREATE TABLE cats (name TEXT)");
    let error = refusal(&path).await;
    assert!(error.message().contains("no MLflow schema version"), "{error}");
}

#[tokio::test]
async fn a_file_that_is_no_database() {
    let (_folder, path) = restored("00-base");
    fs::write(&path, "wine notes, not a database at all. ".repeat(200)).unwrap();
    let error = refusal(&path).await;
    assert!(error.message().contains("not a SQLite database"), "{error}");
}

#[tokio::test]
async fn a_file_that_is_not_there_is_not_made() {
    let (_folder, path) = restored("00-base");
    fs::remove_file(&path).unwrap();
    let error = upgraded(&path, true).await.unwrap_err();
    assert_eq!(error.code(), ErrorCode::ResourceDoesNotExist);
    assert!(!path.exists());
    let uri = StoreUri::parse("sqlite:///:memory:").unwrap();
    assert!(upgrade(&uri, &Options::default(), &mut |_| ()).await.is_err());
    let uri = StoreUri::parse("http://localhost:5000").unwrap();
    let error = inspect(&uri).await.unwrap_err();
    assert!(error.message().contains("is no database"), "{error}");
}

/// Rows that would be lost stop the step, and the database stays at the one before.
#[tokio::test]
async fn rows_that_would_be_lost() {
    let (_folder, path) = restored("11-1b5f0d9ad7c1");
    change(&path, "UPDATE spans SET dimension_attributes = '{\"mine\": 1}'");
    let error = upgraded(&path, false).await.unwrap_err();
    assert!(error.message().contains("75868b020152"), "{error}");
    assert!(error.message().contains("would be lost"), "{error}");
    let state = inspect(&uri(&path)).await.unwrap();
    assert_eq!(state.revision(), Some("b7e2c1a4d9f3"));
    change(&path, "UPDATE spans SET dimension_attributes = NULL");
    upgraded(&path, false).await.unwrap();
}

/// A store says what has to be done.
#[tokio::test]
async fn a_store_of_an_old_database_names_the_upgrade() {
    let (_folder, path) = restored("06-0584bdc529eb");
    let error = SqlStore::open(uri(&path).as_str()).await.unwrap_err();
    assert_eq!(error.code(), ErrorCode::InvalidState);
    assert!(error.message().contains("found version 0584bdc529eb"), "{error}");
    assert!(error.message().contains("mlflow db upgrade"), "{error}");
}

fn change(path: &Path, sql: &str) {
    Connection::open(path).unwrap().execute_batch(sql).unwrap();
}
