//! Requests and answers of the operations on traces.

use crate::entities::otlp::ResourceSpans;
use crate::entities::{
    KeyList, Trace, TraceInfo, TraceInfoV3, TraceLocation, TraceRequestMetadata, TraceStatus, TraceTag,
};
use serde::{Deserialize, Serialize};

/// Asks to write a trace without its spans.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct StartTraceV3 {
    /// The trace, which must have an id and the location of an experiment.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub trace: Option<Trace>,
}

/// Answers with a trace without its spans.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct StartTraceV3Response {
    /// The trace.
    pub trace: Trace,
}

/// Asks to begin a trace.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct StartTrace {
    /// The experiment.
    pub experiment_id: String,
    /// When it began, in milliseconds since 1970.
    pub timestamp_ms: i64,
    /// What does not change.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub request_metadata: KeyList<TraceRequestMetadata>,
    /// What may change.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub tags: KeyList<TraceTag>,
}

/// Answers with a trace.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct StartTraceResponse {
    /// The trace.
    pub trace_info: TraceInfo,
}

/// Asks to end a trace.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct EndTrace {
    /// The trace's id.
    pub request_id: String,
    /// When it ended, in milliseconds since 1970.
    pub timestamp_ms: i64,
    /// How it ended.
    pub status: TraceStatus,
    /// More of what does not change.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub request_metadata: KeyList<TraceRequestMetadata>,
    /// More tags.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub tags: KeyList<TraceTag>,
}

/// Answers with a trace.
pub type EndTraceResponse = StartTraceResponse;

/// Asks to add spans to traces.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct LogSpans {
    /// The experiment of traces that are not there yet.
    pub experiment_id: String,
    /// The spans, by their sources.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub resource_spans: Vec<ResourceSpans>,
}

/// Asks for a trace with its spans.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct GetTrace {
    /// The trace's id.
    pub trace_id: String,
    /// Whether a trace is wanted of which spans are still to come.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub allow_partial: bool,
}

/// Answers with a trace and its spans.
pub type GetTraceResponse = StartTraceV3Response;

/// Asks for several traces with their spans.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct BatchGetTraces {
    /// The traces' ids; a request that does not name them is refused, and one that names none finds none.
    pub trace_ids: Vec<String>,
    /// Only traces of these experiments; of any if not set.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub experiment_ids: Option<Vec<String>>,
}

/// Answers with traces and their spans, in the order asked for.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct BatchGetTracesResponse {
    /// The traces.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub traces: Vec<Trace>,
}

/// Asks for several traces without their spans.
pub type BatchGetTraceInfos = BatchGetTraces;

/// Answers with traces without their spans, in the order asked for.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct BatchGetTraceInfosResponse {
    /// The traces.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub trace_infos: Vec<TraceInfoV3>,
}

/// Asks for a trace without its spans.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct GetTraceInfoV3 {
    /// The trace's id.
    pub trace_id: String,
}

/// Answers with a trace without its spans.
pub type GetTraceInfoV3Response = StartTraceV3Response;

/// Asks for a trace without its spans.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct GetTraceInfo {
    /// The trace's id.
    pub request_id: String,
}

/// Answers with a trace.
pub type GetTraceInfoResponse = StartTraceResponse;

/// Asks for a page of traces.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct SearchTracesV3 {
    /// Where to search, at least one place; those that are no experiments hold nothing.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub locations: Vec<TraceLocation>,
    /// A filter such as `status = 'OK' AND tag.env = 'prod'`.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub filter: String,
    /// How many at most: 1 to 500; 100 if not set.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_results: Option<i64>,
    /// Keys such as `timestamp_ms DESC`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub order_by: Vec<String>,
    /// Where the page before ended.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub page_token: String,
}

/// Answers with a page of traces.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct SearchTracesV3Response {
    /// The traces.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub traces: Vec<TraceInfoV3>,
    /// Asks for the next page, which may be empty; not set after a page that is not full.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub next_page_token: String,
}

/// Asks for a page of traces.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct SearchTraces {
    /// The experiments to search in, at least one.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub experiment_ids: Vec<String>,
    /// A filter such as `status = 'OK' AND tag.env = 'prod'`.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub filter: String,
    /// How many at most: 1 to 500; 100 if not set.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_results: Option<i64>,
    /// Keys such as `timestamp_ms DESC`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub order_by: Vec<String>,
    /// Where the page before ended.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub page_token: String,
}

/// Answers with a page of traces.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct SearchTracesResponse {
    /// The traces.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub traces: Vec<TraceInfo>,
    /// Asks for the next page, which may be empty; not set after a page that is not full.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub next_page_token: String,
}

/// Asks to write a tag of a trace.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct SetTraceTag {
    /// The trace's id.
    pub request_id: String,
    /// The tag's key: up to 250 characters.
    pub key: String,
    /// The tag's value: up to 8,000 characters; longer ones are cut.
    pub value: String,
}

/// Asks to remove a tag of a trace.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct DeleteTraceTag {
    /// The trace's id.
    pub request_id: String,
    /// The tag's key.
    pub key: String,
}

/// Asks to delete traces: those with some ids, or those that are not younger than a time.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct DeleteTraces {
    /// The experiment.
    pub experiment_id: String,
    /// The latest beginning, in milliseconds since 1970.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_timestamp_millis: Option<i64>,
    /// How many at most; not together with ids.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_traces: Option<i32>,
    /// The traces' ids.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub request_ids: Vec<String>,
}

/// Answers with how many traces were deleted.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct DeleteTracesResponse {
    /// How many were there.
    pub traces_deleted: i32,
}

/// Asks to note that traces belong to a run.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct LinkTracesToRun {
    /// The traces' ids.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub trace_ids: Vec<String>,
    /// The run's id.
    pub run_id: String,
}

/// Asks to note that a trace used versions of prompts.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct LinkPromptsToTrace {
    /// The trace's id.
    pub trace_id: String,
    /// The versions.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub prompt_versions: Vec<PromptVersionRef>,
}

/// Names a version of a prompt.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PromptVersionRef {
    /// The prompt's name.
    pub name: String,
    /// The version's number.
    pub version: String,
}

empty_answers! {
    LogSpansResponse, SetTraceTagResponse, DeleteTraceTagResponse, LinkTracesToRunResponse, LinkPromptsToTraceResponse
}

impl From<SearchTracesV3> for SearchTraces {
    fn from(request: SearchTracesV3) -> Self {
        let locations = request.locations.iter();
        let ids = locations.filter_map(|location| location.experiment_id());
        SearchTraces {
            experiment_ids: ids.map(str::to_owned).collect(),
            filter: request.filter,
            max_results: request.max_results,
            order_by: request.order_by,
            page_token: request.page_token,
        }
    }
}
