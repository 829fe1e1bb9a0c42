//! What the engines have in common.

use mlflow_core::{Error, ErrorCode};
use std::time::Duration;

/// How long another upgrade is waited for: a step may take long on a large database.
pub(super) const LAST_WAIT: Duration = Duration::from_secs(3600);

/// Turns an error of a server into MLflow's.
pub(super) fn error(error: sqlx::Error) -> Error {
    let (code, message) = match &error {
        sqlx::Error::Database(e) => (
            ErrorCode::BadRequest,
            format!("the database refused: {}", e.message()),
        ),
        sqlx::Error::Io(e) => (
            ErrorCode::TemporarilyUnavailable,
            format!("the database cannot be reached: {e}"),
        ),
        sqlx::Error::Tls(e) => (
            ErrorCode::TemporarilyUnavailable,
            format!("the database cannot be reached: {e}"),
        ),
        other => (ErrorCode::InternalError, format!("the database failed: {other}")),
    };
    Error::new(code, message).with_source(error)
}
