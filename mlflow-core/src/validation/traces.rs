//! Requests of traces.

use super::text::{at_most, cut, no_nul};
use super::{
    MAX_CLIENT_REQUEST_ID, MAX_TRACE_ID, MAX_TRACE_KEY, MAX_TRACE_LINKS, MAX_TRACE_NAME, MAX_TRACE_PREVIEW,
    MAX_TRACE_SESSION, MAX_TRACE_VALUE, Validate, invalid, missing, names, required,
};
use crate::contract::traces::*;
use crate::entities::TraceInfoV3;
use crate::error::{Error, Result};
use crate::search::Entity;
use crate::traces::{ARCHIVAL_FAILURE, ARCHIVE_LOCATION, SESSION, SPANS_LOCATION, TRACE_NAME};
use std::collections::BTreeMap;

impl Validate for StartTraceV3 {
    fn validated(mut self) -> Result<Self> {
        let trace = self.trace.as_mut().ok_or_else(|| missing("trace"))?;
        info(&mut trace.trace_info)?;
        Ok(self)
    }
}

fn info(info: &mut TraceInfoV3) -> Result<()> {
    required("trace.trace_info.trace_id", &info.trace_id)?;
    at_most("trace_id", MAX_TRACE_ID, &info.trace_id)?;
    let experiment = info.experiment_id().unwrap_or_default();
    names::experiment_id(
        "trace.trace_info.trace_location.mlflow_experiment.experiment_id",
        experiment,
    )?;
    let client_request_id = info.client_request_id.as_deref().unwrap_or_default();
    at_most("client_request_id", MAX_CLIENT_REQUEST_ID, client_request_id)?;
    for (name, preview) in [
        ("request_preview", &mut info.request_preview),
        ("response_preview", &mut info.response_preview),
    ] {
        if let Some(preview) = preview {
            cut(name, MAX_TRACE_PREVIEW, preview)?;
        }
    }
    tags(&mut info.tags)?;
    metadata(&mut info.trace_metadata)?;
    for assessment in &info.assessments {
        super::assessments::assessment(assessment)?;
    }
    Ok(())
}

fn tags(tags: &mut BTreeMap<String, String>) -> Result<()> {
    for (key, value) in tags {
        tag_value(key, value)?;
    }
    Ok(())
}

fn tag_value(key: &str, value: &mut String) -> Result<()> {
    at_most("key", MAX_TRACE_KEY, key)?;
    if key == TRACE_NAME {
        return at_most("Trace name", MAX_TRACE_NAME, value);
    }
    cut("value", MAX_TRACE_VALUE, value)
}

fn metadata(metadata: &mut BTreeMap<String, String>) -> Result<()> {
    for (key, value) in metadata {
        metadata_value(key, value)?;
    }
    Ok(())
}

fn metadata_value(key: &str, value: &mut String) -> Result<()> {
    at_most("key", MAX_TRACE_KEY, key)?;
    if key == SESSION {
        return at_most("Session ID", MAX_TRACE_SESSION, value);
    }
    cut("value", MAX_TRACE_VALUE, value)
}

/// Checks a tag that a client sets, and cuts its value.
pub(crate) fn trace_tag(key: String, mut value: String) -> Result<(String, String)> {
    names::key("key", &key)?;
    tag_value(&key, &mut value)?;
    Ok((key, value))
}

macro_rules! lists_of_second_generation {
    ($($Request:ty),+) => { $(
        impl $Request {
            fn check_lists(&mut self) -> Result<()> {
                for (i, tag) in self.tags.iter_mut().enumerate() {
                    required(&format!("tags[{i}].key"), &tag.key)?;
                    tag_value(&tag.key, &mut tag.value)?;
                }
                for (i, entry) in self.request_metadata.iter_mut().enumerate() {
                    required(&format!("request_metadata[{i}].key"), &entry.key)?;
                    metadata_value(&entry.key, &mut entry.value)?;
                }
                Ok(())
            }
        }
    )+ };
}
lists_of_second_generation!(StartTrace, EndTrace);

impl Validate for StartTrace {
    fn validated(mut self) -> Result<Self> {
        names::experiment_id("experiment_id", &self.experiment_id)?;
        self.check_lists()?;
        Ok(self)
    }
}

impl Validate for EndTrace {
    fn validated(mut self) -> Result<Self> {
        required("request_id", &self.request_id)?;
        self.check_lists()?;
        Ok(self)
    }
}

impl Validate for LogSpans {
    fn validated(self) -> Result<Self> {
        names::experiment_id("experiment_id", &self.experiment_id)?;
        Ok(self)
    }
}

macro_rules! by_id {
    ($($Request:ty: $id:ident),+) => { $(
        impl Validate for $Request {
            fn validated(self) -> Result<Self> {
                required(stringify!($id), &self.$id)?;
                Ok(self)
            }
        }
    )+ };
}
by_id!(GetTrace: trace_id, GetTraceInfoV3: trace_id, GetTraceInfo: request_id);

