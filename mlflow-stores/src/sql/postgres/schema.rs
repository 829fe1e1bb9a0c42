//! The tables of PostgreSQL.

use crate::sql::postgres::LOCK;
use crate::sql::schema::{self, HEAD_REVISION, State};
use crate::sql::server::Server;
use mlflow_core::artifact::location;
use mlflow_core::clock::now_ms;
use mlflow_core::{Error, Result};
use sqlx::{Connection, PgConnection, Postgres};

const TABLES: &str = include_str!("../schema/postgresql-dc11669786a5.sql");

/// Checks the revision of a database; makes the tables if there are none.
pub(super) async fn prepare(connection: &mut PgConnection, artifact_root: &str) -> Result<()> {
    match state(connection).await? {
        State::Empty => create(connection, artifact_root).await,
        state => {
            schema::check(&state)?;
            add_default_experiment(connection, artifact_root)
                .await
                .map_err(Postgres::error)
        }
    }
}

/// Makes the experiment `Default` where there is none at all, as after an upgrade of an empty database.
async fn add_default_experiment(connection: &mut PgConnection, artifact_root: &str) -> sqlx::Result<()> {
    let any: Option<i32> = sqlx::query_scalar("SELECT 1 FROM experiments LIMIT 1")
        .fetch_optional(&mut *connection)
        .await?;
    if any.is_some() {
        return Ok(());
    }
    sqlx::query(
        "INSERT INTO experiments (experiment_id, name, artifact_location, lifecycle_stage, creation_time, \
         last_update_time, workspace) VALUES (0, 'Default', $1, 'active', $2, $2, 'default') ON CONFLICT DO NOTHING",
    )
    .bind(location::join(artifact_root, &["0"]))
    .bind(now_ms())
    .execute(connection)
    .await
    .map(|_| ())
}

async fn state(connection: &mut PgConnection) -> Result<State> {
    let tables: Vec<String> = sqlx::query_scalar(
        "SELECT table_name::text FROM information_schema.tables \
         WHERE table_schema = current_schema() AND table_type = 'BASE TABLE'",
    )
    .fetch_all(&mut *connection)
    .await
    .map_err(Postgres::error)?;
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
        .map_err(Postgres::error)?;
    Ok(match revision {
        Some(revision) => State::Revision(revision),
        None if tables.len() == 1 => State::Empty,
        None => State::Foreign,
    })
}

/// Makes all tables and the default experiment in one transaction, unless another program was quicker.
async fn create(connection: &mut PgConnection, artifact_root: &str) -> Result<()> {
    let mut transaction = connection.begin().await.map_err(Postgres::error)?;
    sqlx::query("SELECT pg_advisory_xact_lock($1)")
        .bind(LOCK)
        .execute(&mut *transaction)
        .await
        .map_err(Postgres::error)?;
    let state = state(&mut transaction).await?;
    if state != State::Empty {
        transaction.rollback().await.map_err(Postgres::error)?;
        return schema::check(&state);
    }
    let made = async {
        sqlx::raw_sql("DROP TABLE IF EXISTS alembic_version")
            .execute(&mut *transaction)
            .await?;
        sqlx::raw_sql(TABLES).execute(&mut *transaction).await?;
        sqlx::query("INSERT INTO alembic_version (version_num) VALUES ($1)")
            .bind(HEAD_REVISION)
            .execute(&mut *transaction)
            .await?;
        add_default_experiment(&mut transaction, artifact_root).await
    };
    made.await.map_err(in_creation)?;
    transaction.commit().await.map_err(in_creation)
}

fn in_creation(error: sqlx::Error) -> Error {
    let detail = error.as_database_error().map(|e| e.message().to_owned());
    let error = Postgres::error(error);
    match detail {
        Some(detail) => {
            let message = format!("the tables of MLflow could not be made: {detail}");
            error.with_message(message)
        }
        None => error,
    }
}
