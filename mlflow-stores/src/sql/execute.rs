//! What the store asks of an engine: units of work, and statements in them.
//!
//! The only place that tells the engines apart. A [`Unit`] awaits nothing but its own statements: on
//! SQLite it runs to its end on the writer's or a reader's thread.

use super::sqlite;
use mlflow_core::{Error, ErrorCode, Result, StoreUri};
use sea_query::{QueryStatementWriter, SqliteQueryBuilder, Value, Values};
use std::future::Future;
use std::pin::Pin;

/// The future of a unit of work.
pub(crate) type Unit<'c, T> = Pin<Box<dyn Future<Output = Result<T>> + Send + 'c>>;

/// A database: connections, and who may write when.
#[derive(Clone, Debug)]
pub(crate) enum Database {
    Sqlite(sqlite::Pool),
}

impl Database {
    pub(crate) async fn open(uri: &StoreUri, artifact_root: &str) -> Result<Self> {
        match uri.scheme() {
            "sqlite" => Ok(Database::Sqlite(sqlite::Pool::open(uri, artifact_root).await?)),
            other => Err(Error::invalid_parameter_value(format!(
                "`{other}` is no database of the SQL store"
            ))),
        }
    }

    /// Runs a unit in a transaction, and answers after its commit. An error rolls it back.
    pub(crate) async fn write<T, W>(&self, work: W) -> Result<T>
    where
        T: Send + 'static,
        W: for<'c> FnOnce(&'c mut Tx<'_>) -> Unit<'c, T> + Send + 'static,
    {
        match self {
            Database::Sqlite(pool) => {
                pool.write(move |connection| work(&mut Tx::Sqlite(connection)).now())
                    .await
            }
        }
    }

    /// Like [`write`](Database::write), for units that write a few rows: they need not wait for a thread.
    pub(crate) async fn write_small<T, W>(&self, work: W) -> Result<T>
    where
        T: Send + 'static,
        W: for<'c> FnOnce(&'c mut Tx<'_>) -> Unit<'c, T> + Send + 'static,
    {
        match self {
            Database::Sqlite(pool) => {
                pool.write_small(move |connection| work(&mut Tx::Sqlite(connection)).now())
                    .await
            }
        }
    }

    /// Runs a unit that only reads, on one snapshot.
    pub(crate) async fn read<T, W>(&self, work: W) -> Result<T>
    where
        T: Send + 'static,
        W: for<'c> FnOnce(&'c mut Tx<'_>) -> Unit<'c, T> + Send + 'static,
    {
        match self {
            Database::Sqlite(pool) => {
                pool.read(move |connection| work(&mut Tx::Sqlite(connection)).now())
                    .await
            }
        }
    }
}

/// A transaction that a unit of work runs in.
pub(crate) enum Tx<'t> {
    Sqlite(&'t mut rusqlite::Connection),
}

