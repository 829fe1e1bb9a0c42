//! Experiments of another store.

use crate::file::batch::Batch;
use crate::file::experiments::new_id;
use crate::file::logged_models::files::entry;
use crate::file::meta::{self, META};
use crate::file::place::{Place, TRASH};
use crate::file::{FileStore, disk};
use cap_std::fs::Dir;
use mlflow_core::Result;
use mlflow_core::artifact::location;
use mlflow_core::entities::{Experiment, LifecycleStage};

const DEFAULT_NAME: &str = "Default";

pub(super) fn import(store: &FileStore, experiments: Vec<Experiment>) -> Result<Vec<Experiment>> {
    let dir = store.open_root()?;
    let _lock = disk::lock(&dir, ".")?;
    experiments
        .into_iter()
        .map(|experiment| one(store, &dir, experiment))
        .collect()
}

fn one(store: &FileStore, dir: &Dir, mut experiment: Experiment) -> Result<Experiment> {
    let before = before(store, dir, &experiment)?;
    experiment.experiment_id = match &before {
        Some(before) => before.experiment_id.clone(),
        None if Place::is_free(dir, &experiment.experiment_id) => experiment.experiment_id,
        None => new_id(dir),
    };
    let id = experiment.experiment_id.as_str();
    let used = before.filter(|before| !is_unused(dir, before));
    experiment.artifact_location = match (used, experiment.artifact_location.as_str()) {
        (Some(used), _) => used.artifact_location,
        (None, "") => location::join(store.artifact_root(), &[id]),
        (None, given) => given.to_owned(),
    };
    let folder = match experiment.lifecycle_stage {
        LifecycleStage::Active => id.to_owned(),
        LifecycleStage::Deleted => format!("{TRASH}/{id}"),
    };
    match Place::find(dir, id).map(|place| place.folder()) {
        Some(now) if now != folder => store.rename_folder(dir, &now, &folder)?,
        Some(_) => {}
        None => disk::make_folder(dir, &folder)?,
    }
    let mut batch = Batch::default();
    for tag in experiment.tags.iter() {
        batch.replace(entry(&folder, "tags", &tag.key)?, tag.value.as_str());
    }
    batch.replace_yaml(
        format!("{folder}/{META}"),
        &meta::of_experiment(&experiment, true),
    );
    batch.commit(dir, &folder)?;
    Ok(experiment)
}

/// Finds the experiment that this one takes the place of: that of its name, or the one that every new store has, if
/// nobody used it.
fn before(store: &FileStore, dir: &Dir, experiment: &Experiment) -> Result<Option<Experiment>> {
    if let Some(named) = store.experiment_named(dir, &experiment.name)? {
        return Ok(Some(named));
    }
    let Some(place) = Place::find(dir, &experiment.experiment_id) else {
        return Ok(None);
    };
    let same_id = store.read_experiment(dir, &place)?;
    Ok(same_id
        .filter(|other| other.experiment_id == "0" && other.name == DEFAULT_NAME && is_unused(dir, other)))
}

/// Tells whether an experiment has nothing that its location or its name could matter to.
fn is_unused(dir: &Dir, experiment: &Experiment) -> bool {
    let place = Place::find(dir, &experiment.experiment_id);
    let folders = place.map(|place| disk::folders(dir, &place.folder()));
    experiment.tags.is_empty() && matches!(folders, Some(Ok(folders)) if folders.is_empty())
}
