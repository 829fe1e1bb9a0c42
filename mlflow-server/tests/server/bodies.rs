//! Bodies that come slowly, by halves, or are no text of MLflow's.

use crate::running::{Answer, Running};
use mlflow_server::ServerOptions;
use serde_json::json;
use std::io::{Read, Write};
use std::time::Duration;

const CREATE: &str = "/api/2.0/mlflow/experiments/create";
const JSON: (&str, &str) = ("Content-Type", "application/json");

/// Begins a request, whose head ends with the given lines.
fn begin(server: &Running, lines: &str, body: &str) -> std::net::TcpStream {
    let mut stream = server.connect();
    let port = server.port;
    let text = format!(
        "POST {CREATE} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nContent-Type: application/json\r\n{lines}\r\n{body}"
    );
    stream.write_all(text.as_bytes()).unwrap();
    stream
}

/// R-09.
#[test]
fn a_body_that_is_announced_too_large_is_not_waited_for() {
    let server = Running::start();
    for lines in [
        "Content-Length: 33554433\r\n",
        "Content-Length: 99999999999\r\n",
        "Content-Length: 99999999999\r\nExpect: 100-continue\r\n",
    ] {
        // The answer is read to the end of the connection, which the server closes.
        Answer::read(begin(&server, lines, "")).refused(413, "INVALID_PARAMETER_VALUE");
    }
    let mut stream = begin(
        &server,
        "Content-Length: 13\r\nExpect: 100-continue\r\nConnection: close\r\n",
        "",
    );
    let mut go_on = [0; 25];
    stream.read_exact(&mut go_on).unwrap();
    assert_eq!(&go_on, b"HTTP/1.1 100 Continue\r\n\r\n");
    stream.write_all(br#"{"name": "x"}"#).unwrap();
    assert_eq!(Answer::read(stream).status, 200);
}

/// R-09.
#[test]
fn a_body_that_stalls_is_given_up() {
    let mut options = ServerOptions::default();
    options.body_timeout = Duration::from_millis(200);
    let server = Running::with(options);
    for (lines, part) in [
        ("Content-Length: 13\r\n", ""),
        ("Content-Length: 13\r\n", r#"{"name""#),
        ("Transfer-Encoding: chunked\r\n", "7\r\n{\"name\""),
        ("Transfer-Encoding: chunked\r\n", "7\r\n{\"name\"\r\n"),
    ] {
        Answer::read(begin(&server, lines, part)).refused(408, "BAD_REQUEST");
    }
    assert_eq!(server.post(CREATE, &json!({"name": "x"})).status, 200);
}

#[test]
fn a_body_that_comes_bit_by_bit_is_read() {
    let server = Running::start();
    let mut stream = begin(&server, "Transfer-Encoding: chunked\r\nConnection: close\r\n", "");
    for byte in br#"{"name": "bits"}"# {
        stream
            .write_all(&[b"1\r\n", &[*byte][..], b"\r\n"].concat())
            .unwrap();
        std::thread::sleep(Duration::from_millis(2));
    }
    stream.write_all(b"0\r\n\r\n").unwrap();
    assert_eq!(Answer::read(stream).status, 200);
    let found = server.get("/api/2.0/mlflow/experiments/get-by-name?experiment_name=bits");
    assert_eq!(found.json()["experiment"]["name"], "bits");
}

/// R-02.
#[test]
fn half_a_request_writes_nothing() {
    let server = Running::start();
    drop(begin(&server, "Content-Length: 100\r\n", r#"{"name": "half"}"#));
    drop(begin(
        &server,
        "Transfer-Encoding: chunked\r\n",
        "10\r\n{\"name\": \"half\"}\r\n",
    ));
    let mut cut = begin(&server, "Content-Length: 100\r\n", r#"{"name": "half"}"#);
    cut.shutdown(std::net::Shutdown::Write).unwrap();
    let mut answer = String::new();
    cut.read_to_string(&mut answer).unwrap();
    assert!(
        answer.is_empty() || answer.starts_with("HTTP/1.1 400 "),
        "{answer}"
    );
    for broken in ["zz\r\n", "ffffffffffffffffff\r\n{}", "-1\r\n"] {
        let stream = begin(
            &server,
            "Transfer-Encoding: chunked\r\nConnection: close\r\n",
            broken,
        );
        assert_eq!(Answer::read(stream).status, 400, "{broken}");
    }
    let found = server.get("/api/2.0/mlflow/experiments/get-by-name?experiment_name=half");
    found.refused(404, "RESOURCE_DOES_NOT_EXIST");
}

/// R-20, R-23.
#[test]
fn what_is_no_text_is_refused() {
    let server = Running::start();
    let before = server
        .get("/api/2.0/mlflow/experiments/search?max_results=100")
        .json();
    for body in [
        &b"{\"name\": \"a\\u0000b\"}"[..],
        b"{\"name\": \"a\\ud800b\"}",
        b"{\"name\": \"a\xffb\"}",
        b"{\"name\": \"a\xed\xa0\x80b\"}",
        b"\xef\xbb\xbf{\"name\": \"a\"}",
        b"{\"name\": \"a\0b\"}",
        b"{\"name\": \"a\"} {\"name\": \"b\"}",
        b"{\"name\": \"a\", \"name\": \"b\"}",
        b"[{\"name\": \"a\"}]",
        b"null",
        b"{\"name\": \"a\"",
    ] {
        let answer = server.send("POST", CREATE, &[JSON], body);
        answer.refused(400, "INVALID_PARAMETER_VALUE");
    }
    for path in [
        "/api/2.0/mlflow/runs/get?run_id=%00",
        "/api/2.0/mlflow/runs/get?run_id=%ff",
        "/api/2.0/mlflow/logged-models/%00",
        "/api/2.0/mlflow/logged-models/%ff",
    ] {
        server.get(path).refused(400, "INVALID_PARAMETER_VALUE");
    }
    let after = server
        .get("/api/2.0/mlflow/experiments/search?max_results=100")
        .json();
    assert_eq!(before, after);
}

/// R-04, R-21.
#[test]
fn numbers_that_cannot_be_kept_are_refused() {
    let server = Running::start();
    let made = server.post("/api/2.0/mlflow/runs/create", &json!({"experiment_id": "0"}));
    let id = made.json()["run"]["info"]["run_id"].as_str().unwrap().to_owned();
    let log = |value: &str, step: &str| {
        let body =
            format!(r#"{{"run_id": "{id}", "key": "m", "timestamp": 1, "value": {value}, "step": {step}}}"#);
        server.send(
            "POST",
            "/api/2.0/mlflow/runs/log-metric",
            &[JSON],
            body.as_bytes(),
        )
    };
    let digits = format!("1{}", "0".repeat(400));
    for value in [
        "1e999", "-1e999", &digits, "NaN", "0x10", "\"0x10\"", "true", "\"1_0\"", "[1]",
    ] {
        log(value, "0").refused(400, "INVALID_PARAMETER_VALUE");
    }
    for step in [
        "1.5",
        "1e30",
        "9223372036854775808",
        "\"9223372036854775808\"",
        "-9223372036854775809",
        "\"1.0\"",
        "true",
        "\"\"",
    ] {
        log("1", step).refused(400, "INVALID_PARAMETER_VALUE");
    }
    let history = format!("/api/2.0/mlflow/metrics/get-history?run_id={id}&metric_key=m");
    assert_eq!(server.get(&history).json(), json!({}));
    for (value, step) in [
        ("1.7976931348623157e308", "9223372036854775807"),
        ("5e-324", "-9223372036854775808"),
        ("\"NaN\"", "\"7\""),
    ] {
        assert_eq!(log(value, step).status, 200, "{value} {step}");
    }
    let points = server.get(&history).json();
    let points: Vec<_> = points["metrics"]
        .as_array()
        .unwrap()
        .iter()
        .map(|point| (&point["value"], &point["step"]))
        .collect();
    assert_eq!(points.len(), 3);
    for expected in [
        (json!(f64::MAX), json!(i64::MAX)),
        (json!(5e-324), json!(i64::MIN)),
        (json!("NaN"), json!(7)),
    ] {
        assert!(
            points.contains(&(&expected.0, &expected.1)),
            "{expected:?} in {points:?}"
        );
    }
}

#[test]
fn methods_of_other_routes_are_refused() {
    let server = Running::start();
    for method in ["GET", "PUT", "DELETE", "PATCH", "TRACE", "OPTIONS", "PURGE"] {
        let answer = server.send(method, CREATE, &[JSON], br#"{"name": "x"}"#);
        answer.refused(405, "ENDPOINT_NOT_FOUND");
        assert_eq!(answer.header("Allow"), Some("POST"), "{method}");
    }
    let answer = server.send("HEAD", CREATE, &[JSON], b"");
    assert_eq!((answer.status, answer.body.len()), (405, 0));
}
