//! Load for servers of MLflow's REST API: one kind of request over some connections, each with one request at a time.
//!
//! One generator for all servers and items, in place of `wrk`, which tells a request's status to slow Lua scripts alone,
//! cannot send a body of a gigabyte, and would be one more program to install. It runs on one thread, so that it takes one core
//! at most of those that the server could use.

mod artifact;
mod connection;
mod prepare;
mod report;
mod work;

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use tokio::task::JoinSet;

use connection::Connection;
use report::{Answered, Report};
use work::Work;

/// Fewer answers tell little, so that slow servers get more time.
const LEAST_ANSWERS: u32 = 20;
const LONGEST: Duration = Duration::from_secs(60);
/// After a failure, so that a server that is gone does not make millions of them.
const PAUSE: Duration = Duration::from_millis(10);

/// What is asked for.
#[derive(Clone, Copy, clap::ValueEnum)]
pub(crate) enum Item {
    /// One point of a metric, each connection in a run of its own
    LogMetric,
    /// Batches of 1000 metrics, each connection in a run of its own
    LogBatch,
    /// New runs
    CreateRun,
    /// The first 100 runs by a metric; needs the rows of `fill-runs`
    SearchRuns,
    /// Runs of 20 metrics and 20 parameters
    GetRun,
    /// A metric of 10,000 points
    MetricHistory,
    /// Sends an artifact, once
    ArtifactPut,
    /// Reads that artifact, once
    ArtifactGet,
    /// The path of load balancers, which needs no database
    Health,
}

/// Where the load goes, and how much.
#[derive(clap::Args)]
pub(crate) struct Options {
    /// A server, as host:port; connections are spread over several
    #[arg(long = "address", required = true)]
    addresses: Vec<String>,
    #[arg(long, value_enum)]
    item: Item,
    #[arg(long, default_value_t = 16)]
    connections: usize,
    /// How long answers are counted, after a tenth of it to warm up
    #[arg(long, default_value_t = 5.0)]
    seconds: f64,
    /// The size of the artifact
    #[arg(long, default_value_t = 1_000_000_000)]
    bytes: u64,
}

/// Makes what the requests are about, sends them, and prints a JSON line.
pub(crate) fn run(options: &Options) -> Result<()> {
    ensure!(
        options.seconds > 0.0 && options.connections > 0,
        "the load needs time and connections"
    );
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    let line = runtime.block_on(async {
        let first = options.addresses.first().context("no address")?;
        match options.item {
            Item::ArtifactPut => artifact::put(first, options.bytes).await,
            Item::ArtifactGet => artifact::get(first, options.bytes).await,
            item => {
                let work = prepare::work(first, item, options.connections).await?;
                Ok(load(options, work).await?.to_json(work::name_of(item))?)
            }
        }
    })?;
    println!("{line}");
    Ok(())
}

/// Sends requests until the time is over. Those that are on their way then are waited for and not counted, so that the
/// server is free for what comes next.
async fn load(options: &Options, work: Work) -> Result<Report> {
    let warm_up = Duration::from_secs_f64(options.seconds / 10.0);
    let end = warm_up + Duration::from_secs_f64(options.seconds);
    let work = Arc::new(work);
    let counted = Arc::new(AtomicU32::new(0));
    let started = Instant::now();
    let mut tasks = JoinSet::new();
    let addresses = options.addresses.iter().cycle();
    for (number, address) in addresses.take(options.connections).enumerate() {
        let mut connection = Connection::to(address);
        let (work, counted) = (Arc::clone(&work), Arc::clone(&counted));
        tasks.spawn(async move {
            let mut answered = Answered::default();
            for index in 0.. {
                let sent = started.elapsed();
                let is_enough = counted.load(Ordering::Relaxed) >= LEAST_ANSWERS || sent >= LONGEST;
                if sent >= end && is_enough {
                    break;
                }
                let outcome = connection.drain(&work.call(number, index)).await;
                let done = started.elapsed();
                match outcome {
                    Ok(_) => {
                        counted.fetch_add(u32::from(done > warm_up), Ordering::Relaxed);
                        answered.add(done, done.saturating_sub(sent));
                    }
                    Err(error) => {
                        answered.fail(&error);
                        tokio::time::sleep(PAUSE).await;
                    }
                }
            }
            answered
        });
    }
    let mut answered = Answered::default();
    while let Some(one) = tasks.join_next().await {
        answered.join(one.context("a connection panicked")?);
    }
    Report::of(answered, warm_up, end)
}
