//! Metric histories in SQL.

use super::execute::Tx;
use super::metrics::from_row;
use super::row::Row;
use super::search_pages::next_page_token;
use super::tables::Metrics;
use mlflow_core::Result;
use mlflow_core::contract::runs::{
    GetMetricHistory, GetMetricHistoryBulk, GetMetricHistoryBulkInterval, GetMetricHistoryResponse,
};
use mlflow_core::entities::{Metric, MetricWithRunId};
use mlflow_core::search::PageToken;
use sea_query::{Alias, Expr, ExprTrait, Func, Order, Query, SelectStatement, WindowStatement};

const MOST_IN_BULK: i64 = 25_000;
const MOST_IN_SAMPLE: i32 = 2_500;

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

/// Reads points of a metric of several runs, evenly spread over the points of each run, with the
/// first and the last one.
pub(super) async fn sample(
    tx: &mut Tx<'_>,
    request: GetMetricHistoryBulkInterval,
) -> Result<Vec<MetricWithRunId>> {
    let most = Ord::max(request.max_results.unwrap_or(MOST_IN_SAMPLE), 1);
    let mut sampled = Vec::new();
    for run_id in &request.run_ids {
        let mut matching = points(&request.metric_key);
        matching.and_where(Expr::col(Metrics::RunUuid).eq(run_id.as_str()));
        if let (Some(start), Some(end)) = (request.start_step, request.end_step) {
            matching.and_where(Expr::col(Metrics::Step).between(start, end));
        }
        let mut of_run = tx
            .rows(&first_of_each_bucket(matching.clone(), most), with_run_id)
            .await?;
        let last = tx
            .rows(&ordered(matching, Order::Desc).limit(1).to_owned(), with_run_id)
            .await?
            .pop();
        let ends_elsewhere = last
            .as_ref()
            .is_some_and(|last| of_run.last().is_none_or(|end| !same(end, last)));
        if let Some(last) = last.filter(|_| ends_elsewhere) {
            if of_run.len() >= usize::try_from(most).unwrap_or(usize::MAX) {
                of_run.pop();
            }
            of_run.push(last);
        }
        sampled.append(&mut of_run);
    }
    Ok(sampled)
}

fn same(a: &MetricWithRunId, b: &MetricWithRunId) -> bool {
    (a.step, a.timestamp, a.value.to_bits()) == (b.step, b.timestamp, b.value.to_bits())
}

/// Divides the points into buckets of equal size, and selects the first point of each.
fn first_of_each_bucket(matching: SelectStatement, buckets: i32) -> SelectStatement {
    let [bucketed, ranked, bucket, rank] = ["bucketed", "ranked", "bucket", "rank_in_bucket"].map(Alias::new);
    let in_order = |mut window: WindowStatement| {
        for column in ORDER {
            window.order_by(column, Order::Asc);
        }
        window
    };
    let mut of_buckets = matching;
    of_buckets.expr_window_as(
        Func::cust("ntile").arg(buckets),
        in_order(WindowStatement::new()),
        bucket.clone(),
    );
    let mut of_ranks = Query::select();
    of_ranks
        .columns(COLUMNS)
        .expr_window_as(
            Func::cust("row_number"),
            in_order(WindowStatement::partition_by(bucket)),
            rank.clone(),
        )
        .from_subquery(of_buckets, bucketed);
    let mut firsts = Query::select();
    firsts
        .columns(COLUMNS)
        .from_subquery(of_ranks, ranked)
        .and_where(Expr::col(rank).eq(1));
    ordered(firsts, Order::Asc)
}

const COLUMNS: [Metrics; 6] = [
    Metrics::RunUuid,
    Metrics::Key,
    Metrics::Value,
    Metrics::Timestamp,
    Metrics::Step,
    Metrics::IsNan,
];

const ORDER: [Metrics; 4] = [Metrics::Step, Metrics::Timestamp, Metrics::Value, Metrics::IsNan];

fn ordered(mut query: SelectStatement, order: Order) -> SelectStatement {
    for column in ORDER {
        query.order_by(column, order.clone());
    }
    query
}

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
