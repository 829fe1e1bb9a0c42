//! A trace as stores keep it, and what changes it.

use super::promoted::{COST_KEYS, Promoted, TOKEN_KEYS};
use super::usage::{Node, total};
use super::{
    ARTIFACT_LOCATION, IN_TRACKING_STORE, INFO_FINALIZED, SIZE_STATS, SPANS_LOCATION, TRACE_NAME, TRACE_USER,
    TraceSpans, preview,
};
use crate::artifact::location;
use crate::entities::otlp::StatusCode;
use crate::entities::{Assessment, TraceInfoV3, TraceLocation, TraceState};
use crate::error::{Error, ErrorCode, Result};
use crate::refusals;
use serde_json::Value;
use std::collections::BTreeMap;

/// A trace as stores keep it: name, session, tokens and cost stand apart from tags and metadata.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct StoredTrace {
    /// The trace's id.
    pub trace_id: String,
    /// The experiment that keeps it.
    pub experiment_id: i64,
    /// When it began, in milliseconds since 1970.
    pub timestamp_ms: i64,
    /// How long it took, in milliseconds.
    pub execution_time_ms: Option<i64>,
    /// How far it has come.
    pub state: TraceState,
    /// The id that the caller's own system has for it.
    pub client_request_id: Option<String>,
    /// The beginning of what was asked.
    pub request_preview: Option<String>,
    /// The beginning of what was answered.
    pub response_preview: Option<String>,
    /// The name.
    pub name: Option<String>,
    /// Session, tokens and cost.
    pub promoted: Promoted,
    /// The tags, without the name.
    pub tags: BTreeMap<String, String>,
    /// The metadata, without what is promoted.
    pub metadata: BTreeMap<String, String>,
}

impl StoredTrace {
    /// Begins a trace with nothing but an id and the place of its files.
    pub fn new(trace_id: &str, experiment_id: i64, experiment_artifacts: &str) -> Self {
        let artifacts = location::join(experiment_artifacts, &["traces", trace_id, "artifacts"]);
        StoredTrace {
            trace_id: trace_id.to_owned(),
            experiment_id,
            state: TraceState::InProgress,
            tags: [(ARTIFACT_LOCATION.to_owned(), artifacts)].into(),
            ..StoredTrace::default()
        }
    }

    /// Writes what a client knows of a whole trace, over what spans or an earlier call have said. The assessments are
    /// the store's to write.
    pub fn start(&mut self, experiment_id: i64, artifact_location: String, info: TraceInfoV3) {
        self.experiment_id = experiment_id;
        self.timestamp_ms = info.request_time;
        self.execution_time_ms = info.execution_duration;
        self.state = info.state;
        self.client_request_id = info.client_request_id;
        self.request_preview = info.request_preview.or(self.request_preview.take());
        self.response_preview = info.response_preview.or(self.response_preview.take());
        self.add(info.tags, info.trace_metadata);
        self.tags.insert(ARTIFACT_LOCATION.to_owned(), artifact_location);
        self.metadata.insert(INFO_FINALIZED.to_owned(), "true".to_owned());
    }

    /// Leaves out of an answer the tags that this trace, as it was before, did not have.
    ///
    /// Servers answer so when a trace is started that is there already; whoever reads it then finds them all.
    pub fn without_new_tags(&self, mut answer: TraceInfoV3) -> TraceInfoV3 {
        answer
            .tags
            .retain(|key, _| key == TRACE_NAME || self.tags.contains_key(key));
        answer
    }

    /// Writes tags and metadata over those that are there.
    pub fn add(&mut self, mut tags: BTreeMap<String, String>, mut metadata: BTreeMap<String, String>) {
        if let Some(name) = tags.remove(TRACE_NAME) {
            self.name = Some(name);
        }
        self.promoted.take_from(&mut metadata);
        self.tags.extend(tags);
        self.metadata.extend(metadata);
    }

    /// Writes what new spans say. `stored` are the nodes of tokens and of cost of the spans that are there, the
    /// replaced ones too.
    ///
    /// What a client has written of the whole trace stays.
    pub fn add_spans(&mut self, mut new: TraceSpans, stored: (&[Node], &[Node]), is_new: bool) {
        let is_final = self.metadata.contains_key(INFO_FINALIZED);
        let (start, end) = (new.start_ms(), new.end_ms());
        if is_new {
            self.timestamp_ms = start;
            self.execution_time_ms = end.map(|end| end - start);
        } else if !is_final {
            let known_end = self
                .execution_time_ms
                .map(|duration| self.timestamp_ms + duration);
            self.timestamp_ms = self.timestamp_ms.min(start);
            let end = known_end.max(end);
            self.execution_time_ms = end.map(|end| end - self.timestamp_ms);
        }
        if let Some(root) = new.root() {
            if matches!(self.state, TraceState::InProgress | TraceState::Unspecified) {
                self.state = match root.status {
                    StatusCode::Error => TraceState::Error,
                    StatusCode::Ok | StatusCode::Unset => TraceState::Ok,
                };
            }
            let text = |key: &str| {
                root.attributes
                    .get(key)
                    .and_then(Value::as_str)
                    .filter(|t| !t.is_empty())
            };
            if self.request_preview.is_none() {
                self.request_preview = text("mlflow.spanInputs").map(|json| preview::preview(json, "user"));
            }
            if self.response_preview.is_none() {
                let outputs = text("mlflow.spanOutputs");
                self.response_preview = outputs.map(|json| preview::preview(json, "assistant"));
            }
        }
        self.add_totals(&new, stored, is_final);
        if self.promoted.session_id.is_none() {
            self.promoted.session_id = new.session().map(|id| id.chars().take(250).collect());
        }
        if let Some(user) = new.user() {
            self.metadata.entry(TRACE_USER.to_owned()).or_insert(user);
        }
        if let Some(name) = new.take_name() {
            self.name = Some(name);
        }
        self.tags
            .insert(SPANS_LOCATION.to_owned(), IN_TRACKING_STORE.to_owned());
        self.tags.extend(new.tags);
    }

