//! Datasets are read.

use crate::sql::execute::Tx;
use crate::sql::row::Row;
use crate::sql::search_pages::chunks;
use mlflow_core::datasets::{DatasetTags, tags_json};
use mlflow_core::entities::EvaluationDataset;
use mlflow_core::{Error, Result, refusals};
use sea_query::{Expr, ExprTrait, LockType, Query, SelectStatement};
use std::collections::HashMap;

/// What [`from_row`] reads.
pub(super) const COLUMNS: [&str; 9] = [
    "dataset_id",
    "name",
    "schema",
    "profile",
    "digest",
    "created_time",
    "last_update_time",
    "created_by",
    "last_updated_by",
];

pub(super) fn from_row(row: &Row<'_>) -> Result<EvaluationDataset> {
    Ok(EvaluationDataset {
        dataset_id: row.string(0)?,
        name: row.string(1)?,
        schema: row.optional_string(2)?,
        profile: row.optional_string(3)?,
        digest: row.string_or_empty(4)?,
        created_time: row.optional_integer(5)?.unwrap_or_default(),
        last_update_time: row.optional_integer(6)?.unwrap_or_default(),
        created_by: row.optional_string(7)?,
        last_updated_by: row.optional_string(8)?,
        ..EvaluationDataset::default()
    })
}

fn select(dataset_id: &str) -> SelectStatement {
    Query::select()
        .columns(COLUMNS)
        .from("evaluation_datasets")
        .and_where(Expr::col("dataset_id").eq(dataset_id))
        .to_owned()
}

/// Reads a dataset with its tags.
pub(super) async fn require(tx: &mut Tx<'_>, dataset_id: &str) -> Result<EvaluationDataset> {
    one(
        tx,
        dataset_id,
        select(dataset_id),
        refusals::evaluation_dataset_not_found,
    )
    .await
}

/// Reads a dataset with its tags, and locks it until the end of the transaction.
///
/// One that is not there is refused in the words of the operation.
pub(super) async fn lock(
    tx: &mut Tx<'_>,
    dataset_id: &str,
    refusal: fn(&str) -> Error,
) -> Result<EvaluationDataset> {
    let query = select(dataset_id).lock(LockType::Update).to_owned();
    one(tx, dataset_id, query, refusal).await
}

async fn one(
    tx: &mut Tx<'_>,
    dataset_id: &str,
    query: SelectStatement,
    refusal: fn(&str) -> Error,
) -> Result<EvaluationDataset> {
    let found: Vec<_> = tx.row(&query, from_row).await?.into_iter().collect();
    let found = with_tags(tx, found).await?.pop();
    found.ok_or_else(|| refusal(dataset_id))
}

/// Adds their tags to datasets.
pub(super) async fn with_tags(
    tx: &mut Tx<'_>,
    mut datasets: Vec<EvaluationDataset>,
) -> Result<Vec<EvaluationDataset>> {
    let mut tags: HashMap<String, DatasetTags> = HashMap::new();
    for ids in chunks(datasets.iter().map(|dataset| dataset.dataset_id.as_str())) {
        let query = Query::select()
            .columns(["dataset_id", "key", "value"])
            .from("evaluation_dataset_tags")
            .and_where(Expr::col("dataset_id").is_in(ids))
            .to_owned();
        tx.rows(&query, |row| {
            let of_dataset = tags.entry(row.string(0)?).or_default();
            of_dataset.insert(row.string(1)?, row.optional_string(2)?);
            Ok(())
        })
        .await?;
    }
    for dataset in &mut datasets {
        let of_dataset = tags.remove(&dataset.dataset_id).unwrap_or_default();
        dataset.tags = Some(tags_json(&of_dataset));
    }
    Ok(datasets)
}
