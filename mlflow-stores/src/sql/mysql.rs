//! MySQL and MariaDB.

mod options;
mod schema;

use super::server::{Failure, Pools, Server, connection_error, pool_options};
use mlflow_core::{Error, ErrorCode, Result, StoreUri, blocking};
use sea_query::{MysqlQueryBuilder, QueryStatementWriter};
use sea_query_sqlx::SqlxValues;
use sqlx::mysql::{MySqlDatabaseError, MySqlQueryResult};
use sqlx::{AssertSqlSafe, ConnectOptions, Connection, Executor, MySql, MySqlConnection, Transaction};

pub(crate) type Pool = super::server::Pool<MySql>;

static POOLS: Pools<MySql> = Pools::new();

/// Opens a database, and makes its tables if there are none.
pub(super) async fn open(uri: &StoreUri, artifact_root: &str) -> Result<Pool> {
    let (uri, artifact_root) = (uri.clone(), artifact_root.to_owned());
    blocking::spawn(async move {
        let options = options::of(&uri)?;
        let first = options.clone();
        let make = || {
            let pool = pool_options::<MySql>()?.after_connect(|connection, _| {
                Box::pin(async move {
                    // Writers must see what others have committed since their transaction began.
                    let isolation = "SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED";
                    connection.execute(isolation).await.map(|_| ())
                })
            });
            Ok(pool.connect_lazy_with(options))
        };
        let pool = POOLS.get(uri.as_str(), make)?;
        // A pool would go on trying to reach a server that is not there.
        let mut connection = first.connect().await.map_err(MySql::error)?;
        schema::prepare(&mut connection, &artifact_root).await?;
        let _ = connection.close().await;
        Ok(pool)
    })
    .await
}

/// Executes a statement.
pub(super) async fn execute(
    connection: &mut MySqlConnection,
    statement: &(impl QueryStatementWriter + Sync),
) -> Result<MySqlQueryResult> {
    let (sql, values) = statement.build(MysqlQueryBuilder);
    sqlx::query_with(AssertSqlSafe(insert_ignore(sql)), SqlxValues(values))
        .execute(connection)
        .await
        .map_err(MySql::error)
}

/// Writes an insert in MySQL's words, where the query builder writes what MySQL does not know.
fn insert_ignore(sql: String) -> String {
    match sql.strip_suffix(" ON DUPLICATE KEY IGNORE") {
        Some(insert) => insert.replacen("INSERT INTO", "INSERT IGNORE INTO", 1),
        None => sql,
    }
}

impl Server for MySql {
    async fn begin_to_read(pool: &sqlx::Pool<Self>) -> sqlx::Result<Transaction<'static, Self>> {
        let mut connection = pool.acquire().await?;
        connection
            .execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
            .await?;
        let begin = "START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY";
        Transaction::begin(connection, Some(sqlx::SqlSafeStr::into_sql_str(begin))).await
    }

    fn failure(code: &str) -> Failure {
        match code {
            // ER_LOCK_WAIT_TIMEOUT, ER_LOCK_DEADLOCK, ER_CHECKREAD
            "1205" | "1213" | "1020" => Failure::Conflict,
            // too many connections, server shutdown, gone away, lost, killed
            "1040" | "1053" | "1080" | "1152" | "1184" | "1203" | "1927" | "2006" | "2013" => Failure::Lost,
            _ => Failure::Lasting,
        }
    }

    fn number(error: &dyn sqlx::error::DatabaseError) -> String {
        match error.try_downcast_ref::<MySqlDatabaseError>() {
            Some(error) => error.number().to_string(),
            None => error.code().unwrap_or_default().into_owned(),
        }
    }

    fn error(error: sqlx::Error) -> Error {
        let sqlx::Error::Database(inner) = &error else {
            return connection_error(error);
        };
        let (code, message) = match Self::number(&**inner).as_str() {
            "1062" | "1586" => (
                ErrorCode::ResourceAlreadyExists,
                "the database holds such a row already".to_owned(),
            ),
            "1044" | "1045" | "1142" | "1698" => (
                ErrorCode::PermissionDenied,
                format!("the database refuses: {}", inner.message()),
            ),
            "1290" | "1792" | "1836" => (
                ErrorCode::PermissionDenied,
                "the database is read-only: nothing was written".to_owned(),
            ),
            "1049" => (
                ErrorCode::InvalidParameterValue,
                format!("{}: create it, then try again", inner.message()),
            ),
            "1264" | "1366" | "1406" | "1153" => (
                ErrorCode::InvalidParameterValue,
                format!("the database does not take a value: {}", inner.message()),
            ),
            "1021" | "1041" | "1114" => (
                ErrorCode::ResourceExhausted,
                format!("the database has no room: {}", inner.message()),
            ),
            "1048" | "1216" | "1217" | "1451" | "1452" | "3819" | "4025" => (
                ErrorCode::BadRequest,
                "the database refused a row that breaks its rules".to_owned(),
            ),
            number if Self::failure(number) != Failure::Lasting => (
                ErrorCode::TemporarilyUnavailable,
                format!("the database is not available just now: {}", inner.message()),
            ),
            number => (
                ErrorCode::InternalError,
                format!("the database failed ({number})"),
            ),
        };
        Error::new(code, message).with_source(error)
    }
}

#[cfg(test)]
mod tests {
    use super::insert_ignore;

    #[test]
    fn rows_that_are_there_are_left_alone() {
        let sql = "INSERT INTO `t` (`a`) VALUES (?) ON DUPLICATE KEY IGNORE";
        assert_eq!(
            insert_ignore(sql.into()),
            "INSERT IGNORE INTO `t` (`a`) VALUES (?)"
        );
        let other = "INSERT INTO `t` (`a`) VALUES (?)";
        assert_eq!(insert_ignore(other.into()), other);
    }
}
