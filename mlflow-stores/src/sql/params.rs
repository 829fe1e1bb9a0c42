//! Parameters in SQL: written once.

use super::execute::Tx;
use super::tables::Params;
use mlflow_core::entities::Param;
use mlflow_core::{Error, Result, refusals};
use sea_query::{Expr, ExprTrait, InsertStatement, OnConflict, Query, Value};
use std::collections::{BTreeSet, HashMap};

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
    let of_run: Vec<_> = params.iter().map(|param| (run_id, param)).collect();
    if insert_new(tx, &of_run).await? {
        return Ok(());
    }
    let stored = all_stored(tx, &of_run).await?;
    let mut changed = Vec::new();
    for Param { key, value } in params {
        match stored.get(&(run_id.to_owned(), key.clone())) {
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

/// Logs params of several runs, and tells whether all of them have these values now.
pub(super) async fn log_of_runs(tx: &mut Tx<'_>, params: &[(&str, &Param)]) -> Result<bool> {
    if insert_new(tx, params).await? {
        return Ok(true);
    }
    let stored = all_stored(tx, params).await?;
    let is_stored = |(run_id, param): &(&str, &Param)| {
        let value = stored.get(&((*run_id).to_owned(), param.key.clone()));
        value.is_some_and(|value| *value == param.value)
    };
    Ok(params.iter().all(is_stored))
}

/// Inserts the params that are not there yet, and tells whether that was every one.
async fn insert_new(tx: &mut Tx<'_>, params: &[(&str, &Param)]) -> Result<bool> {
    if params.is_empty() {
        return Ok(true);
    }
    let mut sorted = params.to_vec();
    sorted.sort_by_key(|(run_id, param)| (*run_id, &param.key));
    let rows: Vec<_> = sorted
        .into_iter()
        .map(|(run_id, param)| row(run_id, &param.key, &param.value).to_vec())
        .collect();
    Ok(tx.insert_all(insert(), rows).await? == params.len() as u64)
}

/// Reads the values of params, by run and key; there may be some of other runs and keys among them.
async fn all_stored(tx: &mut Tx<'_>, params: &[(&str, &Param)]) -> Result<HashMap<(String, String), String>> {
    let runs: BTreeSet<_> = params.iter().map(|(run_id, _)| *run_id).collect();
    let keys: BTreeSet<_> = params.iter().map(|(_, param)| param.key.as_str()).collect();
    let query = Query::select()
        .columns([Params::RunUuid, Params::Key, Params::Value])
        .from(Params::Table)
        .and_where(Expr::col(Params::Key).is_in(keys))
        .and_where(Expr::col(Params::RunUuid).is_in(runs))
        .to_owned();
    let stored = tx
        .rows(&query, |row| {
            Ok(((row.string(0)?, row.string(1)?), row.string(2)?))
        })
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
