//! Spans by OpenTelemetry's protocol.

use crate::running::{Answer, Running};
use flate2::Compression;
use flate2::write::{GzEncoder, ZlibEncoder};
use opentelemetry_proto::tonic::collector::trace::v1::ExportTraceServiceRequest;
use opentelemetry_proto::tonic::common::v1::any_value::Value as ProtoValue;
use opentelemetry_proto::tonic::common::v1::{AnyValue, ArrayValue, KeyValue, KeyValueList};
use opentelemetry_proto::tonic::resource::v1::Resource;
use opentelemetry_proto::tonic::trace::v1::span::{Event, Link};
use opentelemetry_proto::tonic::trace::v1::{ResourceSpans, ScopeSpans, Span, Status};
use prost::Message;
use serde_json::{Value, json};
use std::io::Write;

const TRACE: &str = "tr-000102030405060708090a0b0c0d0e0f";
const START: u64 = 1_700_000_000_000_000_000;
const MILLISECOND: u64 = 1_000_000;
const PROTOBUF: (&str, &str) = ("Content-Type", "application/x-protobuf");
const JSON: (&str, &str) = ("Content-Type", "application/json; charset=utf-8");
const EXPERIMENT: (&str, &str) = ("X-MLFLOW-EXPERIMENT-ID", "0");

fn attribute(key: &str, value: ProtoValue) -> KeyValue {
    KeyValue {
        key: key.to_owned(),
        value: Some(any(value)),
        ..KeyValue::default()
    }
}

fn any(value: ProtoValue) -> AnyValue {
    AnyValue { value: Some(value) }
}

fn span(id: u8, parent: Option<u8>) -> Span {
    let bytes = |id: u8| vec![0, 0, 0, 0, 0, 0, 0, id];
    Span {
        trace_id: (0..16).collect(),
        span_id: bytes(id),
        parent_span_id: parent.map(bytes).unwrap_or_default(),
        name: format!("span {id}"),
        start_time_unix_nano: START + u64::from(id) * MILLISECOND,
        end_time_unix_nano: START + 40 * MILLISECOND,
        ..Span::default()
    }
}

fn request(service: &str, spans: Vec<Span>) -> Vec<u8> {
    let request = ExportTraceServiceRequest {
        resource_spans: vec![ResourceSpans {
            resource: Some(Resource {
                attributes: vec![attribute("service.name", ProtoValue::StringValue(service.into()))],
                ..Resource::default()
            }),
            scope_spans: vec![ScopeSpans {
                spans,
                ..ScopeSpans::default()
            }],
            ..ResourceSpans::default()
        }],
    };
    request.encode_to_vec()
}

fn send(server: &Running, headers: &[(&str, &str)], body: &[u8]) -> Answer {
    server.send("POST", "/v1/traces", headers, body)
}

fn trace(server: &Running) -> Value {
    let path = format!("/api/3.0/mlflow/traces/get?trace_id={TRACE}");
    server.get(&path).json()["trace"].take()
}

fn attributes(span: &Value) -> Value {
    let pairs = span["attributes"].as_array().unwrap().iter();
    let pair = |pair: &Value| (pair["key"].as_str().unwrap().to_owned(), pair["value"].clone());
    Value::Object(pairs.map(pair).collect())
}

