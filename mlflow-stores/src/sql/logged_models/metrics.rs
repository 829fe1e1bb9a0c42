//! Metrics of runs that tell about logged models.

use super::read;
use crate::sql::execute::Tx;
use crate::sql::metrics::stored;
use crate::sql::tables::LoggedModelMetrics as Table;
use mlflow_core::entities::Metric;
use mlflow_core::{Result, refusals};
use sea_query::{Expr, ExprTrait, InsertStatement, OnConflict, Query, SelectStatement, Value};

const KEY: [Table; 5] = [
    Table::ModelId,
    Table::MetricName,
    Table::MetricTimestampMs,
    Table::MetricStep,
    Table::RunId,
];

/// Logs those points that name a model; a point again changes nothing, another value in its place is refused.
pub(crate) async fn log(tx: &mut Tx<'_>, run_id: &str, experiment_id: i64, metrics: &[Metric]) -> Result<()> {
    let of_models = metrics
        .iter()
        .filter_map(|metric| Some((metric.model_id.as_deref().filter(|id| !id.is_empty())?, metric)));
    let mut known = None;
    for (model_id, metric) in of_models {
        if known != Some(model_id) {
            read::experiment_of(tx, model_id).await?;
            known = Some(model_id);
        }
        let row = row(model_id, run_id, experiment_id, metric);
        if tx.insert_all(insert(), vec![row]).await? == 1 {
            continue;
        }
        let there = tx.row(&select(model_id, run_id, metric), read::point).await?;
        if there.is_some_and(|there| !is_same(&there, metric)) {
            return Err(refusals::logged_model_metric_changed(
                model_id,
                run_id,
                &metric.key,
            ));
        }
    }
    Ok(())
}

fn is_same(there: &Metric, metric: &Metric) -> bool {
    there.value == stored(metric.value)
        && there.dataset_name == metric.dataset_name
        && there.dataset_digest == metric.dataset_digest
}

pub(super) fn insert() -> InsertStatement {
    let more = [
        Table::MetricValue,
        Table::ExperimentId,
        Table::DatasetName,
        Table::DatasetDigest,
    ];
    Query::insert()
        .into_table(Table::Table)
        .columns(KEY.into_iter().chain(more))
        .on_conflict(OnConflict::columns(KEY).do_nothing().to_owned())
        .to_owned()
}

pub(super) fn row(model_id: &str, run_id: &str, experiment_id: i64, metric: &Metric) -> Vec<Value> {
    vec![
        model_id.into(),
        metric.key.as_str().into(),
        metric.timestamp.into(),
        metric.step.into(),
        run_id.into(),
        stored(metric.value).into(),
        experiment_id.into(),
        metric.dataset_name.clone().into(),
        metric.dataset_digest.clone().into(),
    ]
}

/// Selects the point that stands in the place of another.
fn select(model_id: &str, run_id: &str, metric: &Metric) -> SelectStatement {
    Query::select()
        .columns(read::POINT)
        .from(Table::Table)
        .and_where(Expr::col(Table::ModelId).eq(model_id))
        .and_where(Expr::col(Table::MetricName).eq(metric.key.as_str()))
        .and_where(Expr::col(Table::MetricTimestampMs).eq(metric.timestamp))
        .and_where(Expr::col(Table::MetricStep).eq(metric.step))
        .and_where(Expr::col(Table::RunId).eq(run_id))
        .to_owned()
}
