//! Parameters in SQL: written once.

use super::execute::Tx;
use super::tables::Params;
use mlflow_core::entities::Param;
use mlflow_core::{Error, Result, refusals};
use sea_query::{Expr, ExprTrait, InsertStatement, OnConflict, Query, Value};
use std::collections::HashMap;

pub(super) async fn log_one(tx: &mut Tx<'_>, run_id: &str, key: &str, value: &str) -> Result<()> {
    let rows = vec![row(run_id, key, value).to_vec()];
    if tx.insert_all(insert(), rows).await? == 1 {
        return Ok(());
    }
    match stored(tx, run_id, key).await? {
        Some(old) if old == value => Ok(()),
        Some(old) => Err(refusals::param_changed(run_id, key, &old, value)),
        None => Err(not_stored(key)),
    }
}

pub(super) async fn log(tx: &mut Tx<'_>, run_id: &str, params: &[Param]) -> Result<()> {
    let mut sorted: Vec<_> = params.iter().collect();
    sorted.sort_by_key(|param| &param.key);
    let rows: Vec<_> = sorted
        .into_iter()
        .map(|param| row(run_id, &param.key, &param.value).to_vec())
        .collect();
    if tx.insert_all(insert(), rows).await? == params.len() as u64 {
        return Ok(());
    }
    let stored = all_stored(tx, run_id, params).await?;
    let mut changed = Vec::new();
    for Param { key, value } in params {
        match stored.get(key.as_str()) {
            Some(old) if old == value => {}
            Some(old) => changed.push((key.as_str(), old.as_str(), value.as_str())),
            None => return Err(not_stored(key)),
        }
    }
    if changed.is_empty() {
        return Ok(());
    }
    Err(refusals::params_changed(run_id, &changed))
}

async fn all_stored(tx: &mut Tx<'_>, run_id: &str, params: &[Param]) -> Result<HashMap<String, String>> {
    let query = Query::select()
        .columns([Params::Key, Params::Value])
        .from(Params::Table)
        .and_where(Expr::col(Params::Key).is_in(params.iter().map(|param| param.key.as_str())))
        .and_where(Expr::col(Params::RunUuid).eq(run_id))
        .to_owned();
    let stored = tx
        .rows(&query, |row| Ok((row.string(0)?, row.string(1)?)))
        .await?;
    Ok(stored.into_iter().collect())
}

async fn stored(tx: &mut Tx<'_>, run_id: &str, key: &str) -> Result<Option<String>> {
    let query = Query::select()
        .column(Params::Value)
        .from(Params::Table)
        .and_where(Expr::col(Params::Key).eq(key))
        .and_where(Expr::col(Params::RunUuid).eq(run_id))
        .to_owned();
    tx.row(&query, |row| row.string(0)).await
}

fn row(run_id: &str, key: &str, value: &str) -> [Value; 3] {
    [key.into(), value.into(), run_id.into()]
}

fn insert() -> InsertStatement {
    Query::insert()
        .into_table(Params::Table)
        .columns([Params::Key, Params::Value, Params::RunUuid])
        .on_conflict(
            OnConflict::columns([Params::Key, Params::RunUuid])
                .do_nothing()
                .to_owned(),
        )
        .to_owned()
}

/// A database that takes keys for the same which differ in case has another key in the place of this one.
fn not_stored(key: &str) -> Error {
    Error::invalid_parameter_value(format!(
        "the param '{key}' was not stored: the run has a param whose key the database takes for the same"
    ))
}