#[test]
fn spans_of_protobuf_become_a_trace() {
    let server = Running::start();
    let list = ArrayValue {
        values: vec![
            any(ProtoValue::BoolValue(true)),
            any(ProtoValue::DoubleValue(0.5)),
        ],
    };
    let entries = KeyValueList {
        values: vec![attribute("n", ProtoValue::IntValue(7))],
    };
    let root = Span {
        attributes: vec![
            attribute("text", ProtoValue::StringValue("x".into())),
            attribute("list", ProtoValue::ArrayValue(list)),
            attribute("map", ProtoValue::KvlistValue(entries)),
            attribute("bytes", ProtoValue::BytesValue(b"plain".to_vec())),
        ],
        events: vec![Event {
            time_unix_nano: START + MILLISECOND,
            name: "event".into(),
            attributes: vec![attribute("k", ProtoValue::IntValue(-1))],
            ..Event::default()
        }],
        links: vec![Link {
            trace_id: vec![1; 16],
            span_id: vec![2; 8],
            ..Link::default()
        }],
        status: Some(Status {
            code: 2,
            message: "broken".into(),
        }),
        ..span(1, None)
    };
    let answer = send(
        &server,
        &[PROTOBUF, EXPERIMENT],
        &request("codex_vscode", vec![span(2, Some(1)), root]),
    );
    assert_eq!((answer.status, answer.body.len()), (200, 0));
    assert_eq!(answer.header("Content-Type"), Some("application/x-protobuf"));
    let trace = trace(&server);
    let info = &trace["trace_info"];
    assert_eq!(info["state"], "ERROR");
    assert_eq!(info["request_time"], "2023-11-14T22:13:20.001Z");
    assert_eq!(info["execution_duration"], "0.039s");
    assert_eq!(info["tags"]["mlflow.trace.spansLocation"], "TRACKING_STORE");
    let spans = trace["spans"].as_array().unwrap();
    let root = spans.iter().find(|span| span["name"] == "span 1").unwrap();
    assert_eq!(
        root["status"],
        json!({"code": "STATUS_CODE_ERROR", "message": "broken"})
    );
    let known = attributes(root);
    assert_eq!(known["text"], json!({"string_value": "x"}));
    assert_eq!(known["bytes"], json!({"string_value": "plain"}));
    assert_eq!(known["service.name"], json!({"string_value": "codex_vscode"}));
    assert_eq!(
        known["list"]["array_value"]["values"],
        json!([{"bool_value": true}, {"double_value": 0.5}])
    );
    assert_eq!(known["map"]["kvlist_value"]["values"][0]["value"]["int_value"], 7);
    assert_eq!(root["events"][0]["name"], "event");
    assert_eq!(root["links"].as_array().map(Vec::len), Some(1));
    let child = spans.iter().find(|span| span["name"] == "span 2").unwrap();
    assert!(attributes(child).get("service.name").is_none());
}

#[test]
fn names_of_unknown_services_are_not_kept() {
    let server = Running::start();
    send(
        &server,
        &[PROTOBUF, EXPERIMENT],
        &request("my-service", vec![span(1, None)]),
    );
    assert!(
        attributes(&trace(&server)["spans"][0])
            .get("service.name")
            .is_none()
    );
}

#[test]
fn json_and_compressed_bodies_are_read() {
    let body = json!({"resourceSpans": [{"scopeSpans": [{"scope": {"name": "t"}, "spans": [{
        "traceId": "000102030405060708090A0B0C0D0E0F",
        "spanId": "b7ad6b7169203331",
        "name": "op",
        "kind": "SPAN_KIND_SERVER",
        "startTimeUnixNano": START.to_string(),
        "endTimeUnixNano": START + MILLISECOND,
        "attributes": [{"key": "i", "value": {"intValue": "7"}}],
        "status": {"code": 1},
        "unknown": [1],
    }]}]}]});
    let json = body.to_string().into_bytes();
    let mut gzip = GzEncoder::new(Vec::new(), Compression::fast());
    gzip.write_all(&json).unwrap();
    let mut deflate = ZlibEncoder::new(Vec::new(), Compression::fast());
    deflate.write_all(&json).unwrap();
    let forms = [
        ("identity", json),
        ("gzip", gzip.finish().unwrap()),
        ("deflate", deflate.finish().unwrap()),
    ];
    for (coding, body) in forms {
        let server = Running::start();
        let answer = send(&server, &[JSON, EXPERIMENT, ("Content-Encoding", coding)], &body);
        assert_eq!(answer.status, 200, "{coding}: {answer:?}");
        let trace = trace(&server);
        assert_eq!(trace["trace_info"]["state"], "OK", "{coding}");
        assert_eq!(trace["spans"][0]["name"], "op");
        assert_eq!(attributes(&trace["spans"][0])["i"], json!({"int_value": 7}));
    }
}

