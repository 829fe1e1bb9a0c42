//! How much is done at once and for how long, and what a defect leaves behind.

use crate::running::{Answer, Running};
use async_trait::async_trait;
use bytes::Bytes;
use mlflow_core::contract::{CallContext, Operation, Remote, Transport};
use mlflow_server::{Backends, Server, ServerOptions, Shutdown};
use std::io::Write;
use std::net::TcpStream;
use std::sync::Arc;
use std::time::Duration;

/// Begins a request whose body does not come; once the server asks for it, the request is in work.
fn in_work(server: &Running) -> TcpStream {
    let mut stream = server.connect();
    let port = server.port;
    let head = format!(
        "POST /api/2.0/mlflow/experiments/create HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\
         Content-Type: application/json\r\nContent-Length: 13\r\nExpect: 100-continue\r\nConnection: close\r\n\r\n"
    );
    stream.write_all(head.as_bytes()).unwrap();
    let mut go_on = [0; 25];
    std::io::Read::read_exact(&mut stream, &mut go_on).unwrap();
    stream
}

/// R-09.
#[test]
fn what_is_too_much_is_turned_away_for_a_moment() {
    let mut options = ServerOptions::default();
    (options.max_requests, options.max_waiting) = (1, 0);
    let server = Running::with(options);
    let mut first = in_work(&server);
    let second = server.get("/version");
    second.refused(503, "TEMPORARILY_UNAVAILABLE");
    assert_eq!(second.header("Retry-After"), Some("1"));
    first.write_all(br#"{"name": "x"}"#).unwrap();
    assert_eq!(Answer::read(first).status, 200);
    assert_eq!(server.get("/version").status, 200);
}

/// R-08, R-09.
#[test]
fn a_client_that_leaves_makes_room() {
    let mut options = ServerOptions::default();
    (options.max_requests, options.max_waiting) = (1, 1);
    let server = Running::with(options);
    let first = in_work(&server);
    std::thread::scope(|scope| {
        let second = scope.spawn(|| server.get("/version"));
        drop(first);
        assert_eq!(second.join().unwrap().status, 200);
    });
}

/// R-09.
#[test]
fn a_request_has_a_time() {
    let mut options = ServerOptions::default();
    options.request_timeout = Duration::from_millis(200);
    let server = Running::with(options);
    let answer = Answer::read(in_work(&server));
    answer.refused(503, "TEMPORARILY_UNAVAILABLE");
    assert_eq!(answer.header("Retry-After"), Some("1"));
    assert_eq!(server.get("/version").status, 200);
}

/// R-60.
#[test]
fn requests_that_take_too_long_are_cut_at_the_end() {
    let mut options = ServerOptions::default();
    options.shutdown_timeout = Duration::from_millis(200);
    let server = Running::with(options);
    let kept = in_work(&server);
    assert_eq!(server.stop(), Shutdown::Cut);
    drop(kept);
}

/// R-09.
#[test]
fn connections_beyond_the_limit_wait_for_a_place() {
    let mut options = ServerOptions::default();
    options.max_connections = 1;
    let server = Running::with(options);
    let first = in_work(&server);
    std::thread::scope(|scope| {
        let second = scope.spawn(|| server.get("/version"));
        drop(first);
        assert_eq!(second.join().unwrap().status, 200);
    });
}

/// A store with a defect.
struct Defect;

#[async_trait]
impl Transport for Defect {
    async fn call(
        &self,
        operation: &'static Operation,
        _: Bytes,
        _: &CallContext,
    ) -> mlflow_core::Result<Bytes> {
        panic!("a secret defect of {}", operation.name)
    }
}

/// R-07.
#[test]
fn a_defect_is_an_answer_and_the_next_request_another_matter() {
    let store = || Arc::new(Remote(Defect));
    let server = Running::serving(async move |_| {
        Server::new(Backends::new(store(), store()), ServerOptions::default()).unwrap()
    });
    for _ in 0..3 {
        let answer = server.get("/api/2.0/mlflow/experiments/get?experiment_id=0");
        answer.refused(500, "INTERNAL_ERROR");
        let text = String::from_utf8(answer.body).unwrap();
        assert!(text.contains("incident") && !text.contains("secret"), "{text}");
    }
    assert_eq!(server.get("/version").status, 200);
    assert_eq!(server.stop(), Shutdown::Clean);
}
