//! The part of a run that a search looks at, so that it need not read every file of every run.

use super::KeptRun;
use crate::file::experiments::read_value;
use crate::file::kept::Tree;
use crate::file::place::Place;
use crate::file::points::Latest;
use crate::file::{FileStore, disk, index};
use cap_std::fs::Dir;
use mlflow_core::Result;
use mlflow_core::entities::{Param, Run, RunTag};
use mlflow_core::names::RUN_NAME;
use mlflow_core::search::{RunAttribute, RunKey, RunSearch};
use std::collections::BTreeSet;
use std::sync::Arc;

/// Whether a file has exactly the name that it was made with; elsewhere folders have to be listed to tell.
const NAMES_ARE_EXACT: bool = cfg!(target_os = "linux");

/// The longest name of a file, and the longest key that is looked for by its path.
const LONGEST: (usize, usize) = (255, 2048);

/// The run's own file, and the files of some keys.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Part {
    metrics: BTreeSet<String>,
    params: BTreeSet<String>,
    tags: BTreeSet<String>,
}

impl Part {
    /// Returns what a search looks at; `None` if it has to read whole runs.
    pub(super) fn of(search: &RunSearch) -> Option<Self> {
        let mut part = Part::default();
        for key in search.keys() {
            let (keys, key) = match key {
                RunKey::Metric(key) => (&mut part.metrics, key.as_str()),
                RunKey::Param(key) => (&mut part.params, key.as_str()),
                RunKey::Tag(key) => (&mut part.tags, key.as_str()),
                RunKey::Attribute(RunAttribute::RunName) => (&mut part.tags, RUN_NAME),
                RunKey::Attribute(_) => continue,
                RunKey::Dataset(_) => return None,
            };
            if is_path(key) {
                keys.insert(key.to_owned());
            }
        }
        NAMES_ARE_EXACT.then_some(part)
    }

    /// Returns the folders of its files, below that of the run.
    pub(super) fn folders(&self) -> BTreeSet<String> {
        let kinds = [
            ("metrics", &self.metrics),
            ("params", &self.params),
            ("tags", &self.tags),
        ];
        let paths = kinds
            .into_iter()
            .flat_map(|(kind, keys)| keys.iter().map(move |key| format!("{kind}/{key}")));
        let mut folders = BTreeSet::new();
        for path in paths {
            let ends = path.match_indices('/').map(|(end, _)| path[..end].to_owned());
            folders.extend(ends);
        }
        folders
    }
}

fn is_path(key: &str) -> bool {
    let (name, whole) = LONGEST;
    disk::is_own_path(key) && key.len() <= whole && key.split('/').all(|part| part.len() <= name)
}

impl FileStore {
    /// Reads a part of the run in a folder; `None` if it has no file.
    pub(super) fn part_in(
        &self,
        dir: &Dir,
        place: &Place,
        run_id: &str,
        part: &Part,
    ) -> Result<Option<Arc<Run>>> {
        let folder = format!("{}/{run_id}", place.folder());
        self.settle(dir, &folder)?;
        let kept = self.index().runs.get(&folder);
        let mut kept = index::lock(&kept);
        let read = read_part(dir, place, (&folder, run_id), part, &mut kept);
        if read.is_err() {
            *kept = KeptRun::default();
        }
        Ok(read?.map(Arc::new))
    }
}

fn read_part(
    dir: &Dir,
    place: &Place,
    (folder, run_id): (&str, &str),
    part: &Part,
    kept: &mut KeptRun,
) -> Result<Option<Run>> {
    let Some(info) = kept.info(dir, place, run_id)? else {
        return Ok(None);
    };
    let mut run = Run {
        info,
        ..Run::default()
    };
    let root = format!("{folder}/metrics");
    let mut is_any_new = false;
    for key in &part.metrics {
        let read = |path: &str, key: &str, before| Latest::read(dir, path, key, before);
        let (latest, is_new) = kept.metrics.look_up(dir, &root, key, read)?;
        run.data.metrics.extend(latest.and_then(Latest::metric).cloned());
        is_any_new |= is_new;
    }
    let mut values = |name: &str, keys: &BTreeSet<String>, tree: &mut Tree<String>| -> Result<Vec<_>> {
        let root = format!("{folder}/{name}");
        let mut found = Vec::new();
        for key in keys {
            let (value, is_new) = tree.look_up(dir, &root, key, |path, _, _| read_value(dir, path))?;
            found.extend(value.map(|value| (key.clone(), value.clone())));
            is_any_new |= is_new;
        }
        Ok(found)
    };
    let params = values("params", &part.params, &mut kept.params)?;
    let tags = values("tags", &part.tags, &mut kept.tags)?;
    run.data.params = params
        .into_iter()
        .map(|(key, value)| Param { key, value })
        .collect();
    run.data.tags = tags
        .into_iter()
        .map(|(key, value)| RunTag { key, value })
        .collect();
    if run.info.run_name.is_empty() {
        run.info.run_name = run.data.tags.get(RUN_NAME).unwrap_or_default().to_owned();
    }
    if is_any_new {
        kept.note_change();
    }
    Ok(Some(run))
}
