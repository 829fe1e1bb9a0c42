//! The row of a model is the lock of its versions, tags and aliases: whoever changes any of them locks it first, so
//! that what was found holds until the commit, and no row that others refer to is deleted meanwhile.

use super::{model_versions, rows};
use mlflow_core::{Result, refusals};
use mlflow_stores::sql::Tx;
use sea_query::LockType;

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
