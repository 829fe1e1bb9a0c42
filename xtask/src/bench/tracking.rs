//! `cargo xtask bench tracking`: rounds of our API, bare SQLite and official MLflow in turns, each in fresh
//! databases of one disk.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};
use serde_json::json;

use super::figure_list::TRACKING;
use super::programs::{Programs, collect, empty_folder, option};
use super::samples::{Samples, Side};
use super::{databases, figures, whole_process};
use crate::python::MLFLOW_3;
use crate::workspace::Workspace;

#[derive(clap::Args)]
pub(crate) struct Options {
    /// How often everything is measured
    #[arg(long, default_value_t = 5)]
    rounds: u32,
    /// One round with a quarter of the operations and without the 100,000 runs: shows that it works
    #[arg(long)]
    quick: bool,
}

/// Everything that a round needs.
struct Bench {
    programs: Programs,
    /// `--metrics 400 …`, the same for both sides.
    counts: Vec<(&'static str, u32)>,
    folder: PathBuf,
    with_100k: bool,
    samples: Samples,
}

/// Measures, prints a table and writes `bench/tracking.json` in the target folder.
pub(crate) fn run(workspace: &Workspace, options: &Options) -> Result<()> {
    let (rounds, share) = if options.quick {
        (1, 4)
    } else {
        (options.rounds, 1)
    };
    let counts = [
        ("metrics", 400),
        ("params", 400),
        ("runs", 80),
        ("batches", 8),
        ("searches", 4),
    ];
    let folder = workspace.target.join("bench").join("tracking");
    let mut bench = Bench {
        programs: Programs::prepare(workspace, &folder)?,
        counts: counts
            .iter()
            .map(|(name, count)| (*name, count / share))
            .collect(),
        folder,
        with_100k: !options.quick,
        samples: Samples::default(),
    };
    empty_folder(&bench.folder)?;
    databases::make(&bench.programs, &bench.folder, bench.with_100k)?;
    for round in 1..=rounds {
        println!("round {round} of {rounds}");
        bench.round().with_context(|| format!("round {round}"))?;
    }
    std::fs::remove_dir_all(&bench.folder).context("cannot remove the databases")?;
    figures::print(&bench.samples, &TRACKING);
    let file = bench.folder.with_extension("json");
    std::fs::write(&file, format!("{:#}\n", bench.to_json(rounds)))
        .with_context(|| format!("cannot write {}", file.display()))?;
    println!("\nwritten to {}", file.display());
    Ok(())
}

impl Bench {
    fn round(&mut self) -> Result<()> {
        let folder = self.folder.join("round");
        empty_folder(&folder)?;
        let ours = self.with_counts(
            self.programs.ours("tracking"),
            &folder.join("ours.db"),
            "10000.db",
        );
        self.collect(ours, Side::Ours)?;
        let mut bare = self.programs.ours("bare");
        option(&mut bare, "database", folder.join("bare.db"));
        for (name, count) in self
            .counts
            .iter()
            .filter(|(name, _)| ["metrics", "batches"].contains(name))
        {
            option(&mut bare, name, count.to_string());
        }
        self.collect(bare, Side::Bare)?;
        let official = self.programs.official("tracking.py");
        let official = self.with_counts(official, &folder.join("official.db"), "10000-official.db");
        self.collect(official, Side::Official)?;
        if self.with_100k {
            let mut search = self.programs.ours("search");
            option(&mut search, "search-database", self.folder.join("100000.db"));
            option(&mut search, "searches", "4");
            option(&mut search, "item", "search_100k");
            self.collect(search, Side::Ours)?;
        }
        whole_process::measure(&self.programs, &folder, &mut self.samples)
    }

    fn collect(&mut self, mut command: Command, side: Side) -> Result<()> {
        collect(&mut command, side, &mut self.samples)
    }

    fn with_counts(&self, mut command: Command, database: &Path, search_database: &str) -> Command {
        option(&mut command, "database", database);
        option(&mut command, "search-database", self.folder.join(search_database));
        option(&mut command, "artifacts", self.folder.join("artifacts"));
        for (name, count) in &self.counts {
            option(&mut command, name, count.to_string());
        }
        command
    }

    fn to_json(&self, rounds: u32) -> serde_json::Value {
        let counts: serde_json::Map<_, _> = self
            .counts
            .iter()
            .map(|(name, count)| ((*name).to_owned(), json!(count)))
            .collect();
        json!({
            "rounds": rounds,
            "operations_per_round": counts,
            "official_version": MLFLOW_3.version,
            "figures": figures::to_json(&self.samples, &TRACKING),
            "samples": self.samples.to_json(),
        })
    }
}
