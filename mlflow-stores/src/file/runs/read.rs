//! Reads of runs.

use crate::file::experiments::read_value;
use crate::file::kept::{KeptFile, Stamp, Tree};
use crate::file::meta::{self, Edge, META, RunMeta};
use crate::file::place::Place;
use crate::file::points::Latest;
use crate::file::runs::hearing::Hearing;
use crate::file::{FileStore, batch, disk, index, inputs};
use cap_std::fs::Dir;
use mlflow_core::entities::{Metric, Param, Run, RunData, RunInfo, RunInputs, RunOutputs, RunTag};
use mlflow_core::names::RUN_NAME;
use mlflow_core::{Result, refusals};

/// What an experiment's folder holds beside runs.
pub(in crate::file) const NO_RUNS: [&str; 4] = ["tags", "datasets", "traces", "models"];

/// What is known of a run's files.
#[derive(Debug, Default)]
pub(in crate::file) struct KeptRun {
    folder: Option<Stamp>,
    meta: KeptFile<RunInfo>,
    pub(super) metrics: Tree<Latest>,
    pub(super) params: Tree<String>,
    pub(super) tags: Tree<String>,
    inputs: Tree<Option<Edge>>,
    outputs: Tree<Option<Edge>>,
    pub(super) hearing: Hearing,
}

impl KeptRun {
    /// Returns the folders whose files were read.
    pub(super) fn folders(&self) -> impl Iterator<Item = &str> {
        let values = [&self.params, &self.tags];
        let edges = [&self.inputs, &self.outputs];
        let (values, edges) = (
            values.into_iter().flat_map(Tree::folders),
            edges.into_iter().flat_map(Tree::folders),
        );
        self.metrics.folders().chain(values).chain(edges)
    }

    /// Returns what the run's own file held when it was last read.
    pub(super) fn known_info(&self) -> Option<&RunInfo> {
        self.meta.value()
    }

    /// Says that something of the run was read anew.
    pub(super) fn note_change(&mut self) {
        self.hearing.forget();
    }

    /// Reads the run's own file, if it changed.
    pub(super) fn info(&mut self, dir: &Dir, place: &Place, run_id: &str) -> Result<Option<RunInfo>> {
        let path = format!("{}/{run_id}/{META}", place.folder());
        let read = |text: &str| RunMeta::read(&path, text, place.experiment_id(), run_id);
        let (info, is_new) = match self.meta.refresh(dir, &path, read)? {
            Some((info, is_new)) => (Some(info.clone()), is_new),
            None => (None, true),
        };
        if is_new {
            self.note_change();
        }
        Ok(info)
    }
}

impl FileStore {
    /// Finds the experiment of a run.
    pub(in crate::file) fn place_of_run(&self, dir: &Dir, run_id: &str) -> Result<Option<Place>> {
        let has_run = |place: &Place| dir.exists(format!("{}/{run_id}/{META}", place.folder()));
        if !disk::is_entry_name(run_id) || NO_RUNS.contains(&run_id) {
            return Ok(None);
        }
        let known = self
            .index()
            .place(run_id)
            .and_then(|folder| Place::of_folder(&folder));
        if let Some(known) = known.filter(has_run) {
            return Ok(Some(known));
        }
        let found = Place::all(dir)?.into_iter().find(has_run);
        if let Some(found) = &found {
            self.index().remember_place(run_id, &found.folder());
        }
        Ok(found)
    }

    /// Reads a run.
    pub(in crate::file) fn read_run(&self, dir: &Dir, run_id: &str) -> Result<Run> {
        let not_found = || refusals::run_not_found(run_id);
        let place = self.place_of_run(dir, run_id)?.ok_or_else(not_found)?;
        self.run_in(dir, &place, run_id)?.ok_or_else(not_found)
    }

    /// Reads the run in a folder; `None` if it has no file.
    pub(in crate::file) fn run_in(&self, dir: &Dir, place: &Place, run_id: &str) -> Result<Option<Run>> {
        let folder = format!("{}/{run_id}", place.folder());
        self.settle(dir, &folder)?;
        let kept = self.index().runs.get(&folder);
        let mut kept = index::lock(&kept);
        let read = self.refresh_run(dir, place, &folder, run_id, &mut kept);
        if read.is_err() {
            *kept = KeptRun::default();
        }
        read
    }

