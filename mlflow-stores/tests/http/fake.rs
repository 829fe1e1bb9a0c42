//! A server that answers as a test says, over one connection a request.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// A request as it came.
#[derive(Clone, Debug)]
pub(crate) struct Seen {
    pub(crate) method: String,
    pub(crate) target: String,
    headers: Vec<(String, String)>,
    pub(crate) body: String,
}

impl Seen {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        let found = self
            .headers
            .iter()
            .find(|(other, _)| other.eq_ignore_ascii_case(name));
        found.map(|(_, value)| value.as_str())
    }
}

/// What the server does with a request.
#[derive(Clone)]
pub(crate) enum Reply {
    /// Answers by a status, headers and a body.
    Answer(u16, Vec<(&'static str, String)>, String),
    /// Closes the connection.
    HangUp,
    /// Stays silent until the client goes away.
    Silence,
}

impl Reply {
    pub(crate) fn status(status: u16) -> Self {
        let body = r#"{"error_code":"TEMPORARILY_UNAVAILABLE","message":"on purpose"}"#;
        Reply::Answer(status, vec![], body.to_owned())
    }

    pub(crate) fn json(body: &str) -> Self {
        Reply::Answer(
            200,
            vec![("Content-Type", "application/json".to_owned())],
            body.to_owned(),
        )
    }

    pub(crate) fn redirect(status: u16, to: impl Into<String>) -> Self {
        Reply::Answer(status, vec![("Location", to.into())], String::new())
    }
}

/// What a stream of a connection offers, with TLS or without.
pub(crate) trait Connection: Read + Write + Send {}

impl<S: Read + Write + Send> Connection for S {}

pub(crate) struct Fake {
    port: u16,
    seen: Arc<Mutex<Vec<Seen>>>,
    /// How many clients went away while the server was silent.
    gone: Arc<Mutex<usize>>,
}

impl Fake {
    /// Answers the first request by the first reply, and so on; the last one goes on.
    pub(crate) fn replies(replies: impl IntoIterator<Item = Reply>) -> Self {
        Fake::wrapped(replies, |stream| Some(Box::new(stream)))
    }

    /// Does so over streams that are wrapped.
    pub(crate) fn wrapped(
        replies: impl IntoIterator<Item = Reply>,
        wrap: impl Fn(TcpStream) -> Option<Box<dyn Connection>> + Send + 'static,
    ) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let fake = Fake {
            port: listener.local_addr().unwrap().port(),
            seen: Arc::default(),
            gone: Arc::default(),
        };
        let (seen, gone) = (fake.seen.clone(), fake.gone.clone());
        let mut replies: Vec<Reply> = replies.into_iter().collect();
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                let Some(mut connection) = wrap(stream.unwrap()) else {
                    continue;
                };
                let Some(request) = read(&mut *connection) else {
                    continue;
                };
                seen.lock().unwrap().push(request);
                let reply = match replies.len() {
                    1 => replies[0].clone(),
                    _ => replies.remove(0),
                };
                answer(connection, reply, gone.clone());
            }
        });
        fake
    }

    pub(crate) fn uri(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    pub(crate) fn port(&self) -> u16 {
        self.port
    }

    pub(crate) fn seen(&self) -> Vec<Seen> {
        self.seen.lock().unwrap().clone()
    }

    /// Tells whether as many clients went away, after a while.
    pub(crate) fn were_gone(&self, number: usize) -> bool {
        (0..200).any(|_| {
            std::thread::sleep(Duration::from_millis(10));
            *self.gone.lock().unwrap() == number
        })
    }
}

fn read(connection: &mut dyn Connection) -> Option<Seen> {
    let mut reader = BufReader::new(connection);
    let mut line = String::new();
    reader.read_line(&mut line).ok()?;
    let mut words = line.split_whitespace().map(str::to_owned);
    let (method, target) = (words.next()?, words.next()?);
    let mut headers = Vec::new();
    loop {
        let mut line = String::new();
        reader.read_line(&mut line).ok()?;
        match line.trim_end().split_once(": ") {
            Some((name, value)) => headers.push((name.to_owned(), value.to_owned())),
            None => break,
        }
    }
    let mut seen = Seen {
        method,
        target,
        headers,
        body: String::new(),
    };
    let length = seen
        .header("Content-Length")
        .map_or(0, |length| length.parse().unwrap());
    let mut body = vec![0; length];
    reader.read_exact(&mut body).ok()?;
    seen.body = String::from_utf8(body).unwrap();
    Some(seen)
}

fn answer(mut connection: Box<dyn Connection>, reply: Reply, gone: Arc<Mutex<usize>>) {
    match reply {
        Reply::HangUp => {}
        Reply::Silence => {
            std::thread::spawn(move || {
                let _ = connection.read(&mut [0]);
                *gone.lock().unwrap() += 1;
            });
        }
        Reply::Answer(status, headers, body) => {
            let headers: String = headers
                .iter()
                .map(|(name, value)| format!("{name}: {value}\r\n"))
                .collect();
            let length = body.len();
            let text = format!(
                "HTTP/1.1 {status} on purpose\r\n{headers}Content-Length: {length}\r\nConnection: close\r\n\r\n{body}"
            );
            // A client that went away does not read it.
            let _ = connection.write_all(text.as_bytes());
            let _ = connection.flush();
        }
    }
}
