//! Tags of logged models in SQL.

use crate::sql::execute::Tx;
use crate::sql::tables::LoggedModelTags as Table;
use mlflow_core::entities::LoggedModelTag;
use mlflow_core::{Result, refusals};
use sea_query::{Expr, ExprTrait, OnConflict, Query};
use std::collections::BTreeMap;

/// Writes tags; of two with one key the last one counts.
pub(super) async fn set(
    tx: &mut Tx<'_>,
    model_id: &str,
    experiment_id: i64,
    tags: Vec<LoggedModelTag>,
) -> Result<()> {
    let tags: BTreeMap<String, String> = tags.into_iter().map(|tag| (tag.key, tag.value)).collect();
    let upsert = Query::insert()
        .into_table(Table::Table)
        .columns([
            Table::ModelId,
            Table::ExperimentId,
            Table::TagKey,
            Table::TagValue,
        ])
        .on_conflict(
            OnConflict::columns([Table::ModelId, Table::TagKey])
                .update_column(Table::TagValue)
                .to_owned(),
        )
        .to_owned();
    let rows = tags
        .into_iter()
        .map(|(key, value)| vec![model_id.into(), experiment_id.into(), key.into(), value.into()]);
    tx.insert_all(upsert, rows.collect()).await.map(|_| ())
}

pub(super) async fn delete(tx: &mut Tx<'_>, model_id: &str, key: &str) -> Result<()> {
    let delete = Query::delete()
        .from_table(Table::Table)
        .and_where(Expr::col(Table::ModelId).eq(model_id))
        .and_where(Expr::col(Table::TagKey).eq(key))
        .to_owned();
    match tx.execute(&delete).await? {
        0 => Err(refusals::logged_model_tag_not_found(key, model_id)),
        _ => Ok(()),
    }
}
