//! MySQL and MariaDB: each definition of a table is committed at once, so that every statement can run twice.

use super::engine::{Dialect, Engine, Row, Value};
use super::indexes::Index;
use super::script::Action;
use super::server::{LAST_WAIT, error};
use crate::sql::mysql::{LOCK, options};
use crate::sql::server::connect;
use async_trait::async_trait;
use mlflow_core::{Error, ErrorCode, Result, StoreUri};
use sqlx::mysql::{MySqlArguments, MySqlConnection, MySqlDatabaseError, MySqlRow};
use sqlx::{AssertSqlSafe, Column, Executor, MySql as Db, Row as _, TypeInfo};
use std::time::Instant;

pub(super) struct MySql {
    connection: MySqlConnection,
    is_maria: bool,
}

impl MySql {
    pub(super) async fn open(uri: &StoreUri) -> Result<Self> {
        let connection = connect(uri, &options::of(uri)?).await?;
        let mut mysql = MySql {
            connection,
            is_maria: false,
        };
        let version = mysql.names("SELECT VERSION()", &[]).await?;
        mysql.is_maria = version.iter().any(|version| version.contains("MariaDB"));
        Ok(mysql)
    }

    async fn run(&mut self, sql: &str) -> Result<u64> {
        let done = self
            .connection
            .execute(sqlx::raw_sql(AssertSqlSafe(sql)))
            .await
            .map_err(error)?;
        Ok(done.rows_affected())
    }

    /// Runs a statement of a step, unless an upgrade that was stopped ran it before.
    async fn run_again(&mut self, sql: &str) -> Result<u64> {
        match self.connection.execute(sqlx::raw_sql(AssertSqlSafe(sql))).await {
            Ok(done) => Ok(done.rows_affected()),
            Err(e) if was_done_before(sql, &e) => {
                tracing::debug!("done before: {e}");
                Ok(0)
            }
            Err(e) => Err(error(e)),
        }
    }

    async fn names(&mut self, sql: &str, values: &[Value]) -> Result<Vec<String>> {
        let rows = self.query(sql, values).await?;
        Ok(rows.into_iter().flatten().filter_map(Value::into_text).collect())
    }

    /// Returns how many check constraints of a table have a word.
    async fn checks(&mut self, table: &str, word: &str) -> Result<usize> {
        // MariaDB counts constraints of a table, MySQL those of a database.
        let same_table = if self.is_maria {
            " AND c.table_name = t.table_name"
        } else {
            ""
        };
        let sql = format!(
            "SELECT c.constraint_name FROM information_schema.table_constraints t \
             JOIN information_schema.check_constraints c \
             ON c.constraint_schema = t.constraint_schema AND c.constraint_name = t.constraint_name{same_table} \
             WHERE t.table_schema = DATABASE() AND t.constraint_type = 'CHECK' AND t.table_name = ? \
             AND c.check_clause LIKE CONCAT('%', ?, '%')"
        );
        let values = [Value::text(table), Value::text(word)];
        Ok(self.names(&sql, &values).await?.len())
    }
}

/// Tells whether an error says that a statement has nothing left to do.
fn was_done_before(sql: &str, error: &sqlx::Error) -> bool {
    let Some(error) = error
        .as_database_error()
        .and_then(|e| e.try_downcast_ref::<MySqlDatabaseError>())
    else {
        return false;
    };
    match error.number() {
        // The table, the trigger
        1050 => sql.starts_with("CREATE TABLE"),
        1359 => sql.starts_with("CREATE TRIGGER"),
        // The column, the index, the foreign key is there.
        1060 | 1061 | 1826 => true,
        1005 | 1022 => sql.contains("FOREIGN KEY") && error.message().contains("121"),
        // What is dropped or renamed is gone.
        1091 => true,
        1054 => sql.contains(" CHANGE "),
        _ => false,
    }
}

fn bound(sql: &str, values: &[Value]) -> sqlx::query::Query<'static, Db, MySqlArguments> {
    let mut query = sqlx::query(AssertSqlSafe(sql.to_owned()));
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

fn row(row: &MySqlRow) -> sqlx::Result<Row> {
    let columns = row.columns().iter();
    columns
        .enumerate()
        .map(|(at, column)| {
            Ok(match column.type_info().name() {
                "BIGINT" | "INT" | "TINYINT" | "BOOLEAN" => Value::Int(row.try_get_unchecked(at)?),
                "DOUBLE" => Value::Real(row.try_get(at)?),
                _ => Value::Text(row.try_get_unchecked(at)?),
            })
        })
        .collect()
}

#[async_trait]
impl Engine for MySql {
    fn dialect(&self) -> Dialect {
        Dialect::MySql
    }

    async fn tables(&mut self) -> Result<Vec<String>> {
        let sql = "SELECT table_name FROM information_schema.tables \
                   WHERE table_schema = DATABASE() AND table_type = 'BASE TABLE'";
        self.names(sql, &[]).await
    }

