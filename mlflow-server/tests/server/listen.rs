//! Connections, and the end of a server.

use crate::running::{Answer, Running, head};
use mlflow_server::Shutdown;
use std::io::{Read, Write};
use std::time::{Duration, Instant};

///
#[test]
fn requests_in_work_are_answered_before_the_end() {
    let mut server = Running::start();
    let path = "/api/2.0/mlflow-artifacts/artifacts/f";
    let mut upload = server.connect();
    upload
        .write_all(&head(server.port, "PUT", path, &[], 1000))
        .unwrap();
    upload.write_all(&[1; 500]).unwrap();
    std::thread::sleep(Duration::from_millis(200));
    server.begin_to_stop();
    std::thread::sleep(Duration::from_millis(200));
    upload.write_all(&[1; 500]).unwrap();
    assert_eq!(Answer::read(upload).status, 200);
    assert_eq!(server.stop(), Shutdown::Clean);
}

///
#[test]
fn connections_without_a_request_do_not_delay_the_end() {
    let server = Running::start();
    let mut idle = server.connect();
    idle.write_all(format!("GET /health HTTP/1.1\r\nHost: 127.0.0.1:{}\r\n\r\n", server.port).as_bytes())
        .unwrap();
    let mut bytes = [0; 20];
    idle.read_exact(&mut bytes).unwrap();
    let mut half = server.connect();
    half.write_all(b"GET /health HTTP/1.1\r\nHo").unwrap();
    std::thread::sleep(Duration::from_millis(100));
    let started = Instant::now();
    assert_eq!(server.stop(), Shutdown::Clean);
    assert!(
        started.elapsed() < Duration::from_secs(5),
        "{:?}",
        started.elapsed()
    );
}

///
#[test]
fn heads_have_limits() {
    let server = Running::start();
    let many: Vec<_> = (0..200).map(|n| (format!("X-{n}"), "v".to_owned())).collect();
    let many: Vec<_> = many
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    assert_eq!(server.send("GET", "/health", &many, b"").status, 431);
    let long = "x".repeat(200_000);
    let answer = server.send("GET", &format!("/health?{long}"), &[], b"");
    assert!(matches!(answer.status, 414 | 431), "{}", answer.status);
    assert_eq!(server.get("/health").status, 200);
}

///
#[test]
fn requests_that_could_be_read_in_two_ways_are_refused() {
    let server = Running::start();
    for lines in [
        "Content-Length: 2\r\nContent-Length: 3\r\n",
        "Content-Length: 2\r\nContent-Length: 2\r\n",
        "Content-Length: 2, 2\r\n",
        "Transfer-Encoding: gzip, chunked\r\n",
        "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n",
        "Content-Length: 2\r\nTransfer-Encoding: gzip\r\n",
        "Content-Length: x\r\n",
    ] {
        let mut stream = server.connect();
        let port = server.port;
        let text = format!(
            "POST /api/2.0/mlflow/runs/create HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n{lines}\r\n{{}}x"
        );
        stream.write_all(text.as_bytes()).unwrap();
        assert_eq!(Answer::read(stream).status, 400, "{lines}");
    }
}

///
#[test]
fn urls_and_headers_have_limits() {
    let server = Running::start();
    let text = |length: usize| "x".repeat(length);
    let url = |length: usize| server.get(&format!("/health?{}", text(length)));
    assert_eq!(url(16_000).status, 200);
    url(17_000).refused(414, "INVALID_PARAMETER_VALUE");
    let header = |length: usize| server.send("GET", "/health", &[("X-Long", &text(length))], b"");
    assert_eq!(header(16_000).status, 200);
    header(17_000).refused(431, "INVALID_PARAMETER_VALUE");
}

///
#[test]
fn a_request_has_one_host() {
    let server = Running::start();
    let port = server.port;
    let ask = |lines: &str| {
        let mut stream = server.connect();
        // Without `Connection: close`: the server ends the connection itself.
        stream
            .write_all(format!("GET {lines}\r\n\r\n").as_bytes())
            .unwrap();
        Answer::read(stream)
    };
    for lines in [
        "/health HTTP/1.1".to_owned(),
        format!("/health HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nHost: 127.0.0.1:{port}"),
        format!("/health HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nHost: evil.example"),
    ] {
        let answer = ask(&lines);
        answer.refused(400, "BAD_REQUEST");
        assert_eq!(answer.header("Connection"), Some("close"), "{lines}");
    }
    // Those who check whether a server lives may be older than the header.
    assert_eq!(ask("/health HTTP/1.0").status, 200);
    assert_eq!(
        ask("/api/2.0/mlflow/experiments/get?experiment_id=0 HTTP/1.0").status,
        403
    );
}

///
#[test]
fn a_length_beside_a_transfer_coding_hides_no_second_request() {
    let server = Running::start();
    let port = server.port;
    for order in [[0, 1], [1, 0]] {
        let lines = ["Content-Length: 4\r\n", "Transfer-Encoding: chunked\r\n"];
        let lines: String = order.iter().map(|index| lines[*index]).collect();
        let hidden = format!("GET /version HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n\r\n");
        let mut stream = server.connect();
        let text = format!(
            "POST /api/2.0/mlflow/experiments/create HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n\
             Content-Type: application/json\r\n{lines}\r\n{:x}\r\n{hidden}\r\n0\r\n\r\n",
            hidden.len()
        );
        stream.write_all(text.as_bytes()).unwrap();
        let mut answers = String::new();
        stream.read_to_string(&mut answers).unwrap();
        assert_eq!(answers.matches("HTTP/1.1 ").count(), 1, "{answers}");
        assert!(answers.starts_with("HTTP/1.1 400 "), "{answers}");
    }
}