impl Tx<'_> {
    /// Reads every row.
    pub(crate) async fn rows<T>(
        &mut self,
        statement: &impl QueryStatementWriter,
        mut read: impl FnMut(&Row<'_>) -> Result<T>,
    ) -> Result<Vec<T>> {
        match self {
            Tx::Sqlite(connection) => {
                let (sql, values) = statement.build(SqliteQueryBuilder);
                let mut prepared = connection.prepare_cached(&sql).map_err(sqlite::error)?;
                let mut rows = prepared
                    .query(sqlite::parameters(&values))
                    .map_err(sqlite::error)?;
                let mut all = Vec::new();
                while let Some(row) = rows.next().map_err(sqlite::error)? {
                    all.push(read(&Row::Sqlite(row))?);
                }
                Ok(all)
            }
        }
    }

    /// Reads the first row, if there is one.
    pub(crate) async fn row<T>(
        &mut self,
        statement: &impl QueryStatementWriter,
        read: impl FnMut(&Row<'_>) -> Result<T>,
    ) -> Result<Option<T>> {
        Ok(self.rows(statement, read).await?.into_iter().next())
    }

    /// Executes a statement and tells how many rows it changed.
    pub(crate) async fn execute(&mut self, statement: &impl QueryStatementWriter) -> Result<u64> {
        match self {
            Tx::Sqlite(connection) => {
                let (sql, values) = statement.build(SqliteQueryBuilder);
                let mut prepared = connection.prepare_cached(&sql).map_err(sqlite::error)?;
                let changed = prepared
                    .execute(sqlite::parameters(&values))
                    .map_err(sqlite::error)?;
                Ok(changed as u64)
            }
        }
    }

    /// Executes an insert of one row again for each further row of values, in the same column order.
    pub(crate) async fn execute_for_each(
        &mut self,
        first: &impl QueryStatementWriter,
        further: impl IntoIterator<Item = Vec<Value>>,
    ) -> Result<()> {
        match self {
            Tx::Sqlite(connection) => {
                let (sql, values) = first.build(SqliteQueryBuilder);
                let mut prepared = connection.prepare_cached(&sql).map_err(sqlite::error)?;
                prepared
                    .execute(sqlite::parameters(&values))
                    .map_err(sqlite::error)?;
                for values in further {
                    prepared
                        .execute(sqlite::parameters(&Values(values)))
                        .map_err(sqlite::error)?;
                }
                Ok(())
            }
        }
    }

    /// Returns the id of the row that was inserted last.
    pub(crate) fn last_insert_id(&self) -> i64 {
        match self {
            Tx::Sqlite(connection) => connection.last_insert_rowid(),
        }
    }
}

/// One row of an answer, by column number.
pub(crate) enum Row<'r> {
    Sqlite(&'r rusqlite::Row<'r>),
}

impl<'r> Row<'r> {
    pub(crate) fn text(&self, column: usize) -> Result<&'r str> {
        self.optional_text(column)?.ok_or_else(|| null(column))
    }

    pub(crate) fn optional_text(&self, column: usize) -> Result<Option<&'r str>> {
        match self {
            Row::Sqlite(row) => {
                let value = row.get_ref(column).map_err(sqlite::error)?;
                value.as_str_or_null().map_err(|e| wrong_type(column, &e))
            }
        }
    }

    pub(crate) fn string(&self, column: usize) -> Result<String> {
        self.text(column).map(str::to_owned)
    }

    /// Returns text, and empty text for NULL.
    pub(crate) fn string_or_empty(&self, column: usize) -> Result<String> {
        Ok(self.optional_text(column)?.unwrap_or_default().to_owned())
    }

    pub(crate) fn optional_string(&self, column: usize) -> Result<Option<String>> {
        Ok(self.optional_text(column)?.map(str::to_owned))
    }

    pub(crate) fn integer(&self, column: usize) -> Result<i64> {
        self.optional_integer(column)?.ok_or_else(|| null(column))
    }

    pub(crate) fn optional_integer(&self, column: usize) -> Result<Option<i64>> {
        match self {
            Row::Sqlite(row) => {
                let value = row.get_ref(column).map_err(sqlite::error)?;
                value.as_i64_or_null().map_err(|e| wrong_type(column, &e))
            }
        }
    }

    pub(crate) fn boolean(&self, column: usize) -> Result<bool> {
        Ok(self.integer(column)? != 0)
    }

    pub(crate) fn double(&self, column: usize) -> Result<f64> {
        match self {
            Row::Sqlite(row) => match row.get_ref(column).map_err(sqlite::error)? {
                rusqlite::types::ValueRef::Integer(number) => Ok(number as f64),
                value => value.as_f64().map_err(|e| wrong_type(column, &e)),
            },
        }
    }
}

fn null(column: usize) -> Error {
    Error::new(
        ErrorCode::DataLoss,
        format!("the database holds NULL in column {column}, where a value must be"),
    )
}

fn wrong_type(column: usize, cause: &dyn std::fmt::Display) -> Error {
    let message = format!("the database holds a value of another type in column {column}: {cause}");
    Error::new(ErrorCode::DataLoss, message)
}

/// Runs a unit that never has to wait.
trait Now {
    type Output;

    fn now(self) -> Self::Output;
}

impl<T> Now for Unit<'_, T> {
    type Output = Result<T>;

    fn now(self) -> Result<T> {
        let waited = || Error::internal("a unit of work awaited something else than its statements");
        futures::FutureExt::now_or_never(self).unwrap_or_else(|| Err(waited()))
    }
}