    async fn columns(&mut self, table: &str) -> Result<Vec<String>> {
        let sql = "SELECT column_name FROM information_schema.columns \
                   WHERE table_schema = DATABASE() AND table_name = ?";
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
        let begun = Instant::now();
        let mut told = false;
        while begun.elapsed() < LAST_WAIT {
            let locked = self.query(&format!("SELECT GET_LOCK({LOCK}, 2)"), &[]).await?;
            if locked == [[Value::Int(Some(1))]] {
                return Ok(());
            }
            if !std::mem::replace(&mut told, true) {
                waiting();
            }
        }
        let message = "another upgrade of the database does not end: nothing was changed";
        Err(Error::new(ErrorCode::TemporarilyUnavailable, message))
    }

    async fn unlock(&mut self) -> Result<()> {
        self.query(&format!("SELECT RELEASE_LOCK({LOCK})"), &[])
            .await
            .map(|_| ())
    }

    async fn begin_step(&mut self, _: &mut (dyn FnMut() + Send)) -> Result<()> {
        Ok(())
    }

    async fn commit_step(&mut self) -> Result<()> {
        Ok(())
    }

    async fn rollback_step(&mut self) -> Result<()> {
        self.run("ROLLBACK").await.map(|_| ())
    }

    async fn begin_rows(&mut self) -> Result<()> {
        self.run("START TRANSACTION").await.map(|_| ())
    }

    async fn commit_rows(&mut self) -> Result<()> {
        self.run("COMMIT").await.map(|_| ())
    }

    async fn act(&mut self, action: &Action) -> Result<u64> {
        match action {
            Action::Sql(sql) => self.run_again(sql).await,
            Action::AddColumns { table, columns } => {
                for column in columns {
                    self.run_again(&format!("ALTER TABLE {table} ADD COLUMN {column}"))
                        .await?;
                }
                Ok(0)
            }
            Action::DropForeignKeys { table, referred } => {
                let sql = "SELECT constraint_name FROM information_schema.referential_constraints \
                           WHERE constraint_schema = DATABASE() AND table_name = ? AND referenced_table_name = ?";
                for name in self
                    .names(sql, &[Value::text(table), Value::text(referred)])
                    .await?
                {
                    self.run(&format!("ALTER TABLE {table} DROP FOREIGN KEY `{name}`"))
                        .await?;
                }
                Ok(0)
            }
            Action::DropUnique { table, column } => {
                let sql = "SELECT index_name FROM information_schema.statistics \
                           WHERE table_schema = DATABASE() AND table_name = ? AND non_unique = 0 \
                           AND index_name <> 'PRIMARY' GROUP BY index_name \
                           HAVING count(*) = 1 AND max(column_name) = ?";
                for name in self
                    .names(sql, &[Value::text(table), Value::text(column)])
                    .await?
                {
                    self.run(&format!("ALTER TABLE {table} DROP INDEX `{name}`"))
                        .await?;
                }
                Ok(0)
            }
            Action::DropCheck { table, name } => {
                let word = if self.is_maria { "CONSTRAINT" } else { "CHECK" };
                let sql = "SELECT constraint_name FROM information_schema.table_constraints \
                           WHERE table_schema = DATABASE() AND constraint_type = 'CHECK' \
                           AND table_name = ? AND constraint_name = ?";
                for name in self.names(sql, &[Value::text(table), Value::text(name)]).await? {
                    self.run(&format!("ALTER TABLE {table} DROP {word} `{name}`"))
                        .await?;
                }
                Ok(0)
            }
            Action::UnlessCheck {
                table,
                word,
                count,
                sql,
            } => match self.checks(table, word).await? < *count {
                true => self.run(sql).await,
                false => Ok(0),
            },
            other => Err(Error::internal(format!("MySQL has no {other:?}"))),
        }
    }

    async fn index(&mut self, index: &Index) -> Result<Option<bool>> {
        let sql = "SELECT index_name FROM information_schema.statistics \
                   WHERE table_schema = DATABASE() AND table_name = ? AND index_name = ? LIMIT 1";
        let values = [Value::text(index.table), Value::text(index.name)];
        Ok(self.query(sql, &values).await?.first().map(|_| true))
    }

    async fn make_index(&mut self, index: &Index, _: &mut (dyn FnMut() + Send)) -> Result<()> {
        let Index { name, table, .. } = index;
        let columns = Dialect::MySql.words(index.columns);
        self.run(&format!(
            "ALTER TABLE {table} ADD INDEX {name} ({columns}), ALGORITHM = INPLACE, LOCK = NONE"
        ))
        .await
        .map(|_| ())
    }

    async fn drop_index(&mut self, index: &Index, _: &mut (dyn FnMut() + Send)) -> Result<()> {
        let Index { name, table, .. } = index;
        self.run(&format!(
            "ALTER TABLE {table} DROP INDEX {name}, ALGORITHM = INPLACE, LOCK = NONE"
        ))
        .await
        .map(|_| ())
    }
}
