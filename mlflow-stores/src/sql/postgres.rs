//! PostgreSQL.

pub(super) mod aside;
pub(super) mod options;
mod pgpass;
mod schema;

use super::server::{Failure, Pools, Server, connection_error};
use mlflow_core::{Error, ErrorCode, Result, StoreUri, blocking};
use sea_query::{
    Expr, Func, InsertStatement, PostgresQueryBuilder, Query, QueryStatementWriter, Value, Values,
};
use sqlx::{PgConnection, Postgres};
use std::hash::{DefaultHasher, Hash, Hasher};

pub(crate) type Pool = super::server::Pool<Postgres>;

/// What programs lock that make or change the tables.
pub(super) const LOCK: i64 = 0x6d6c_666c_6f77;

static POOLS: Pools<Postgres> = Pools::new();

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

/// Writes a statement, with the types of its values as a comment.
///
/// A connection keeps prepared statements by their text, each for the types that it was first used with: the same
/// text with a number of another type would be sent in the form of the first.
pub(super) fn build(statement: &impl QueryStatementWriter) -> (String, Values) {
    let (mut sql, values) = statement.build(PostgresQueryBuilder);
    let mut types = DefaultHasher::new();
    for value in values.iter() {
        std::mem::discriminant(value).hash(&mut types);
        std::mem::discriminant(&value.array_type()).hash(&mut types);
    }
    sql.push_str(&format!(" /* {:x} */", types.finish()));
    (sql, values)
}

/// Makes an insert of rows one whose values are the table's columns as arrays: its text is the same for any number
/// of rows, so that the server plans it once. Rows with nulls, or of several types, are left to the caller.
pub(super) fn insert_of_arrays(mut insert: InsertStatement, rows: &[Vec<Value>]) -> Option<InsertStatement> {
    let first = rows.first()?;
    let mut columns = Query::select();
    for (index, value) in first.iter().enumerate() {
        let kind = value.array_type();
        let column: Option<Vec<_>> = rows.iter().map(|row| row.get(index).cloned()).collect();
        let column = column?;
        let fits = |value: &Value| *value != value.as_null() && value.array_type() == kind;
        if !column.iter().all(fits) {
            return None;
        }
        let array = Expr::val(Value::Array(kind, Some(Box::new(column))));
        columns.expr(Func::cust("unnest").arg(array));
    }
    insert.select_from(columns.take()).ok()?;
    Some(insert)
}

impl Server for Postgres {
    const BEGIN_TO_READ: &'static str = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";

    async fn set_up(_: &mut PgConnection) -> sqlx::Result<()> {
        Ok(())
    }

    fn failure(code: &str) -> Failure {
        match code {
            // serialization_failure, deadlock_detected, lock_not_available
            "40001" | "40P01" | "55P03" => Failure::Conflict,
            // admin_shutdown, crash_shutdown, cannot_connect_now, too_many_connections
            "57P01" | "57P02" | "57P03" | "53300" => Failure::Lost,
            _ if code.starts_with("08") => Failure::Lost,
            _ => Failure::Lasting,
        }
    }

    fn error(error: sqlx::Error) -> Error {
        let sqlx::Error::Database(inner) = &error else {
            return connection_error(error);
        };
        let (code, message) = match Self::number(&**inner).as_str() {
            "23505" => (
                ErrorCode::ResourceAlreadyExists,
                "the database holds such a row already".to_owned(),
            ),
            "28000" | "28P01" | "42501" => (
                ErrorCode::PermissionDenied,
                format!("the database refuses: {}", inner.message()),
            ),
            "25006" => (
                ErrorCode::PermissionDenied,
                "the database is read-only: nothing was written".to_owned(),
            ),
            "3D000" => (
                ErrorCode::InvalidParameterValue,
                format!("{}: create it, then try again", inner.message()),
            ),
            "22001" | "22003" | "22021" | "22P05" | "54000" => (
                ErrorCode::InvalidParameterValue,
                format!("the database does not take a value: {}", inner.message()),
            ),
            "57014" => (
                ErrorCode::TemporarilyUnavailable,
                format!("the database took too long: {}", inner.message()),
            ),
            "53100" | "53200" => (
                ErrorCode::ResourceExhausted,
                format!("the database has no room: {}", inner.message()),
            ),
            code if Self::failure(code) != Failure::Lasting => (
                ErrorCode::TemporarilyUnavailable,
                format!("the database is not available just now: {}", inner.message()),
            ),
            code if code.starts_with("23") => (
                ErrorCode::BadRequest,
                "the database refused a row that breaks its rules".to_owned(),
            ),
            code => (ErrorCode::InternalError, format!("the database failed ({code})")),
        };
        Error::new(code, message).with_source(error)
    }
}
