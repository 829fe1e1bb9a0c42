//! The files of traces.

use super::meta::{self, Form, TRACE_META};
use crate::file::batch::{self, Batch};
use crate::file::experiments::read_value;
use crate::file::kept::{KeptFile, Tree};
use crate::file::place::Place;
use crate::file::yaml::{self, Yaml};
use crate::file::{FileStore, disk, index};
use cap_std::fs::Dir;
use mlflow_core::entities::{Assessment, TraceInfoV3};
use mlflow_core::traces::assessments::with_doubles;
use mlflow_core::traces::{StoredTrace, TraceEntry};
use mlflow_core::validation::{entry_key, experiment_number};
use mlflow_core::{Error, Result, refusals};
use serde::Deserialize;
use serde_json::Value;
use std::collections::BTreeMap;
use std::sync::Arc;

const METADATA: &str = "request_metadata";
const TAGS: &str = "tags";
const ASSESSMENTS: &str = "assessments";

#[derive(Debug, Default)]
pub(in crate::file) struct KeptTrace {
    meta: KeptFile<(TraceInfoV3, Form)>,
    metadata: Tree<String>,
    tags: Tree<String>,
    assessments: Tree<Option<Assessment>>,
    known: Option<Known>,
}

/// A trace as its files told it.
#[derive(Clone, Debug)]
pub(in crate::file) struct Known {
    pub(in crate::file) entry: Arc<TraceEntry>,
    form: Form,
}

/// A trace whose folder is locked, for changes.
pub(in crate::file) struct OpenTrace {
    pub(in crate::file) dir: Dir,
    pub(in crate::file) folder: String,
    /// `None` for a new one.
    pub(super) known: Option<Known>,
    _lock: disk::Lock,
}

pub(in crate::file) fn folder(place: &Place, trace_id: &str) -> String {
    format!("{}/traces/{trace_id}", place.folder())
}

impl FileStore {
    /// Finds the folder of a trace.
    pub(in crate::file) fn place_of_trace(&self, dir: &Dir, trace_id: &str) -> Result<Option<Place>> {
        if !disk::is_entry_name(trace_id) {
            return Ok(None);
        }
        let has_trace = |place: &Place| {
            let folder = folder(place, trace_id);
            dir.exists(format!("{folder}/{TRACE_META}")) || batch::is_pending(dir, &folder)
        };
        let known = self.index().place(trace_id);
        let known = known.and_then(|folder| Place::of_folder(&folder));
        if let Some(known) = known.filter(has_trace) {
            return Ok(Some(known));
        }
        let found = Place::all(dir)?.into_iter().find(has_trace);
        if let Some(found) = &found {
            self.index().remember_place(trace_id, &found.folder());
        }
        Ok(found)
    }

    /// Reads a trace.
    pub(in crate::file) fn trace(&self, trace_id: &str) -> Result<Arc<TraceEntry>> {
        let dir = self.open_root()?;
        let not_found = || refusals::trace_not_found(trace_id);
        let place = self.place_of_trace(&dir, trace_id)?.ok_or_else(not_found)?;
        let known = self.trace_in(&dir, &place, trace_id)?;
        Ok(known.ok_or_else(not_found)?.entry)
    }

    pub(in crate::file) fn trace_in(
        &self,
        dir: &Dir,
        place: &Place,
        trace_id: &str,
    ) -> Result<Option<Known>> {
        let folder = folder(place, trace_id);
        self.settle(dir, &folder)?;
        let kept = self.index().traces.get(&folder);
        let mut kept = index::lock(&kept);
        let read = kept.refresh(dir, place, &folder, trace_id);
        if !matches!(read, Ok(Some(_))) {
            *kept = KeptTrace::default();
        }
        read
    }

    /// Locks the folder of a trace that may be a new one.
    pub(in crate::file) fn lock_trace(&self, dir: Dir, place: &Place, trace_id: &str) -> Result<OpenTrace> {
        let folder = folder(place, trace_id);
        let lock = disk::lock(&dir, &folder)?;
        batch::recover(&dir, &folder)?;
        let known = self.trace_in(&dir, place, trace_id)?;
        Ok(OpenTrace {
            dir,
            folder,
            known,
            _lock: lock,
        })
    }

