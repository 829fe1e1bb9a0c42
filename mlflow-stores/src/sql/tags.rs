//! Tags of runs in SQL.

use super::execute::Tx;
use super::runs;
use super::tables::Tags;
use mlflow_core::contract::runs::SetTag;
use mlflow_core::entities::RunTag;
use mlflow_core::model_history::{self, MODEL_HISTORY};
use mlflow_core::names::RUN_NAME;
use mlflow_core::validation::Validate;
use mlflow_core::{Result, refusals};
use sea_query::{Expr, ExprTrait, OnConflict, Query};
use std::collections::BTreeMap;

/// Writes tags; the tag of the name renames the run, unless it is empty.
pub(super) async fn set(tx: &mut Tx<'_>, run_id: &str, tags: &[RunTag]) -> Result<()> {
    let is_kept = |tag: &&RunTag| tag.key != RUN_NAME || !tag.value.is_empty();
    let tags: Vec<_> = tags.iter().filter(is_kept).collect();
    if let Some(name) = tags.iter().rfind(|tag| tag.key == RUN_NAME) {
        runs::set_name(tx, run_id, &name.value).await?;
    }
    write(tx, run_id, tags).await
}

/// Writes rows of tags, and nothing else; of several tags of one key the last one counts.
pub(super) async fn write<'t>(
    tx: &mut Tx<'_>,
    run_id: &str,
    tags: impl IntoIterator<Item = &'t RunTag>,
) -> Result<()> {
    let of_run: Vec<_> = tags.into_iter().map(|tag| (run_id, tag)).collect();
    write_of_runs(tx, &of_run).await
}

/// Writes rows of tags of several runs, as [`write`] does.
pub(super) async fn write_of_runs(tx: &mut Tx<'_>, tags: &[(&str, &RunTag)]) -> Result<()> {
    if tags.is_empty() {
        return Ok(());
    }
    let last: BTreeMap<(&str, &str), &str> = tags
        .iter()
        .map(|(run_id, tag)| ((*run_id, tag.key.as_str()), tag.value.as_str()))
        .collect();
    let rows = last
        .into_iter()
        .map(|((run_id, key), value)| vec![key.into(), value.into(), run_id.into()])
        .collect();
    let upsert = Query::insert()
        .into_table(Tags::Table)
        .columns([Tags::Key, Tags::Value, Tags::RunUuid])
        .on_conflict(
            OnConflict::columns([Tags::Key, Tags::RunUuid])
                .update_column(Tags::Value)
                .to_owned(),
        )
        .to_owned();
    tx.insert_all(upsert, rows).await.map(|_| ())
}

pub(super) async fn delete(tx: &mut Tx<'_>, run_id: &str, key: &str) -> Result<()> {
    let delete = Query::delete()
        .from_table(Tags::Table)
        .and_where(Expr::col(Tags::Key).eq(key))
        .and_where(Expr::col(Tags::RunUuid).eq(run_id))
        .to_owned();
    match tx.execute(&delete).await? {
        0 => Err(refusals::tag_not_found(key, run_id)),
        _ => Ok(()),
    }
}

/// Appends a model of the old kind to the list that the run's tag holds.
pub(super) async fn add_logged_model(tx: &mut Tx<'_>, run_id: String, model_json: String) -> Result<()> {
    runs::require_active(tx, &run_id).await?;
    runs::lock(tx, &run_id).await?;
    let query = Query::select()
        .column(Tags::Value)
        .from(Tags::Table)
        .and_where(Expr::col(Tags::Key).eq(MODEL_HISTORY))
        .and_where(Expr::col(Tags::RunUuid).eq(run_id.as_str()))
        .to_owned();
    let before = tx.row(&query, |row| row.string_or_empty(0)).await?;
    let value = model_history::appended(before.as_deref(), &model_json)?;
    let tag = SetTag {
        run_id,
        key: MODEL_HISTORY.into(),
        value,
    }
    .validated()?;
    write(tx, &tag.run_id, &[RunTag::new(tag.key, tag.value)]).await
}
