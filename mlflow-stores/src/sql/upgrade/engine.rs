//! What an engine must offer to be upgraded.

use super::indexes::Index;
use super::script::Action;
use async_trait::async_trait;
use mlflow_core::Result;

/// An engine's way to write SQL.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Dialect {
    Sqlite,
    Postgres,
    MySql,
}

impl Dialect {
    pub(super) fn name(self) -> &'static str {
        match self {
            Dialect::Sqlite => "sqlite",
            Dialect::Postgres => "postgresql",
            Dialect::MySql => "mysql",
        }
    }

    /// Puts the engine's own words into a text of all engines.
    pub(super) fn words(self, text: &str) -> String {
        let (key, double, bytes) = match self {
            Dialect::Sqlite => ("\"key\"", "FLOAT", "BLOB"),
            Dialect::Postgres => ("key", "FLOAT(53)", "BYTEA"),
            Dialect::MySql => ("`key`", "FLOAT(53)", "BLOB"),
        };
        text.replace("{key}", key)
            .replace("{double}", double)
            .replace("{bytes}", bytes)
    }
}

/// A value of a column or a parameter; parameters keep their type when they are null.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Value {
    Int(Option<i64>),
    Real(Option<f64>),
    Text(Option<String>),
    Bool(Option<bool>),
}

impl Value {
    pub(super) fn text(text: impl Into<String>) -> Self {
        Value::Text(Some(text.into()))
    }

    /// Returns a text column's value.
    pub(super) fn into_text(self) -> Option<String> {
        match self {
            Value::Text(text) => text,
            _ => None,
        }
    }

    /// Returns a number of either kind as a double.
    pub(super) fn as_real(&self) -> Option<f64> {
        match self {
            Value::Real(real) => *real,
            // A column of doubles of SQLite gives whole numbers back as they are.
            Value::Int(int) => int.map(|int| int as f64),
            _ => None,
        }
    }
}

pub(super) type Row = Vec<Value>;

/// A connection to a database that is upgraded. Parameters are written `?` everywhere.
#[async_trait]
pub(super) trait Engine: Send {
    fn dialect(&self) -> Dialect;

    /// Returns the names of all tables.
    async fn tables(&mut self) -> Result<Vec<String>>;

    /// Returns the names of a table's columns.
    async fn columns(&mut self, table: &str) -> Result<Vec<String>>;

    /// Runs a statement and returns how many rows it changed.
    async fn execute(&mut self, sql: &str, values: &[Value]) -> Result<u64>;

    async fn query(&mut self, sql: &str, values: &[Value]) -> Result<Vec<Row>>;

    /// Waits until nobody else upgrades the database; `waiting` is called once if that takes time.
    async fn lock(&mut self, waiting: &mut (dyn FnMut() + Send)) -> Result<()>;

    /// Lets others upgrade the database.
    async fn unlock(&mut self) -> Result<()>;

    /// Begins the transaction of a step, on engines whose definitions of tables are part of it.
    async fn begin_step(&mut self, waiting: &mut (dyn FnMut() + Send)) -> Result<()>;

    async fn commit_step(&mut self) -> Result<()>;

    async fn rollback_step(&mut self) -> Result<()>;

    /// Begins a transaction for rows alone, where a step has none.
    async fn begin_rows(&mut self) -> Result<()> {
        Ok(())
    }

    async fn commit_rows(&mut self) -> Result<()> {
        Ok(())
    }

    /// Carries out an action that is no function of this program, and returns the number of rows it moved.
    async fn act(&mut self, action: &Action) -> Result<u64>;

    /// Frees what a step left behind, between two steps.
    async fn tidy(&mut self) -> Result<()> {
        Ok(())
    }

    /// Tells whether an additional index is there, and whether it is whole.
    async fn index(&mut self, index: &Index) -> Result<Option<bool>>;

    /// Makes an additional index that is not there.
    async fn make_index(&mut self, index: &Index, waiting: &mut (dyn FnMut() + Send)) -> Result<()>;

    /// Drops an additional index.
    async fn drop_index(&mut self, index: &Index, waiting: &mut (dyn FnMut() + Send)) -> Result<()>;

    /// Waits until nobody else makes or drops additional indexes; the lock ends with the connection.
    async fn lock_indexes(&mut self, waiting: &mut (dyn FnMut() + Send)) -> Result<()> {
        self.lock(waiting).await
    }
}