    /// Locks a trace for changes.
    pub(in crate::file) fn open_trace(&self, trace_id: &str) -> Result<(OpenTrace, Arc<TraceEntry>)> {
        let dir = self.open_root()?;
        let not_found = || refusals::trace_not_found(trace_id);
        let place = self.place_of_trace(&dir, trace_id)?.ok_or_else(not_found)?;
        let trace = self.lock_trace(dir, &place, trace_id)?;
        let entry = trace.known.as_ref().map(|known| Arc::clone(&known.entry));
        Ok((trace, entry.ok_or_else(not_found)?))
    }

    /// Removes a trace with its files, also a damaged one. What is left if this is cut off is no trace.
    pub(super) fn remove_trace(&self, dir: &Dir, place: &Place, trace_id: &str) -> Result<()> {
        let folder = folder(place, trace_id);
        let _lock = disk::lock(dir, &folder)?;
        batch::recover(dir, &folder)?;
        disk::remove_file(dir, &format!("{folder}/{TRACE_META}"))?;
        self.index().traces.forget(&folder);
        dir.remove_dir_all(&folder)
            .map_err(|error| disk::failed("remove", &folder, error))
    }

    /// Reads all traces of an experiment, and warns of those that are damaged.
    pub(super) fn traces_of(&self, dir: &Dir, place: &Place) -> Result<Vec<Arc<TraceEntry>>> {
        let mut all = Vec::new();
        for trace_id in disk::folders(dir, &format!("{}/traces", place.folder()))? {
            match self.trace_in(dir, place, &trace_id) {
                Ok(found) => all.extend(found.map(|known| known.entry)),
                Err(error) => self.leave_out("trace", &folder(place, &trace_id), &error),
            }
        }
        Ok(all)
    }
}

impl KeptTrace {
    fn refresh(&mut self, dir: &Dir, place: &Place, folder: &str, trace_id: &str) -> Result<Option<Known>> {
        let path = format!("{folder}/{TRACE_META}");
        let read = |text: &str| meta::read(&path, text, trace_id);
        let Some(((info, form), mut has_changed)) = self.meta.refresh(dir, &path, read)? else {
            return Ok(None);
        };
        let value = |path: &str, _: &str, _| read_value(dir, path);
        has_changed |= self
            .metadata
            .refresh(dir, &format!("{folder}/{METADATA}"), value)?;
        has_changed |= self.tags.refresh(dir, &format!("{folder}/{TAGS}"), value)?;
        let assessment = |path: &str, key: &str, _| read_assessment(dir, path, key);
        has_changed |= self
            .assessments
            .refresh(dir, &format!("{folder}/{ASSESSMENTS}"), assessment)?;
        if let (false, Some(known)) = (has_changed, &self.known) {
            return Ok(Some(known.clone()));
        }
        let mut trace = StoredTrace {
            trace_id: trace_id.to_owned(),
            experiment_id: experiment_number(place.experiment_id())?,
            timestamp_ms: info.request_time,
            execution_time_ms: info.execution_duration,
            state: info.state,
            client_request_id: info.client_request_id.clone(),
            request_preview: info.request_preview.clone(),
            response_preview: info.response_preview.clone(),
            ..StoredTrace::default()
        };
        let all = |tree: &Tree<String>| -> BTreeMap<String, String> {
            tree.iter()
                .map(|(key, value)| (key.to_owned(), value.clone()))
                .collect()
        };
        trace.add(all(&self.tags), all(&self.metadata));
        let assessments = self.assessments.iter().filter_map(|(_, one)| one.clone());
        let entry = TraceEntry {
            trace,
            assessments: assessments.collect(),
            ..TraceEntry::default()
        };
        let known = Known {
            entry: Arc::new(entry),
            form: *form,
        };
        self.known = Some(known.clone());
        Ok(Some(known))
    }
}

/// Returns the value of an assessment, if it is a text that only Python takes for none of a number, as `1e3`.
fn written_value(text: &str) -> Option<Value> {
    #[derive(Deserialize)]
    struct Written {
        feedback: Option<Scalar>,
        expectation: Option<Scalar>,
    }
    #[derive(Deserialize)]
    struct Scalar {
        value: Option<String>,
    }
    let written: Written = yaml::from_text(text).ok()?;
    let text = written.feedback.or(written.expectation)?.value?;
    yaml::is_text(&text).then_some(Value::String(text))
}

