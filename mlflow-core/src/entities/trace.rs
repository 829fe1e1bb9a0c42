//! Traces.

use super::wire_time::{optional_duration, timestamp};
use super::{Assessment, TraceLocation, otlp};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

wire_enum! {
    /// How far a trace has come.
    #[derive(Default)]
    pub enum TraceState {
        /// Ended, without being called a success or a failure.
        #[default]
        Unspecified = 0, "STATE_UNSPECIFIED";
        /// Ended well.
        Ok = 1, "OK";
        /// Failed.
        Error = 2, "ERROR";
        /// Not ended.
        InProgress = 3, "IN_PROGRESS";
    }
}

/// A trace: what is known of it, and its spans.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Trace {
    /// What is known of it.
    pub trace_info: TraceInfoV3,
    /// Its spans, the root first; some answers leave them out.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub spans: Vec<otlp::Span>,
}

/// A trace without its spans.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct TraceInfoV3 {
    /// The trace's id: `tr-` with the 32 digits of OpenTelemetry's.
    pub trace_id: String,
    /// The id that the caller's own system has for it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub client_request_id: Option<String>,
    /// Where it is kept.
    pub trace_location: TraceLocation,
    /// When it began, in milliseconds since 1970.
    #[serde(with = "timestamp")]
    pub request_time: i64,
    /// How long it took, in milliseconds; not set while it has not ended.
    #[serde(with = "optional_duration", skip_serializing_if = "Option::is_none")]
    pub execution_duration: Option<i64>,
    /// How far it has come.
    pub state: TraceState,
    /// What does not change.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub trace_metadata: BTreeMap<String, String>,
    /// What people, judges and programs say about it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub assessments: Vec<Assessment>,
    /// What may change.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub tags: BTreeMap<String, String>,
    /// The beginning of what was asked: up to 1,000 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub request_preview: Option<String>,
    /// The beginning of what was answered: up to 1,000 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub response_preview: Option<String>,
}

const MOST_IN_METADATA: usize = 250;
const MOST_IN_TAG_KEY: usize = 250;
const MOST_IN_TAG: usize = 4096;

impl TraceInfoV3 {
    /// Returns the id of the experiment that keeps it, if one does.
    pub fn experiment_id(&self) -> Option<&str> {
        self.trace_location.experiment_id()
    }

    /// Cuts metadata and tags to the lengths that answers have; stores keep longer ones.
    #[must_use]
    pub fn clipped(mut self) -> Self {
        clip(&mut self.trace_metadata, MOST_IN_METADATA, MOST_IN_METADATA);
        clip(&mut self.tags, MOST_IN_TAG_KEY, MOST_IN_TAG);
        self
    }
}

fn clip(entries: &mut BTreeMap<String, String>, key_limit: usize, limit: usize) {
    let is_long = |(key, value): (&String, &String)| key.len() > key_limit || value.len() > limit;
    if entries.iter().any(is_long) {
        let all = std::mem::take(entries).into_iter();
        *entries = all
            .map(|(key, value)| (first(key, key_limit), first(value, limit)))
            .collect();
    }
}

fn first(mut text: String, limit: usize) -> String {
    if let Some((end, _)) = text.char_indices().nth(limit) {
        text.truncate(end);
    }
    text
}
