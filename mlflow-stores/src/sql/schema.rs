//! The layout: official MLflow's, with `alembic_version` as its only ledger.

use super::sqlite::error;
use mlflow_core::artifact::location;
use mlflow_core::clock::now_ms;
use mlflow_core::{Error, ErrorCode, Result};
use rusqlite::Connection;

/// The revision of the layout that this program reads and writes: that of official MLflow 3.17.2.
pub const HEAD_REVISION: &str = "dc11669786a5";

const SQLITE: &str = include_str!("schema/sqlite-dc11669786a5.sql");

/// What a database holds.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum State {
    /// No tables at all.
    Empty,
    /// Tables of some revision.
    Revision(String),
    /// Tables, but no revision: another program's, or an MLflow before 1.0.
    Foreign,
}

pub(super) fn state(connection: &Connection) -> Result<State> {
    let count = |sql: &str| {
        connection
            .query_row(sql, [], |row| row.get::<_, i64>(0))
            .map_err(error)
    };
    if count(
        "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'alembic#_%' ESCAPE '#'",
    )? == 0
    {
        return Ok(State::Empty);
    }
    if count("SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = 'alembic_version'")? == 0 {
        return Ok(State::Foreign);
    }
    let mut statement = connection
        .prepare("SELECT version_num FROM alembic_version")
        .map_err(error)?;
    let mut revisions = statement
        .query_map([], |row| row.get::<_, String>(0))
        .map_err(error)?;
    match revisions.next().transpose().map_err(error)? {
        Some(revision) => Ok(State::Revision(revision)),
        None => Ok(State::Foreign),
    }
}

/// Refuses a database that this program does not understand.
pub(super) fn check(state: &State) -> Result<()> {
    let message = match state {
        State::Empty => return Ok(()),
        State::Revision(revision) if revision == HEAD_REVISION => return Ok(()),
        State::Revision(revision) if super::upgrade::position(revision).is_some() => format!(
            "Detected out-of-date database schema (found version {revision}, but expected {HEAD_REVISION}). \
             Nothing was changed: bring the database to the layout of MLflow 3.17.2 with `mlflow db upgrade \
             <database_uri>`, or use the MLflow that it belongs to"
        ),
        State::Revision(revision) => format!(
            "Detected an unknown database schema (found version {revision}, but expected {HEAD_REVISION}), of a newer \
             MLflow or of another program. Nothing was changed: use the program that it belongs to"
        ),
        State::Foreign => format!(
            "the database holds tables but no MLflow schema version (expected {HEAD_REVISION}). Nothing was changed: \
             name an empty database, or a file that does not exist yet"
        ),
    };
    Err(Error::new(ErrorCode::InvalidState, message))
}

/// Makes all tables and the default experiment, unless another program was quicker.
pub(super) fn create(connection: &mut Connection, artifact_root: &str) -> Result<()> {
    let transaction = connection
        .transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)
        .map_err(error)?;
    if state(&transaction)? != State::Empty {
        return check(&state(&transaction)?);
    }
    transaction.execute_batch(SQLITE).map_err(error)?;
    transaction
        .execute(
            "INSERT INTO alembic_version (version_num) VALUES (?1)",
            [HEAD_REVISION],
        )
        .map_err(error)?;
    let now = now_ms();
    transaction
        .execute(
            "INSERT INTO experiments (experiment_id, name, artifact_location, lifecycle_stage, creation_time, \
             last_update_time, workspace) VALUES (0, 'Default', ?1, 'active', ?2, ?2, 'default')",
            (location::join(artifact_root, &["0"]), now),
        )
        .map_err(error)?;
    transaction.commit().map_err(error)
}
