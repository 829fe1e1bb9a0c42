//! Spans as they come, divided by their traces.

use super::TRACE_NAME;
use super::conventions;
use super::promoted::{COST_KEYS, finite, object};
use super::usage::Node;
use crate::contract::traces::LogSpans;
use crate::entities::Span;
use crate::entities::otlp::{KeyValue, Resource, StatusCode};
use crate::error::{Error, Result};
use crate::python_json;
use crate::validation::trace_tag;
use serde_json::{Map, Value};
use std::collections::BTreeMap;

const USAGE: &str = "mlflow.chat.tokenUsage";
const SPAN_COST: &str = "mlflow.llm.cost";
const TAG_PREFIX: &str = "mlflow.traceTag.";
const LONGEST_MODEL: usize = 500;

/// New spans of one trace.
#[derive(Clone, Debug, Default)]
pub struct TraceSpans {
    /// The trace's id.
    pub trace_id: String,
    /// The spans, each id once.
    pub spans: BTreeMap<String, SpanRow>,
    /// The tags that the spans and their source give to the trace.
    pub tags: BTreeMap<String, String>,
}

/// A span as databases keep it: its content, and what searches need of it.
#[derive(Clone, Debug, PartialEq)]
pub struct SpanRow {
    /// The 16 digits of the span's id.
    pub span_id: String,
    /// The 16 digits of the parent's id.
    pub parent_id: Option<String>,
    /// The name.
    pub name: String,
    /// The type.
    pub kind: Option<String>,
    /// `UNSET`, `OK` or `ERROR`.
    pub status: StatusCode,
    /// When it began, in nanoseconds since 1970.
    pub start: i64,
    /// When it ended, in nanoseconds since 1970.
    pub end: Option<i64>,
    /// The span's JSON.
    pub content: String,
    /// The parts of its cost.
    pub cost: [Option<f64>; 3],
    /// The model that it called.
    pub model_name: Option<String>,
    /// Who offers the model.
    pub model_provider: Option<String>,
    /// Its attributes.
    pub attributes: Map<String, Value>,
}

/// Divides the spans of a request by their traces.
///
/// # Errors
///
/// `INVALID_PARAMETER_VALUE` for a span without ids.
pub fn by_trace(request: LogSpans) -> Result<BTreeMap<String, TraceSpans>> {
    let mut traces: BTreeMap<String, TraceSpans> = BTreeMap::new();
    for of_resource in request.resource_spans {
        let tags = of_resource.resource.map(resource_tags).unwrap_or_default();
        for span in of_resource.scope_spans.into_iter().flat_map(|scope| scope.spans) {
            let mut span = Span::from_otlp(span)?;
            unwrap_texts(&mut span.attributes);
            conventions::translate(&mut span);
            let missing = || Error::invalid_parameter_value("a span has no id");
            let trace_id = span.mlflow_trace_id().ok_or_else(missing)?;
            let row = SpanRow::new(&span).ok_or_else(missing)?;
            let trace = traces.entry(trace_id.clone()).or_default();
            trace.trace_id = trace_id;
            for (key, value) in &tags {
                trace.tags.entry(key.clone()).or_insert_with(|| value.clone());
            }
            if row.parent_id.is_none() {
                trace.tags.extend(own_tags(&span));
            }
            trace.spans.insert(row.span_id.clone(), row);
        }
    }
    Ok(traces)
}

impl SpanRow {
    /// Makes the row of a span as it is; `None` for one without ids.
    pub fn new(span: &Span) -> Option<Self> {
        let text = |key: &str| match span.attribute(key)? {
            Value::String(text) => Some(text.chars().take(LONGEST_MODEL).collect()),
            _ => None,
        };
        let cost = match span.attribute(SPAN_COST) {
            Some(Value::Object(cost)) => COST_KEYS.map(|key| cost.get(key).and_then(finite)),
            _ => [None; 3],
        };
        Some(SpanRow {
            span_id: span.id()?,
            parent_id: span.parent_id(),
            name: span.name.clone(),
            kind: span.span_type(),
            status: span.status.code,
            start: span.start_time_unix_nano,
            end: span.end_time_unix_nano,
            content: span.content(),
            cost,
            model_name: text("mlflow.llm.model"),
            model_provider: text("mlflow.llm.provider"),
            attributes: span.attributes.clone(),
        })
    }

    /// Reads what the content of a stored span says about its tokens.
    pub fn usage_node(span_id: &str, parent_id: Option<&str>, content: &str) -> Node {
        stored_node(span_id, parent_id, content, USAGE)
    }

