//! One round: each server is started, measured and stopped in turn.

use std::path::Path;

use anyhow::{Context, Result};

use super::contender::Contender;
use super::load::{Failures, Load};
use super::process::Running;
use super::{Options, Topic, originals, settle};
use crate::bench::programs::{Programs, empty_folder};
use crate::bench::samples::{Samples, Side, Spread};

/// The loads, in their order; the first ones find the database as it was made.
const LOADS: [(Topic, &str); 6] = [
    (Topic::SearchRuns, "search-runs"),
    (Topic::LogMetric, "log-metric"),
    (Topic::CreateRun, "create-run"),
    (Topic::GetRun, "get-run"),
    (Topic::MetricHistory, "metric-history"),
    (Topic::LogBatch, "log-batch"),
];
/// Starts of our server in a round; their median counts.
const STARTS: usize = 7;

/// What one round works with.
pub(super) struct Round<'r> {
    pub(super) options: &'r Options,
    pub(super) load: &'r Load,
    pub(super) programs: &'r Programs,
    pub(super) folder: &'r Path,
    pub(super) samples: &'r mut Samples,
    pub(super) failures: &'r mut Failures,
}

impl Round<'_> {
    /// Measures all servers, then two of ours on one database.
    pub(super) fn all(&mut self, contenders: &[Contender]) -> Result<()> {
        for contender in contenders {
            let folder = self.folder.join("round");
            empty_folder(&folder)?;
            self.one(contender, &folder)
                .with_context(|| contender.name.to_owned())?;
            std::fs::remove_dir_all(&folder).context("cannot remove a round")?;
        }
        let ours = contenders.iter().find(|contender| contender.side == Side::Ours);
        match ours {
            Some(ours) if self.options.has(Topic::TwoServers) => self.two_servers(ours),
            _ => Ok(()),
        }
    }

    fn one(&mut self, contender: &Contender, folder: &Path) -> Result<()> {
        let database = folder.join("round.db");
        originals::copy(contender, self.folder, &database)?;
        settle();
        if self.options.has(Topic::Start) {
            self.starts(contender, folder, &database)?;
        }
        let server = contender.start(self.programs, &database)?;
        server.rest();
        self.memory(contender, &server, "idle_mb");
        for (topic, item) in LOADS {
            let is_searched = contender.has_tables_of_mlflow() || topic != Topic::SearchRuns;
            if self.options.has(topic) && is_searched {
                self.load(contender, item, &server)?;
            }
        }
        // It has no artifacts of MLflow's REST API.
        if self.options.has(Topic::Artifacts) && contender.side != Side::FastTrackMl {
            self.artifacts(contender, &server)?;
        }
        server.rest();
        self.memory(contender, &server, "after_load_mb");
        Ok(())
    }

    /// Sends one kind of requests. Another server that answers none of them is told about, and has no figure.
    fn load(&mut self, contender: &Contender, item: &str, server: &Running) -> Result<()> {
        match self.load.send(self.programs, item, &[&server.address]) {
            Ok(answer) => answer.add_to(contender, self.samples, self.failures),
            Err(why) if contender.side == Side::Ours => Err(why),
            Err(why) => {
                println!("{}: {item} is left out: {why:#}", contender.name);
                Ok(())
            }
        }
    }

    /// Times starts with the database of 10,000 runs, and with none.
    fn starts(&mut self, contender: &Contender, folder: &Path, database: &Path) -> Result<()> {
        let starts = if contender.side == Side::Ours { STARTS } else { 1 };
        let (mut with_database, mut with_new) = (Vec::new(), Vec::new());
        for number in 0..starts {
            with_database.push(self.start(contender, database)?);
            with_new.push(self.start(contender, &folder.join(format!("new-{number}.db")))?);
        }
        for (item, times) in [("start_ms", with_database), ("start_new_ms", with_new)] {
            let median = Spread::of(times).context("no start")?.median;
            self.samples.add(contender.side, item, median);
        }
        Ok(())
    }

    fn start(&self, contender: &Contender, database: &Path) -> Result<f64> {
        let server = contender.start(self.programs, database)?;
        Ok(server.answered_after.as_secs_f64() * 1000.0)
    }

    fn memory(&mut self, contender: &Contender, server: &Running, item: &str) {
        if !self.options.has(Topic::Memory) {
            return;
        }
        if let Some(resident) = server.resident() {
            self.samples.add(contender.side, item, resident);
        }
    }

    fn artifacts(&mut self, contender: &Contender, server: &Running) -> Result<()> {
        let before = server.resident();
        let mut most: Option<f64> = None;
        for item in ["artifact-put", "artifact-get"] {
            settle();
            let (sent, peak) = server.peak_during(|| self.load(contender, item, server));
            sent?;
            most = most.into_iter().chain(peak).reduce(f64::max);
        }
        settle();
        if let (Some(before), Some(most)) = (before, most) {
            self.samples.add(contender.side, "artifact_before_mb", before);
            self.samples.add(contender.side, "artifact_peak_mb", most);
            self.samples
                .add(contender.side, "artifact_growth_mb", most - before);
        }
        if let Some(after) = server.resident() {
            self.samples.add(contender.side, "artifact_after_mb", after);
        }
        Ok(())
    }
}
