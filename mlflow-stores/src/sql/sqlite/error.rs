//! What SQLite's errors mean to a caller.

use mlflow_core::{Error, ErrorCode};
use rusqlite::ffi::ErrorCode as Sqlite;

/// Turns an error of SQLite into MLflow's, without SQL in its message.
pub(crate) fn error(error: rusqlite::Error) -> Error {
    let Some(code) = error.sqlite_error_code() else {
        return Error::internal(format!("the database could not be asked: {error}")).with_source(error);
    };
    let (code, message) = match code {
        Sqlite::DatabaseBusy | Sqlite::DatabaseLocked => (
            ErrorCode::TemporarilyUnavailable,
            "the database is locked by another program: try again when that program has finished",
        ),
        Sqlite::DiskFull => (
            ErrorCode::ResourceExhausted,
            "the disk is full: nothing was written, free some space and try again",
        ),
        Sqlite::DatabaseCorrupt => (
            ErrorCode::DataLoss,
            "the database file is damaged: restore it from a backup, or recover it with `sqlite3 FILE .recover`",
        ),
        Sqlite::NotADatabase => (
            ErrorCode::InvalidParameterValue,
            "the file is not a SQLite database",
        ),
        Sqlite::ReadOnly => (
            ErrorCode::PermissionDenied,
            "the database is read-only: nothing was written, check the permissions of its file and folder",
        ),
        Sqlite::PermissionDenied | Sqlite::AuthorizationForStatementDenied => (
            ErrorCode::PermissionDenied,
            "the database may not be opened: check the permissions of its file",
        ),
        Sqlite::CannotOpen => (
            ErrorCode::TemporarilyUnavailable,
            "the database file cannot be opened: check that its folder exists and may be written",
        ),
        Sqlite::SystemIoFailure => (
            ErrorCode::TemporarilyUnavailable,
            "the database file cannot be read or written: check the disk it is on",
        ),
        Sqlite::ConstraintViolation => (
            ErrorCode::BadRequest,
            "the database refused a row that breaks its rules",
        ),
        Sqlite::OutOfMemory => (ErrorCode::ResourceExhausted, "the database ran out of memory"),
        Sqlite::TooBig => (
            ErrorCode::InvalidParameterValue,
            "a value is too long for the database",
        ),
        _ => (ErrorCode::InternalError, "the database failed"),
    };
    Error::new(code, message).with_source(error)
}

/// Tells whether a connection may have to be made anew after this error.
pub(super) fn spoils_connection(error: &Error) -> bool {
    source(error).is_some_and(|code| {
        matches!(
            code,
            Sqlite::DatabaseCorrupt
                | Sqlite::NotADatabase
                | Sqlite::ReadOnly
                | Sqlite::CannotOpen
                | Sqlite::SystemIoFailure
                | Sqlite::DiskFull
        )
    })
}

/// Tells whether another program holds the lock.
pub(super) fn is_busy(error: &Error) -> bool {
    matches!(source(error), Some(Sqlite::DatabaseBusy | Sqlite::DatabaseLocked))
}

fn source(error: &Error) -> Option<Sqlite> {
    std::error::Error::source(error)?
        .downcast_ref::<rusqlite::Error>()?
        .sqlite_error_code()
}
