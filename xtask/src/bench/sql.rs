//! `cargo xtask bench sql`: many writers, large searches and calls of the registry on PostgreSQL, and upgrades, us and
//! official MLflow in turns.

mod registry;
mod upgrades;

use std::process::Command;

use anyhow::{Context, Result};
use serde_json::json;

use super::figure_list::SQL;
use super::figures;
use super::postgres::Postgres;
use super::programs::{Programs, collect, empty_folder, option};
use super::samples::{Samples, Side};
use crate::command::capture;
use crate::python::MLFLOW_3;
use crate::servers::Servers;
use crate::workspace::Workspace;
use upgrades::OldDatabases;

const SIZES: [u32; 2] = [10_000, 100_000];
/// A page in the middle of 100,000 runs, at 100 runs a page.
const DEEP_PAGE: u32 = 300;

#[derive(clap::Args)]
pub(crate) struct Options {
    /// How often everything is measured
    #[arg(long, default_value_t = 5)]
    rounds: u32,
    /// One round with a quarter of the operations, a tenth of the points and no upgrade from 2019: shows that it works
    #[arg(long)]
    quick: bool,
}

/// Measures, prints a table and writes `bench/sql.json` in the target folder.
pub(crate) fn run(workspace: &Workspace, options: &Options) -> Result<()> {
    let (rounds, share) = if options.quick {
        (1, 4)
    } else {
        (options.rounds, 1)
    };
    let folder = workspace.target.join("bench").join("sql");
    let programs = Programs::prepare(workspace, &folder)?;
    empty_folder(&folder)?;
    let mut servers = Servers::default();
    let server = Postgres(servers.postgres().context("the bench needs PostgreSQL")?);
    let mut samples = Samples::default();
    for runs in SIZES {
        println!("making a database of {runs} runs");
        let mut fill = programs.ours("fill-runs");
        option(&mut fill, "uri", server.new_database(&name_of(runs))?);
        option(&mut fill, "runs", runs.to_string());
        capture(&mut fill)?;
    }
    let old = OldDatabases::make(workspace, &programs, &server, &folder, options.quick)?;
    for round in 1..=rounds {
        println!("round {round} of {rounds}");
        let mut measured = Round {
            programs: &programs,
            server: &server,
            share,
            samples: &mut samples,
        };
        measured
            .writes_and_searches()
            .and_then(|()| measured.registry())
            .and_then(|()| measured.upgrades(&old, round == 1))
            .with_context(|| format!("round {round}"))?;
    }
    for name in SIZES.map(name_of).iter().map(String::as_str).chain([WRITES]) {
        server.drop_database(name)?;
    }
    old.remove(&server)?;
    figures::print(&samples, &SQL);
    let file = folder.with_extension("json");
    let all = json!({
        "rounds": rounds,
        "official_version": MLFLOW_3.version,
        "figures": figures::to_json(&samples, &SQL),
        "samples": samples.to_json(),
    });
    std::fs::write(&file, format!("{all:#}\n"))
        .with_context(|| format!("cannot write {}", file.display()))?;
    println!("\nwritten to {}", file.display());
    Ok(())
}

const WRITES: &str = "mlflow_bench_writes";

fn name_of(runs: u32) -> String {
    format!("mlflow_bench_{runs}_runs")
}

/// What one round works with.
struct Round<'r> {
    programs: &'r Programs,
    server: &'r Postgres,
    /// Only this part of the operations is done.
    share: u32,
    samples: &'r mut Samples,
}

impl Round<'_> {
    fn writes_and_searches(&mut self) -> Result<()> {
        let sides = [
            (
                Side::Ours,
                self.programs.ours("writes"),
                self.programs.ours("searches"),
            ),
            (
                Side::Official,
                self.programs.official("sql.py"),
                self.programs.official("sql.py"),
            ),
        ];
        for (side, mut writes, searches) in sides {
            if side == Side::Official {
                writes.arg("writes");
            }
            self.server.new_database(WRITES)?;
            option(&mut writes, "uri", self.server.sqlalchemy_uri_of(WRITES));
            option(&mut writes, "batches", (20 / self.share).to_string());
            option(&mut writes, "metrics", (80 / self.share).to_string());
            collect(&mut writes, side, self.samples)?;
            for runs in SIZES {
                let mut search = same_command(&searches);
                if side == Side::Official {
                    search.arg("searches");
                }
                option(&mut search, "uri", self.server.sqlalchemy_uri_of(&name_of(runs)));
                option(&mut search, "runs", runs.to_string());
                option(&mut search, "searches", (8 / self.share).to_string());
                if side == Side::Ours && runs == SIZES[1] {
                    option(&mut search, "page", DEEP_PAGE.to_string());
                    search.arg("--indexed");
                }
                collect(&mut search, side, self.samples)?;
            }
        }
        Ok(())
    }
}

/// A command that can be started once more.
fn same_command(command: &Command) -> Command {
    let mut same = Command::new(command.get_program());
    same.args(command.get_args());
    for (name, value) in command.get_envs() {
        match value {
            Some(value) => same.env(name, value),
            None => same.env_remove(name),
        };
    }
    if let Some(folder) = command.get_current_dir() {
        same.current_dir(folder);
    }
    same
}