impl Validate for BatchGetTraces {
    fn validated(self) -> Result<Self> {
        for id in self.experiment_ids.iter().flatten() {
            names::experiment_id("experiment_ids", id)?;
        }
        for id in &self.trace_ids {
            no_nul("trace_ids", id)?;
        }
        Ok(self)
    }
}

impl Validate for SearchTracesV3 {
    fn validated(mut self) -> Result<Self> {
        if self.locations.is_empty() {
            return Err(missing("locations"));
        }
        self.locations
            .retain(|location| location.mlflow_experiment.is_some());
        let ids = self
            .locations
            .iter()
            .filter_map(|location| location.experiment_id());
        search(&mut self.max_results, ids, [&self.filter, &self.page_token])?;
        Ok(self)
    }
}

impl Validate for SearchTraces {
    fn validated(mut self) -> Result<Self> {
        if self.experiment_ids.is_empty() {
            return Err(missing("experiment_ids"));
        }
        let ids = self.experiment_ids.iter().map(String::as_str);
        search(&mut self.max_results, ids, [&self.filter, &self.page_token])?;
        Ok(self)
    }
}

const DEFAULT_SEARCH_TRACES_RESULTS: i64 = 100;

fn search<'r>(
    max_results: &mut Option<i64>,
    experiment_ids: impl Iterator<Item = &'r str>,
    [filter, page_token]: [&str; 2],
) -> Result<()> {
    let size = max_results.unwrap_or(DEFAULT_SEARCH_TRACES_RESULTS);
    if size > i64::from(Entity::Traces.max_page_size()) {
        let rule = ":  Hint: Value was of type 'int'. See the API docs for more information about request parameters.";
        return Err(invalid("max_results", size, rule));
    }
    Entity::Traces.check_page_size(size)?;
    *max_results = Some(size);
    for id in experiment_ids {
        names::experiment_number(id)?;
    }
    no_nul("filter", filter)?;
    no_nul("page_token", page_token)
}

impl Validate for SetTraceTag {
    fn validated(mut self) -> Result<Self> {
        required("request_id", &self.request_id)?;
        required("key", &self.key)?;
        changeable(
            &self.key,
            "set",
            &[SPANS_LOCATION, ARCHIVE_LOCATION, ARCHIVAL_FAILURE],
        )?;
        (self.key, self.value) = trace_tag(self.key, self.value)?;
        Ok(self)
    }
}

impl Validate for DeleteTraceTag {
    fn validated(self) -> Result<Self> {
        required("request_id", &self.request_id)?;
        required("key", &self.key)?;
        changeable(&self.key, "deleted", &[SPANS_LOCATION, ARCHIVE_LOCATION])?;
        Ok(self)
    }
}

fn changeable(key: &str, how: &str, kept: &[&str]) -> Result<()> {
    if kept.contains(&key) {
        let message = format!("Tag '{key}' is immutable and cannot be {how} on a trace.");
        return Err(Error::invalid_parameter_value(message));
    }
    Ok(())
}

impl Validate for DeleteTraces {
    fn validated(self) -> Result<Self> {
        names::experiment_id("experiment_id", &self.experiment_id)?;
        let refuse = |text: String| Err(Error::invalid_parameter_value(text));
        let by_ids = !self.request_ids.is_empty();
        match (self.max_timestamp_millis, self.max_traces) {
            (None, _) if !by_ids => {
                refuse("Either `max_timestamp_millis` or `trace_ids` must be specified.".into())
            }
            (Some(_), _) if by_ids => {
                refuse("Only one of `max_timestamp_millis` and `trace_ids` can be specified.".into())
            }
            (_, Some(_)) if by_ids => {
                refuse("`max_traces` can't be specified if `trace_ids` is specified.".into())
            }
            (_, Some(most)) if most <= 0 => refuse(format!(
                "`max_traces` must be a positive integer, received {most}."
            )),
            _ => Ok(self),
        }
    }
}

impl Validate for LinkTracesToRun {
    fn validated(mut self) -> Result<Self> {
        required("run_id", &self.run_id)?;
        let count = self.trace_ids.len();
        if count > MAX_TRACE_LINKS {
            return Err(Error::invalid_parameter_value(format!(
                "Cannot link more than {MAX_TRACE_LINKS} traces to a run in a single request. Provided {count} traces."
            )));
        }
        for id in &self.trace_ids {
            required("trace_ids", id)?;
        }
        self.trace_ids.sort();
        self.trace_ids.dedup();
        Ok(self)
    }
}

impl Validate for LinkPromptsToTrace {
    fn validated(mut self) -> Result<Self> {
        required("trace_id", &self.trace_id)?;
        for prompt in &mut self.prompt_versions {
            required("prompt_versions.name", &prompt.name)?;
            prompt.version = super::version_number(&prompt.version)?.to_string();
        }
        Ok(self)
    }
}
