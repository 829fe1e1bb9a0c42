//! Reads of runs, whole and in searches.

use crate::file::experiments::read_value;
use crate::file::kept::{Ear, KeptFile, Stamp, Tree};
use crate::file::meta::{self, Edge, META, RunMeta};
use crate::file::place::Place;
use crate::file::points::Latest;
use crate::file::{FileStore, batch, disk, index, inputs};
use cap_std::fs::Dir;
use mlflow_core::contract::runs::{SearchRuns, SearchRunsResponse};
use mlflow_core::entities::{Metric, Param, Run, RunData, RunInfo, RunInputs, RunOutputs, RunTag};
use mlflow_core::names::RUN_NAME;
use mlflow_core::search::select_runs;
use mlflow_core::{Error, Result, refusals};
use std::collections::BTreeSet;
use std::sync::Arc;

/// What an experiment's folder holds beside runs.
pub(in crate::file) const NO_RUNS: [&str; 4] = ["tags", "datasets", "traces", "models"];

/// From how many runs on a search reads them on several threads.
const MANY: usize = 256;

#[derive(Debug, Default)]
pub(in crate::file) struct KeptRun {
    folder: Option<Stamp>,
    meta: KeptFile<RunInfo>,
    metrics: Tree<Latest>,
    params: Tree<String>,
    tags: Tree<String>,
    inputs: Tree<Option<Edge>>,
    outputs: Tree<Option<Edge>>,
    run: Option<Arc<Run>>,
    ear: Arc<Ear>,
    /// How much the ear had heard of before the run was read; 0 if that does not count.
    heard: u64,
    /// That of the folder, when it was last listened to.
    identity: u64,
}

impl KeptRun {
    /// Returns the folders whose files were read.
    fn folders(&self) -> impl Iterator<Item = &str> {
        let values = [&self.params, &self.tags];
        let edges = [&self.inputs, &self.outputs];
        let (values, edges) = (
            values.into_iter().flat_map(Tree::folders),
            edges.into_iter().flat_map(Tree::folders),
        );
        self.metrics.folders().chain(values).chain(edges)
    }
}

