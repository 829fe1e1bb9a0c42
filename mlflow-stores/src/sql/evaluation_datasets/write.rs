//! Datasets and their tags are written and deleted.

use super::associations;
use crate::sql::execute::Tx;
use mlflow_core::Result;
use mlflow_core::datasets::DatasetTags;
use mlflow_core::entities::EvaluationDataset;
use sea_query::{Expr, ExprTrait, OnConflict, Query};

pub(super) async fn insert(tx: &mut Tx<'_>, dataset: &EvaluationDataset) -> Result<()> {
    let insert = Query::insert()
        .into_table("evaluation_datasets")
        .columns(super::read::COLUMNS)
        .to_owned();
    let row = vec![
        dataset.dataset_id.as_str().into(),
        dataset.name.as_str().into(),
        dataset.schema.clone().into(),
        dataset.profile.clone().into(),
        dataset.digest.as_str().into(),
        dataset.created_time.into(),
        dataset.last_update_time.into(),
        dataset.created_by.clone().into(),
        dataset.last_updated_by.clone().into(),
    ];
    tx.insert_all(insert, vec![row]).await.map(|_| ())
}

/// Writes what records and experiments change of a dataset.
pub(super) async fn update(tx: &mut Tx<'_>, dataset: &EvaluationDataset) -> Result<()> {
    let update = Query::update()
        .table("evaluation_datasets")
        .value("schema", dataset.schema.clone())
        .value("profile", dataset.profile.clone())
        .value("digest", dataset.digest.as_str())
        .value("last_update_time", dataset.last_update_time)
        .value("last_updated_by", dataset.last_updated_by.clone())
        .and_where(Expr::col("dataset_id").eq(dataset.dataset_id.as_str()))
        .to_owned();
    tx.execute(&update).await.map(|_| ())
}

/// Writes tags over those of the same keys.
pub(super) async fn tags(tx: &mut Tx<'_>, dataset_id: &str, tags: DatasetTags) -> Result<()> {
    let upsert = Query::insert()
        .into_table("evaluation_dataset_tags")
        .columns(["dataset_id", "key", "value"])
        .on_conflict(
            OnConflict::columns(["dataset_id", "key"])
                .update_column("value")
                .to_owned(),
        )
        .to_owned();
    let row = |(key, value): (String, Option<String>)| vec![dataset_id.into(), key.into(), value.into()];
    tx.insert_all(upsert, tags.into_iter().map(row).collect())
        .await
        .map(|_| ())
}

pub(super) async fn delete_tag(tx: &mut Tx<'_>, dataset_id: &str, key: &str) -> Result<()> {
    let delete = Query::delete()
        .from_table("evaluation_dataset_tags")
        .and_where(Expr::col("dataset_id").eq(dataset_id))
        .and_where(Expr::col("key").eq(key))
        .to_owned();
    tx.execute(&delete).await.map(|_| ())
}

/// Deletes a dataset and what it belongs to; the database deletes its records and tags.
pub(super) async fn delete(tx: &mut Tx<'_>, dataset_id: &str) -> Result<()> {
    let delete = Query::delete()
        .from_table("evaluation_datasets")
        .and_where(Expr::col("dataset_id").eq(dataset_id))
        .to_owned();
    tx.execute(&delete).await?;
    associations::forget(tx, dataset_id).await
}
