//! A receiver of deliveries that does what it is told.

use serde_json::Value;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::time::Duration;

const PATIENCE: Duration = Duration::from_secs(20);
/// As long as something might come that should not.
const QUIET: Duration = Duration::from_millis(300);

pub(super) struct Receiver {
    port: u16,
    received: mpsc::Receiver<Received>,
    answered: Arc<AtomicUsize>,
}

/// A request as it came.
#[derive(Debug)]
pub(super) struct Received {
    pub(super) line: String,
    headers: Vec<(String, String)>,
    pub(super) body: String,
}

impl Received {
    pub(super) fn header(&self, name: &str) -> Option<&str> {
        let mut headers = self.headers.iter();
        headers
            .find(|(known, _)| known == name)
            .map(|(_, value)| value.as_str())
    }

    pub(super) fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap()
    }

    fn read(stream: &TcpStream) -> Self {
        let mut reader = BufReader::new(stream);
        let mut lines = Vec::new();
        loop {
            let mut line = String::new();
            reader.read_line(&mut line).unwrap();
            match line.trim_end() {
                "" => break,
                line => lines.push(line.to_owned()),
            }
        }
        let mut lines = lines.into_iter();
        let line = lines.next().unwrap();
        let headers = lines.map(|line| {
            let (name, value) = line.split_once(": ").unwrap();
            (name.to_ascii_lowercase(), value.to_owned())
        });
        let mut received = Received {
            line,
            headers: headers.collect(),
            body: String::new(),
        };
        let length = received.header("content-length").unwrap().parse().unwrap();
        reader.take(length).read_to_string(&mut received.body).unwrap();
        received
    }
}

impl Receiver {
    /// Answers with these statuses in turn, and with the last one from then on.
    pub(super) fn start(statuses: &'static [u16]) -> Self {
        Receiver::answering(Duration::ZERO, move |number| {
            let status = statuses[number.min(statuses.len() - 1)];
            (status, format!("answer {status}"))
        })
    }

    /// Takes its time.
    pub(super) fn slow(wait: Duration) -> Self {
        Receiver::answering(wait, |_| (200, String::new()))
    }

    /// Has much to say.
    pub(super) fn long(length: usize) -> Self {
        Receiver::answering(Duration::ZERO, move |_| (200, "x".repeat(length)))
    }

    fn answering(wait: Duration, answer: impl Fn(usize) -> (u16, String) + Send + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let (tell, received) = mpsc::channel();
        let answered = Arc::new(AtomicUsize::new(0));
        let count = answered.clone();
        std::thread::spawn(move || {
            for (number, stream) in listener.incoming().enumerate() {
                let mut stream = stream.unwrap();
                if tell.send(Received::read(&stream)).is_err() {
                    return;
                }
                std::thread::sleep(wait);
                let (status, body) = answer(number);
                let length = body.len();
                let head =
                    format!("HTTP/1.1 {status} X\r\nContent-Length: {length}\r\nConnection: close\r\n");
                let head = format!("{head}Location: http://127.0.0.1:{port}/elsewhere\r\n\r\n");
                count.fetch_add(1, Ordering::SeqCst);
                // Whoever asked may have left.
                let _ = stream.write_all(head.as_bytes());
                let _ = stream.write_all(body.as_bytes());
            }
        });
        Receiver {
            port,
            received,
            answered,
        }
    }

    pub(super) fn url(&self, path: &str) -> String {
        format!("http://127.0.0.1:{}{path}", self.port)
    }

    pub(super) fn next(&self) -> Received {
        self.received.recv_timeout(PATIENCE).unwrap()
    }

    pub(super) fn has_no_more(&self) {
        let more = self.received.recv_timeout(QUIET);
        assert_eq!(more.unwrap_err(), RecvTimeoutError::Timeout);
    }

    pub(super) fn answered(&self) -> usize {
        self.answered.load(Ordering::SeqCst)
    }
}
