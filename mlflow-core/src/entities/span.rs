//! Spans as MLflow stores them, in databases and in the files of traces.

mod id;
mod otlp_span;

use super::otlp::StatusCode;
use crate::python_json;
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::{Map, Value};

/// A span, in the JSON of schema 3.
///
/// Ids are base64 of their bytes; earlier 3.x versions wrote hexadecimal digits, which are understood too. Every value
/// of an attribute is a text that holds JSON.
///
/// ```
/// use mlflow_core::entities::Span;
/// let json = r#"{"trace_id": "HZasVqOwQEOXNLxEFIge3A==", "span_id": "AAAAAAAAA+g=", "parent_span_id": null,
///     "name": "predict", "start_time_unix_nano": 17, "end_time_unix_nano": 18, "events": [],
///     "status": {"code": "STATUS_CODE_OK", "message": ""},
///     "attributes": {"mlflow.spanType": "\"CHAIN\""}, "links": []}"#;
/// let span: Span = serde_json::from_str(json).unwrap();
/// assert_eq!(span.mlflow_trace_id().as_deref(), Some("tr-1d96ac56a3b040439734bc4414881edc"));
/// assert_eq!(span.attribute("mlflow.spanType"), Some("CHAIN".into()));
/// ```
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Span {
    /// The 16 bytes of the trace's id.
    pub trace_id: String,
    /// The 8 bytes of the span's id.
    pub span_id: String,
    /// The 8 bytes of the parent's id; a root has none.
    pub parent_span_id: Option<String>,
    /// The name.
    pub name: String,
    /// When it began, in nanoseconds since 1970.
    pub start_time_unix_nano: i64,
    /// When it ended, in nanoseconds since 1970.
    pub end_time_unix_nano: Option<i64>,
    /// What happened in it.
    pub events: Vec<SpanEvent>,
    /// Whether it went well.
    pub status: SpanStatus,
    /// What is known of it; each value is a text that holds JSON.
    pub attributes: Map<String, Value>,
    /// The spans of other traces that it belongs with.
    pub links: Vec<SpanLink>,
}

/// Something that happened in a span.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct SpanEvent {
    /// The name.
    pub name: String,
    /// When, in nanoseconds since 1970.
    pub time_unix_nano: i64,
    /// What is known of it.
    pub attributes: Map<String, Value>,
}

/// Whether a span went well.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct SpanStatus {
    /// The code.
    #[serde(deserialize_with = "read_code")]
    pub code: StatusCode,
    /// What went wrong.
    pub message: String,
}

/// A span of another trace.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct SpanLink {
    /// The trace's id, with `tr-`.
    pub trace_id: String,
    /// The 16 digits of the span's id.
    pub span_id: String,
    /// What is known of the link.
    pub attributes: Option<Map<String, Value>>,
}

impl Span {
    /// Returns the id of the trace as MLflow writes it: `tr-` with 32 digits.
    pub fn mlflow_trace_id(&self) -> Option<String> {
        id::trace(&self.trace_id)
    }

    /// Returns the 16 digits of the span's id.
    pub fn id(&self) -> Option<String> {
        id::span(&self.span_id)
    }

    /// Returns the 16 digits of the parent's id; a root has none.
    pub fn parent_id(&self) -> Option<String> {
        id::span(self.parent_span_id.as_deref()?)
    }

    /// Tells whether the span has no parent.
    pub fn is_root(&self) -> bool {
        self.parent_span_id.as_deref().unwrap_or_default().is_empty()
    }

    /// Returns an attribute; what is no JSON is a text.
    pub fn attribute(&self, key: &str) -> Option<Value> {
        Some(match self.attributes.get(key)? {
            Value::String(text) => serde_json::from_str(text).unwrap_or_else(|_| Value::String(text.clone())),
            value => value.clone(),
        })
    }

    /// Sets an attribute.
    pub fn set_attribute(&mut self, key: &str, value: &Value) {
        self.attributes
            .insert(key.to_owned(), Value::String(python_json::text(value)));
    }

    /// Returns the type, such as `LLM`, if it is said.
    pub fn span_type(&self) -> Option<String> {
        match self.attribute("mlflow.spanType")? {
            Value::String(text) => Some(text),
            _ => None,
        }
    }

    /// Writes the span as official MLflow's databases hold it; searches look into this text.
    pub fn content(&self) -> String {
        python_json::text(self)
    }
}

/// Reads a code by its name, or by the short one that 3.5.0 wrote.
fn read_code<'de, D: Deserializer<'de>>(deserializer: D) -> Result<StatusCode, D::Error> {
    let name = String::deserialize(deserializer)?;
    let mut codes = StatusCode::ALL.iter().copied();
    let code = codes.find(|code| code.as_str() == name || code.short_name() == name);
    code.ok_or_else(|| serde::de::Error::custom(format_args!("`{name}` is no status of a span")))
}
