//! Traces as official MLflow 3.17.2 writes them: read, and written again.

#![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use mlflow_core::contract::proto_json;
use mlflow_core::entities::{Span, Trace};
use serde_json::Value;

fn official() -> Value {
    serde_json::from_str(include_str!("data/traces/official.json")).unwrap()
}

#[test]
fn answers_are_read_and_written_again() {
    let official = official();
    for answer in ["answer", "recorded"] {
        let text = official[answer].to_string();
        let trace: Trace = proto_json::read(text.as_bytes()).unwrap();
        assert!(!trace.spans.is_empty());
        assert_eq!(
            serde_json::to_value(&trace).unwrap(),
            official[answer],
            "{answer}"
        );
    }
}

#[test]
fn spans_have_two_forms() {
    let official = official();
    let trace: Trace = serde_json::from_value(official["answer"].clone()).unwrap();
    for (place, answered) in trace.spans.into_iter().enumerate() {
        let stored: Span = serde_json::from_value(official["spans"][place].clone()).unwrap();
        assert_eq!(stored.to_otlp(), answered);
        assert_eq!(Span::from_otlp(answered).unwrap(), stored);
        assert_eq!(Value::from(stored.content()), official["contents"][place]);
    }
}

#[test]
fn spans_of_earlier_versions_are_read() {
    let old = r#"{"trace_id": "tr-1d96ac56a3b040439734bc4414881edc", "span_id": "00000000000003e8",
        "parent_span_id": null, "name": "a", "start_time_unix_nano": "17", "end_time_unix_nano": null,
        "status": {"code": "OK", "message": ""}, "attributes": {}}"#;
    let span: Span = proto_json::read(old.as_bytes()).unwrap();
    assert_eq!(span.to_otlp().trace_id, "HZasVqOwQEOXNLxEFIge3A==");
    assert_eq!(
        (span.start_time_unix_nano, span.status.code.short_name()),
        (17, "OK")
    );
}

#[test]
fn spans_of_opentelemetry_s_json_are_read() {
    let json = br#"{"traceId": "1d96ac56a3b040439734bc4414881edc", "spanId": "00000000000003e8", "name": "a",
        "startTimeUnixNano": "1650011000000000000", "status": {"code": 2}, "flags": 1,
        "attributes": [{"key": "n", "value": {"intValue": "3"}}, {"key": "b", "value": {"bytesValue": "AQI="}}]}"#;
    let span = Span::from_otlp(proto_json::read(json).unwrap()).unwrap();
    assert_eq!(
        span.mlflow_trace_id().unwrap(),
        "tr-1d96ac56a3b040439734bc4414881edc"
    );
    assert_eq!(span.attribute("n"), Some(3.into()));
    assert!(span.is_root() && span.end_time_unix_nano.is_none());
}

#[test]
fn spans_without_ids_are_refused() {
    let ids = [
        ("", "00000000000003e8"),
        ("1d96ac56a3b040439734bc4414881edc", ""),
        ("1", "2"),
    ];
    for (trace_id, span_id) in ids {
        let span = mlflow_core::entities::otlp::Span {
            trace_id: trace_id.into(),
            span_id: span_id.into(),
            ..Default::default()
        };
        assert!(Span::from_otlp(span).is_err());
    }
}