/// Reads an assessment; other files beside it say nothing.
fn read_assessment(dir: &Dir, path: &str, key: &str) -> Result<Option<Assessment>> {
    let Some(id) = key.strip_suffix(".yaml") else {
        return Ok(None);
    };
    let Some(text) = disk::read_text(dir, path)? else {
        return Ok(None);
    };
    let mut assessment: Assessment = crate::file::meta::read(path, &text)?;
    let feedback = assessment.feedback.as_mut().map(|feedback| &mut feedback.value);
    let value = feedback.or(assessment
        .expectation
        .as_mut()
        .map(|expectation| &mut expectation.value));
    if let Some(value @ Value::Number(_)) = value
        && let Some(written) = written_value(&text)
    {
        *value = written;
    }
    let assessment = with_doubles(assessment);
    if let Err(why) = mlflow_core::traces::assessments::Kind::of(&assessment) {
        return Err(disk::damaged(path, why.message()));
    }
    Ok(Some(Assessment {
        assessment_id: assessment.assessment_id.or_else(|| Some(id.to_owned())),
        ..assessment
    }))
}

impl OpenTrace {
    /// Writes the file of the trace, in the form that it has.
    pub(in crate::file) fn write_info(&self, info: &TraceInfoV3, new: Form, batch: &mut Batch) -> Result<()> {
        let form = self.known.as_ref().map_or(new, |known| known.form);
        let path = format!("{}/{TRACE_META}", self.folder);
        batch.replace_yaml(path, &meta::of_trace(info, form)?);
        Ok(())
    }

    pub(in crate::file) fn write_metadata(
        &self,
        metadata: BTreeMap<String, String>,
        batch: &mut Batch,
    ) -> Result<()> {
        self.write_entries(METADATA, metadata, batch)
    }

    pub(in crate::file) fn write_tags(
        &self,
        tags: BTreeMap<String, String>,
        batch: &mut Batch,
    ) -> Result<()> {
        self.write_entries(TAGS, tags, batch)
    }

    fn write_entries(&self, kind: &str, entries: BTreeMap<String, String>, batch: &mut Batch) -> Result<()> {
        for (key, value) in entries {
            entry_key("key", &key)?;
            batch.replace(format!("{}/{kind}/{key}", self.folder), value);
        }
        Ok(())
    }

    /// Removes a tag; `false` if there is none.
    pub(super) fn remove_tag(&self, key: &str) -> Result<bool> {
        let path = format!("{}/{TAGS}/{key}", self.folder);
        let is_file = disk::is_own_path(key) && !disk::is_folder(&self.dir, &path);
        Ok(is_file && disk::remove_file(&self.dir, &path)?)
    }

    pub(in crate::file) fn write_assessment(&self, assessment: &Assessment, batch: &mut Batch) -> Result<()> {
        let document = super::as_json(assessment)?;
        batch.replace_yaml(self.path_of_assessment(assessment)?, &Yaml::from(&document));
        Ok(())
    }

    pub(in crate::file) fn remove_assessment(&self, assessment: &Assessment) -> Result<()> {
        disk::remove_file(&self.dir, &self.path_of_assessment(assessment)?)?;
        // Official MLflow leaves no empty folder either; one that is not empty stays.
        let _ = self.dir.remove_dir(format!("{}/{ASSESSMENTS}", self.folder));
        Ok(())
    }

    fn path_of_assessment(&self, assessment: &Assessment) -> Result<String> {
        let id = assessment.assessment_id.as_deref().unwrap_or_default();
        if !disk::is_entry_name(id) || id.starts_with('.') {
            return Err(Error::invalid_parameter_value(format!(
                "Invalid assessment ID '{id}': a file store keeps it as the name of a file"
            )));
        }
        Ok(format!("{}/{ASSESSMENTS}/{id}.yaml", self.folder))
    }

    /// Makes the folders that official MLflow finds in every trace.
    pub(in crate::file) fn make_folders(&self) -> Result<()> {
        for kind in [METADATA, TAGS] {
            disk::make_folder(&self.dir, &format!("{}/{kind}", self.folder))?;
        }
        Ok(())
    }

    pub(in crate::file) fn commit(&self, batch: Batch) -> Result<()> {
        batch.commit(&self.dir, &self.folder)
    }
}
