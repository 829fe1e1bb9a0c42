//! MySQL and MariaDB.

pub(super) mod options;
mod schema;

use super::server::{Failure, Pools, Server, connection_error};
use mlflow_core::{Error, ErrorCode, Result, StoreUri, blocking};
use sea_query::{MysqlQueryBuilder, QueryStatementWriter};
use sea_query_sqlx::SqlxValues;
use sqlx::Row as _;
use sqlx::mysql::{MySqlDatabaseError, MySqlQueryResult};
use sqlx::{AssertSqlSafe, MySql, MySqlConnection};

pub(crate) type Pool = super::server::Pool<MySql>;

/// What programs lock that make or change the tables; the locks of a server are in one space.
pub(super) const LOCK: &str = "CONCAT('mlflow_', MD5(DATABASE()))";

/// Stands for the revision while the tables are made: MySQL commits each one by itself, so that a program that
/// dies leaves some of them, and the next one goes on.
pub(super) const UNFINISHED: &str = "being made";

static POOLS: Pools<MySql> = Pools::new();

/// Opens a database, and makes its tables if there are none.
pub(super) async fn open(uri: &StoreUri, artifact_root: &str) -> Result<Pool> {
    let (uri, artifact_root) = (uri.clone(), artifact_root.to_owned());
    blocking::spawn(async move {
        let pool = POOLS.get(&uri, options::of(&uri)?)?;
        let mut connection = pool.first().await?;
        schema::prepare(&mut connection, &artifact_root).await?;
        connection.give_back();
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
    let (sql, ignores) = insert_ignore(sql);
    let done = sqlx::query_with(AssertSqlSafe(sql), SqlxValues(values))
        .execute(&mut *connection)
        .await
        .map_err(MySql::error)?;
    if ignores {
        refuse_what_was_changed(connection).await?;
    }
    Ok(done)
}

/// Fails if the last statement, which left rows alone that are there, also cut or dropped values: with `IGNORE`,
/// MySQL makes warnings of such errors.
async fn refuse_what_was_changed(connection: &mut MySqlConnection) -> Result<()> {
    const DUPLICATES: [i64; 2] = [1062, 1586];
    let warnings = sqlx::raw_sql("SHOW WARNINGS")
        .fetch_all(connection)
        .await
        .map_err(MySql::error)?;
    for warning in &warnings {
        let number: i64 = warning.try_get_unchecked(1).map_err(MySql::error)?;
        if DUPLICATES.contains(&number) {
            continue;
        }
        let message: String = warning.try_get_unchecked(2).map_err(MySql::error)?;
        let code = if BREAKS_RULES.contains(&number) {
            ErrorCode::BadRequest
        } else {
            ErrorCode::InvalidParameterValue
        };
        return Err(Error::new(
            code,
            format!("the database does not take a value: {message}"),
        ));
    }
    Ok(())
}

/// What refers to a row that is not there, and the like.
const BREAKS_RULES: [i64; 7] = [1048, 1216, 1217, 1451, 1452, 3819, 4025];

/// Writes an insert in MySQL's words, where the query builder writes what MySQL does not know, and tells whether
/// it leaves rows alone that are there.
fn insert_ignore(sql: String) -> (String, bool) {
    match sql.strip_suffix(" ON DUPLICATE KEY IGNORE") {
        Some(insert) => (insert.replacen("INSERT INTO", "INSERT IGNORE INTO", 1), true),
        None => (sql, false),
    }
}

impl Server for MySql {
    const BEGIN_TO_READ: &'static str = "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ; \
                                         START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY";

    async fn set_up(connection: &mut MySqlConnection) -> sqlx::Result<()> {
        // Writers must see what others have committed since their transaction began. None of a large batch's warnings
        // may be left out, and what does not fit is no warning.
        let settings = "SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED; \
                        SET SESSION max_error_count = 65535, \
                        sql_mode = CONCAT(@@sql_mode, ',STRICT_ALL_TABLES')";
        sqlx::raw_sql(settings).execute(connection).await.map(|_| ())
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
            "1044" | "1045" | "1142" | "1698" | "3159" => (
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
            "1267" | "3854" | "3988" => (
                ErrorCode::InvalidParameterValue,
                format!(
                    "the character set of the database has no such text: {}",
                    inner.message()
                ),
            ),
            "1153" | "1264" | "1265" | "1292" | "1366" | "1406" => (
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
            "1317" | "1969" | "3024" => (
                ErrorCode::TemporarilyUnavailable,
                format!("the database took too long: {}", inner.message()),
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
        let ignoring = "INSERT IGNORE INTO `t` (`a`) VALUES (?)";
        assert_eq!(insert_ignore(sql.into()), (ignoring.into(), true));
        let other = "INSERT INTO `t` (`a`) VALUES (?)";
        assert_eq!(insert_ignore(other.into()), (other.into(), false));
    }
}
