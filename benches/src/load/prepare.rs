//! Makes by REST what the requests of an item are about, and looks at one answer.

use anyhow::{Context, Result, ensure};
use serde_json::Value;

use super::Item;
use super::connection::{Call, Connection};
use super::work::{BATCH, METRICS, PAGE, Work, batch, create_run, path};

/// The runs that are read in turns.
const RUNS: usize = 20;
const POINTS: usize = 10_000;

/// Returns an item that is ready for its load: its first answer has the content that was asked for.
pub(super) async fn work(address: &str, item: Item, connections: usize) -> Result<Work> {
    let mut connection = Connection::to(address);
    let work = match item {
        Item::LogMetric => Work::LogMetric(runs(&mut connection, connections).await?),
        Item::LogBatch => Work::LogBatch(runs(&mut connection, connections).await?),
        Item::CreateRun => Work::CreateRun,
        Item::SearchRuns => Work::SearchRuns,
        Item::GetRun => Work::GetRun(full_runs(&mut connection).await?),
        Item::MetricHistory => Work::MetricHistory(long_run(&mut connection).await?),
        Item::Health => Work::Health,
        Item::ArtifactPut | Item::ArtifactGet => anyhow::bail!("artifacts are sent and read once"),
    };
    if let Some((expected, list)) = content_of(&work) {
        let answer = connection.json(&work.call(0, 0)).await?;
        let found = answer.pointer(list).and_then(Value::as_array).map_or(0, Vec::len);
        ensure!(
            found == expected,
            "{found} items in the answer's `{list}`, {expected} expected"
        );
    }
    Ok(work)
}

/// How long which list of an answer has to be.
fn content_of(work: &Work) -> Option<(usize, &'static str)> {
    match work {
        Work::SearchRuns => Some((PAGE, "/runs")),
        Work::GetRun(_) => Some((METRICS, "/run/data/metrics")),
        Work::MetricHistory(_) => Some((POINTS, "/metrics")),
        Work::LogMetric(_) | Work::LogBatch(_) | Work::CreateRun | Work::Health => None,
    }
}

async fn runs(connection: &mut Connection, count: usize) -> Result<Vec<String>> {
    let mut runs = Vec::with_capacity(count);
    for number in 0..count {
        let call = Call::post(path("runs/create"), create_run(number, 0));
        let answer = connection.json(&call).await?;
        let id = answer
            .pointer("/run/info/run_id")
            .and_then(Value::as_str)
            .context("a new run has no id")?;
        runs.push(id.to_owned());
    }
    Ok(runs)
}

async fn full_runs(connection: &mut Connection) -> Result<Vec<String>> {
    let runs = runs(connection, RUNS).await?;
    for run in &runs {
        let metrics = batch(run, METRICS, |key| (key, 1));
        let params: Vec<String> = (0..METRICS)
            .map(|key| format!(r#"{{"key":"p{key}","value":"{key}"}}"#))
            .collect();
        let both = format!(
            r#"{},"params":[{}]}}"#,
            metrics.trim_end_matches('}'),
            params.join(",")
        );
        connection.json(&Call::post(path("runs/log-batch"), both)).await?;
    }
    Ok(runs)
}

async fn long_run(connection: &mut Connection) -> Result<String> {
    let run = runs(connection, 1).await?.pop().context("no run was made")?;
    for first in (0..POINTS as u64).step_by(BATCH) {
        let points = batch(&run, BATCH, |number| (0, first + number));
        connection
            .json(&Call::post(path("runs/log-batch"), points))
            .await?;
    }
    Ok(run)
}
