//! PostgreSQL: definitions of tables are part of a step's transaction; an advisory lock keeps others out.

use super::engine::{Dialect, Engine, Row, Value};
use super::indexes::Index;
use super::script::Action;
use super::server::LAST_WAIT;
use super::server::error;
use crate::sql::postgres::{LOCK, options};
use crate::sql::server::connect;
use async_trait::async_trait;
use mlflow_core::{Error, ErrorCode, Result, StoreUri};
use sqlx::postgres::{PgArguments, PgConnection, PgRow};
use sqlx::{AssertSqlSafe, Column, Executor, Postgres as Db, Row as _, TypeInfo};
use std::time::{Duration, Instant};

/// What programs lock that change the additional indexes.
const LOCK_OF_INDEXES: i64 = LOCK + 1;

pub(super) struct Postgres {
    connection: PgConnection,
    in_step: bool,
}

impl Postgres {
    pub(super) async fn open(uri: &StoreUri) -> Result<Self> {
        let connection = connect(uri, &options::of(uri)?).await?;
        Ok(Postgres {
            connection,
            in_step: false,
        })
    }

    async fn run(&mut self, sql: &str) -> Result<u64> {
        let done = self
            .connection
            .execute(sqlx::raw_sql(AssertSqlSafe(sql)))
            .await
            .map_err(error)?;
        Ok(done.rows_affected())
    }

    async fn names(&mut self, sql: &str, values: &[Value]) -> Result<Vec<String>> {
        let rows = self.query(sql, values).await?;
        Ok(rows.into_iter().flatten().filter_map(Value::into_text).collect())
    }
}

/// Writes `$1` for the first `?`, and so on.
fn numbered(sql: &str) -> String {
    let mut parts = sql.split('?');
    let mut out = parts.next().unwrap_or_default().to_owned();
    for (number, part) in (1..).zip(parts) {
        out.push_str(&format!("${number}{part}"));
    }
    out
}

fn bound(sql: &str, values: &[Value]) -> sqlx::query::Query<'static, Db, PgArguments> {
    let mut query = sqlx::query(AssertSqlSafe(numbered(sql)));
    for value in values {
        query = match value {
            Value::Int(int) => query.bind(*int),
            Value::Real(real) => query.bind(*real),
            Value::Bool(bool) => query.bind(*bool),
            Value::Text(text) => query.bind(text.clone()),
        };
    }
    query
}

fn row(row: &PgRow) -> sqlx::Result<Row> {
    let columns = row.columns().iter();
    columns
        .enumerate()
        .map(|(at, column)| {
            Ok(match column.type_info().name() {
                "INT8" => Value::Int(row.try_get(at)?),
                "INT4" => Value::Int(row.try_get::<Option<i32>, _>(at)?.map(i64::from)),
                "FLOAT8" => Value::Real(row.try_get(at)?),
                "BOOL" => Value::Bool(row.try_get(at)?),
                _ => Value::Text(row.try_get(at)?),
            })
        })
        .collect()
}

#[async_trait]
impl Engine for Postgres {
    fn dialect(&self) -> Dialect {
        Dialect::Postgres
    }

    async fn tables(&mut self) -> Result<Vec<String>> {
        self.names(
            "SELECT tablename::text FROM pg_tables WHERE schemaname = current_schema()",
            &[],
        )
        .await
    }

    async fn columns(&mut self, table: &str) -> Result<Vec<String>> {
        let sql = "SELECT attname::text FROM pg_attribute \
                   WHERE attrelid = to_regclass(?) AND attnum > 0 AND NOT attisdropped";
        self.names(sql, &[Value::text(table)]).await
    }

    async fn execute(&mut self, sql: &str, values: &[Value]) -> Result<u64> {
        let done = bound(sql, values)
            .execute(&mut self.connection)
            .await
            .map_err(error)?;
        Ok(done.rows_affected())
    }

    async fn query(&mut self, sql: &str, values: &[Value]) -> Result<Vec<Row>> {
        let rows = bound(sql, values)
            .fetch_all(&mut self.connection)
            .await
            .map_err(error)?;
        rows.iter().map(row).collect::<sqlx::Result<_>>().map_err(error)
    }

    async fn lock(&mut self, waiting: &mut (dyn FnMut() + Send)) -> Result<()> {
        let tried = self
            .query("SELECT pg_try_advisory_lock(?)", &[Value::Int(Some(LOCK))])
            .await?;
        if tried == [[Value::Bool(Some(true))]] {
            return Ok(());
        }
        waiting();
        self.run(&format!("SELECT pg_advisory_lock({LOCK})"))
            .await
            .map(|_| ())
    }

    async fn unlock(&mut self) -> Result<()> {
        self.run(&format!("SELECT pg_advisory_unlock({LOCK})"))
            .await
            .map(|_| ())
    }

