//! `cargo xtask bench sql`: many writers and large searches on PostgreSQL, us and official MLflow in turns.

use std::process::Command;

use anyhow::{Context, Result};
use serde_json::json;

use super::figure_list::SQL;
use super::figures;
use super::programs::{Programs, collect, empty_folder, option};
use super::samples::{Samples, Side};
use crate::command::capture;
use crate::python::MLFLOW_3;
use crate::servers::Servers;
use crate::workspace::Workspace;

const SIZES: [u32; 2] = [10_000, 100_000];
/// A page in the middle of 100,000 runs, at 100 runs a page.
const DEEP_PAGE: u32 = 300;

#[derive(clap::Args)]
pub(crate) struct Options {
    /// How often everything is measured
    #[arg(long, default_value_t = 5)]
    rounds: u32,
    /// One round with a quarter of the operations: shows that it works
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
    let server = Server(servers.postgres().context("the bench needs PostgreSQL")?);
    let mut samples = Samples::default();
    for runs in SIZES {
        println!("making a database of {runs} runs");
        let mut fill = programs.ours("fill");
        option(&mut fill, "uri", server.new_database(&name_of(runs))?);
        option(&mut fill, "runs", runs.to_string());
        capture(&mut fill)?;
    }
    for round in 1..=rounds {
        println!("round {round} of {rounds}");
        measure(&programs, &server, share, &mut samples).with_context(|| format!("round {round}"))?;
    }
    for name in SIZES.map(name_of).iter().map(String::as_str).chain([WRITES]) {
        server.drop_database(name)?;
    }
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

fn measure(programs: &Programs, server: &Server, share: u32, samples: &mut Samples) -> Result<()> {
    let sides = [
        (Side::Ours, programs.ours("writes"), programs.ours("searches")),
        (
            Side::Official,
            programs.official("sql.py"),
            programs.official("sql.py"),
        ),
    ];
    for (side, mut writes, searches) in sides {
        if side == Side::Official {
            writes.arg("writes");
        }
        option(&mut writes, "uri", server.new_database(WRITES)?);
        option(&mut writes, "batches", (20 / share).to_string());
        option(&mut writes, "metrics", (80 / share).to_string());
        collect(&mut writes, side, samples)?;
        for runs in SIZES {
            let mut search = same_command(&searches);
            if side == Side::Official {
                search.arg("searches");
            }
            option(&mut search, "uri", server.uri_of(&name_of(runs)));
            option(&mut search, "runs", runs.to_string());
            option(&mut search, "searches", (8 / share).to_string());
            if side == Side::Ours && runs == SIZES[1] {
                option(&mut search, "page", DEEP_PAGE.to_string());
            }
            collect(&mut search, side, samples)?;
        }
    }
    Ok(())
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

/// A PostgreSQL server, by the URI of one of its databases.
struct Server(String);

impl Server {
    fn uri_of(&self, database: &str) -> String {
        let authority = self
            .0
            .rsplit_once('/')
            .map_or(self.0.as_str(), |(authority, _)| authority);
        format!("{authority}/{database}")
    }

    fn new_database(&self, name: &str) -> Result<String> {
        self.drop_database(name)?;
        self.psql(&format!("CREATE DATABASE {name}"))?;
        Ok(self.uri_of(name))
    }

    fn drop_database(&self, name: &str) -> Result<()> {
        self.psql(&format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)"))
    }

    fn psql(&self, sql: &str) -> Result<()> {
        capture(Command::new("psql").args([&self.0, "-q", "-c", sql])).map(|_| ())
    }
}
