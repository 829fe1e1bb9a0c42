//! Connections, and the end of a server.

use crate::running::{Answer, Running, head};
use mlflow_server::{ServerOptions, Shutdown};
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
fn a_length_beside_a_transfer_coding_is_refused_and_hides_no_second_request() {
    let server = Running::start();
    let port = server.port;
    let create = |lines: &str, body: &str| {
        format!(
            "POST /api/2.0/mlflow/experiments/create HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\
             Content-Type: application/json\r\n{lines}\r\n{body}"
        )
    };
    let named = |name: &str| format!("{{\"name\": \"{name}\"}}");
    let chunked = |name: &str| format!("{:x}\r\n{}\r\n0\r\n\r\n", named(name).len(), named(name));
    let plain = |name: &str| {
        create(
            &format!("Content-Length: {}\r\n", named(name).len()),
            &named(name),
        )
    };
    let hidden = format!("GET /version HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n");
    for (n, order) in [[0, 1], [1, 0]].into_iter().enumerate() {
        let lines = ["Content-Length: 4\r\n", "Transfer-Encoding: chunked\r\n"];
        let lines: String = order.iter().map(|index| lines[*index]).collect();
        // The second request of a connection, with one like it hidden behind.
        let text = format!(
            "{}{}{hidden}",
            plain(&format!("first {n}")),
            create(&lines, &chunked(&format!("second {n}")))
        );
        let mut stream = server.connect();
        stream.write_all(text.as_bytes()).unwrap();
        let mut answers = String::new();
        stream.read_to_string(&mut answers).unwrap();
        let statuses: Vec<_> = answers.matches("HTTP/1.1 ").collect();
        assert_eq!(statuses.len(), 2, "{answers}");
        assert!(answers.starts_with("HTTP/1.1 200 "), "{answers}");
        assert!(answers.contains("HTTP/1.1 400 "), "{answers}");
        assert!(
            answers.contains("a request has either Content-Length or Transfer-Encoding"),
            "{answers}"
        );
    }
    // One of them alone is served.
    let text = create(
        "Transfer-Encoding: chunked\r\nConnection: close\r\n",
        &chunked("wine"),
    );
    let mut stream = server.connect();
    stream.write_all(text.as_bytes()).unwrap();
    assert_eq!(Answer::read(stream).status, 200);
}

/// Reads until the server closes.
fn until_closed(mut stream: std::net::TcpStream) -> String {
    let mut answers = String::new();
    stream.read_to_string(&mut answers).unwrap();
    answers
}

#[test]
fn a_head_that_has_begun_has_less_time_than_one_that_may_come() {
    let mut options = ServerOptions::default();
    options.head_timeout = Duration::from_millis(300);
    options.idle_timeout = Duration::from_secs(3600);
    let server = Running::with(options);
    let ask = format!("GET /version HTTP/1.1\r\nHost: 127.0.0.1:{}\r\n\r\n", server.port);

    // Nothing said yet, and nothing more after an answer: both wait longer than a head may take.
    let silent = server.connect();
    let mut idle = server.connect();
    idle.write_all(ask.as_bytes()).unwrap();
    std::thread::sleep(Duration::from_millis(900));
    for mut stream in [silent, idle] {
        stream
            .write_all(
                ask.replace("\r\n\r\n", "\r\nConnection: close\r\n\r\n")
                    .as_bytes(),
            )
            .unwrap();
        let answers = until_closed(stream);
        assert!(answers.ends_with("3.17.2"), "{answers}");
    }

    // A head that begins and does not end, also one that goes on slowly, and the second one of a connection.
    let mut begun = server.connect();
    begun.write_all(b"GET /version HT").unwrap();
    assert_eq!(until_closed(begun), "");
    let mut second = server.connect();
    second.write_all(format!("{ask}GET /ver").as_bytes()).unwrap();
    let answers = until_closed(second);
    assert!(answers.ends_with("3.17.2"), "{answers}");
    let mut slow = server.connect();
    let mut sent = 0;
    for byte in b"GET /version HTTP/1.1\r\nX: "
        .iter()
        .chain(std::iter::repeat_n(&b'x', 400))
    {
        // The end shows as a failed write.
        if slow.write_all(&[*byte]).is_err() {
            break;
        }
        sent += 1;
        std::thread::sleep(Duration::from_millis(25));
    }
    assert!(sent < 400, "a head took {sent} bytes of 25 ms each");
}

#[test]
fn a_connection_without_requests_is_closed() {
    let mut options = ServerOptions::default();
    options.idle_timeout = Duration::from_millis(200);
    let server = Running::with(options);
    assert_eq!(until_closed(server.connect()), "");
    let mut idle = server.connect();
    idle.write_all(format!("GET /version HTTP/1.1\r\nHost: 127.0.0.1:{}\r\n\r\n", server.port).as_bytes())
        .unwrap();
    let answers = until_closed(idle);
    assert!(answers.ends_with("3.17.2"), "{answers}");
}

#[test]
fn a_request_in_work_is_no_idle_connection() {
    let mut options = ServerOptions::default();
    options.head_timeout = Duration::from_millis(100);
    options.idle_timeout = Duration::from_millis(100);
    let server = Running::with(options);
    let path = "/api/2.0/mlflow-artifacts/artifacts/f";
    let mut upload = server.connect();
    upload.write_all(&head(server.port, "PUT", path, &[], 3)).unwrap();
    for _ in 0..3 {
        std::thread::sleep(Duration::from_millis(300));
        upload.write_all(b"x").unwrap();
    }
    assert_eq!(Answer::read(upload).status, 200);

    // An answer that its client reads slowly, more than sockets take at once.
    let large = vec![7; 32 << 20];
    assert_eq!(server.send("PUT", path, &[], &large).status, 200);
    let mut download = server.connect();
    download
        .write_all(&head(server.port, "GET", path, &[], 0))
        .unwrap();
    std::thread::sleep(Duration::from_millis(600));
    assert!(Answer::read(download).body == large);
}
