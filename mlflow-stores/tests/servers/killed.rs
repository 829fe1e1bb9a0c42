//! The server itself is killed while programs write, and started again.

use crate::private::Private;
use crate::servers::{Admin, Engine, open};
use futures::future::{join, join_all, join3};
use mlflow_core::contract::runs::{CreateRun, SearchRuns};
use mlflow_core::entities::{Metric, Param};
use mlflow_core::{Client, ErrorCode, Result, Runs};
use std::collections::BTreeSet;
use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

const KILLS: usize = 4;
const IN_A_BATCH: usize = 100;

/// What is killed.
#[derive(Clone, Copy)]
enum Victim {
    /// The process that was started.
    Server,
    /// The process of one connection, for which PostgreSQL ends and repairs all others.
    Connection,
}

/// What a writer was told of its writes, by their numbers.
#[derive(Debug, Default)]
struct Told {
    acknowledged: BTreeSet<i64>,
    unsure: BTreeSet<i64>,
}

impl Told {
    fn note<T>(&mut self, number: i64, answer: Result<T>) {
        match answer {
            Ok(_) => _ = self.acknowledged.insert(number),
            Err(error) => {
                assert_eq!(error.code(), ErrorCode::TemporarilyUnavailable, "{error:?}");
                self.unsure.insert(number);
            }
        }
    }

    /// Compares with what is there: all that was acknowledged, nothing twice, and nothing that nobody wrote.
    fn check(&self, there: &[i64], what: &str) {
        let found: BTreeSet<i64> = there.iter().copied().collect();
        assert_eq!(found.len(), there.len(), "{what}: something is there twice");
        let lost: Vec<_> = self.acknowledged.difference(&found).collect();
        assert!(lost.is_empty(), "{what}: {lost:?} were acknowledged and are lost");
        let known: BTreeSet<i64> = self.acknowledged.union(&self.unsure).copied().collect();
        assert!(found.is_subset(&known), "{what}: {found:?} of {self:?}");
        assert!(
            self.acknowledged.len() > KILLS,
            "{what}: nearly nothing was written"
        );
    }
}

async fn nothing_is_lost_or_doubled(engine: Engine, victim: Victim) {
    let Some(mut server) = Private::started(engine).await else {
        return;
    };
    let uri = server.database("runs").await;
    let store = Arc::new(open(&uri).await);
    let client = &Client::from_store(store.clone());
    let batches_run = &new_run(client, "batches").await.unwrap();
    let points_run = &new_run(client, "points").await.unwrap();
    let stop = AtomicBool::new(false);
    let stop = &stop;
    let killing = async {
        for _ in 0..KILLS {
            pause(200, 700).await;
            match victim {
                Victim::Server => {
                    server.kill();
                    pause(0, 200).await;
                    server.start().await;
                }
                Victim::Connection => kill_connection(&uri).await,
            }
        }
        pause(200, 400).await;
        stop.store(true, Ordering::Relaxed);
    };
    let batches = until(stop, |number| log_batch(client, batches_run, number));
    let points = until(stop, |number| {
        client.log_metric(points_run, "point", (number as f64, number))
    });
    let made = until(stop, async |number| {
        let name = format!("made {number}");
        new_run(client, &name).await
    });
    let ((), told) = join(killing, join3(batches, points, made)).await;
    let (mut batches, mut points, mut made) = told;

    // The same client goes on.
    batches.note(-1, log_batch(client, batches_run, -1).await);
    points.note(-1, client.log_metric(points_run, "point", (-1.0, -1)).await);
    made.note(-1, new_run(client, "made -1").await);
    assert!(
        [&batches, &points, &made]
            .iter()
            .all(|told| told.acknowledged.contains(&-1))
    );

    batches.check(&whole_batches(client, batches_run).await, "batches");
    points.check(&steps(client, points_run, "point").await, "points");
    made.check(&numbers_of_runs(&*store).await, "runs");
}

