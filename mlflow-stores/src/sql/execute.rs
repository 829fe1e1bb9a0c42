//! What the store asks of an engine: units of work, and statements in them.
//!
//! The only place that tells the engines apart. A [`Unit`] awaits nothing but its own statements: on
//! SQLite it runs to its end on the writer's or a reader's thread.

use super::pool_class::PoolClass;
use super::row::{Kind as RowKind, Row};
use super::search::Dialect;
use super::server::Server;
use super::{mysql, postgres, sqlite};
use futures::TryStreamExt;
use mlflow_core::{Error, Result, StoreUri};
use sea_query::{
    DynIden, InsertStatement, IntoIden, MysqlQueryBuilder, QueryStatementWriter, SqliteQueryBuilder, Value,
    Values,
};
use sea_query_sqlx::SqlxValues;
use sqlx::mysql::MySqlRow;
use sqlx::postgres::PgRow;
use sqlx::{AssertSqlSafe, MySql, MySqlConnection, PgConnection, Postgres};
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
    Postgres(postgres::Pool),
    MySql(mysql::Pool),
}

/// The schemes of the databases that can be opened.
pub(super) const SCHEMES: [&str; 5] = ["sqlite", "postgresql", "postgres", "mysql", "mariadb"];

impl Database {
    /// Opens a database, and makes its tables if there are none.
    pub async fn open(uri: &StoreUri, artifact_root: &str) -> Result<Self> {
        PoolClass::of_settings()?;
        let engine = match uri.scheme() {
            "sqlite" => Engine::Sqlite(sqlite::Pool::open(uri, artifact_root).await?),
            "postgresql" | "postgres" => Engine::Postgres(postgres::open(uri, artifact_root).await?),
            "mysql" | "mariadb" => Engine::MySql(mysql::open(uri, artifact_root).await?),
            other => {
                let known = SCHEMES.join(", ");
                let message = format!("`{other}` is no database of the SQL store, which knows {known}");
                return Err(Error::invalid_parameter_value(message));
            }
        };
        Ok(Database(engine))
    }

    /// Tells which SQL the database speaks.
    pub fn dialect(&self) -> Dialect {
        match &self.0 {
            Engine::Sqlite(_) => Dialect::Sqlite,
            Engine::Postgres(_) => Dialect::Postgres,
            Engine::MySql(_) => Dialect::MySql,
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
            Engine::Postgres(pool) => {
                pool.write(false, move |connection| in_tx(Kind::Postgres(connection), work))
                    .await
            }
            Engine::MySql(pool) => {
                pool.write(false, move |connection| in_tx(Kind::MySql(connection), work))
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
            Engine::Postgres(_) | Engine::MySql(_) => self.write(work).await,
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
            Engine::Postgres(pool) => {
                pool.write(true, move |connection| in_tx(Kind::Postgres(connection), work))
                    .await
            }
            Engine::MySql(pool) => {
                pool.write(true, move |connection| in_tx(Kind::MySql(connection), work))
                    .await
            }
        }
    }

    /// Like [`write_small`](Database::write_small), for units of one statement: servers commit it without being told
    /// to begin and end.
    pub async fn write_one<T, W>(&self, work: W) -> Result<T>
    where
        T: Send + 'static,
        W: for<'c> FnOnce(&'c mut Tx<'_>) -> Unit<'c, T> + Clone + Send + 'static,
    {
        match &self.0 {
            Engine::Sqlite(_) => self.write_small(work).await,
            Engine::Postgres(_) | Engine::MySql(_) => self.one(work).await,
        }
    }

    /// Like [`read`](Database::read), for units of one statement, which see one snapshot without a transaction.
    pub async fn read_one<T, W>(&self, work: W) -> Result<T>
    where
        T: Send + 'static,
        W: for<'c> FnOnce(&'c mut Tx<'_>) -> Unit<'c, T> + Clone + Send + 'static,
    {
        match &self.0 {
            Engine::Sqlite(_) => self.read(work).await,
            Engine::Postgres(_) | Engine::MySql(_) => self.one(work).await,
        }
    }

    async fn one<T, W>(&self, work: W) -> Result<T>
    where
        T: Send + 'static,
        W: for<'c> FnOnce(&'c mut Tx<'_>) -> Unit<'c, T> + Clone + Send + 'static,
    {
        match &self.0 {
            Engine::Sqlite(_) => self.write(work).await,
            Engine::Postgres(pool) => {
                pool.one(move |connection| in_tx(Kind::Postgres(connection), work))
                    .await
            }
            Engine::MySql(pool) => {
                pool.one(move |connection| in_tx(Kind::MySql(connection), work))
                    .await
            }
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
            Engine::Postgres(pool) => {
                pool.read(move |connection| in_tx(Kind::Postgres(connection), work))
                    .await
            }
            Engine::MySql(pool) => {
                pool.read(move |connection| in_tx(Kind::MySql(connection), work))
                    .await
            }
        }
    }
}

/// A transaction that a unit of work runs in.
pub struct Tx<'t>(Kind<'t>);

