//! Metrics in SQL: every point once, and the latest point of each key.

use super::execute::Tx;
use super::logged_models;
use super::row::Row;
use super::search::Dialect;
use super::tables::{LatestMetrics, Metrics};
use mlflow_core::Result;
use mlflow_core::entities::Metric;
use sea_query::{Expr, InsertStatement, OnConflict, Query, Value};
use std::collections::HashMap;

/// Reads a point from the columns run, key, value, timestamp, step and is_nan.
pub(super) fn from_row(row: &Row<'_>) -> Result<Metric> {
    let value = if row.boolean(5)? { f64::NAN } else { row.double(2)? };
    Ok(Metric::new(
        row.text(1)?,
        value,
        row.optional_integer(3)?.unwrap_or_default(),
        row.integer(4)?,
    ))
}

pub(super) async fn log(tx: &mut Tx<'_>, run_id: &str, experiment_id: i64, metrics: &[Metric]) -> Result<()> {
    let points: Vec<_> = metrics.iter().map(|metric| (run_id, metric)).collect();
    log_of_runs(tx, &points).await?;
    logged_models::log_metrics(tx, run_id, experiment_id, metrics).await
}

/// Logs points of several runs, without regard to the models that they may name.
pub(super) async fn log_of_runs(tx: &mut Tx<'_>, points: &[(&str, &Metric)]) -> Result<()> {
    if points.is_empty() {
        return Ok(());
    }
    let rows = in_order_of_keys(points).into_iter().map(point).collect();
    tx.insert_all(insert_points(), rows).await?;
    let latest = latest_by_key(points).into_iter().map(point).collect();
    tx.insert_all(upsert_latest(tx.dialect()), latest)
        .await
        .map(|_| ())
}

/// Returns the points in the order of runs and keys, so that all writers lock in the same order.
fn in_order_of_keys<'p>(points: &[(&'p str, &'p Metric)]) -> Vec<(&'p str, &'p Metric)> {
    let mut sorted = points.to_vec();
    sorted.sort_by(|(run_a, a), (run_b, b)| {
        let order = (run_a, &a.key, a.timestamp, a.step).cmp(&(run_b, &b.key, b.timestamp, b.step));
        order.then_with(|| stored(a.value).total_cmp(&stored(b.value)))
    });
    sorted
}

/// Returns the latest point of each key of each run, by run and key, so that all writers lock in the same order.
fn latest_by_key<'p>(points: &[(&'p str, &'p Metric)]) -> Vec<(&'p str, &'p Metric)> {
    if let [only] = points {
        return vec![*only];
    }
    let mut latest: HashMap<(&str, &str), &Metric> = HashMap::with_capacity(points.len());
    for (run_id, metric) in points.iter().copied() {
        latest
            .entry((run_id, &metric.key))
            .and_modify(|l| {
                if metric.is_after(l) {
                    *l = metric
                }
            })
            .or_insert(metric);
    }
    let mut latest: Vec<_> = latest.into_iter().collect();
    latest.sort_unstable_by_key(|(key, _)| *key);
    latest
        .into_iter()
        .map(|((run_id, _), metric)| (run_id, metric))
        .collect()
}

/// The values of a point, in the column order of both tables of points.
fn point((run_id, metric): (&str, &Metric)) -> Vec<Value> {
    vec![
        metric.key.as_str().into(),
        stored(metric.value).into(),
        metric.timestamp.into(),
        run_id.into(),
        metric.step.into(),
        metric.value.is_nan().into(),
    ]
}

/// SQL databases keep no NaN and no infinities: NaN is 0 with a flag, an infinity the greatest number.
pub(super) fn stored(value: f64) -> f64 {
    if value.is_nan() {
        0.0
    } else {
        value.clamp(f64::MIN, f64::MAX)
    }
}

fn insert_points() -> InsertStatement {
    let columns = [
        Metrics::Key,
        Metrics::Value,
        Metrics::Timestamp,
        Metrics::RunUuid,
        Metrics::Step,
        Metrics::IsNan,
    ];
    Query::insert()
        .into_table(Metrics::Table)
        .columns(columns)
        .on_conflict(OnConflict::columns(columns).do_nothing().to_owned())
        .to_owned()
}

fn upsert_latest(dialect: Dialect) -> InsertStatement {
    use LatestMetrics as Latest;
    let mut replace = OnConflict::columns([Latest::Key, Latest::RunUuid]);
    match dialect {
        Dialect::Sqlite | Dialect::Postgres => {
            let later = "(excluded.step, excluded.timestamp, excluded.value) > \
                         (latest_metrics.step, latest_metrics.timestamp, latest_metrics.value)";
            replace
                .update_columns([Latest::Value, Latest::Timestamp, Latest::Step, Latest::IsNan])
                .action_and_where(Expr::cust(later));
        }
        Dialect::MySql => {
            // Assignments see those before them: in this order the comparison stays true to the end.
            for (column, name) in [
                (Latest::IsNan, "is_nan"),
                (Latest::Value, "value"),
                (Latest::Timestamp, "timestamp"),
                (Latest::Step, "step"),
            ] {
                let if_later = format!(
                    "IF((VALUES(`step`), VALUES(`timestamp`), VALUES(`value`)) > (`step`, `timestamp`, `value`), \
                     VALUES(`{name}`), `{name}`)"
                );
                replace.value(column, Expr::cust(if_later));
            }
        }
    }
    Query::insert()
        .into_table(Latest::Table)
        .columns([
            Latest::Key,
            Latest::Value,
            Latest::Timestamp,
            Latest::RunUuid,
            Latest::Step,
            Latest::IsNan,
        ])
        .on_conflict(replace)
        .to_owned()
}
