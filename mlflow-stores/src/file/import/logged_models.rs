//! Logged models of another store.

use crate::file::batch::{self, Batch};
use crate::file::logged_models::files;
use crate::file::place::Place;
use crate::file::{FileStore, disk, points};
use cap_std::fs::Dir;
use mlflow_core::entities::Metric;
use mlflow_core::import::ImportedModel;
use mlflow_core::{Error, Result, refusals};
use std::collections::BTreeMap;

pub(super) fn import(store: &FileStore, models: Vec<ImportedModel>) -> Result<()> {
    let dir = store.open_root()?;
    models.into_iter().try_for_each(|model| one(store, &dir, model))
}

fn one(store: &FileStore, dir: &Dir, imported: ImportedModel) -> Result<()> {
    let ImportedModel {
        model,
        lifecycle_stage,
    } = imported;
    let (model_id, experiment_id) = (model.info.model_id.as_str(), model.info.experiment_id.as_str());
    if !disk::is_entry_name(model_id) {
        return Err(Error::invalid_parameter_value(format!(
            "Invalid model ID '{model_id}': a file store keeps the model in a folder, of which it is no name"
        )));
    }
    let place = Place::find(dir, experiment_id);
    let place = place.ok_or_else(|| refusals::experiment_not_found(experiment_id))?;
    let folder = files::folder(&place, model_id);
    for name in ["metrics", "params"] {
        disk::make_folder(dir, &format!("{folder}/{name}"))?;
    }
    let _lock = disk::lock(dir, &folder)?;
    batch::recover(dir, &folder)?;
    let mut batch = Batch::default();
    for param in model.data.params.iter() {
        batch.replace(files::entry(&folder, "params", &param.key)?, param.value.as_str());
    }
    for tag in model.info.tags.iter() {
        batch.replace(files::entry(&folder, "tags", &tag.key)?, tag.value.as_str());
    }
    measure(store, dir, &folder, model_id, &model.data.metrics, &mut batch)?;
    batch.commit(dir, &folder)?;
    files::write(dir, &folder, &model.info, Some(lifecycle_stage))?;
    store.index().remember_place(model_id, &place.folder());
    Ok(())
}

/// Adds the points that the files of a model do not have; those of runs that are not there are left out.
fn measure(
    store: &FileStore,
    dir: &Dir,
    folder: &str,
    model_id: &str,
    metrics: &[Metric],
    batch: &mut Batch,
) -> Result<()> {
    let mut known: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for metric in metrics {
        let Some(run_id) = metric.run_id.as_deref() else {
            continue;
        };
        if store.place_of_run(dir, run_id)?.is_none() {
            continue;
        }
        let path = files::entry(folder, "metrics", &metric.key)?;
        let line = points::line(metric, Some(run_id))?;
        if !known.contains_key(metric.key.as_str()) {
            let there = files::points(dir, &path, model_id, &metric.key)?;
            let lines = there
                .iter()
                .map(|point| points::line(point, point.run_id.as_deref()));
            known.insert(&metric.key, lines.collect::<Result<_>>()?);
        }
        let lines = known.entry(&metric.key).or_default();
        if !lines.contains(&line) {
            batch.append(path, &line);
            lines.push(line);
        }
    }
    Ok(())
}
