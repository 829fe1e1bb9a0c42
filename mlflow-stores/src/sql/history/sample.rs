//! Samples of long histories: one statement for all runs that are compared.

use super::{COLUMNS, points, with_run_id};
use crate::sql::execute::Tx;
use crate::sql::search_pages::chunks;
use crate::sql::tables::Metrics;
use mlflow_core::Result;
use mlflow_core::contract::runs::GetMetricHistoryBulkInterval;
use mlflow_core::entities::MetricWithRunId;
use sea_query::{
    Alias, Cond, Expr, ExprTrait, Func, Order, OverStatement, Query, SelectStatement, WindowStatement,
};
use std::collections::HashMap;

const MOST_IN_SAMPLE: i32 = 2_500;
const ORDER: [Metrics; 4] = [Metrics::Step, Metrics::Timestamp, Metrics::Value, Metrics::IsNan];

/// A point of a sample, and whether it is there for being the first of a bucket, not only the last of its run.
struct Sampled {
    point: MetricWithRunId,
    is_first: bool,
}

/// Reads points of a metric of several runs, evenly spread over the points of each run, with the
/// first and the last one.
pub(in crate::sql) async fn sample(
    tx: &mut Tx<'_>,
    request: GetMetricHistoryBulkInterval,
) -> Result<Vec<MetricWithRunId>> {
    let most = Ord::max(request.max_results.unwrap_or(MOST_IN_SAMPLE), 1);
    let mut of_runs: HashMap<String, Vec<Sampled>> = HashMap::new();
    for run_ids in chunks(request.run_ids.iter().map(String::as_str)) {
        let mut matching = points(&request.metric_key);
        matching.and_where(Expr::col(Metrics::RunUuid).is_in(run_ids));
        if let (Some(start), Some(end)) = (request.start_step, request.end_step) {
            matching.and_where(Expr::col(Metrics::Step).between(start, end));
        }
        let read = |row: &crate::sql::Row<'_>| {
            let (point, is_first) = (with_run_id(row)?, row.integer(6)? == 1);
            Ok(Sampled { point, is_first })
        };
        for sampled in tx.rows(&firsts_and_last(matching, most), read).await? {
            of_runs
                .entry(sampled.point.run_id.clone())
                .or_default()
                .push(sampled);
        }
    }
    let most = usize::try_from(most).unwrap_or(usize::MAX);
    let of_run = |run_id: &String| of_runs.get(run_id).map(|sampled| cut(sampled, most));
    Ok(request.run_ids.iter().filter_map(of_run).flatten().collect())
}

/// Takes the points of a run. Where a full sample does not hold the last one, it takes the place of the one before.
fn cut(sampled: &[Sampled], most: usize) -> Vec<MetricWithRunId> {
    let mut kept: Vec<_> = sampled.iter().map(|sampled| sampled.point.clone()).collect();
    if sampled.last().is_some_and(|last| !last.is_first) && kept.len() > most {
        kept.remove(kept.len() - 2);
    }
    kept
}

/// Divides the points of each run into buckets of equal size, and selects the first point of each and the last of all.
fn firsts_and_last(matching: SelectStatement, buckets: i32) -> SelectStatement {
    let [bucketed, ranked, bucket, rank, rank_from_end] =
        ["bucketed", "ranked", "bucket", "rank_in_bucket", "rank_from_end"].map(Alias::new);
    let of_run = |order: Order| {
        let mut window = WindowStatement::partition_by(Metrics::RunUuid);
        for column in ORDER {
            window.order_by(column, order.clone());
        }
        window
    };
    let number = || Func::cust("row_number");
    let mut of_buckets = matching;
    of_buckets
        .expr_window_as(
            Func::cust("ntile").arg(buckets),
            of_run(Order::Asc),
            bucket.clone(),
        )
        .expr_window_as(number(), of_run(Order::Desc), rank_from_end.clone());
    let mut in_bucket = of_run(Order::Asc);
    OverStatement::partition_by(&mut in_bucket, bucket);
    let of_ranks = Query::select()
        .columns(COLUMNS)
        .column(rank_from_end.clone())
        .expr_window_as(number(), in_bucket, rank.clone())
        .from_subquery(of_buckets, bucketed)
        .take();
    let mut selected = Query::select();
    selected
        .columns(COLUMNS)
        .column(rank.clone())
        .from_subquery(of_ranks, ranked)
        .cond_where(
            Cond::any()
                .add(Expr::col(rank).eq(1))
                .add(Expr::col(rank_from_end).eq(1)),
        )
        .order_by(Metrics::RunUuid, Order::Asc);
    for column in ORDER {
        selected.order_by(column, Order::Asc);
    }
    selected
}