    /// Reads the file of a run alone.
    pub(super) fn run_info(
        &self,
        dir: &Dir,
        place: &Place,
        folder: &str,
        run_id: &str,
    ) -> Result<Option<RunInfo>> {
        let kept = self.index().runs.get(folder);
        index::lock(&kept).info(dir, place, run_id)
    }

    fn refresh_run(
        &self,
        dir: &Dir,
        place: &Place,
        folder: &str,
        run_id: &str,
        kept: &mut KeptRun,
    ) -> Result<Option<Run>> {
        let Some(stamp) = Stamp::of(dir, folder)? else {
            return Ok(None);
        };
        let is_folder_known = kept.folder.is_some_and(|known| known.is_same(&stamp));
        let Some(info) = kept.info(dir, place, run_id)? else {
            return Ok(None);
        };
        let in_folder = |name: &str| format!("{folder}/{name}");
        let latest = |path: &str, key: &str, before| Latest::read(dir, path, key, before);
        let mut has_changed = kept.metrics.refresh(dir, &in_folder("metrics"), latest)?;
        let value = |path: &str, _: &str, _| read_value(dir, path);
        has_changed |= kept.params.refresh(dir, &in_folder("params"), value)?;
        if !is_folder_known || kept.tags.is_there() {
            has_changed |= kept.tags.refresh(dir, &in_folder("tags"), value)?;
        }
        let edge = |path: &str, key: &str, _| read_edge(dir, path, key);
        for (tree, name) in [(&mut kept.inputs, "inputs"), (&mut kept.outputs, "outputs")] {
            if !is_folder_known || tree.is_there() {
                has_changed |= tree.refresh(dir, &in_folder(name), edge)?;
            }
        }
        if has_changed {
            kept.note_change();
        }
        kept.folder = Some(stamp);
        self.assemble(dir, place, info, kept).map(Some)
    }

    /// Makes a run of what is known of its files.
    pub(super) fn assemble(
        &self,
        dir: &Dir,
        place: &Place,
        mut info: RunInfo,
        kept: &KeptRun,
    ) -> Result<Run> {
        if info.run_name.is_empty() {
            kept.tags
                .get(RUN_NAME)
                .unwrap_or(&String::new())
                .clone_into(&mut info.run_name);
        }
        let metric = |key: &str, latest: &Latest| {
            Some(Metric {
                run_id: Some(info.run_id.clone()),
                ..latest.metric(key)?
            })
        };
        let edges = |tree: &Tree<Option<Edge>>| -> Vec<Edge> {
            tree.iter().filter_map(|(_, edge)| edge.clone()).collect()
        };
        let inputs: RunInputs = self.inputs_of(dir, place, &info.run_id, &edges(&kept.inputs))?;
        let outputs: RunOutputs = inputs::outputs_of(&edges(&kept.outputs));
        Ok(Run {
            data: RunData {
                metrics: kept
                    .metrics
                    .iter()
                    .filter_map(|(key, latest)| metric(key, latest))
                    .collect(),
                params: kept
                    .params
                    .iter()
                    .map(|(key, value)| Param::new(key, value))
                    .collect(),
                tags: kept
                    .tags
                    .iter()
                    .map(|(key, value)| RunTag::new(key, value))
                    .collect(),
            },
            info,
            inputs,
            outputs,
        })
    }

    /// Finishes what a killed process began in a run's folder.
    pub(in crate::file) fn settle(&self, dir: &Dir, folder: &str) -> Result<()> {
        if batch::is_pending(dir, folder) {
            let _lock = disk::lock(dir, folder)?;
            batch::recover(dir, folder)?;
        }
        Ok(())
    }
}

/// Reads a file of an edge; other files beside it say nothing.
fn read_edge(dir: &Dir, path: &str, key: &str) -> Result<Option<Edge>> {
    if key.rsplit('/').next() != Some(META) {
        return Ok(None);
    }
    let text = disk::read_text(dir, path)?.unwrap_or_default();
    meta::read(path, &text).map(Some)
}
