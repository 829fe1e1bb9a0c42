//! Traces of another store.

use crate::file::batch::Batch;
use crate::file::place::Place;
use crate::file::traces::{Form, files, spans};
use crate::file::{FileStore, disk};
use cap_std::fs::Dir;
use mlflow_core::entities::Trace;
use mlflow_core::traces::SPANS_LOCATION;
use mlflow_core::traces::assessments::completed;
use mlflow_core::{Error, Result, refusals};

/// Where the spans of a file store are.
const IN_ARTIFACTS: &str = "ARTIFACT_REPO";

pub(super) fn import(store: &FileStore, traces: Vec<Trace>) -> Result<()> {
    let dir = store.open_root()?;
    traces.into_iter().try_for_each(|trace| one(store, &dir, trace))
}

fn one(store: &FileStore, dir: &Dir, trace: Trace) -> Result<()> {
    let Trace {
        trace_info: mut info,
        spans,
    } = trace;
    let trace_id = info.trace_id.clone();
    if !disk::is_entry_name(&trace_id) || trace_id.starts_with('.') {
        return Err(Error::invalid_parameter_value(format!(
            "Invalid trace ID '{trace_id}': a file store keeps it as the name of a folder"
        )));
    }
    let experiment_id = info.experiment_id().unwrap_or_default();
    let place = Place::find(dir, experiment_id);
    let place = place.ok_or_else(|| refusals::experiment_not_found(experiment_id))?;
    let folder = files::folder(&place, &trace_id);
    disk::make_folder(dir, &folder)?;
    let open = store.lock_trace(store.open_root()?, &place, &trace_id)?;
    let mut batch = Batch::default();
    if !spans.is_empty() {
        info.tags
            .insert(SPANS_LOCATION.to_owned(), IN_ARTIFACTS.to_owned());
        batch.replace(spans::path(&folder), spans::document(spans)?);
    }
    for assessment in std::mem::take(&mut info.assessments) {
        open.write_assessment(&completed(assessment, &trace_id)?, &mut batch)?;
    }
    open.write_tags(std::mem::take(&mut info.tags), &mut batch)?;
    open.write_metadata(std::mem::take(&mut info.trace_metadata), &mut batch)?;
    open.write_info(&info, Form::Third, &mut batch)?;
    open.make_folders()?;
    open.commit(batch)?;
    store.index().remember_place(&trace_id, &place.folder());
    Ok(())
}
