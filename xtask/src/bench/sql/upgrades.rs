//! Upgrades of databases of an older MLflow that hold many points of metrics.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};
use serde_json::Value;

use super::Round;
use crate::bench::postgres::Postgres;
use crate::bench::programs::{Programs, option};
use crate::bench::samples::Side;
use crate::command::capture;
use crate::workspace::Workspace;

/// The revision of 2.22.5, the last release of MLflow 2.
const LAST_OF_2: &str = "0584bdc529eb";
/// Official's upgrade is stopped after so many seconds.
const LIMIT: u32 = 400;
const ORIGINAL: &str = "mlflow_bench_old";
const COPY: &str = "mlflow_bench_upgrade";

/// The databases that upgrades begin with.
pub(super) struct OldDatabases {
    folder: PathBuf,
    /// The tables of 2019, whose upgrade takes official MLflow long.
    with_oldest: bool,
}

impl OldDatabases {
    pub(super) fn make(
        workspace: &Workspace,
        programs: &Programs,
        server: &Postgres,
        folder: &Path,
        quick: bool,
    ) -> Result<Self> {
        let points = if quick { 500_000 } else { 5_000_000 };
        println!("making old databases of {points} points of metrics");
        let tests = workspace.root.join("mlflow-stores/tests");
        let old = Self {
            folder: folder.to_owned(),
            with_oldest: !quick,
        };
        let fill = |uri: &str| {
            let mut fill = programs.ours("fill-points");
            option(&mut fill, "uri", uri);
            option(&mut fill, "points", points.to_string());
            fill
        };
        let recorded = |name: &str| tests.join("data/upgrade").join(name).with_extension("sql");
        let mut sqlite = fill(&uri(&old.sqlite()));
        option(&mut sqlite, "tables", recorded(&format!("06-{LAST_OF_2}")));
        capture(&mut sqlite)?;
        if old.with_oldest {
            let mut oldest = fill(&uri(&old.oldest()));
            option(&mut oldest, "tables", recorded("00-base"));
            capture(oldest.arg("--oldest"))?;
        }
        let postgres = server.new_database(ORIGINAL)?;
        let mut tables = programs.official_at(&tests.join("upgrade/official.py"));
        capture(tables.args(["to", &postgres, LAST_OF_2]))?;
        capture(&mut fill(&postgres))?;
        Ok(old)
    }

    fn sqlite(&self) -> PathBuf {
        self.folder.join("last-of-2.db")
    }

    fn oldest(&self) -> PathBuf {
        self.folder.join("oldest.db")
    }

    pub(super) fn remove(&self, server: &Postgres) -> Result<()> {
        server.drop_database(ORIGINAL)?;
        for file in [self.sqlite(), self.oldest()].iter().filter(|file| file.exists()) {
            std::fs::remove_file(file).context("cannot remove an old database")?;
        }
        Ok(())
    }
}

impl Round<'_> {
    /// Upgrades copies of the databases; that of 2019 in the first round alone.
    pub(super) fn upgrades(&mut self, old: &OldDatabases, is_first: bool) -> Result<()> {
        for side in [Side::Ours, Side::Official] {
            self.sqlite(side, old, &old.sqlite(), "upgrade_sqlite")?;
            self.server.copy_database(ORIGINAL, COPY)?;
            let uri = match side {
                Side::Official => self.server.sqlalchemy_uri_of(COPY),
                _ => self.server.uri_of(COPY),
            };
            self.upgrade(side, &uri, "upgrade_postgresql")?;
            self.server.drop_database(COPY)?;
            if old.with_oldest && is_first {
                self.sqlite(side, old, &old.oldest(), "upgrade_oldest")?;
            }
        }
        Ok(())
    }

    fn sqlite(&mut self, side: Side, old: &OldDatabases, from: &Path, item: &str) -> Result<()> {
        let copy = old.folder.join("upgrade.db");
        std::fs::copy(from, &copy).context("cannot copy an old database")?;
        // What is not on the disk yet would be written while the clock runs.
        File::open(&copy)?.sync_all()?;
        self.upgrade(side, &uri(&copy), item)?;
        for ending in ["", "-journal", "-wal", "-shm"] {
            let file = old.folder.join(format!("upgrade.db{ending}"));
            if file.exists() {
                std::fs::remove_file(file).context("cannot remove an upgraded database")?;
            }
        }
        Ok(())
    }

    /// Runs `mlflow db upgrade`; ours without the backup, which official MLflow does not make.
    fn upgrade(&mut self, side: Side, uri: &str, item: &str) -> Result<()> {
        let mut program = match side {
            Side::Official => self.programs.official_module("mlflow"),
            _ => self.programs.mlflow().context("there is no `mlflow` binary")?,
        };
        program.args(["db", "upgrade", uri]);
        if side == Side::Ours {
            program.arg("--no-backup");
        }
        let mut measured = self.programs.official("whole_process.py");
        option(&mut measured, "limit", LIMIT.to_string());
        measured
            .arg("--")
            .arg(program.get_program())
            .args(program.get_args());
        self.add(side, item, &mut measured)
    }

    fn add(&mut self, side: Side, item: &str, measured: &mut Command) -> Result<()> {
        let output = capture(measured)?;
        let answer: Value =
            serde_json::from_str(&output).with_context(|| format!("`{output}` is not JSON"))?;
        let seconds = answer["seconds"].as_f64().context("no `seconds`")?;
        if answer["stopped"] == true {
            println!("{}: {item}: > {LIMIT} s, stopped", side.name());
        }
        let peak_kib = answer["peak_kib"].as_f64().context("no `peak_kib`")?;
        self.samples.add(side, &format!("{item}_s"), seconds);
        self.samples
            .add(side, &format!("{item}_mb"), peak_kib * 1024.0 / 1e6);
        Ok(())
    }
}

fn uri(file: &Path) -> String {
    format!("sqlite:///{}", file.display())
}
