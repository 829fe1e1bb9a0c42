//! SQLite: one transaction a step, tables rebuilt where SQLite cannot change them.

pub(super) mod backup;
mod rebuild;

use super::engine::{Dialect, Engine, Row, Value};
use super::indexes::Index;
use super::script::Action;
use super::server::LAST_WAIT;
use crate::sql::sqlite::{error, open_read_only};
use async_trait::async_trait;
use mlflow_core::{Error, ErrorCode, Result};
use rusqlite::config::DbConfig;
use rusqlite::types::{ToSqlOutput, ValueRef};
use rusqlite::{Connection, OpenFlags, ToSql, params_from_iter};
use std::path::Path;
use std::time::{Duration, Instant};

/// How long a statement waits for a lock before somebody is told.
const FIRST_WAIT: Duration = Duration::from_secs(2);
/// Pages kept in memory, in KiB: sorting and filling indexes is faster with more of them.
const CACHE: i64 = 32 * 1024;

pub(super) struct Sqlite {
    connection: Connection,
}

impl Sqlite {
    /// Opens a database that is there to be upgraded.
    pub(super) fn open(path: &Path) -> Result<Self> {
        writable(path)?;
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = Connection::open_with_flags(path, flags).map_err(error)?;
        connection.busy_timeout(LAST_WAIT).map_err(error)?;
        // A rebuilt table is dropped, which must not delete what refers to it.
        for (name, value) in [
            ("foreign_keys", 0),
            ("cache_size", -CACHE),
            ("legacy_alter_table", 0),
        ] {
            connection.pragma_update(None, name, value).map_err(error)?;
        }
        connection.busy_timeout(FIRST_WAIT).map_err(error)?;
        Ok(Sqlite { connection })
    }

    /// Opens a database to look at it.
    pub(super) fn look(path: &Path) -> Result<Self> {
        if !path.is_file() {
            let message = format!("there is no database file {}", path.display());
            return Err(Error::new(ErrorCode::ResourceDoesNotExist, message));
        }
        // Without locks, as files that nobody may write are read, another upgrade could be seen half done; and what a
        // killed one left has to be rolled back first.
        let connection = match writable(path) {
            Ok(()) => {
                let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
                let connection = Connection::open_with_flags(path, flags).map_err(error)?;
                connection.busy_timeout(FIRST_WAIT).map_err(error)?;
                connection
                    .set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true)
                    .map_err(error)?;
                connection
            }
            Err(_) => open_read_only(path)?,
        };
        Ok(Sqlite { connection })
    }
}

impl Sqlite {
    /// Runs a definition in a transaction of its own.
    async fn define(&mut self, sql: &str, waiting: &mut (dyn FnMut() + Send)) -> Result<()> {
        self.begin_step(waiting).await?;
        if let Err(e) = self.execute(sql, &[]).await {
            self.rollback_step().await?;
            return Err(e);
        }
        self.commit_step().await?;
        self.tidy().await
    }
}

/// Refuses a file that cannot be changed, before anything is begun.
fn writable(path: &Path) -> Result<()> {
    let file = std::fs::OpenOptions::new().read(true).write(true).open(path);
    match file {
        Ok(_) => Ok(()),
        Err(e) => {
            let message = format!("the database {} cannot be changed: {e}", path.display());
            Err(Error::new(Error::from(e).code(), message))
        }
    }
}

fn is_busy(error: &rusqlite::Error) -> bool {
    use rusqlite::ffi::ErrorCode::{DatabaseBusy, DatabaseLocked};
    matches!(error.sqlite_error_code(), Some(DatabaseBusy | DatabaseLocked))
}

/// Tells whether an error says that another process has the database for itself.
pub(super) fn is_locked(error: &Error) -> bool {
    std::error::Error::source(error)
        .and_then(|source| source.downcast_ref())
        .is_some_and(is_busy)
}

impl ToSql for Value {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(match self {
            Value::Int(Some(int)) => (*int).into(),
            Value::Real(Some(real)) => (*real).into(),
            Value::Bool(Some(bool)) => (*bool).into(),
            Value::Text(Some(text)) => text.as_str().into(),
            _ => rusqlite::types::Null.into(),
        })
    }
}

fn value(value: ValueRef<'_>) -> Value {
    match value {
        ValueRef::Integer(int) => Value::Int(Some(int)),
        ValueRef::Real(real) => Value::Real(Some(real)),
        ValueRef::Text(text) | ValueRef::Blob(text) => Value::text(String::from_utf8_lossy(text)),
        ValueRef::Null => Value::Text(None),
    }
}

#[async_trait]
impl Engine for Sqlite {
    fn dialect(&self) -> Dialect {
        Dialect::Sqlite
    }

