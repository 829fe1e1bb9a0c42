//! Metric histories in SQL.

mod sample;

pub(super) use sample::sample;

use super::execute::Tx;
use super::metrics::from_row;
use super::row::Row;
use super::search_pages::next_page_token;
use super::tables::Metrics;
use mlflow_core::Result;
use mlflow_core::contract::runs::{GetMetricHistory, GetMetricHistoryBulk, GetMetricHistoryResponse};
use mlflow_core::entities::{Metric, MetricWithRunId};
use mlflow_core::search::PageToken;
use sea_query::{Expr, ExprTrait, Order, Query, SelectStatement};

const MOST_IN_BULK: i64 = 25_000;

/// Reads every point of a metric of a run, or a page of them.
pub(super) async fn of_run(tx: &mut Tx<'_>, request: GetMetricHistory) -> Result<GetMetricHistoryResponse> {
    let token = PageToken::parse(&request.page_token)?;
    let mut query = points(&request.metric_key);
    query
        .and_where(Expr::col(Metrics::RunUuid).eq(request.run_id.as_str()))
        .order_by(Metrics::Timestamp, Order::Asc)
        .order_by(Metrics::Step, Order::Asc)
        .order_by(Metrics::Value, Order::Asc)
        .offset(token.skip());
    match request.max_results {
        Some(most) => query.limit(most.unsigned_abs() + 1),
        None => query.limit(i64::MAX.unsigned_abs()),
    };
    let mut metrics = tx.rows(&query, from_row).await?;
    let most = request
        .max_results
        .and_then(|most| usize::try_from(most).ok())
        .unwrap_or(usize::MAX);
    let next_page_token = next_page_token(token, most, &mut metrics);
    Ok(GetMetricHistoryResponse {
        metrics,
        next_page_token,
    })
}

/// Reads the points of a metric of several runs.
pub(super) async fn of_runs(tx: &mut Tx<'_>, request: GetMetricHistoryBulk) -> Result<Vec<MetricWithRunId>> {
    let most = request.max_results.unwrap_or(MOST_IN_BULK).clamp(0, MOST_IN_BULK);
    let query = points(&request.metric_key)
        .and_where(Expr::col(Metrics::RunUuid).is_in(request.run_id.iter().map(String::as_str)))
        .order_by(Metrics::RunUuid, Order::Asc)
        .order_by(Metrics::Timestamp, Order::Asc)
        .order_by(Metrics::Step, Order::Asc)
        .order_by(Metrics::Value, Order::Asc)
        .limit(most.unsigned_abs())
        .to_owned();
    tx.rows(&query, with_run_id).await
}

const COLUMNS: [Metrics; 6] = [
    Metrics::RunUuid,
    Metrics::Key,
    Metrics::Value,
    Metrics::Timestamp,
    Metrics::Step,
    Metrics::IsNan,
];

fn points(key: &str) -> SelectStatement {
    Query::select()
        .columns(COLUMNS)
        .from(Metrics::Table)
        .and_where(Expr::col(Metrics::Key).eq(key))
        .to_owned()
}

fn with_run_id(row: &Row<'_>) -> Result<MetricWithRunId> {
    let Metric {
        key,
        value,
        timestamp,
        step,
        ..
    } = from_row(row)?;
    Ok(MetricWithRunId {
        key,
        value,
        timestamp,
        step,
        run_id: row.string(0)?,
    })
}