/// Writes one thing after the other until it is told to stop.
async fn until<T>(stop: &AtomicBool, write: impl AsyncFn(i64) -> Result<T>) -> Told {
    let mut told = Told::default();
    let mut number = 0;
    while !stop.load(Ordering::Relaxed) {
        told.note(number, write(number).await);
        number += 1;
    }
    told
}

async fn pause(least: u64, most: u64) {
    let random = u64::from(uuid::Uuid::new_v4().as_fields().0);
    tokio::time::sleep(Duration::from_millis(least + random % (most - least))).await;
}

async fn kill_connection(uri: &str) {
    let mut admin = loop {
        match Admin::try_connect(Engine::Postgres, uri).await {
            Some(admin) => break admin,
            None => pause(10, 50).await,
        }
    };
    let workers =
        "SELECT pid::text FROM pg_stat_activity WHERE application_name = 'mlflow' ORDER BY state LIMIT 1";
    for pid in admin.texts(workers).await {
        let killed = Command::new("kill").args(["-9", &pid]).status().unwrap();
        assert!(killed.success());
    }
}

async fn new_run(client: &Client, name: &str) -> Result<String> {
    let request = CreateRun {
        experiment_id: "0".into(),
        run_name: name.to_owned(),
        ..CreateRun::default()
    };
    Ok(client.create_run(request).await?.id().to_owned())
}

async fn log_batch(client: &Client, run_id: &str, number: i64) -> Result<()> {
    let metrics = (0..IN_A_BATCH).map(|i| Metric::new(format!("m{i}"), 1.0, 1, number));
    let params = (0..IN_A_BATCH).map(|i| Param::new(format!("{number}/{i}"), "1"));
    client
        .log_batch(run_id, metrics.collect(), params.collect(), Vec::new())
        .await
}

/// Returns the numbers of the batches that are there, each with all of its rows.
async fn whole_batches(client: &Client, run_id: &str) -> Vec<i64> {
    let params = client.get_run(run_id).await.unwrap().data.params;
    let keys = params.iter().map(|param| param.key.split_once('/').unwrap().0);
    let mut of_params: Vec<i64> = keys.map(|number| number.parse().unwrap()).collect();
    of_params.sort();
    let rows: Vec<&[i64]> = of_params.chunk_by(|a, b| a == b).collect();
    assert!(
        rows.iter().all(|rows| rows.len() == IN_A_BATCH),
        "a batch is torn"
    );
    let there: Vec<i64> = rows.iter().map(|rows| rows[0]).collect();
    let metrics = (0..IN_A_BATCH).map(async |i| steps(client, run_id, &format!("m{i}")).await);
    for steps in join_all(metrics).await {
        assert_eq!(steps, there, "a batch is torn, or there twice");
    }
    there
}

async fn steps(client: &Client, run_id: &str, key: &str) -> Vec<i64> {
    let points = client.get_metric_history(run_id, key).await.unwrap();
    let mut steps: Vec<i64> = points.iter().map(|point| point.step).collect();
    steps.sort();
    steps
}

async fn numbers_of_runs(store: &dyn Runs) -> Vec<i64> {
    let request = SearchRuns {
        experiment_ids: vec!["0".into()],
        filter: "attributes.run_name LIKE 'made %'".into(),
        max_results: Some(50_000),
        ..SearchRuns::default()
    };
    let runs = store.search_runs(request).await.unwrap().runs;
    let names = runs
        .iter()
        .map(|run| run.info.run_name.strip_prefix("made ").unwrap());
    names.map(|number| number.parse().unwrap()).collect()
}

///
#[tokio::test]
async fn postgres_is_killed() {
    nothing_is_lost_or_doubled(Engine::Postgres, Victim::Server).await;
}

///
#[tokio::test]
async fn a_process_of_postgres_is_killed() {
    nothing_is_lost_or_doubled(Engine::Postgres, Victim::Connection).await;
}

///
#[tokio::test]
async fn mariadb_is_killed() {
    nothing_is_lost_or_doubled(Engine::MySql, Victim::Server).await;
}