    async fn tables(&mut self) -> Result<Vec<String>> {
        let sql =
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite#_%' ESCAPE '#'";
        let rows = self.query(sql, &[]).await?;
        Ok(rows.into_iter().flatten().filter_map(Value::into_text).collect())
    }

    async fn columns(&mut self, table: &str) -> Result<Vec<String>> {
        let rows = self
            .query("SELECT name FROM pragma_table_xinfo(?)", &[Value::text(table)])
            .await?;
        Ok(rows.into_iter().flatten().filter_map(Value::into_text).collect())
    }

    async fn execute(&mut self, sql: &str, values: &[Value]) -> Result<u64> {
        let mut statement = self.connection.prepare_cached(sql).map_err(error)?;
        let changed = statement.execute(params_from_iter(values)).map_err(error)?;
        Ok(changed as u64)
    }

    async fn query(&mut self, sql: &str, values: &[Value]) -> Result<Vec<Row>> {
        let mut statement = self.connection.prepare_cached(sql).map_err(error)?;
        let width = statement.column_count();
        let rows = statement
            .query_map(params_from_iter(values), |row| {
                (0..width).map(|column| Ok(value(row.get_ref(column)?))).collect()
            })
            .map_err(error)?;
        rows.collect::<rusqlite::Result<_>>().map_err(error)
    }

    /// Each step takes the database's own lock.
    async fn lock(&mut self, _: &mut (dyn FnMut() + Send)) -> Result<()> {
        Ok(())
    }

    async fn unlock(&mut self) -> Result<()> {
        Ok(())
    }

    async fn begin_step(&mut self, waiting: &mut (dyn FnMut() + Send)) -> Result<()> {
        let begun = Instant::now();
        let mut told = false;
        loop {
            match self.connection.execute_batch("BEGIN IMMEDIATE") {
                Ok(()) => return Ok(()),
                Err(e) if is_busy(&e) && begun.elapsed() < LAST_WAIT => {
                    if !std::mem::replace(&mut told, true) {
                        waiting();
                    }
                }
                Err(e) => return Err(error(e)),
            }
        }
    }

    async fn commit_step(&mut self) -> Result<()> {
        let begun = Instant::now();
        loop {
            match self.connection.execute_batch("COMMIT") {
                Ok(()) => return Ok(()),
                Err(e) if is_busy(&e) && begun.elapsed() < LAST_WAIT => {}
                Err(e) => return Err(error(e)),
            }
        }
    }

    async fn rollback_step(&mut self) -> Result<()> {
        match self.connection.is_autocommit() {
            true => Ok(()),
            false => self.connection.execute_batch("ROLLBACK").map_err(error),
        }
    }

    async fn act(&mut self, action: &Action) -> Result<u64> {
        match action {
            Action::Sql(sql) => self.execute(sql, &[]).await,
            Action::Rebuild {
                table,
                renamed,
                create,
            } => rebuild::rebuild(&self.connection, table, renamed, create).map_err(error),
            Action::AddColumns { table, columns } => {
                let present = self.columns(table).await?;
                for column in columns {
                    let name = column.split(' ').next().unwrap_or_default();
                    if !present.iter().any(|there| there == name) {
                        let sql = format!("ALTER TABLE {table} ADD COLUMN {column}");
                        self.execute(&sql, &[]).await?;
                    }
                }
                Ok(0)
            }
            other => Err(Error::internal(format!("SQLite has no {other:?}"))),
        }
    }

    /// Moves a step's pages out of the log, so that it does not grow to the size of all steps.
    async fn tidy(&mut self) -> Result<()> {
        let moved = self
            .connection
            .query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()));
        if let Err(e) = moved {
            tracing::debug!("the log was left as it is: {e}");
        }
        Ok(())
    }

    async fn index(&mut self, index: &Index) -> Result<Option<bool>> {
        let sql = "SELECT name FROM sqlite_master WHERE type = 'index' AND tbl_name = ? AND name = ?";
        let values = [Value::text(index.table), Value::text(index.name)];
        Ok(self.query(sql, &values).await?.first().map(|_| true))
    }

    async fn make_index(&mut self, index: &Index, waiting: &mut (dyn FnMut() + Send)) -> Result<()> {
        let Index { name, table, .. } = index;
        let columns = Dialect::Sqlite.words(index.columns);
        self.define(
            &format!("CREATE INDEX IF NOT EXISTS {name} ON {table} ({columns})"),
            waiting,
        )
        .await
    }

    async fn drop_index(&mut self, index: &Index, waiting: &mut (dyn FnMut() + Send)) -> Result<()> {
        self.define(&format!("DROP INDEX IF EXISTS {}", index.name), waiting)
            .await
    }
}
