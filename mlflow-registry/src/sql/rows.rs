//! Rows of models and versions, and the statements that select them.

use super::WORKSPACE;
use super::tables::{ModelVersions, RegisteredModels};
use mlflow_core::Result;
use mlflow_core::entities::{ModelVersion, RegisteredModel};
use mlflow_stores::sql::Row;
use mlflow_stores::sql::search::{DELETED, Dialect};
use sea_query::{Expr, ExprTrait, IntoColumnRef, Query, SelectStatement};

/// What [`model`] reads.
pub(super) const MODEL: [(RegisteredModels, RegisteredModels); 4] = [
    (RegisteredModels::Table, RegisteredModels::Name),
    (RegisteredModels::Table, RegisteredModels::CreationTime),
    (RegisteredModels::Table, RegisteredModels::LastUpdatedTime),
    (RegisteredModels::Table, RegisteredModels::Description),
];

/// What [`version`] reads.
pub(super) const VERSION: [(ModelVersions, ModelVersions); 12] = [
    (ModelVersions::Table, ModelVersions::Name),
    (ModelVersions::Table, ModelVersions::Version),
    (ModelVersions::Table, ModelVersions::CreationTime),
    (ModelVersions::Table, ModelVersions::LastUpdatedTime),
    (ModelVersions::Table, ModelVersions::Description),
    (ModelVersions::Table, ModelVersions::UserId),
    (ModelVersions::Table, ModelVersions::CurrentStage),
    (ModelVersions::Table, ModelVersions::Source),
    (ModelVersions::Table, ModelVersions::RunId),
    (ModelVersions::Table, ModelVersions::RunLink),
    (ModelVersions::Table, ModelVersions::Status),
    (ModelVersions::Table, ModelVersions::StatusMessage),
];

/// A column whose values differ where their bytes do; MySQL's usual collation does not mind the case of letters.
pub(super) fn bytes(dialect: Dialect, column: impl IntoColumnRef) -> Expr {
    match dialect {
        Dialect::Sqlite | Dialect::Postgres => Expr::col(column),
        Dialect::MySql => Expr::col(column).cast_as("BINARY"),
    }
}

/// Compares a column with text byte by byte, and lets MySQL find the index too.
pub(super) fn exact(dialect: Dialect, column: impl IntoColumnRef + Copy, text: &str) -> Expr {
    let same = Expr::col(column).eq(text);
    match dialect {
        Dialect::Sqlite | Dialect::Postgres => same,
        Dialect::MySql if text.is_ascii() => same.and(bytes(dialect, column).eq(text)),
        // Old character sets, such as latin1, have other bytes for other text than ASCII.
        Dialect::MySql => {
            let unicode = Expr::col(column).cast_as("CHAR CHARACTER SET utf8mb4");
            same.and(unicode.cast_as("BINARY").eq(text))
        }
    }
}

/// Selects the registered model of a name.
pub(super) fn select_model(dialect: Dialect, name: &str) -> SelectStatement {
    let mut select = select_models();
    select.and_where(exact(dialect, RegisteredModels::Name, name));
    select
}

/// Selects the registered model whose name the database takes for this one.
pub(super) fn select_alike(name: &str) -> SelectStatement {
    let mut select = select_models();
    select.and_where(Expr::col(RegisteredModels::Name).eq(name));
    select
}

fn select_models() -> SelectStatement {
    Query::select()
        .columns(MODEL)
        .from(RegisteredModels::Table)
        .and_where(Expr::col(RegisteredModels::Workspace).eq(WORKSPACE))
        .to_owned()
}

/// Selects the live versions of a model.
pub(super) fn select_versions(dialect: Dialect, name: &str) -> SelectStatement {
    Query::select()
        .columns(VERSION)
        .from(ModelVersions::Table)
        .and_where(Expr::col(ModelVersions::Workspace).eq(WORKSPACE))
        .and_where(exact(dialect, ModelVersions::Name, name))
        .and_where(Expr::col(ModelVersions::CurrentStage).ne(DELETED))
        .to_owned()
}

/// Selects a live version of a model.
pub(super) fn select_version(dialect: Dialect, name: &str, number: i64) -> SelectStatement {
    let mut select = select_versions(dialect, name);
    select.and_where(Expr::col(ModelVersions::Version).eq(number));
    select
}

pub(super) fn model(row: &Row<'_>) -> Result<RegisteredModel> {
    Ok(RegisteredModel {
        name: row.string(0)?,
        creation_timestamp: row.optional_integer(1)?,
        last_updated_timestamp: row.optional_integer(2)?,
        description: row.string_or_empty(3)?,
        ..RegisteredModel::default()
    })
}

pub(super) fn version(row: &Row<'_>) -> Result<ModelVersion> {
    Ok(ModelVersion {
        name: row.string(0)?,
        version: row.integer(1)?.to_string(),
        creation_timestamp: row.optional_integer(2)?,
        last_updated_timestamp: row.optional_integer(3)?,
        description: row.optional_string(4)?,
        user_id: row.optional_string(5)?,
        current_stage: row.string_or_empty(6)?,
        source: row.optional_string(7)?,
        run_id: row.optional_string(8)?,
        run_link: row.optional_string(9)?,
        status: match row.optional_text(10)? {
            Some(status) => status.parse()?,
            None => Default::default(),
        },
        status_message: row.optional_string(11)?,
        ..ModelVersion::default()
    })
}
