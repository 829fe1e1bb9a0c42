//! What behaviours begin with.

use mlflow_core::contract::assessments::CreateAssessment;
use mlflow_core::contract::traces::{
    GetTrace, GetTraceInfoV3, LogSpans, SearchTracesV3, SetTraceTag, StartTraceV3,
};
use mlflow_core::entities::otlp::{self, AnyValue, KeyValue, ResourceSpans, ScopeSpans, StatusCode};
use mlflow_core::entities::{
    Assessment, AssessmentSource, AssessmentSourceType, Feedback, Trace, TraceInfoV3, TraceLocation,
    TraceState,
};
use mlflow_core::{Result, TraceStore};
use serde_json::Value;

pub use crate::tracking::fixture::{invalid, refused};

/// When the traces of tests begin, in milliseconds since 1970.
pub const BEGIN: i64 = 1_714_521_600_250;

/// Makes the id of a trace of a number.
pub fn trace_id(number: u8) -> String {
    format!("tr-{number:032x}")
}

/// Makes a trace of the experiment `0`, which begins a second later with each number.
pub fn info(number: u8) -> TraceInfoV3 {
    TraceInfoV3 {
        trace_id: trace_id(number),
        trace_location: TraceLocation::experiment("0"),
        request_time: BEGIN + i64::from(number) * 1000,
        execution_duration: Some(1500),
        state: TraceState::Ok,
        ..TraceInfoV3::default()
    }
}

/// Makes a trace with tags and metadata.
pub fn info_with(number: u8, tags: &[(&str, &str)], metadata: &[(&str, &str)]) -> TraceInfoV3 {
    let map = |entries: &[(&str, &str)]| {
        entries
            .iter()
            .map(|(k, v)| (k.to_string(), v.to_string()))
            .collect()
    };
    TraceInfoV3 {
        tags: map(tags),
        trace_metadata: map(metadata),
        ..info(number)
    }
}

/// Writes a trace.
pub async fn start(store: &dyn TraceStore, info: TraceInfoV3) -> TraceInfoV3 {
    let request = StartTraceV3 {
        trace: Some(Trace {
            trace_info: info,
            spans: Vec::new(),
        }),
    };
    store.start_trace_v3(request).await.unwrap().trace.trace_info
}

/// Reads a trace without its spans.
pub async fn read(store: &dyn TraceStore, trace_id: &str) -> TraceInfoV3 {
    let request = GetTraceInfoV3 {
        trace_id: trace_id.to_owned(),
    };
    store.get_trace_info_v3(request).await.unwrap().trace.trace_info
}

/// Reads a trace with its spans.
pub async fn whole(store: &dyn TraceStore, trace_id: &str, allow_partial: bool) -> Result<Trace> {
    let request = GetTrace {
        trace_id: trace_id.to_owned(),
        allow_partial,
    };
    Ok(store.get_trace(request).await?.trace)
}

/// Makes a span of a trace. The root is the span 1; times are in milliseconds after the trace's beginning.
pub fn span(trace: u8, span: u8, parent: Option<u8>, (start, end): (i64, i64)) -> otlp::Span {
    let begin = BEGIN + i64::from(trace) * 1000;
    otlp::Span {
        trace_id: format!("{trace:032x}"),
        span_id: format!("{span:016x}"),
        parent_span_id: parent.map(|parent| format!("{parent:016x}")).unwrap_or_default(),
        name: format!("span {span}"),
        start_time_unix_nano: (begin + start) * 1_000_000,
        end_time_unix_nano: (begin + end) * 1_000_000,
        status: Some(otlp::Status {
            code: StatusCode::Ok,
            message: String::new(),
        }),
        ..otlp::Span::default()
    }
}

/// Adds an attribute to a span.
pub fn with(mut span: otlp::Span, key: &str, value: impl Into<Value>) -> otlp::Span {
    span.attributes.push(attribute(key, value));
    span
}

/// Makes an attribute.
pub fn attribute(key: &str, value: impl Into<Value>) -> KeyValue {
    KeyValue {
        key: key.to_owned(),
        value: AnyValue(value.into()),
    }
}

/// Makes a request of spans without a source.
pub fn spans_request(spans: Vec<otlp::Span>) -> LogSpans {
    LogSpans {
        experiment_id: "0".to_owned(),
        resource_spans: vec![ResourceSpans {
            resource: None,
            scope_spans: vec![ScopeSpans { spans }],
        }],
    }
}

/// Adds spans to their traces.
pub async fn log(store: &dyn TraceStore, spans: Vec<otlp::Span>) {
    store.log_spans(spans_request(spans)).await.unwrap();
}

/// Writes a tag.
pub async fn tag(store: &dyn TraceStore, trace_id: &str, key: &str, value: &str) -> Result<()> {
    let request = SetTraceTag {
        request_id: trace_id.to_owned(),
        key: key.to_owned(),
        value: value.to_owned(),
    };
    store.set_trace_tag(request).await.map(|_| ())
}

/// Makes a feedback of a person.
pub fn feedback(name: &str, value: impl Into<Value>) -> Assessment {
    Assessment {
        assessment_name: name.to_owned(),
        source: AssessmentSource {
            source_type: AssessmentSourceType::Human,
            source_id: Some("alice".to_owned()),
        },
        feedback: Some(Feedback {
            value: value.into(),
            error: None,
        }),
        ..Assessment::default()
    }
}

/// Writes an assessment.
pub async fn assess(store: &dyn TraceStore, trace_id: &str, assessment: Assessment) -> Assessment {
    let request = CreateAssessment {
        trace_id: trace_id.to_owned(),
        assessment: Some(assessment),
    };
    store.create_assessment(request).await.unwrap().assessment
}

/// Makes a search in the experiment `0`.
pub fn search_request(filter: &str, order_by: &[&str]) -> SearchTracesV3 {
    SearchTracesV3 {
        locations: vec![TraceLocation::experiment("0")],
        filter: filter.to_owned(),
        order_by: order_by.iter().map(|&key| key.to_owned()).collect(),
        ..SearchTracesV3::default()
    }
}

/// Returns the numbers of the traces that a filter finds, in the order of an answer.
pub async fn found_in(store: &dyn TraceStore, filter: &str, order_by: &[&str]) -> Vec<u8> {
    let answer = store.search_traces_v3(search_request(filter, order_by)).await;
    let traces = answer.unwrap_or_else(|e| panic!("{filter}: {e}")).traces;
    let number = |info: &TraceInfoV3| u8::from_str_radix(&info.trace_id[33..], 16).unwrap();
    traces.iter().map(number).collect()
}

/// Returns the numbers of the traces that a filter finds, from small to large.
pub async fn found(store: &dyn TraceStore, filter: &str) -> Vec<u8> {
    let mut found = found_in(store, filter, &[]).await;
    found.sort_unstable();
    found
}
