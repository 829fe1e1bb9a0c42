//! The tables of MySQL and MariaDB.

use crate::sql::mysql::{LOCK, UNFINISHED};
use crate::sql::schema::{self, HEAD_REVISION, State};
use crate::sql::server::Server;
use mlflow_core::artifact::location;
use mlflow_core::clock::now_ms;
use mlflow_core::{Error, Result};
use sqlx::{MySql, MySqlConnection};

const TABLES: &str = include_str!("../schema/mysql-dc11669786a5.sql");

/// How long programs that make the tables wait for each other, in seconds.
const WAIT: u32 = 120;

/// Checks the revision of a database; makes the tables if there are none, or if another program was
/// interrupted while it made them.
pub(super) async fn prepare(connection: &mut MySqlConnection, artifact_root: &str) -> Result<()> {
    match state(connection).await? {
        State::Empty => create(connection, artifact_root).await,
        state => {
            schema::check(&state)?;
            add_default_experiment(connection, artifact_root)
                .await
                .map_err(MySql::error)
        }
    }
}

/// Makes the experiment `Default` where there is none at all, as after an upgrade of an empty database.
async fn add_default_experiment(connection: &mut MySqlConnection, artifact_root: &str) -> sqlx::Result<()> {
    let any: Option<i64> = sqlx::query_scalar("SELECT 1 FROM experiments LIMIT 1")
        .fetch_optional(&mut *connection)
        .await?;
    if any.is_some() {
        return Ok(());
    }
    sqlx::raw_sql("SET sql_mode = CONCAT(@@sql_mode, ',NO_AUTO_VALUE_ON_ZERO')")
        .execute(&mut *connection)
        .await?;
    sqlx::query(
        "INSERT IGNORE INTO experiments (experiment_id, name, artifact_location, lifecycle_stage, creation_time, \
         last_update_time, workspace) VALUES (0, 'Default', ?, 'active', ?, ?, 'default')",
    )
    .bind(location::join(artifact_root, &["0"]))
    .bind(now_ms())
    .bind(now_ms())
    .execute(&mut *connection)
    .await?;
    sqlx::raw_sql("SET sql_mode = REPLACE(@@sql_mode, 'NO_AUTO_VALUE_ON_ZERO', '')")
        .execute(connection)
        .await
        .map(|_| ())
}

async fn state(connection: &mut MySqlConnection) -> Result<State> {
    let tables: Vec<String> = sqlx::query_scalar(
        "SELECT CAST(table_name AS CHAR) FROM information_schema.tables WHERE table_schema = DATABASE()",
    )
    .fetch_all(&mut *connection)
    .await
    .map_err(MySql::error)?;
    if tables
        .iter()
        .all(|name| name.starts_with("alembic_") && name != "alembic_version")
    {
        return Ok(State::Empty);
    }
    if !tables.iter().any(|name| name == "alembic_version") {
        return Ok(State::Foreign);
    }
    let revision: Option<String> = sqlx::query_scalar("SELECT version_num FROM alembic_version")
        .fetch_optional(connection)
        .await
        .map_err(MySql::error)?;
    Ok(match revision {
        Some(revision) if revision == UNFINISHED => State::Empty,
        Some(revision) => State::Revision(revision),
        None if tables.len() == 1 => State::Empty,
        None => State::Foreign,
    })
}

/// Makes all tables and the default experiment, unless another program was quicker.
async fn create(connection: &mut MySqlConnection, artifact_root: &str) -> Result<()> {
    let lock = sqlx::AssertSqlSafe(format!("SELECT GET_LOCK({LOCK}, {WAIT})"));
    let locked: Option<i64> = sqlx::query_scalar(lock)
        .fetch_one(&mut *connection)
        .await
        .map_err(MySql::error)?;
    if locked != Some(1) {
        return Err(Error::unavailable(format!(
            "another program has been making the tables of this database for more than {WAIT} s"
        )));
    }
    let created = create_locked(connection, artifact_root).await;
    let unlock = sqlx::AssertSqlSafe(format!("DO RELEASE_LOCK({LOCK})"));
    sqlx::raw_sql(unlock)
        .execute(connection)
        .await
        .map_err(MySql::error)?;
    created
}

async fn create_locked(connection: &mut MySqlConnection, artifact_root: &str) -> Result<()> {
    let state = state(connection).await?;
    if state != State::Empty {
        return schema::check(&state);
    }
    let made = async {
        sqlx::raw_sql("SET FOREIGN_KEY_CHECKS = 0")
            .execute(&mut *connection)
            .await?;
        let ledger = "CREATE TABLE IF NOT EXISTS alembic_version (version_num varchar(32) NOT NULL, \
                      PRIMARY KEY (version_num))";
        sqlx::raw_sql(ledger).execute(&mut *connection).await?;
        sqlx::query("INSERT IGNORE INTO alembic_version (version_num) VALUES (?)")
            .bind(UNFINISHED)
            .execute(&mut *connection)
            .await?;
        sqlx::raw_sql(TABLES).execute(&mut *connection).await?;
        add_default_experiment(connection, artifact_root).await?;
        sqlx::query("UPDATE alembic_version SET version_num = ?")
            .bind(HEAD_REVISION)
            .execute(&mut *connection)
            .await
    };
    let made = made.await.map_err(in_creation);
    sqlx::raw_sql("SET FOREIGN_KEY_CHECKS = 1")
        .execute(connection)
        .await
        .map_err(MySql::error)?;
    made.map(|_| ())
}

fn in_creation(error: sqlx::Error) -> Error {
    let detail = error.as_database_error().map(|e| e.message().to_owned());
    let error = MySql::error(error);
    match detail {
        Some(detail) => {
            let message = format!("the tables of MLflow could not be made: {detail}");
            error.with_message(message)
        }
        None => error,
    }
}