    fn add_totals(&mut self, new: &TraceSpans, (usage, cost): (&[Node], &[Node]), is_final: bool) {
        let [required @ .., _, _, _] = TOKEN_KEYS;
        let [_, _, _, optional @ ..] = TOKEN_KEYS;
        let said = |nodes: &[Node]| nodes.iter().any(|node| node.data.is_some());
        let is_old = |node: &&Node| !new.spans.contains_key(&node.span_id);
        let of_new = new.usage_nodes();
        let is_known = is_final && self.promoted.tokens.iter().any(Option::is_some);
        if said(&of_new) && !is_known {
            let nodes: Vec<_> = of_new.iter().chain(usage.iter().filter(is_old)).collect();
            if let Some(total) = total(&nodes, &required, &optional) {
                self.promoted.set_tokens(&total);
            }
        }
        let of_new = new.cost_nodes();
        let is_known = is_final && self.promoted.cost.iter().any(Option::is_some);
        if said(&of_new) && !is_known {
            let nodes: Vec<_> = of_new.iter().chain(cost.iter().filter(is_old)).collect();
            if let Some(total) = total(&nodes, &COST_KEYS, &[]) {
                self.promoted.set_cost(&total);
            }
        }
    }

    /// Refuses a trace whose spans have been moved elsewhere.
    pub fn require_own_spans(&self) -> Result<()> {
        match self.tags.get(SPANS_LOCATION) {
            Some(place) if place != IN_TRACKING_STORE => Err(Error::new(
                ErrorCode::InvalidState,
                format!("Cannot log spans to archived traces: '{}'.", self.trace_id),
            )),
            _ => Ok(()),
        }
    }

    /// Refuses a trace whose spans this store does not have.
    pub fn require_spans(&self) -> Result<()> {
        match self.tags.get(SPANS_LOCATION) {
            Some(place) if place == IN_TRACKING_STORE => Ok(()),
            _ => Err(Error::new(
                ErrorCode::BadRequest,
                "Trace data not stored in tracking store",
            )),
        }
    }

    /// Tells whether a number of spans is all that the trace is known to have.
    pub fn is_whole(&self, spans: usize) -> bool {
        let stats = self
            .metadata
            .get(SIZE_STATS)
            .map(|stats| super::promoted::object(stats));
        let expected = stats.and_then(|stats| stats.get("num_spans")?.as_u64());
        spans > 0 && spans as u64 >= expected.unwrap_or(0)
    }

    /// Removes a tag.
    pub fn delete_tag(&mut self, key: &str) -> Result<()> {
        let removed = match key {
            TRACE_NAME => self.name.take(),
            key => self.tags.remove(key),
        };
        match removed {
            Some(_) => Ok(()),
            None => Err(refusals::trace_tag_not_found(key, &self.trace_id)),
        }
    }

    /// Returns the trace as answers have it.
    pub fn into_info(self, assessments: Vec<Assessment>) -> TraceInfoV3 {
        let StoredTrace {
            mut tags,
            mut metadata,
            ..
        } = self;
        if let Some(name) = self.name {
            tags.insert(TRACE_NAME.to_owned(), name);
        }
        self.promoted.write_to(&mut metadata);
        let info = TraceInfoV3 {
            trace_id: self.trace_id,
            client_request_id: self.client_request_id,
            trace_location: TraceLocation::experiment(self.experiment_id.to_string()),
            request_time: self.timestamp_ms,
            execution_duration: self.execution_time_ms,
            state: self.state,
            trace_metadata: metadata,
            assessments,
            tags,
            request_preview: self.request_preview,
            response_preview: self.response_preview,
        };
        info.clipped()
    }
}

/// Decides what is answered of a trace's spans: `None` if some are still to come and all are wanted.
pub fn whole_spans<T>(trace: &StoredTrace, spans: Vec<T>, allow_partial: bool) -> Result<Option<Vec<T>>> {
    trace.require_spans()?;
    Ok((allow_partial || trace.is_whole(spans.len())).then_some(spans))
}
