//! One row of an answer.

use super::sqlite;
use mlflow_core::{Error, ErrorCode, Result};
use sqlx::Row as _;
use sqlx::mysql::MySqlRow;
use sqlx::postgres::PgRow;

/// One row of an answer, by column number.
///
/// Columns are counted from 0, in the order of the statement. A NULL where a value must be, and a value of
/// another type, are the error `DATA_LOSS`.
pub struct Row<'r>(pub(super) Kind<'r>);

pub(super) enum Kind<'r> {
    Sqlite(&'r rusqlite::Row<'r>),
    Postgres(&'r PgRow),
    MySql(&'r MySqlRow),
}

impl<'r> Row<'r> {
    /// Returns text.
    pub fn text(&self, column: usize) -> Result<&'r str> {
        self.optional_text(column)?.ok_or_else(|| null(column))
    }

    /// Returns text, if there is any.
    pub fn optional_text(&self, column: usize) -> Result<Option<&'r str>> {
        match &self.0 {
            Kind::Sqlite(row) => {
                let value = row.get_ref(column).map_err(sqlite::error)?;
                value.as_str_or_null().map_err(|e| wrong_type(column, &e))
            }
            Kind::Postgres(row) => row.try_get_unchecked(column).map_err(|e| wrong_type(column, &e)),
            Kind::MySql(row) => row.try_get_unchecked(column).map_err(|e| wrong_type(column, &e)),
        }
    }

    /// Returns text as a string.
    pub fn string(&self, column: usize) -> Result<String> {
        self.text(column).map(str::to_owned)
    }

    /// Returns text, and empty text for NULL.
    pub fn string_or_empty(&self, column: usize) -> Result<String> {
        Ok(self.optional_text(column)?.unwrap_or_default().to_owned())
    }

    /// Returns text as a string, if there is any.
    pub fn optional_string(&self, column: usize) -> Result<Option<String>> {
        Ok(self.optional_text(column)?.map(str::to_owned))
    }

    /// Returns an integer.
    pub fn integer(&self, column: usize) -> Result<i64> {
        self.optional_integer(column)?.ok_or_else(|| null(column))
    }

    /// Returns an integer, if there is one.
    pub fn optional_integer(&self, column: usize) -> Result<Option<i64>> {
        match &self.0 {
            Kind::Sqlite(row) => {
                let value = row.get_ref(column).map_err(sqlite::error)?;
                value.as_i64_or_null().map_err(|e| wrong_type(column, &e))
            }
            Kind::Postgres(row) => row.try_get_unchecked(column).map_err(|e| wrong_type(column, &e)),
            Kind::MySql(row) => row.try_get_unchecked(column).map_err(|e| wrong_type(column, &e)),
        }
    }

    /// Returns a flag.
    pub fn boolean(&self, column: usize) -> Result<bool> {
        match &self.0 {
            Kind::Postgres(row) => row.try_get(column).map_err(|e| wrong_type(column, &e)),
            _ => Ok(self.integer(column)? != 0),
        }
    }

    /// Returns a number.
    pub fn double(&self, column: usize) -> Result<f64> {
        self.optional_double(column)?.ok_or_else(|| null(column))
    }

    /// Returns a number, if there is one.
    pub fn optional_double(&self, column: usize) -> Result<Option<f64>> {
        match &self.0 {
            Kind::Sqlite(row) => match row.get_ref(column).map_err(sqlite::error)? {
                rusqlite::types::ValueRef::Integer(number) => Ok(Some(number as f64)),
                value => value.as_f64_or_null().map_err(|e| wrong_type(column, &e)),
            },
            Kind::Postgres(row) => row.try_get(column).map_err(|e| wrong_type(column, &e)),
            Kind::MySql(row) => row.try_get(column).map_err(|e| wrong_type(column, &e)),
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
