//! Spans as OpenTelemetry's protocol has them, which is also how MLflow's answers carry them.
//!
//! Ids are bytes: they are written in base64, as protobuf's JSON does, and read in hexadecimal digits too, as
//! OpenTelemetry's JSON has them.

mod any_value;

pub use any_value::AnyValue;

use serde::{Deserialize, Serialize};

/// The spans of one source.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ResourceSpans {
    /// The source.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub resource: Option<Resource>,
    /// Its spans, by the library that made them.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub scope_spans: Vec<ScopeSpans>,
}

/// What makes spans: a service, a process.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Resource {
    /// What is known of it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub attributes: Vec<KeyValue>,
}

/// The spans of one library.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ScopeSpans {
    /// The spans.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub spans: Vec<Span>,
}

/// A span.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Span {
    /// The 16 bytes of the trace's id.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub trace_id: String,
    /// The 8 bytes of the span's id.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub span_id: String,
    /// The 8 bytes of the parent's id; empty for a root.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub parent_span_id: String,
    /// The name.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub name: String,
    /// When it began, in nanoseconds since 1970.
    #[serde(skip_serializing_if = "is_zero")]
    pub start_time_unix_nano: i64,
    /// When it ended, in nanoseconds since 1970; 0 while it has not.
    #[serde(skip_serializing_if = "is_zero")]
    pub end_time_unix_nano: i64,
    /// What is known of it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub attributes: Vec<KeyValue>,
    /// What happened in it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub events: Vec<Event>,
    /// The spans of other traces that it belongs with.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub links: Vec<Link>,
    /// Whether it went well.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<Status>,
}

/// An attribute.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct KeyValue {
    /// The key.
    pub key: String,
    /// The value; nothing is left out.
    #[serde(skip_serializing_if = "is_nothing")]
    pub value: AnyValue,
}

fn is_nothing(value: &AnyValue) -> bool {
    value.0.is_null()
}

/// Something that happened in a span.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Event {
    /// When, in nanoseconds since 1970.
    #[serde(skip_serializing_if = "is_zero")]
    pub time_unix_nano: i64,
    /// The name.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub name: String,
    /// What is known of it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub attributes: Vec<KeyValue>,
}

/// A span of another trace.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Link {
    /// The 16 bytes of the trace's id.
    pub trace_id: String,
    /// The 8 bytes of the span's id.
    pub span_id: String,
    /// What is known of the link.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub attributes: Vec<KeyValue>,
}

/// Whether a span went well.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Status {
    /// What went wrong.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub message: String,
    /// The code.
    #[serde(skip_serializing_if = "StatusCode::is_unset")]
    pub code: StatusCode,
}

wire_enum! {
    /// Whether a span went well.
    #[derive(Default)]
    pub enum StatusCode {
        /// Not said.
        #[default]
        Unset = 0, "STATUS_CODE_UNSET";
        /// It did.
        Ok = 1, "STATUS_CODE_OK";
        /// It failed.
        Error = 2, "STATUS_CODE_ERROR";
    }
}

impl StatusCode {
    /// Returns the name that databases and searches have for it: `UNSET`, `OK` or `ERROR`.
    pub fn short_name(self) -> &'static str {
        match self {
            StatusCode::Unset => "UNSET",
            StatusCode::Ok => "OK",
            StatusCode::Error => "ERROR",
        }
    }

    fn is_unset(&self) -> bool {
        *self == StatusCode::Unset
    }
}

fn is_zero(number: &i64) -> bool {
    *number == 0
}
