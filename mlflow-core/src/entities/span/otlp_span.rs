//! Spans from OpenTelemetry's form and back.

use super::{Span, SpanEvent, SpanLink, SpanStatus, id};
use crate::entities::otlp::{self, AnyValue, KeyValue};
use crate::error::{Error, Result};
use serde_json::{Map, Value};

const TRACE_ID_ATTRIBUTE: &str = "mlflow.traceRequestId";

impl Span {
    /// Makes a span of one that came by OpenTelemetry's protocol.
    ///
    /// The trace that an attribute names is not believed: the trace is that of the span's own id.
    ///
    /// # Errors
    ///
    /// `INVALID_PARAMETER_VALUE` for a span without ids, or with longer ones.
    pub fn from_otlp(span: otlp::Span) -> Result<Self> {
        let wrong = |what: &str, id: &str| {
            let name = &span.name;
            Error::invalid_parameter_value(format!("`{id}` is no {what} of the span `{name}`"))
        };
        let trace_id = id::trace_base64(&span.trace_id).ok_or_else(|| wrong("trace_id", &span.trace_id))?;
        let span_id = id::span_base64(&span.span_id).ok_or_else(|| wrong("span_id", &span.span_id))?;
        let parent_span_id = match span.parent_span_id.as_str() {
            "" => None,
            given => Some(id::span_base64(given).ok_or_else(|| wrong("parent_span_id", given))?),
        };
        let trace = id::trace(&trace_id).unwrap_or_default();
        let mut made = Span {
            trace_id,
            span_id,
            parent_span_id,
            name: span.name,
            start_time_unix_nano: span.start_time_unix_nano,
            end_time_unix_nano: Some(span.end_time_unix_nano).filter(|end| *end != 0),
            events: span.events.into_iter().map(SpanEvent::from).collect(),
            status: span.status.map(SpanStatus::from).unwrap_or_default(),
            attributes: Map::new(),
            links: span.links.into_iter().filter_map(link).collect(),
        };
        for KeyValue { key, value } in span.attributes {
            made.set_attribute(&key, &value.0);
        }
        made.set_attribute(TRACE_ID_ATTRIBUTE, &Value::String(trace));
        Ok(made)
    }

    /// Returns the span in OpenTelemetry's form.
    pub fn to_otlp(&self) -> otlp::Span {
        let base64 = |read: Option<String>, given: &str| read.unwrap_or_else(|| given.to_owned());
        let parent = self.parent_span_id.as_deref().unwrap_or_default();
        let attributes = self.attributes.keys().filter_map(|key| {
            Some(KeyValue {
                key: key.clone(),
                value: AnyValue(self.attribute(key)?),
            })
        });
        otlp::Span {
            trace_id: base64(id::trace_base64(&self.trace_id), &self.trace_id),
            span_id: base64(id::span_base64(&self.span_id), &self.span_id),
            parent_span_id: base64(id::span_base64(parent), parent),
            name: self.name.clone(),
            start_time_unix_nano: self.start_time_unix_nano,
            end_time_unix_nano: self.end_time_unix_nano.unwrap_or(0),
            attributes: attributes.collect(),
            events: self.events.iter().map(otlp::Event::from).collect(),
            links: self.links.iter().filter_map(otlp_link).collect(),
            status: Some(otlp::Status {
                message: self.status.message.clone(),
                code: self.status.code,
            }),
        }
    }
}

impl otlp::Span {
    /// Returns the id that MLflow has for the span's trace, or `None` for a span whose ids are missing or none.
    ///
    /// ```
    /// use mlflow_core::entities::otlp::Span;
    /// let span = Span {
    ///     trace_id: "1d96ac56a3b040439734bc4414881edc".into(),
    ///     span_id: "00000000000003e8".into(),
    ///     ..Span::default()
    /// };
    /// assert_eq!(span.mlflow_trace_id().as_deref(), Some("tr-1d96ac56a3b040439734bc4414881edc"));
    /// assert_eq!(Span::default().mlflow_trace_id(), None);
    /// ```
    pub fn mlflow_trace_id(&self) -> Option<String> {
        id::span(&self.span_id)?;
        id::trace(&self.trace_id)
    }
}

impl From<otlp::Status> for SpanStatus {
    fn from(otlp::Status { message, code }: otlp::Status) -> Self {
        SpanStatus { code, message }
    }
}

impl From<otlp::Event> for SpanEvent {
    fn from(event: otlp::Event) -> Self {
        SpanEvent {
            name: event.name,
            time_unix_nano: event.time_unix_nano,
            attributes: entries(event.attributes),
        }
    }
}

impl From<&SpanEvent> for otlp::Event {
    fn from(event: &SpanEvent) -> Self {
        otlp::Event {
            time_unix_nano: event.time_unix_nano,
            name: event.name.clone(),
            attributes: key_values(&event.attributes),
        }
    }
}

fn link(link: otlp::Link) -> Option<SpanLink> {
    Some(SpanLink {
        trace_id: id::trace(&link.trace_id)?,
        span_id: id::span(&link.span_id)?,
        attributes: Some(entries(link.attributes)).filter(|attributes| !attributes.is_empty()),
    })
}

fn otlp_link(link: &SpanLink) -> Option<otlp::Link> {
    Some(otlp::Link {
        trace_id: id::trace_base64(&link.trace_id)?,
        span_id: id::span_base64(&link.span_id)?,
        attributes: link.attributes.as_ref().map(key_values).unwrap_or_default(),
    })
}

fn entries(attributes: Vec<KeyValue>) -> Map<String, Value> {
    attributes
        .into_iter()
        .map(|KeyValue { key, value }| (key, value.0))
        .collect()
}

fn key_values(entries: &Map<String, Value>) -> Vec<KeyValue> {
    entries
        .iter()
        .map(|(key, value)| KeyValue {
            key: key.clone(),
            value: AnyValue(value.clone()),
        })
        .collect()
}
