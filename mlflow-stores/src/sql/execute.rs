//! What the store asks of an engine: units of work, and statements in them.
//!
//! The only place that tells the engines apart. A [`Unit`] awaits nothing but its own statements: on
//! SQLite it runs to its end on the writer's or a reader's thread.

use super::row::{Kind as RowKind, Row};
use super::search::Dialect;
use super::sqlite;
use mlflow_core::{Error, Result, StoreUri};
use sea_query::{InsertStatement, IntoIden, QueryStatementWriter, SqliteQueryBuilder, Value, Values};
use std::future::Future;
use std::pin::Pin;

/// The future of a unit of work.
pub type Unit<'c, T> = Pin<Box<dyn Future<Output = Result<T>> + Send + 'c>>;

/// A database: connections, and who may write when.
///
/// All stores that are opened on one URI share its connections.
#[derive(Clone, Debug)]
pub struct Database(Engine);

#[derive(Clone, Debug)]
enum Engine {
    Sqlite(sqlite::Pool),
}

impl Database {
    /// Opens a database, and makes its tables if there are none.
    pub async fn open(uri: &StoreUri, artifact_root: &str) -> Result<Self> {
        match uri.scheme() {
            "sqlite" => Ok(Database(Engine::Sqlite(
                sqlite::Pool::open(uri, artifact_root).await?,
            ))),
            other => Err(Error::invalid_parameter_value(format!(
                "`{other}` is no database of the SQL store"
            ))),
        }
    }

    /// Tells which SQL the database speaks.
    pub fn dialect(&self) -> Dialect {
        match &self.0 {
            Engine::Sqlite(_) => Dialect::Sqlite,
        }
    }

    /// Runs a unit in a transaction, and answers after its commit. An error rolls it back.
    ///
    /// The unit may run again, after a deadlock or on a new connection, even if it is not known whether the
    /// commit came through: what must not happen twice is for [`write_once`](Database::write_once).
    pub async fn write<T, W>(&self, work: W) -> Result<T>
    where
        T: Send + 'static,
        W: for<'c> FnOnce(&'c mut Tx<'_>) -> Unit<'c, T> + Clone + Send + 'static,
    {
        match &self.0 {
            Engine::Sqlite(pool) => {
                pool.write(move |connection| work(&mut Tx(Kind::Sqlite(connection))).now())
                    .await
            }
        }
    }

    /// Like [`write`](Database::write), for units that write a few rows: they need not wait for a thread.
    pub async fn write_small<T, W>(&self, work: W) -> Result<T>
    where
        T: Send + 'static,
        W: for<'c> FnOnce(&'c mut Tx<'_>) -> Unit<'c, T> + Clone + Send + 'static,
    {
        match &self.0 {
            Engine::Sqlite(pool) => {
                pool.write_small(move |connection| work(&mut Tx(Kind::Sqlite(connection))).now())
                    .await
            }
        }
    }

    /// Like [`write`](Database::write), for units that must not happen twice, such as the making of a run: they
    /// run again only where it is certain that nothing was committed.
    pub async fn write_once<T, W>(&self, work: W) -> Result<T>
    where
        T: Send + 'static,
        W: for<'c> FnOnce(&'c mut Tx<'_>) -> Unit<'c, T> + Clone + Send + 'static,
    {
        match &self.0 {
            Engine::Sqlite(_) => self.write_small(work).await,
        }
    }

    /// Runs a unit that only reads, on one snapshot.
    pub async fn read<T, W>(&self, work: W) -> Result<T>
    where
        T: Send + 'static,
        W: for<'c> FnOnce(&'c mut Tx<'_>) -> Unit<'c, T> + Clone + Send + 'static,
    {
        match &self.0 {
            Engine::Sqlite(pool) => {
                pool.read(move |connection| work(&mut Tx(Kind::Sqlite(connection))).now())
                    .await
            }
        }
    }
}

/// A transaction that a unit of work runs in.
pub struct Tx<'t>(Kind<'t>);

enum Kind<'t> {
    Sqlite(&'t mut rusqlite::Connection),
}

impl Tx<'_> {
    /// Tells which SQL the database speaks.
    pub fn dialect(&self) -> Dialect {
        match &self.0 {
            Kind::Sqlite(_) => Dialect::Sqlite,
        }
    }

    /// Reads every row.
    pub async fn rows<T>(
        &mut self,
        statement: &impl QueryStatementWriter,
        mut read: impl FnMut(&Row<'_>) -> Result<T>,
    ) -> Result<Vec<T>> {
        match &mut self.0 {
            Kind::Sqlite(connection) => {
                let (sql, values) = statement.build(SqliteQueryBuilder);
                let mut prepared = connection.prepare_cached(&sql).map_err(sqlite::error)?;
                let mut rows = prepared
                    .query(sqlite::parameters(&values))
                    .map_err(sqlite::error)?;
                let mut all = Vec::new();
                while let Some(row) = rows.next().map_err(sqlite::error)? {
                    all.push(read(&Row(RowKind::Sqlite(row)))?);
                }
                Ok(all)
            }
        }
    }

    /// Reads the first row, if there is one.
    pub async fn row<T>(
        &mut self,
        statement: &impl QueryStatementWriter,
        read: impl FnMut(&Row<'_>) -> Result<T>,
    ) -> Result<Option<T>> {
        Ok(self.rows(statement, read).await?.into_iter().next())
    }

    /// Executes a statement and tells how many rows it changed.
    pub async fn execute(&mut self, statement: &impl QueryStatementWriter) -> Result<u64> {
        match &mut self.0 {
            Kind::Sqlite(connection) => {
                let (sql, values) = statement.build(SqliteQueryBuilder);
                let mut prepared = connection.prepare_cached(&sql).map_err(sqlite::error)?;
                let changed = prepared
                    .execute(sqlite::parameters(&values))
                    .map_err(sqlite::error)?;
                Ok(changed as u64)
            }
        }
    }

    /// Inserts rows, given without their values in `insert`, and tells how many were inserted or changed.
    ///
    /// The rows hold their values in the order of the insert's columns. They are locked in the order given.
    pub async fn insert_all(&mut self, insert: InsertStatement, rows: Vec<Vec<Value>>) -> Result<u64> {
        match &mut self.0 {
            Kind::Sqlite(connection) => {
                let mut rows = rows.into_iter();
                let Some(first) = rows.next() else {
                    return Ok(0);
                };
                let (sql, values) = with_row(insert, first).build(SqliteQueryBuilder);
                let mut prepared = connection.prepare_cached(&sql).map_err(sqlite::error)?;
                let mut changed = prepared
                    .execute(sqlite::parameters(&values))
                    .map_err(sqlite::error)?;
                for row in rows {
                    changed += prepared
                        .execute(sqlite::parameters(&Values(row)))
                        .map_err(sqlite::error)?;
                }
                Ok(changed as u64)
            }
        }
    }

    /// Inserts a row, and returns the number that the database has given it in a column.
    pub async fn insert_for_id(&mut self, insert: InsertStatement, id: impl IntoIden) -> Result<i64> {
        let _column = id.into_iden();
        self.execute(&insert).await?;
        match &self.0 {
            Kind::Sqlite(connection) => Ok(connection.last_insert_rowid()),
        }
    }
}

fn with_row(mut insert: InsertStatement, row: Vec<Value>) -> InsertStatement {
    insert.values_panic(row.into_iter().map(sea_query::Expr::val));
    insert
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
