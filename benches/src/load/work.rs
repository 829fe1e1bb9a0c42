//! The requests of each item.

use std::fmt::Write;

use super::Item;
use super::connection::Call;

/// Points of a batch, each of another metric.
pub(super) const BATCH: usize = 1000;
/// The runs of a page.
pub(super) const PAGE: usize = 100;
pub(super) const METRICS: usize = 20;

const TIME: u64 = 1_700_000_000_000;

/// An item with the runs that it is about.
pub(super) enum Work {
    /// A run for each connection.
    LogMetric(Vec<String>),
    /// A run for each connection.
    LogBatch(Vec<String>),
    CreateRun,
    SearchRuns,
    GetRun(Vec<String>),
    MetricHistory(String),
    Health,
}

/// The name of an item in the answers of this program.
pub(super) fn name_of(item: Item) -> &'static str {
    match item {
        Item::LogMetric => "log_metric",
        Item::LogBatch => "log_batch",
        Item::CreateRun => "create_run",
        Item::SearchRuns => "search_runs",
        Item::GetRun => "get_run",
        Item::MetricHistory => "metric_history",
        Item::ArtifactPut => "artifact_put",
        Item::ArtifactGet => "artifact_get",
        Item::Health => "health",
    }
}

pub(super) fn path(operation: &str) -> String {
    format!("/api/2.0/mlflow/{operation}")
}

impl Work {
    /// The request number `index` of a connection; no two that write are the same.
    pub(super) fn call(&self, connection: usize, index: u64) -> Call {
        match self {
            Self::LogMetric(runs) => {
                let body = format!(
                    r#"{{"run_id":"{}","key":"loss","value":{},"timestamp":{},"step":{index}}}"#,
                    one_of(runs, connection as u64),
                    value(index),
                    TIME + index,
                );
                Call::post(path("runs/log-metric"), body)
            }
            Self::LogBatch(runs) => {
                let body = batch(one_of(runs, connection as u64), BATCH, |key| (key, index));
                Call::post(path("runs/log-batch"), body)
            }
            Self::CreateRun => Call::post(path("runs/create"), create_run(connection, index)),
            Self::SearchRuns => Call::post(path("runs/search"), search_runs()),
            Self::GetRun(runs) => {
                let run = one_of(runs, connection as u64 + index);
                Call::get(format!("{}?run_id={run}", path("runs/get")))
            }
            Self::MetricHistory(run) => Call::get(format!(
                "{}?run_id={run}&metric_key=m0",
                path("metrics/get-history")
            )),
            Self::Health => Call::get("/health"),
        }
    }
}

pub(super) fn create_run(connection: usize, index: u64) -> String {
    format!(
        r#"{{"experiment_id":"0","run_name":"run {connection} {index}","start_time":{},"tags":[{{"key":"mlflow.user","value":"bench"}},{{"key":"mlflow.source.name","value":"train.py"}}]}}"#,
        TIME + index
    )
}

/// Points of metrics, whose keys and steps `point` tells.
pub(super) fn batch(run: &str, points: usize, point: impl Fn(u64) -> (u64, u64)) -> String {
    let mut body = format!(r#"{{"run_id":"{run}","metrics":["#);
    for number in 0..points as u64 {
        let (key, step) = point(number);
        let comma = if number == 0 { "" } else { "," };
        // Writing to a string cannot fail.
        let _ = write!(
            body,
            r#"{comma}{{"key":"m{key}","value":{},"timestamp":{},"step":{step}}}"#,
            value(number + step),
            TIME + step,
        );
    }
    body.push_str("]}");
    body
}

fn search_runs() -> String {
    format!(
        r#"{{"experiment_ids":["0"],"filter":"metrics.m0 < 0.9","order_by":["metrics.m0 ASC"],"max_results":{PAGE}}}"#
    )
}

/// A number of many digits, as losses are.
fn value(index: u64) -> f64 {
    1.0 / (index as f64 + 3.0)
}

fn one_of(runs: &[String], index: u64) -> &str {
    usize::try_from(index % runs.len().max(1) as u64)
        .ok()
        .and_then(|index| runs.get(index))
        .map_or("", String::as_str)
}