#[test]
fn whole_traces_are_linked_to_a_run() {
    let server = Running::start();
    let made = server.post("/api/2.0/mlflow/runs/create", &json!({"experiment_id": "0"}));
    let run_id = made.json()["run"]["info"]["run_id"].as_str().unwrap().to_owned();
    let body = request("s", vec![span(1, None)]);
    let headers = [PROTOBUF, EXPERIMENT, ("X-MLFLOW-RUN-ID", run_id.as_str())];
    assert_eq!(send(&server, &headers, &body).status, 200);
    let search = json!({
        "locations": [{"type": "MLFLOW_EXPERIMENT", "mlflow_experiment": {"experiment_id": "0"}}],
        "filter": format!("attributes.run_id = '{run_id}'"),
    });
    let found = server.post("/api/3.0/mlflow/traces/search", &search).json();
    assert_eq!(found["traces"][0]["trace_id"], TRACE, "{found}");
    let unknown = [PROTOBUF, EXPERIMENT, ("X-MLFLOW-RUN-ID", "nothing")];
    assert_eq!(send(&server, &unknown, &body).status, 200);
}

#[test]
fn what_is_no_spans_is_refused() {
    let server = Running::start();
    let body = request("s", vec![span(1, None)]);
    let refused = |headers: &[(&str, &str)], body: &[u8], status: u16, code: &str| {
        send(&server, headers, body).refused(status, code);
    };
    let bad = "INVALID_PARAMETER_VALUE";
    refused(&[PROTOBUF], &body, 422, bad);
    refused(&[("Content-Type", "text/plain"), EXPERIMENT], &body, 400, bad);
    refused(&[EXPERIMENT], &body, 400, bad);
    refused(&[PROTOBUF, EXPERIMENT], b"garbage", 400, bad);
    refused(&[PROTOBUF, EXPERIMENT], b"", 400, bad);
    refused(&[JSON, EXPERIMENT], b"{}", 400, bad);
    refused(&[JSON, EXPERIMENT], b"[1", 400, bad);
    refused(&[JSON, EXPERIMENT], "[".repeat(200).as_bytes(), 400, bad);
    refused(
        &[PROTOBUF, EXPERIMENT, ("Content-Encoding", "br")],
        &body,
        400,
        "BAD_REQUEST",
    );
    refused(
        &[PROTOBUF, EXPERIMENT, ("Content-Encoding", "gzip")],
        &body,
        400,
        "BAD_REQUEST",
    );
    let elsewhere = ("X-MLFLOW-EXPERIMENT-ID", "77");
    refused(&[PROTOBUF, elsewhere], &body, 404, "RESOURCE_DOES_NOT_EXIST");
    let nameless = Span {
        trace_id: Vec::new(),
        ..span(2, None)
    };
    let mixed = request("s", vec![span(1, None), nameless]);
    refused(&[PROTOBUF, EXPERIMENT], &mixed, 422, bad);
    let path = format!("/api/3.0/mlflow/traces/{TRACE}");
    server.get(&path).refused(404, "RESOURCE_DOES_NOT_EXIST");
    assert_eq!(
        send(&server, &[PROTOBUF, EXPERIMENT], &vec![0; (16 << 20) + 1]).status,
        413
    );
}

#[test]
fn both_places_of_a_prefixed_server_take_spans() {
    let mut options = mlflow_server::ServerOptions::default();
    options.static_prefix = "/mlflow".into();
    let server = Running::with(options);
    let body = request("s", vec![span(1, None)]);
    for path in ["/v1/traces", "/mlflow/v1/traces"] {
        assert_eq!(
            server.send("POST", path, &[PROTOBUF, EXPERIMENT], &body).status,
            200
        );
    }
}
