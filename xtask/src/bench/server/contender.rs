//! The servers that are compared, and how each is started.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use anyhow::{Context, Result};

use super::process::Running;
use crate::bench::programs::{Programs, option};
use crate::bench::samples::Side;
use crate::python::{self, FASTTRACKML, MLFLOW_2, MLFLOW_3, Release};
use crate::servers::free_port;
use crate::workspace::Workspace;

/// A server with its program.
pub(super) struct Contender {
    pub(super) side: Side,
    pub(super) name: &'static str,
    program: PathBuf,
    /// Processes that answer, where that is a choice.
    pub(super) workers: Option<u32>,
}

/// Finds the servers. One that cannot be installed here is named and left out.
pub(super) fn all(workspace: &Workspace, programs: &Programs) -> Vec<Contender> {
    let ours = programs.mlflow().context("there is no `mlflow` binary");
    let python = |release: &Release| python::find(workspace, release);
    let found = [
        (
            Side::Ours,
            "our server",
            ours.map(|mlflow| PathBuf::from(mlflow.get_program())),
            None,
        ),
        (
            Side::Official,
            "official MLflow 3.17.2",
            python(&MLFLOW_3),
            Some(2),
        ),
        (
            Side::OfficialTwo,
            "official MLflow 2.22.5",
            python(&MLFLOW_2),
            Some(2),
        ),
        (
            Side::FastTrackMl,
            "fasttrackml 0.6.0",
            python(&FASTTRACKML).map(|python| {
                let program = python.with_file_name("fml");
                program.with_extension(std::env::consts::EXE_EXTENSION)
            }),
            None,
        ),
    ];
    let mut contenders = Vec::new();
    for (side, name, program, workers) in found {
        match program {
            Ok(program) => contenders.push(Contender {
                side,
                name,
                program,
                workers,
            }),
            Err(why) => println!("{name} is left out: {why:#}"),
        }
    }
    contenders
}

impl Contender {
    /// Whether its tables are MLflow's, so that rows can be put into them.
    pub(super) fn has_tables_of_mlflow(&self) -> bool {
        self.side != Side::FastTrackMl
    }

    /// Starts the server with a SQLite database, which need not exist, and an empty folder for artifacts beside it.
    pub(super) fn start(&self, programs: &Programs, database: &Path) -> Result<Running> {
        // Only official MLflow's URIs have a slash before the path.
        let slash = if self.has_tables_of_mlflow() { "/" } else { "" };
        self.start_at(
            programs,
            &format!("sqlite://{slash}{}", database.display()),
            database,
        )
    }

    /// Starts the server with a database of any kind; artifacts and the log go beside `place`.
    pub(super) fn start_at(&self, programs: &Programs, uri: &str, place: &Path) -> Result<Running> {
        let artifacts = place.with_extension("artifacts");
        std::fs::create_dir_all(&artifacts)
            .with_context(|| format!("cannot make {}", artifacts.display()))?;
        let port = free_port()?;
        let mut command = self.command(programs, uri, &artifacts, port);
        let limit = Duration::from_secs(if self.side == Side::Ours { 30 } else { 180 });
        Running::start(&mut command, port, &place.with_extension("log"), limit)
            .with_context(|| self.name.to_owned())
    }

    fn command(&self, programs: &Programs, uri: &str, artifacts: &Path, port: u16) -> Command {
        let mut command = programs.command(&self.program);
        if self.side == Side::FastTrackMl {
            // A line for each request would cost it time.
            command.args(["server", "--log-level", "warn"]);
            option(&mut command, "database-uri", uri);
            option(&mut command, "default-artifact-root", artifacts);
            option(&mut command, "listen-address", format!("127.0.0.1:{port}"));
            return command;
        }
        if let Some(workers) = self.workers {
            command.args(["-m", "mlflow", "server", "--workers", &workers.to_string()]);
            command.env("MLFLOW_DISABLE_TELEMETRY", "true");
        } else {
            command.arg("server");
        }
        option(&mut command, "backend-store-uri", uri);
        option(&mut command, "artifacts-destination", artifacts);
        option(&mut command, "host", "127.0.0.1");
        option(&mut command, "port", port.to_string());
        command
    }
}