    /// Reads what the content of a stored span says about its cost.
    pub fn cost_node(span_id: &str, parent_id: Option<&str>, content: &str) -> Node {
        stored_node(span_id, parent_id, content, SPAN_COST)
    }

    /// Returns an attribute that is a text.
    pub(super) fn text(&self, key: &str) -> Option<String> {
        match self.attributes.get(key)? {
            Value::String(json) => Some(match serde_json::from_str(json) {
                Ok(Value::String(text)) => text,
                _ => json.clone(),
            }),
            _ => None,
        }
        .filter(|text| !text.is_empty())
    }
}

fn stored_node(span_id: &str, parent_id: Option<&str>, content: &str, key: &str) -> Node {
    let span = object(content);
    let attribute = span.get("attributes").and_then(|attributes| attributes.get(key));
    let data = match attribute {
        Some(Value::String(json)) => serde_json::from_str(json).ok(),
        Some(Value::Object(data)) => Some(data.clone()),
        _ => None,
    };
    Node {
        span_id: span_id.to_owned(),
        parent_id: parent_id.map(str::to_owned),
        data,
    }
}

/// Takes one layer off texts that hold the JSON of a text, a list or an object: clients of OpenTelemetry have written
/// MLflow's JSON, and it was written as JSON once more.
pub(super) fn unwrap_texts(attributes: &mut Map<String, Value>) {
    for value in attributes.values_mut() {
        let Value::String(json) = value else { continue };
        let Ok(Value::String(inner)) = serde_json::from_str(json) else {
            continue;
        };
        if let Ok(Value::String(_) | Value::Array(_) | Value::Object(_)) = serde_json::from_str(&inner) {
            *value = Value::String(inner);
        }
    }
}

/// Returns the tags that a source gives to its traces: all but those of OpenTelemetry itself and of MLflow.
fn resource_tags(resource: Resource) -> BTreeMap<String, String> {
    let attributes = resource.attributes.into_iter();
    let tags = attributes
        .filter(|KeyValue { key, .. }| !key.starts_with("telemetry.sdk.") && !key.starts_with("mlflow."));
    tags.filter_map(|KeyValue { key, value }| {
        let value = match value.0 {
            Value::String(text) => text,
            value => python_json::ascii(&value),
        };
        trace_tag(key, value).ok()
    })
    .collect()
}

/// Returns the tags that a root span carries for its trace.
fn own_tags(span: &Span) -> impl Iterator<Item = (String, String)> {
    span.attributes.keys().filter_map(|key| {
        let tag = key.strip_prefix(TAG_PREFIX)?;
        let value = match span.attribute(key)? {
            Value::String(text) => text,
            value => python_json::text(&value),
        };
        trace_tag(tag.to_owned(), value).ok()
    })
}

impl TraceSpans {
    /// Returns when the first span began, in milliseconds since 1970.
    pub fn start_ms(&self) -> i64 {
        let first = self.spans.values().map(|span| span.start).min();
        first.unwrap_or(0).div_euclid(1_000_000)
    }

    /// Returns when the last span ended, in milliseconds since 1970.
    pub fn end_ms(&self) -> Option<i64> {
        let last = self.spans.values().filter_map(|span| span.end).max()?;
        Some(last.div_euclid(1_000_000))
    }

    /// Returns the span without a parent.
    pub(super) fn root(&self) -> Option<&SpanRow> {
        self.spans.values().find(|span| span.parent_id.is_none())
    }

    pub(super) fn session(&self) -> Option<String> {
        let mut spans = self.spans.values();
        spans.find_map(|span| {
            span.text("session.id")
                .or_else(|| span.text("gen_ai.conversation.id"))
        })
    }

    pub(super) fn user(&self) -> Option<String> {
        self.spans.values().find_map(|span| span.text("user.id"))
    }

    /// Returns the name that a tag gives to the trace.
    pub(super) fn take_name(&mut self) -> Option<String> {
        self.tags.remove(TRACE_NAME)
    }

    pub(super) fn usage_nodes(&self) -> Vec<Node> {
        self.nodes(USAGE)
    }

    pub(super) fn cost_nodes(&self) -> Vec<Node> {
        self.nodes(SPAN_COST)
    }

    fn nodes(&self, key: &str) -> Vec<Node> {
        let node = |span: &SpanRow| Node {
            span_id: span.span_id.clone(),
            parent_id: span.parent_id.clone(),
            data: match span.attributes.get(key) {
                Some(Value::String(json)) => serde_json::from_str(json).ok(),
                _ => None,
            },
        };
        self.spans.values().map(node).collect()
    }
}
