//! The row of a model is the lock of its versions, tags and aliases: whoever changes any of them locks it first, so
//! that what was found holds until the commit, and no row that others refer to is deleted meanwhile.
//!
//! A unit of one statement inserts what it selects from rows that it locks: first the model's, then the version's. A
//! row that another has changed meanwhile is looked at again. MySQL reads and locks in an order of its own there, so
//! that its units have several statements.

use super::tables::{ModelVersions as Versions, RegisteredModels as Models};
use super::{WORKSPACE, model_versions, rows};
use mlflow_core::{Error, Result, refusals};
use mlflow_stores::sql::search::{DELETED, Dialect};
use mlflow_stores::sql::{Database, Tx, Unit};
use sea_query::{Expr, ExprTrait, InsertStatement, LockType, Query, SelectStatement};

/// The number of the version that [`select_version`] finds.
pub(super) const NUMBER: (Versions, Versions) = (Versions::Table, Versions::Version);

/// Locks a model, and refuses one that is not there.
pub(super) async fn model(tx: &mut Tx<'_>, name: &str) -> Result<()> {
    match take(tx, name).await? {
        true => Ok(()),
        false => Err(refusals::registered_model_not_found(name)),
    }
}

/// Locks the model of a version, and refuses a version that is not there.
pub(super) async fn of_version(tx: &mut Tx<'_>, name: &str, number: i64) -> Result<()> {
    take(tx, name).await?;
    model_versions::require(tx, name, number).await
}

/// Locks the row of a model, and tells whether there is one. SQLite has one writer and needs no lock.
async fn take(tx: &mut Tx<'_>, name: &str) -> Result<bool> {
    let mut row = rows::select_model(tx.dialect(), name);
    row.lock(LockType::Update);
    Ok(tx.row(&row, |_| Ok(())).await?.is_some())
}

/// Tries a unit of one statement, which tells whether it found what it needs; else the whole unit says what is missing.
pub(super) async fn write_one_or<O, W>(database: &Database, one: O, whole: W) -> Result<()>
where
    O: for<'c> FnOnce(&'c mut Tx<'_>) -> Unit<'c, bool> + Clone + Send + 'static,
    W: for<'c> FnOnce(&'c mut Tx<'_>) -> Unit<'c, ()> + Clone + Send + 'static,
{
    if database.dialect() != Dialect::MySql && database.write_one(one).await? {
        return Ok(());
    }
    database.write_small(whole).await
}

/// Begins to select from a model that is locked: its workspace and name.
pub(super) fn select_model(dialect: Dialect, name: &str) -> SelectStatement {
    Query::select()
        .columns([(Models::Table, Models::Workspace), (Models::Table, Models::Name)])
        .from(Models::Table)
        .and_where(Expr::col((Models::Table, Models::Workspace)).eq(WORKSPACE))
        .and_where(rows::exact(dialect, (Models::Table, Models::Name), name))
        .lock(LockType::Update)
        .to_owned()
}

/// Begins to select from a live version that is locked with its model: its workspace and name.
pub(super) fn select_version(dialect: Dialect, name: &str, number: i64) -> SelectStatement {
    let of_model = Expr::col((Versions::Table, Versions::Workspace))
        .equals((Models::Table, Models::Workspace))
        .and(Expr::col((Versions::Table, Versions::Name)).equals((Models::Table, Models::Name)));
    select_model(dialect, name)
        .inner_join(Versions::Table, of_model)
        .and_where(Expr::col(NUMBER).eq(number))
        .and_where(Expr::col((Versions::Table, Versions::CurrentStage)).ne(DELETED))
        .to_owned()
}

/// Inserts what a statement selects.
pub(super) fn insert_from(mut insert: InsertStatement, select: SelectStatement) -> Result<InsertStatement> {
    match insert.select_from(select) {
        Ok(insert) => Ok(insert.to_owned()),
        Err(e) => Err(Error::internal("an insert does not fit its columns").with_source(e)),
    }
}
