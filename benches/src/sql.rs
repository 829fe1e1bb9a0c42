//! The items of `python/sql.py`, through our API: many writers, and searches in large databases.

use std::sync::Barrier;
use std::time::Instant;

use anyhow::{Context, Result, ensure};
use mlflow::{BlockingClient, Client};
use mlflow_core::StoreUri;
use mlflow_core::search::PageToken;
use mlflow_stores::sql::upgrade::indexes;
use serde_json::json;

use crate::measure::measure;

const WRITERS: u32 = 16;
const BATCH: u32 = 100;
const PAGE: usize = 100;

/// How often each item is done; the same counts go to official MLflow.
#[derive(clap::Args)]
pub(crate) struct Writes {
    /// A database without runs
    #[arg(long)]
    uri: String,
    /// Batches of each writer
    #[arg(long)]
    batches: u32,
    /// Single metrics of each writer
    #[arg(long)]
    metrics: u32,
}

/// Sixteen writers at once, each with a run of its own.
pub(crate) fn write(counts: &Writes) -> Result<()> {
    let client = Client::new(&counts.uri)?.blocking();
    let experiment = client.create_experiment("bench writers")?;
    at_once(
        &client,
        &experiment,
        "log_batch_100_by_16",
        counts.batches,
        |client, run, index| {
            let metrics = (0..BATCH).map(|key| {
                (
                    format!("metric_{key}"),
                    (f64::from(key) + f64::from(index) / 7.0, i64::from(index)),
                )
            });
            Ok(client.log_metrics(run, metrics)?)
        },
    )?;
    at_once(
        &client,
        &experiment,
        "log_metric_by_16",
        counts.metrics,
        |client, run, index| {
            Ok(client.log_metric(run, "loss", (1.0 / f64::from(index + 1), i64::from(index)))?)
        },
    )
}

fn at_once(
    client: &BlockingClient,
    experiment: &str,
    item: &str,
    operations: u32,
    operation: impl Fn(&BlockingClient, &str, u32) -> Result<()> + Sync,
) -> Result<()> {
    let ready = Barrier::new(WRITERS as usize + 1);
    std::thread::scope(|scope| {
        let writers: Vec<_> = (0..WRITERS)
            .map(|_| {
                let run = client.create_run(mlflow::CreateRun {
                    experiment_id: experiment.to_owned(),
                    ..Default::default()
                });
                let (operation, ready) = (&operation, &ready);
                scope.spawn(move || -> Result<()> {
                    let run = run.map(|run| run.id().to_owned());
                    let warm = run.as_ref().map(|run| operation(client, run, 0));
                    ready.wait();
                    if let Ok(warm) = warm {
                        warm?;
                    }
                    let run = run?;
                    (1..=operations).try_for_each(|index| operation(client, &run, index))
                })
            })
            .collect();
        ready.wait();
        let started = Instant::now();
        for writer in writers {
            writer.join().ok().context("a writer panicked")??;
        }
        let count = operations * WRITERS;
        let seconds_per_op = started.elapsed().as_secs_f64() / f64::from(count);
        println!(
            "{}",
            json!({ "item": item, "seconds_per_op": seconds_per_op, "operations": count })
        );
        Ok(())
    })
}

/// Searches for pages of 100 runs by a metric.
#[derive(clap::Args)]
pub(crate) struct Searches {
    /// Made by `fill-runs`
    #[arg(long)]
    uri: String,
    /// How many runs it holds
    #[arg(long)]
    runs: u32,
    #[arg(long)]
    searches: u32,
    /// Also times this page, counted from 1
    #[arg(long)]
    page: Option<u32>,
    /// Also times the first page with the indexes of `mlflow db index`, which are dropped again
    #[arg(long)]
    indexed: bool,
}

/// Times the first page, and the page that is asked for.
pub(crate) fn search(options: &Searches) -> Result<()> {
    let client = Client::new(&options.uri)?;
    let page = |token: &str| -> Result<(usize, String)> {
        let request = mlflow_core::contract::runs::SearchRuns {
            experiment_ids: vec!["0".into()],
            filter: "metrics.m0 < 0.9".into(),
            order_by: vec!["metrics.m0 ASC".into()],
            max_results: Some(i64::try_from(PAGE)?),
            page_token: token.to_owned(),
            ..Default::default()
        };
        let answer = mlflow_core::blocking::run(async { client.store().await?.search_runs(request).await })?;
        Ok((answer.runs.len(), answer.next_page_token))
    };
    let thousands = options.runs / 1000;
    let first = |item: &str| {
        measure(item, options.searches, 2, |_| {
            let (found, _) = page("")?;
            ensure!(found == PAGE, "{found} runs found, {PAGE} expected");
            Ok(())
        })
    };
    first(&format!("search_{thousands}k"))?;
    if options.indexed {
        let uri = StoreUri::parse(&options.uri)?;
        mlflow_core::blocking::run(indexes::make(&uri, &mut || ()))?;
        let measured = first(&format!("search_{thousands}k_indexed"));
        mlflow_core::blocking::run(indexes::drop(&uri, &mut || ()))?;
        measured?;
    }
    let Some(number) = options.page else {
        return Ok(());
    };
    let before = i64::from(number - 1) * i64::try_from(PAGE)?;
    let token = PageToken::at(before).to_string();
    measure(
        &format!("search_{thousands}k_page_{number}"),
        options.searches,
        0,
        |_| {
            let (found, _) = page(&token)?;
            ensure!(found == PAGE, "{found} runs found, {PAGE} expected");
            Ok(())
        },
    )
}