/// What a run's folder may hold.
const PARTS: [&str; 5] = ["metrics", "params", "tags", "inputs", "outputs"];

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
    pub(in crate::file) fn read_run(&self, dir: &Dir, run_id: &str) -> Result<Arc<Run>> {
        let not_found = || refusals::run_not_found(run_id);
        let place = self.place_of_run(dir, run_id)?.ok_or_else(not_found)?;
        self.run_in(dir, &place, run_id)?.ok_or_else(not_found)
    }

    /// Reads the run in a folder; `None` if it has no file.
    pub(in crate::file) fn run_in(&self, dir: &Dir, place: &Place, run_id: &str) -> Result<Option<Arc<Run>>> {
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

    /// Reads the run in a folder, unless nothing happened to it since it was last listened to.
    fn heard_run_in(
        &self,
        dir: &Dir,
        place: &Place,
        (run_id, identity): (&str, u64),
    ) -> Result<Option<Arc<Run>>> {
        let folder = format!("{}/{run_id}", place.folder());
        let kept = self.index().runs.get(&folder);
        let (ear, mut known) = {
            let mut kept = index::lock(&kept);
            if kept.identity != identity {
                (kept.identity, kept.heard) = (identity, 0);
            }
            match &kept.run {
                Some(run) if kept.heard == kept.ear.count() => return Ok(Some(Arc::clone(run))),
                _ => {}
            }
            let known: BTreeSet<String> = kept.folders().map(str::to_owned).collect();
            (Arc::clone(&kept.ear), known)
        };
        known.extend(PARTS.map(|part| format!("{folder}/{part}")));
        known.insert(folder);
        let watch = &self.index().watch;
        let heard = watch.attend(self.root(), known.iter().map(String::as_str), &ear);
        let run = self.run_in(dir, place, run_id)?;
        let mut kept = index::lock(&kept);
        let late: Vec<&str> = kept.folders().filter(|folder| !known.contains(*folder)).collect();
        if !late.is_empty() {
            // They were read before they were listened to, so the next search looks at the run again.
            watch.attend(self.root(), late, &ear);
        } else if Arc::ptr_eq(&ear, &kept.ear) {
            kept.heard = kept.heard.max(heard.unwrap_or(0));
        }
        Ok(run)
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
        let mut kept = index::lock(&kept);
        let path = format!("{folder}/{META}");
        let read = |text: &str| RunMeta::read(&path, text, place.experiment_id(), run_id);
        let (info, is_new) = match kept.meta.refresh(dir, &path, read)? {
            Some((info, is_new)) => (Some(info.clone()), is_new),
            None => (None, true),
        };
        if is_new {
            kept.run = None;
        }
        Ok(info)
    }

    fn refresh_run(
        &self,
        dir: &Dir,
        place: &Place,
        folder: &str,
        run_id: &str,
        kept: &mut KeptRun,
    ) -> Result<Option<Arc<Run>>> {
        let Some(stamp) = Stamp::of(dir, folder)? else {
            return Ok(None);
        };
        let is_folder_known = kept.folder.is_some_and(|known| known.is_same(&stamp));
        let path = format!("{folder}/{META}");
        let read_meta = |text: &str| RunMeta::read(&path, text, place.experiment_id(), run_id);
        let Some((info, mut has_changed)) = kept.meta.refresh(dir, &path, read_meta)? else {
            return Ok(None);
        };
        let info = info.clone();
        let in_folder = |name: &str| format!("{folder}/{name}");
        let latest = |path: &str, key: &str, before| Latest::read(dir, path, key, before);
        has_changed |= kept.metrics.refresh(dir, &in_folder("metrics"), latest)?;
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
        kept.folder = Some(stamp);
        match &kept.run {
            Some(run) if !has_changed => Ok(Some(Arc::clone(run))),
            _ => {
                let run = Arc::new(self.assemble(dir, place, info, kept)?);
                kept.run = Some(Arc::clone(&run));
                Ok(Some(run))
            }
        }
    }

    fn assemble(&self, dir: &Dir, place: &Place, mut info: RunInfo, kept: &KeptRun) -> Result<Run> {
        if info.run_name.is_empty() {
            kept.tags
                .get(RUN_NAME)
                .unwrap_or(&String::new())
                .clone_into(&mut info.run_name);
        }
        let metric = |latest: &Latest| {
            Some(Metric {
                run_id: Some(info.run_id.clone()),
                ..latest.metric()?.clone()
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
                    .filter_map(|(_, latest)| metric(latest))
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

    /// Reads all runs of an experiment, and warns of those that are damaged.
    pub(in crate::file) fn runs_of(&self, dir: &Dir, place: &Place) -> Result<Vec<Arc<Run>>> {
        let mut ids = disk::identified_folders(dir, &place.folder())?;
        ids.retain(|(id, _)| !NO_RUNS.contains(&id.as_str()));
        let listens = ids.len() >= MANY && self.index().watch.listen(dir);
        let read_one = |id: &str, identity: u64| match listens {
            true => self.heard_run_in(dir, place, (id, identity)),
            false => self.run_in(dir, place, id),
        };
        let read = |ids: &[(String, u64)]| -> Vec<Arc<Run>> {
            let runs = ids
                .iter()
                .filter_map(|(id, identity)| match read_one(id, *identity) {
                    Ok(run) => run,
                    Err(error) => {
                        self.leave_out("run", &format!("{}/{id}", place.folder()), &error);
                        None
                    }
                });
            runs.collect()
        };
        if ids.len() < MANY {
            return Ok(read(&ids));
        }
        let threads = std::thread::available_parallelism().map_or(1, usize::from).min(8);
        let share = ids.len().div_ceil(threads).max(1);
        let parts: Result<Vec<_>> = std::thread::scope(|scope| {
            let parts: Vec<_> = ids.chunks(share).map(|ids| scope.spawn(|| read(ids))).collect();
            let joined = parts.into_iter().map(|part| part.join());
            joined
                .map(|part| part.map_err(|_| Error::internal("a thread that read runs has panicked")))
                .collect()
        });
        Ok(parts?.concat())
    }

    pub(super) fn find_runs(&self, request: &SearchRuns) -> Result<SearchRunsResponse> {
        let dir = self.open_root()?;
        let ids: BTreeSet<_> = request.experiment_ids.iter().collect();
        let mut all = Vec::new();
        for place in ids.into_iter().filter_map(|id| Place::find(&dir, id)) {
            all.extend(self.runs_of(&dir, &place)?);
        }
        select_runs(all.iter().map(Arc::as_ref), request)
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
