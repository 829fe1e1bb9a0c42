//! Runs of another store.

use crate::file::batch::{self, Batch};
use crate::file::inputs;
use crate::file::logged_models::files::entry;
use crate::file::meta::{self, Deleted, META};
use crate::file::place::Place;
use crate::file::{FileStore, disk};
use cap_std::fs::Dir;
use mlflow_core::clock::now_ms;
use mlflow_core::entities::{LifecycleStage, Run};
use mlflow_core::{Error, Result, refusals};

pub(super) fn import(store: &FileStore, runs: Vec<Run>) -> Result<()> {
    let dir = store.open_root()?;
    runs.into_iter().try_for_each(|run| one(store, &dir, run))
}

fn one(store: &FileStore, dir: &Dir, run: Run) -> Result<()> {
    let (run_id, experiment_id) = (run.info.run_id.as_str(), run.info.experiment_id.as_str());
    if !disk::is_entry_name(run_id) || run_id.starts_with('.') {
        return Err(Error::invalid_parameter_value(format!(
            "Invalid run ID '{run_id}': a file store keeps the run in a folder, of which it is no name"
        )));
    }
    let place = Place::find(dir, experiment_id);
    let place = place.ok_or_else(|| refusals::experiment_not_found(experiment_id))?;
    let folder = format!("{}/{run_id}", place.folder());
    for name in ["metrics", "params", "artifacts", "tags"] {
        disk::make_folder(dir, &format!("{folder}/{name}"))?;
    }
    let _lock = disk::lock(dir, &folder)?;
    batch::recover(dir, &folder)?;
    let mut batch = Batch::default();
    for param in run.data.params.iter() {
        batch.replace(entry(&folder, "params", &param.key)?, param.value.as_str());
    }
    for tag in run.data.tags.iter() {
        batch.replace(entry(&folder, "tags", &tag.key)?, tag.value.as_str());
    }
    inputs::note_inputs(dir, &place, run_id, run.inputs.clone(), &mut batch);
    inputs::note_outputs(dir, &place, run_id, run.outputs.model_outputs.clone(), &mut batch)?;
    // No store tells when a run was deleted: for `mlflow gc` it was when it came here.
    let deleted = match run.info.lifecycle_stage {
        LifecycleStage::Active => Deleted::Never,
        LifecycleStage::Deleted => Deleted::At(now_ms()),
    };
    batch.replace_yaml(format!("{folder}/{META}"), &meta::of_run(&run.info, deleted));
    batch.commit(dir, &folder)?;
    store.index().remember_place(run_id, &place.folder());
    Ok(())
}
