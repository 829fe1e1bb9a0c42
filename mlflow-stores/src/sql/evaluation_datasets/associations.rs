//! Which experiments a dataset belongs to.

use crate::sql::execute::Tx;
use crate::sql::search_pages::chunks;
use mlflow_core::Result;
use mlflow_core::validation::experiment_number;
use sea_query::{DeleteStatement, Expr, ExprTrait, OnConflict, Order, Query};

const KEY: [&str; 4] = ["source_type", "source_id", "destination_type", "destination_id"];
pub(in crate::sql) const DATASET: &str = "evaluation_dataset";
pub(in crate::sql) const EXPERIMENT: &str = "experiment";

/// Tells whether there is an experiment, deleted or not.
pub(super) async fn has_experiment(tx: &mut Tx<'_>, experiment_id: &str) -> Result<bool> {
    let Ok(number) = experiment_number(experiment_id) else {
        return Ok(false);
    };
    let query = Query::select()
        .column("experiment_id")
        .from("experiments")
        .and_where(Expr::col("experiment_id").eq(number))
        .to_owned();
    Ok(tx.row(&query, |_| Ok(())).await?.is_some())
}

/// Lets a dataset belong to experiments; it may belong to some already.
pub(super) async fn add(
    tx: &mut Tx<'_>,
    dataset_id: &str,
    experiment_ids: &[String],
    now: i64,
) -> Result<()> {
    let insert = Query::insert()
        .into_table("entity_associations")
        .columns(KEY.into_iter().chain(["association_id", "created_time"]))
        .on_conflict(OnConflict::columns(KEY).do_nothing().to_owned())
        .to_owned();
    let rows = experiment_ids.iter().map(|id| {
        vec![
            DATASET.into(),
            dataset_id.into(),
            EXPERIMENT.into(),
            id.as_str().into(),
            format!("a-{}", uuid::Uuid::new_v4().simple()).into(),
            now.into(),
        ]
    });
    tx.insert_all(insert, rows.collect()).await.map(|_| ())
}

/// Lets a dataset belong to none of some experiments, and tells how many it belonged to.
pub(super) async fn remove(tx: &mut Tx<'_>, dataset_id: &str, experiment_ids: &[String]) -> Result<u64> {
    let mut removed = 0;
    for ids in chunks(experiment_ids.iter().map(String::as_str)) {
        let mut delete = of("source_type", "source_id", dataset_id);
        delete
            .and_where(Expr::col("destination_type").eq(EXPERIMENT))
            .and_where(Expr::col("destination_id").is_in(ids));
        removed += tx.execute(&delete).await?;
    }
    Ok(removed)
}

/// Deletes all that says something of a dataset.
pub(super) async fn forget(tx: &mut Tx<'_>, dataset_id: &str) -> Result<()> {
    tx.execute(&of("source_type", "source_id", dataset_id)).await?;
    tx.execute(&of("destination_type", "destination_id", dataset_id))
        .await?;
    Ok(())
}

fn of(kind: &'static str, id: &'static str, dataset_id: &str) -> DeleteStatement {
    Query::delete()
        .from_table("entity_associations")
        .and_where(Expr::col(kind).eq(DATASET))
        .and_where(Expr::col(id).eq(dataset_id))
        .to_owned()
}

/// Reads which experiments a dataset belongs to.
pub(super) async fn experiments(tx: &mut Tx<'_>, dataset_id: &str) -> Result<Vec<String>> {
    let query = Query::select()
        .column("destination_id")
        .from("entity_associations")
        .and_where(Expr::col("source_type").eq(DATASET))
        .and_where(Expr::col("source_id").eq(dataset_id))
        .and_where(Expr::col("destination_type").eq(EXPERIMENT))
        .order_by("destination_id", Order::Asc)
        .to_owned();
    tx.rows(&query, |row| row.string(0)).await
}