enum Kind<'t> {
    Sqlite(&'t mut rusqlite::Connection),
    Postgres(&'t mut PgConnection),
    MySql(&'t mut MySqlConnection),
}

/// Begins a unit in a transaction of a server.
fn in_tx<'c, T, W>(kind: Kind<'c>, work: W) -> Unit<'c, T>
where
    T: Send + 'static,
    W: for<'u> FnOnce(&'u mut Tx<'_>) -> Unit<'u, T> + Send + 'static,
{
    Box::pin(async move { work(&mut Tx(kind)).await })
}

impl Tx<'_> {
    /// Tells which SQL the database speaks.
    pub fn dialect(&self) -> Dialect {
        match &self.0 {
            Kind::Sqlite(_) => Dialect::Sqlite,
            Kind::Postgres(_) => Dialect::Postgres,
            Kind::MySql(_) => Dialect::MySql,
        }
    }

    /// Returns the connection of PostgreSQL, for what no other engine has.
    pub(super) fn postgres(&mut self) -> Option<&mut PgConnection> {
        match &mut self.0 {
            Kind::Postgres(connection) => Some(connection),
            Kind::Sqlite(_) | Kind::MySql(_) => None,
        }
    }

    /// Reads every row.
    pub async fn rows<T: Send>(
        &mut self,
        statement: &(impl QueryStatementWriter + Sync),
        mut read: impl FnMut(&Row<'_>) -> Result<T> + Send,
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
            Kind::Postgres(connection) => {
                let read = |row: &PgRow| read(&Row(RowKind::Postgres(row)));
                server_rows::<Postgres, _>(connection, postgres::build(statement), read).await
            }
            Kind::MySql(connection) => {
                let read = |row: &MySqlRow| read(&Row(RowKind::MySql(row)));
                server_rows::<MySql, _>(connection, statement.build(MysqlQueryBuilder), read).await
            }
        }
    }

    /// Reads the first row, if there is one.
    pub async fn row<T: Send>(
        &mut self,
        statement: &(impl QueryStatementWriter + Sync),
        read: impl FnMut(&Row<'_>) -> Result<T> + Send,
    ) -> Result<Option<T>> {
        Ok(self.rows(statement, read).await?.into_iter().next())
    }

    /// Executes a statement and tells how many rows it changed.
    pub async fn execute(&mut self, statement: &(impl QueryStatementWriter + Sync)) -> Result<u64> {
        match &mut self.0 {
            Kind::Sqlite(connection) => {
                let (sql, values) = statement.build(SqliteQueryBuilder);
                let mut prepared = connection.prepare_cached(&sql).map_err(sqlite::error)?;
                let changed = prepared
                    .execute(sqlite::parameters(&values))
                    .map_err(sqlite::error)?;
                Ok(changed as u64)
            }
            Kind::Postgres(connection) => {
                let (sql, values) = postgres::build(statement);
                let query = sqlx::query_with(AssertSqlSafe(sql), SqlxValues(values));
                let done = query.execute(&mut **connection).await.map_err(Postgres::error)?;
                Ok(done.rows_affected())
            }
            Kind::MySql(connection) => {
                let done = mysql::execute(connection, statement).await?;
                Ok(done.rows_affected())
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
            Kind::Postgres(_) | Kind::MySql(_) => {
                let mut changed = 0;
                for rows in chunks_of_rows(rows) {
                    let insert = self.insert_of(insert.clone(), rows);
                    changed += self.execute(&insert).await?;
                }
                Ok(changed)
            }
        }
    }

    /// Gives an insert its rows, in the form that the engine is quickest with.
    fn insert_of(&self, insert: InsertStatement, rows: Vec<Vec<Value>>) -> InsertStatement {
        let arrays = match &self.0 {
            Kind::Postgres(_) if rows.len() > 1 => postgres::insert_of_arrays(insert.clone(), &rows),
            _ => None,
        };
        arrays.unwrap_or_else(|| rows.into_iter().fold(insert, with_row))
    }

    /// Inserts a row, and returns the number that the database has given it in a column.
    pub async fn insert_for_id(&mut self, mut insert: InsertStatement, id: impl IntoIden) -> Result<i64> {
        let id: DynIden = id.into_iden();
        match &mut self.0 {
            Kind::Sqlite(connection) => {
                let (sql, values) = insert.build(SqliteQueryBuilder);
                let mut prepared = connection.prepare_cached(&sql).map_err(sqlite::error)?;
                prepared
                    .insert(sqlite::parameters(&values))
                    .map_err(sqlite::error)
            }
            Kind::Postgres(_) => {
                insert.returning_col(id);
                let made = self.row(&insert, |row| row.integer(0)).await?;
                made.ok_or_else(|| Error::internal("the database did not tell the number of a new row"))
            }
            Kind::MySql(connection) => {
                let done = mysql::execute(connection, &insert).await?;
                i64::try_from(done.last_insert_id())
                    .map_err(|_| Error::internal("the database gave a number that is too large"))
            }
        }
    }
}

/// Reads every row that a server has for a statement.
async fn server_rows<D: Server, T>(
    connection: &mut D::Connection,
    (sql, values): (String, Values),
    mut read: impl FnMut(&D::Row) -> Result<T>,
) -> Result<Vec<T>>
where
    SqlxValues: sqlx::IntoArguments<D>,
    for<'c> &'c mut D::Connection: sqlx::Executor<'c, Database = D>,
{
    let query = sqlx::query_with(AssertSqlSafe(sql), SqlxValues(values));
    let mut rows = query.fetch(&mut *connection);
    let mut all = Vec::new();
    while let Some(row) = rows.try_next().await.map_err(D::error)? {
        all.push(read(&row)?);
    }
    Ok(all)
}

/// How many values one statement may hold; the protocols count them with 16 bits.
const MOST_VALUES: usize = 30_000;

/// Divides rows into as many as a statement may hold.
fn chunks_of_rows(mut rows: Vec<Vec<Value>>) -> Vec<Vec<Vec<Value>>> {
    let size = MOST_VALUES / rows.first().map_or(1, Vec::len).max(1);
    let mut chunks = Vec::new();
    while rows.len() > size {
        let rest = rows.split_off(size);
        chunks.push(std::mem::replace(&mut rows, rest));
    }
    if !rows.is_empty() {
        chunks.push(rows);
    }
    chunks
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
