//! Parameters in SQL: written once.

use super::execute::Tx;
use super::tables::Params;
use mlflow_core::entities::Param;
use mlflow_core::{Result, refusals};
use sea_query::{Expr, ExprTrait, InsertStatement, OnConflict, Query};

pub(super) async fn log_one(tx: &mut Tx<'_>, run_id: &str, key: &str, value: &str) -> Result<()> {
    if tx.execute(&insert(run_id, key, value)).await? == 1 {
        return Ok(());
    }
    match stored(tx, run_id, key).await? {
        Some(old) if old != value => Err(refusals::param_changed(run_id, key, &old, value)),
        _ => Ok(()),
    }
}

pub(super) async fn log(tx: &mut Tx<'_>, run_id: &str, params: &[Param]) -> Result<()> {
    let mut changed = Vec::new();
    for Param { key, value } in params {
        if tx.execute(&insert(run_id, key, value)).await? == 1 {
            continue;
        }
        if let Some(old) = stored(tx, run_id, key).await?.filter(|old| old != value) {
            changed.push((key.as_str(), old, value.as_str()));
        }
    }
    if changed.is_empty() {
        return Ok(());
    }
    let changed: Vec<_> = changed
        .iter()
        .map(|(key, old, new)| (*key, old.as_str(), *new))
        .collect();
    Err(refusals::params_changed(run_id, &changed))
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

fn insert(run_id: &str, key: &str, value: &str) -> InsertStatement {
    Query::insert()
        .into_table(Params::Table)
        .columns([Params::Key, Params::Value, Params::RunUuid])
        .values_panic([key.into(), value.into(), run_id.into()])
        .on_conflict(
            OnConflict::columns([Params::Key, Params::RunUuid])
                .do_nothing()
                .to_owned(),
        )
        .to_owned()
}
