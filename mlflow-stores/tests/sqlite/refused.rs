//! What is refused is not touched.

use super::uri;
use mlflow_core::ErrorCode;
use mlflow_stores::sql::SqlStore;
use rusqlite::Connection;
use std::path::Path;

async fn refusal(path: &Path) -> mlflow_core::Error {
    let before = std::fs::read(path).unwrap();
    let error = SqlStore::open(&uri(path)).await.unwrap_err();
    assert!(std::fs::read(path).unwrap() == before, "the file was touched");
    assert!(!error.message().contains('\n'), "{error}");
    error
}

/// a database that is not understood is not modified.
#[tokio::test]
async fn a_database_of_another_revision() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("old.db");
    let connection = Connection::open(&path).unwrap();
    connection
        .execute_batch(
            "CREATE TABLE alembic_version (version_num VARCHAR(32)); CREATE TABLE runs (run_uuid VARCHAR(32));
             INSERT INTO alembic_version VALUES ('0584bdc529eb')",
        )
        .unwrap();
    drop(connection);
    let error = refusal(&path).await;
    assert_eq!(error.code(), ErrorCode::InvalidState);
    assert!(error.message().contains("0584bdc529eb"), "{error}");
    assert!(error.message().contains("mlflow db upgrade"), "{error}");
}

/// a database that is not understood is not modified.
#[tokio::test]
async fn a_database_of_another_program() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("other.db");
    Connection::open(&path)
        .unwrap()
        .execute_batch("CREATE TABLE cats (name TEXT)")
        .unwrap();
    let error = refusal(&path).await;
    assert!(error.message().contains("no MLflow schema version"), "{error}");
}

/// a database that is not understood is not modified.
#[tokio::test]
async fn a_file_that_is_no_database() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("notes.txt");
    std::fs::write(&path, "wine notes, not a database at all. ".repeat(200)).unwrap();
    let error = refusal(&path).await;
    assert_eq!(error.code(), ErrorCode::InvalidParameterValue);
    assert!(error.message().contains("not a SQLite database"), "{error}");
}

#[tokio::test]
async fn a_folder_and_a_file_as_folder() {
    let folder = tempfile::tempdir().unwrap();
    let error = SqlStore::open(&uri(folder.path())).await.unwrap_err();
    assert!(error.message().contains("cannot be opened"), "{error}");

    std::fs::write(folder.path().join("file"), "x").unwrap();
    let error = SqlStore::open(&uri(&folder.path().join("file/mlflow.db")))
        .await
        .unwrap_err();
    assert!(error.message().contains("cannot be made"), "{error}");
}

#[tokio::test]
async fn an_unknown_option() {
    let error = SqlStore::open("sqlite:///x.db?synchronous=maybe")
        .await
        .unwrap_err();
    assert_eq!(error.code(), ErrorCode::InvalidParameterValue);
    assert!(error.message().contains("synchronous=maybe"), "{error}");
    assert!(!Path::new("x.db").exists());
}

/// A typo in an option must not lose the durability that was asked for.
#[tokio::test]
async fn an_option_that_is_misspelt() {
    let error = SqlStore::open("sqlite:///x.db?syncronous=full")
        .await
        .unwrap_err();
    assert!(error.message().contains("syncronous=full"), "{error}");
    let folder = tempfile::tempdir().unwrap();
    let of_python = format!(
        "{}?check_same_thread=false",
        uri(&folder.path().join("mlflow.db"))
    );
    SqlStore::open(&of_python).await.unwrap();
}
