//! Spans of requests, as a collector gets them.

use super::Served;
use crate::world::{World, said};
use opentelemetry_proto::tonic::collector::trace::v1::ExportTraceServiceRequest;
use opentelemetry_proto::tonic::common::v1::KeyValue;
use opentelemetry_proto::tonic::common::v1::any_value::Value;
use opentelemetry_proto::tonic::trace::v1::Span;
use opentelemetry_proto::tonic::trace::v1::span::SpanKind;
use prost::Message;
use std::collections::BTreeMap;
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::time::Duration;

/// Takes one request of an exporter, and returns its path and what it brings.
fn take(collector: &TcpListener) -> (String, ExportTraceServiceRequest) {
    let mut stream = collector.accept().unwrap().0;
    stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
    let mut bytes = Vec::new();
    loop {
        let mut part = [0; 4096];
        let length = stream.read(&mut part).unwrap();
        assert!(length > 0, "the exporter went away");
        bytes.extend_from_slice(&part[..length]);
        let Some(end) = bytes.windows(4).position(|four| four == b"\r\n\r\n") else {
            continue;
        };
        let head = String::from_utf8_lossy(&bytes[..end]).to_ascii_lowercase();
        let length = head.split("content-length: ").nth(1).unwrap();
        let length: usize = length.lines().next().unwrap().trim().parse().unwrap();
        let body = &bytes[end + 4..];
        if body.len() == length {
            stream
                .write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
                .unwrap();
            let path = head.split(' ').nth(1).unwrap().to_owned();
            return (path, ExportTraceServiceRequest::decode(body).unwrap());
        }
    }
}

fn values(attributes: &[KeyValue]) -> BTreeMap<&str, String> {
    let text = |attribute: &KeyValue| match attribute.value.clone().unwrap().value.unwrap() {
        Value::StringValue(text) => text,
        Value::IntValue(number) => number.to_string(),
        other => format!("{other:?}"),
    };
    let pairs = attributes.iter();
    pairs
        .map(|attribute| (attribute.key.as_str(), text(attribute)))
        .collect()
}

fn ask(server: &Served, path: &str, headers: &str) {
    let mut stream = TcpStream::connect(("127.0.0.1", server.port)).unwrap();
    let head = format!(
        "GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{}\r\nConnection: close\r\n{headers}\r\n",
        server.port
    );
    stream.write_all(head.as_bytes()).unwrap();
    stream.read_to_end(&mut Vec::new()).unwrap();
}

const TRACE: &str = "0af7651916cd43dd8448eb211c80319c";

/// Asks two things, one of them as part of a trace, stops the server, and returns the spans that a collector got.
fn spans(mut server: Served, collector: &TcpListener) -> (String, Vec<Span>) {
    ask(
        &server,
        "/api/2.0/mlflow/experiments/get?experiment_id=77",
        &format!("X-Request-Id: mine\r\ntraceparent: 00-{TRACE}-b7ad6b7169203331-01\r\n"),
    );
    ask(&server, "/version", "traceparent: nonsense\r\n");
    server.signal("-TERM");
    let (path, brought) = take(collector);
    assert!(server.child.wait().unwrap().success());
    assert_eq!(brought.resource_spans.len(), 1, "{brought:?}");
    let resource = &brought.resource_spans[0];
    let about = resource.resource.as_ref().unwrap();
    assert_eq!(values(&about.attributes)["service.name"], "mlflow");
    let scopes = resource.scope_spans.iter();
    let mut spans: Vec<_> = scopes.flat_map(|scope| scope.spans.clone()).collect();
    spans.sort_by_key(|span| span.start_time_unix_nano);
    (path, spans)
}

#[test]
fn a_collector_gets_a_span_of_each_request() {
    let world = World::new();
    let collector = TcpListener::bind("127.0.0.1:0").unwrap();
    let endpoint = format!("http://{}", collector.local_addr().unwrap());
    let server = Served::start(&world, &["--otlp-endpoint", &endpoint]);
    let (path, spans) = spans(server, &collector);
    assert_eq!(path, "/v1/traces");
    let [get, version] = &spans[..] else {
        panic!("{spans:?}");
    };
    assert_eq!(get.name, "GET /api/2.0/mlflow/experiments/get");
    assert_eq!(get.kind, SpanKind::Server as i32);
    let hex = |bytes: &[u8]| bytes.iter().map(|byte| format!("{byte:02x}")).collect::<String>();
    assert_eq!(hex(&get.trace_id), TRACE);
    assert_eq!(hex(&get.parent_span_id), "b7ad6b7169203331");
    let said = values(&get.attributes);
    for (name, value) in [
        ("http.request.method", "GET"),
        ("http.route", "/api/2.0/mlflow/experiments/get"),
        ("http.response.status_code", "404"),
        ("request_id", "mine"),
    ] {
        assert_eq!(
            said.get(name).map(String::as_str),
            Some(value),
            "{name}: {said:?}"
        );
    }
    assert!(get.end_time_unix_nano > get.start_time_unix_nano);
    assert_eq!(version.name, "GET /version");
    assert!(version.parent_span_id.is_empty() && version.trace_id != get.trace_id);
    assert_eq!(values(&version.attributes)["http.response.status_code"], "200");
}

#[test]
fn the_collector_of_a_variable_gets_spans_when_that_is_asked_for() {
    let world = World::new();
    let collector = TcpListener::bind("127.0.0.1:0").unwrap();
    let endpoint = format!("http://{}/below", collector.local_addr().unwrap());
    let start =
        |options: &[&str]| Served::with(&world, options, &[("OTEL_EXPORTER_OTLP_ENDPOINT", &endpoint)]);
    let silent = start(&[]);
    ask(&silent, "/version", "");
    assert!(silent.stop().success());
    collector.set_nonblocking(true).unwrap();
    assert!(collector.accept().is_err(), "spans were sent unasked");
    collector.set_nonblocking(false).unwrap();
    let (path, spans) = spans(start(&["--export-spans"]), &collector);
    assert_eq!((path.as_str(), spans.len()), ("/below/v1/traces", 2));
}

#[test]
fn an_address_that_is_none_is_refused() {
    let world = World::new();
    let line = ["server", "--otlp-endpoint", "localhost:4318"];
    let told = said(world.command(&line).output().unwrap());
    assert!(
        told.contains("invalid --otlp-endpoint `localhost:4318`: it is no http(s) URL"),
        "{told}"
    );
    assert!(told.ends_with("exit code 2"), "{told}");
}
