//! Statements are logged on demand: their text, never their values.

use mlflow_core::Result;
use mlflow_core::config::{self, settings};
use rusqlite::Connection;
use rusqlite::trace::{TraceEvent, TraceEventCodes};
use sqlx::ConnectOptions;

fn is_on() -> Result<bool> {
    Ok(config::current()?.get(&settings::SQLALCHEMYSTORE_ECHO)?.value == Some(true))
}

/// Makes a connection to a server log its statements, if the settings ask for it.
pub(super) fn of_server<O: ConnectOptions>(options: O) -> Result<O> {
    match is_on()? {
        true => Ok(options.log_statements(log::LevelFilter::Info)),
        false => Ok(options),
    }
}

/// Makes a connection to SQLite log its statements, if the settings ask for it.
pub(super) fn of_sqlite(connection: &Connection) -> Result<()> {
    if is_on()? {
        connection.trace_v2(TraceEventCodes::SQLITE_TRACE_STMT, Some(log_statement));
    }
    Ok(())
}

fn log_statement(event: TraceEvent<'_>) {
    if let TraceEvent::Stmt(_, text) = event {
        tracing::info!("{text}");
    }
}
