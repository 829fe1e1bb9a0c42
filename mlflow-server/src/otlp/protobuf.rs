//! Spans as OpenTelemetry's protobuf.

use crate::answer::Refusal;
use bytes::Bytes;
use mlflow_core::entities::otlp::{
    AnyValue, Event, KeyValue, Link, Resource, ResourceSpans, ScopeSpans, Span, Status, StatusCode,
};
use mlflow_core::{Error, Result};
use opentelemetry_proto::tonic::collector::trace::v1::{
    ExportTraceServiceRequest, ExportTraceServiceResponse,
};
use opentelemetry_proto::tonic::common::v1::any_value::Value as ProtoValue;
use opentelemetry_proto::tonic::{common::v1 as common, trace::v1 as proto};
use prost::Message;
use serde_json::Value;
use std::fmt::Write;

/// Reads a request.
pub(super) fn read(body: &[u8]) -> Result<Vec<ResourceSpans>, Refusal> {
    let wrong = |e| Error::invalid_parameter_value(format!("Invalid OpenTelemetry format: {e}"));
    let export = ExportTraceServiceRequest::decode(body).map_err(wrong)?;
    let of_resources = export.resource_spans.into_iter().map(of_resource);
    of_resources.collect()
}

/// Answers that everything was taken.
pub(super) fn empty_answer() -> Bytes {
    ExportTraceServiceResponse::default().encode_to_vec().into()
}

fn of_resource(given: proto::ResourceSpans) -> Result<ResourceSpans, Refusal> {
    let scopes = given.scope_spans.into_iter().map(|scope| {
        let spans = scope.spans.into_iter().map(span);
        Ok(ScopeSpans {
            spans: spans.collect::<Result<_, Refusal>>()?,
        })
    });
    Ok(ResourceSpans {
        resource: given.resource.map(|resource| Resource {
            attributes: key_values(resource.attributes),
        }),
        scope_spans: scopes.collect::<Result<_, Refusal>>()?,
    })
}

fn span(given: proto::Span) -> Result<Span, Refusal> {
    let time = |nanos: u64| {
        i64::try_from(nanos).map_err(|_| {
            super::unprocessable(format!(
                "the span '{}' has a time that is not of this age: {nanos} ns",
                given.name
            ))
        })
    };
    Ok(Span {
        start_time_unix_nano: time(given.start_time_unix_nano)?,
        end_time_unix_nano: time(given.end_time_unix_nano)?,
        trace_id: hex(&given.trace_id),
        span_id: hex(&given.span_id),
        parent_span_id: hex(&given.parent_span_id),
        name: given.name,
        attributes: key_values(given.attributes),
        events: given.events.into_iter().map(event).collect(),
        links: given.links.into_iter().map(link).collect(),
        status: given.status.map(status),
    })
}

fn event(given: proto::span::Event) -> Event {
    Event {
        time_unix_nano: i64::try_from(given.time_unix_nano).unwrap_or(i64::MAX),
        name: given.name,
        attributes: key_values(given.attributes),
    }
}

fn link(given: proto::span::Link) -> Link {
    Link {
        trace_id: hex(&given.trace_id),
        span_id: hex(&given.span_id),
        attributes: key_values(given.attributes),
    }
}

fn status(given: proto::Status) -> Status {
    Status {
        code: match given.code() {
            proto::status::StatusCode::Unset => StatusCode::Unset,
            proto::status::StatusCode::Ok => StatusCode::Ok,
            proto::status::StatusCode::Error => StatusCode::Error,
        },
        message: given.message,
    }
}

fn key_values(given: Vec<common::KeyValue>) -> Vec<KeyValue> {
    let key_value = |given: common::KeyValue| KeyValue {
        key: given.key,
        value: AnyValue(given.value.map_or(Value::Null, value)),
    };
    given.into_iter().map(key_value).collect()
}

fn value(given: common::AnyValue) -> Value {
    match given.value {
        None => Value::Null,
        Some(ProtoValue::StringValue(text)) => Value::String(text),
        Some(ProtoValue::BoolValue(value)) => Value::Bool(value),
        Some(ProtoValue::IntValue(number)) => number.into(),
        Some(ProtoValue::DoubleValue(number)) => AnyValue::from(number).0,
        Some(ProtoValue::ArrayValue(list)) => list.values.into_iter().map(value).collect(),
        Some(ProtoValue::KvlistValue(list)) => {
            let entries = key_values(list.values).into_iter();
            Value::Object(entries.map(|entry| (entry.key, entry.value.0)).collect())
        }
        Some(ProtoValue::BytesValue(bytes)) => AnyValue::from(bytes).0,
        #[allow(unreachable_patterns, reason = "later versions of the protocol add kinds")]
        Some(_) => Value::Null,
    }
}

/// Writes an id in digits that are taken for nothing else, whatever their number.
fn hex(id: &[u8]) -> String {
    if id.is_empty() {
        return String::new();
    }
    let mut digits = String::with_capacity(2 + 2 * id.len());
    digits.push_str("0x");
    for byte in id {
        // Nothing that is written to a `String` fails.
        let _ = write!(digits, "{byte:02x}");
    }
    digits
}
