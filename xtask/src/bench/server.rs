//! `cargo xtask bench server`: rounds of our server, official MLflow's of two releases and fasttrackml under the same load, each
//! with SQLite on one disk.

mod contender;
mod load;
mod memory;
mod originals;
mod process;
mod replicas;
mod round;
mod workers;

use std::time::Duration;

use anyhow::{Context, Result};
use serde_json::{Map, Value, json};

use super::figure_list;
use super::figures::{self, Figure};
use super::programs::{Programs, empty_folder};
use super::samples::Samples;
use crate::workspace::Workspace;
use contender::Contender;
use load::{Failures, Load};
use round::Round;

/// Connections of the load, each with one request at a time.
const CONNECTIONS: usize = 16;

/// What can be measured by itself.
#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Topic {
    LogMetric,
    LogBatch,
    CreateRun,
    SearchRuns,
    GetRun,
    MetricHistory,
    /// A large artifact in and out, and the memory that it takes
    Artifacts,
    /// From the start of the process to its first answer
    Start,
    /// Idle, and after all that was measured
    Memory,
    /// Two of our servers on one database of PostgreSQL
    TwoServers,
}

#[derive(clap::Args)]
pub(crate) struct Options {
    /// How often everything is measured
    #[arg(long, default_value_t = 3)]
    rounds: u32,
    /// One round with a second for each item, a tenth of the artifact, and two workers of official MLflow: shows that it works
    #[arg(long)]
    quick: bool,
    /// Measures only these, with commas between
    #[arg(long, value_enum, value_delimiter = ',')]
    only: Vec<Topic>,
}

impl Options {
    fn has(&self, topic: Topic) -> bool {
        self.only.is_empty() || self.only.contains(&topic)
    }

    fn load(&self) -> Load {
        match self.quick {
            true => Load {
                connections: CONNECTIONS,
                seconds: 1.0,
                artifact_bytes: 100_000_000,
            },
            false => Load {
                connections: CONNECTIONS,
                seconds: 5.0,
                artifact_bytes: 1_000_000_000,
            },
        }
    }
}

/// Measures, prints a table and writes `bench/server.json` in the target folder.
pub(crate) fn run(workspace: &Workspace, options: &Options) -> Result<()> {
    let rounds = if options.quick { 1 } else { options.rounds };
    let folder = workspace.target.join("bench").join("server");
    let programs = Programs::prepare(workspace, &folder)?;
    empty_folder(&folder)?;
    let load = options.load();
    let mut contenders = contender::all(workspace, &programs);
    originals::make(&programs, &contenders, &folder)?;
    if !options.quick {
        workers::choose(&programs, &mut contenders, &folder, &load)?;
    }
    let (mut samples, mut failures) = (Samples::default(), Failures::default());
    for number in 1..=rounds {
        println!("round {number} of {rounds}");
        let mut round = Round {
            options,
            load: &load,
            programs: &programs,
            folder: &folder,
            samples: &mut samples,
            failures: &mut failures,
        };
        round
            .all(&contenders)
            .with_context(|| format!("round {number}"))?;
    }
    std::fs::remove_dir_all(&folder).context("cannot remove the databases")?;
    let measured: Vec<Figure> = figure_list::server()
        .into_iter()
        .filter(|figure| figure.has_samples(&samples))
        .collect();
    figures::print(&samples, &measured);
    failures.print();
    let file = folder.with_extension("json");
    let all = json!({
        "rounds": rounds,
        "connections": load.connections,
        "seconds_per_item": load.seconds,
        "artifact_bytes": load.artifact_bytes,
        "cores": std::thread::available_parallelism().map_or(0, usize::from),
        "workers": workers_of(&contenders),
        "figures": figures::to_json(&samples, &measured),
        "failures": failures.to_json(),
        "samples": samples.to_json(),
    });
    std::fs::write(&file, format!("{all:#}\n"))
        .with_context(|| format!("cannot write {}", file.display()))?;
    println!("\nwritten to {}", file.display());
    Ok(())
}

fn workers_of(contenders: &[Contender]) -> Value {
    let workers = contenders
        .iter()
        .filter_map(|contender| Some((contender.name.to_owned(), json!(contender.workers?))));
    Value::Object(workers.collect::<Map<_, _>>())
}

/// Lets the disk come to rest, so that no server pays for what another one wrote.
fn settle() {
    // Elsewhere than on Unix there is only the pause.
    let _ = std::process::Command::new("sync").status();
    std::thread::sleep(Duration::from_millis(300));
}