    async fn begin_step(&mut self, _: &mut (dyn FnMut() + Send)) -> Result<()> {
        self.run("BEGIN").await?;
        self.in_step = true;
        Ok(())
    }

    async fn commit_step(&mut self) -> Result<()> {
        self.in_step = false;
        self.run("COMMIT").await.map(|_| ())
    }

    async fn rollback_step(&mut self) -> Result<()> {
        match std::mem::take(&mut self.in_step) {
            true => self.run("ROLLBACK").await.map(|_| ()),
            false => Ok(()),
        }
    }

    async fn act(&mut self, action: &Action) -> Result<u64> {
        match action {
            Action::Sql(sql) => self.run(sql).await,
            Action::AddColumns { table, columns } => {
                for column in columns {
                    self.run(&format!("ALTER TABLE {table} ADD COLUMN IF NOT EXISTS {column}"))
                        .await?;
                }
                Ok(0)
            }
            Action::DropForeignKeys { table, referred } => {
                let sql = "SELECT quote_ident(conname) FROM pg_constraint \
                           WHERE contype = 'f' AND conrelid = to_regclass(?) AND confrelid = to_regclass(?)";
                for name in self
                    .names(sql, &[Value::text(table), Value::text(referred)])
                    .await?
                {
                    self.run(&format!("ALTER TABLE {table} DROP CONSTRAINT {name}"))
                        .await?;
                }
                Ok(0)
            }
            Action::DropUnique { table, column } => {
                let values = [Value::text(table), Value::text(column)];
                let constraints = "SELECT quote_ident(c.conname) FROM pg_constraint c \
                    JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1] \
                    WHERE c.contype = 'u' AND c.conrelid = to_regclass(?) AND array_length(c.conkey, 1) = 1 \
                    AND a.attname = ?";
                for name in self.names(constraints, &values).await? {
                    self.run(&format!("ALTER TABLE {table} DROP CONSTRAINT {name}"))
                        .await?;
                }
                let indexes = "SELECT i.indexrelid::regclass::text FROM pg_index i \
                    JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[0] \
                    WHERE i.indisunique AND NOT i.indisprimary AND i.indrelid = to_regclass(?) AND i.indnatts = 1 \
                    AND a.attname = ?";
                for name in self.names(indexes, &values).await? {
                    self.run(&format!("DROP INDEX {name}")).await?;
                }
                Ok(0)
            }
            other => Err(Error::internal(format!("PostgreSQL has no {other:?}"))),
        }
    }

    async fn index(&mut self, index: &Index) -> Result<Option<bool>> {
        let sql = "SELECT i.indisvalid FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid \
                   WHERE c.relnamespace = current_schema()::regnamespace AND c.relname = ? \
                   AND i.indrelid = to_regclass(?)";
        let values = [Value::text(index.name), Value::text(index.table)];
        let found = self.query(sql, &values).await?;
        Ok(found.first().map(|row| row[..] == [Value::Bool(Some(true))]))
    }

    async fn make_index(&mut self, index: &Index, _: &mut (dyn FnMut() + Send)) -> Result<()> {
        let Index { name, table, .. } = index;
        let columns = Dialect::Postgres.words(index.columns);
        self.run(&format!(
            "CREATE INDEX CONCURRENTLY {name} ON {table} ({columns})"
        ))
        .await
        .map(|_| ())
    }

    async fn drop_index(&mut self, index: &Index, _: &mut (dyn FnMut() + Send)) -> Result<()> {
        self.run(&format!("DROP INDEX CONCURRENTLY IF EXISTS {}", index.name))
            .await
            .map(|_| ())
    }

    /// Asks again and again: a statement that waits for the lock would be waited for by the one that makes the index.
    async fn lock_indexes(&mut self, waiting: &mut (dyn FnMut() + Send)) -> Result<()> {
        let begun = Instant::now();
        let mut told = false;
        while begun.elapsed() < LAST_WAIT {
            let tried = self
                .query(
                    "SELECT pg_try_advisory_lock(?)",
                    &[Value::Int(Some(LOCK_OF_INDEXES))],
                )
                .await?;
            if tried == [[Value::Bool(Some(true))]] {
                return Ok(());
            }
            if !std::mem::replace(&mut told, true) {
                waiting();
            }
            tokio::time::sleep(Duration::from_millis(200)).await;
        }
        let message = "another program has been changing the indexes for an hour: nothing was changed";
        Err(Error::new(ErrorCode::TemporarilyUnavailable, message))
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn parameters_are_numbered() {
        assert_eq!(super::numbered("a = ? AND b = ?"), "a = $1 AND b = $2");
        assert_eq!(super::numbered("a"), "a");
    }
}
