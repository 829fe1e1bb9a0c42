//! Parameters of logged models in SQL: written once.

use crate::sql::execute::Tx;
use crate::sql::tables::LoggedModelParams as Table;
use mlflow_core::entities::LoggedModelParameter;
use mlflow_core::{Result, refusals};
use sea_query::{Expr, ExprTrait, OnConflict, Query};
use std::collections::HashMap;

/// Writes parameters, each key once; the same value again changes nothing, another one is refused.
pub(super) async fn log(
    tx: &mut Tx<'_>,
    model_id: &str,
    experiment_id: i64,
    mut params: Vec<LoggedModelParameter>,
) -> Result<()> {
    params.sort_unstable_by(|a, b| a.key.cmp(&b.key));
    let insert = Query::insert()
        .into_table(Table::Table)
        .columns([
            Table::ModelId,
            Table::ExperimentId,
            Table::ParamKey,
            Table::ParamValue,
        ])
        .on_conflict(
            OnConflict::columns([Table::ModelId, Table::ParamKey])
                .do_nothing()
                .to_owned(),
        )
        .to_owned();
    let rows = params.iter().map(|param| {
        let (key, value) = (param.key.as_str(), param.value.as_str());
        vec![model_id.into(), experiment_id.into(), key.into(), value.into()]
    });
    if tx.insert_all(insert, rows.collect()).await? == params.len() as u64 {
        return Ok(());
    }
    let query = Query::select()
        .columns([Table::ParamKey, Table::ParamValue])
        .from(Table::Table)
        .and_where(Expr::col(Table::ModelId).eq(model_id))
        .to_owned();
    let stored = tx
        .rows(&query, |row| Ok((row.string(0)?, row.string(1)?)))
        .await?;
    let stored: HashMap<String, String> = stored.into_iter().collect();
    for LoggedModelParameter { key, value } in &params {
        if let Some(old) = stored.get(key).filter(|old| *old != value) {
            return Err(refusals::logged_model_param_changed(model_id, key, old, value));
        }
    }
    Ok(())
}
