//! `mlflow server`, as teams run it.

mod clients;
mod full_disk;
mod killed;
mod options;
#[cfg(target_os = "linux")]
mod plugins;
mod replicas;
#[cfg(feature = "otlp")]
mod spans;
mod webhooks;

use crate::world::{World, said};
use insta::assert_snapshot;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, ChildStdout, Command, ExitStatus, Stdio};
use std::time::Duration;

/// A server in a process of its own, on a port that was free.
pub(crate) struct Served {
    child: Child,
    first_line: String,
    port: u16,
    _stdout: BufReader<ChildStdout>,
}

impl Served {
    pub(crate) fn start(world: &World, options: &[&str]) -> Self {
        Served::with(world, options, &[])
    }

    fn with(world: &World, options: &[&str], variables: &[(&str, &str)]) -> Self {
        let line = [&["server", "--port", "0"], options].concat();
        let mut command = world.command(&line);
        let mut child = command
            .envs(variables.iter().copied())
            .stdout(Stdio::piped())
            .stderr(Stdio::inherit())
            .spawn()
            .unwrap();
        let mut stdout = BufReader::new(child.stdout.take().unwrap());
        let mut first_line = String::new();
        stdout.read_line(&mut first_line).unwrap();
        assert!(first_line.contains("127.0.0.1:"), "{first_line:?}");
        let after = first_line.split("127.0.0.1:").nth(1).unwrap();
        let digits: String = after.chars().take_while(char::is_ascii_digit).collect();
        Served {
            child,
            port: digits.parse().unwrap(),
            first_line,
            _stdout: stdout,
        }
    }

    pub(crate) fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// Makes a run, and returns its id.
    fn create_run(&self) -> String {
        let path = "/api/2.0/mlflow/runs/create";
        let made = self.send("POST", path, r#"{"experiment_id": "0"}"#).unwrap().1;
        let made: serde_json::Value = serde_json::from_str(&made).unwrap();
        made["run"]["info"]["run_id"].as_str().unwrap().to_owned()
    }

    /// Sends one request, and returns status and body; `None` if the server is gone.
    fn send(&self, method: &str, path: &str, body: &str) -> Option<(u16, String)> {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).ok()?;
        stream.set_read_timeout(Some(Duration::from_secs(20))).ok()?;
        let length = body.len();
        let port = self.port;
        let head = format!(
            "{method} {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\nContent-Type: application/json\r\n\
             Content-Length: {length}\r\n\r\n"
        );
        stream.write_all(format!("{head}{body}").as_bytes()).ok()?;
        let mut answer = String::new();
        stream.read_to_string(&mut answer).ok()?;
        let (head, body) = answer.split_once("\r\n\r\n")?;
        Some((head.split(' ').nth(1)?.parse().ok()?, body.to_owned()))
    }

    fn signal(&self, name: &str) {
        let id = self.child.id().to_string();
        assert!(Command::new("kill").args([name, &id]).status().unwrap().success());
    }

    fn stop(mut self) -> ExitStatus {
        self.signal("-TERM");
        self.child.wait().unwrap()
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn a_server_says_where_it_is_and_stops_when_it_is_told() {
    let world = World::new();
    let server = Served::start(&world, &[]);
    let line = server.first_line.replace(&server.port.to_string(), "[port]");
    assert_snapshot!(line.trim(), @"Listening at http://127.0.0.1:[port] · store sqlite:///mlflow.db · artifacts served from ./mlartifacts");
    assert_eq!(server.send("GET", "/health", "").unwrap(), (200, "OK".to_owned()));
    let made = server
        .send("POST", "/api/2.0/mlflow/runs/create", r#"{"experiment_id": "0"}"#)
        .unwrap();
    assert_eq!(made.0, 200, "{}", made.1);
    assert!(server.stop().success());
    assert_eq!(
        world
            .json(&["runs", "list", "--experiment-id", "0", "--output", "json"])
            .as_array()
            .unwrap()
            .len(),
        1
    );
}

/// R-60.
#[test]
fn a_second_signal_ends_a_server_at_once() {
    for (signal, code) in [("-TERM", 143), ("-INT", 130)] {
        let world = World::new();
        let mut server = Served::start(&world, &[]);
        let mut stream = TcpStream::connect(("127.0.0.1", server.port)).unwrap();
        let head = format!(
            "POST /api/2.0/mlflow/runs/create HTTP/1.1\r\nHost: 127.0.0.1:{}\r\nContent-Type: application/json\r\n\
             Content-Length: 9\r\nExpect: 100-continue\r\n\r\n",
            server.port
        );
        stream.write_all(head.as_bytes()).unwrap();
        stream.read_exact(&mut [0; 25]).unwrap();
        server.signal(signal);
        // It stops, which new clients see, and waits for the request.
        while TcpStream::connect(("127.0.0.1", server.port)).is_ok() {
            std::thread::sleep(Duration::from_millis(10));
        }
        assert!(server.child.try_wait().unwrap().is_none());
        server.signal(signal);
        assert_eq!(server.child.wait().unwrap().code(), Some(code));
    }
}

/// Starts a server, stops it by a signal once it listens, and returns its first line and what it said on stderr.
fn start_and_stop(signal: &str, mut command: Command) -> (String, String) {
    let mut child = command
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut line = String::new();
    BufReader::new(child.stdout.take().unwrap())
        .read_line(&mut line)
        .unwrap();
    let id = child.id().to_string();
    let _ = Command::new("kill").args([signal, &id]).status().unwrap();
    let output = child.wait_with_output().unwrap();
    let notes = String::from_utf8(output.stderr).unwrap();
    assert!(output.status.success(), "{notes}");
    (line, notes)
}

#[test]
fn variables_of_official_mlflow_count() {
    let world = World::new();
    let mut command = world.command(&["ui", "-h", "127.0.0.1", "-p", "0"]);
    command
        .env("MLFLOW_BACKEND_STORE_URI", "sqlite:///other.db")
        .env("MLFLOW_STATIC_PREFIX", "/ml")
        .env("MLFLOW_SERVE_ARTIFACTS", "false")
        .env("MLFLOW_UVICORN_OPTS", "--limit-concurrency 5")
        .env("MLFLOW_WORKERS", "1");
    let (line, notes) = start_and_stop("-INT", command);
    assert!(
        line.contains("/ml · store sqlite:///other.db · artifacts at ./mlruns, not served"),
        "{line}"
    );
    assert!(
        notes.contains("--uvicorn-opts means nothing to this server"),
        "{notes}"
    );
    assert!(world.path("other.db").exists());
}

/// R-62.
#[test]
fn what_cannot_start_says_why() {
    let world = World::new();
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    let mut all = String::new();
    for line in [
        &["server", "--port", &port][..],
        &["server", "--workers", "none"],
        &["server", "--static-prefix", "ml"],
        &["server", "--tls-cert", "missing.pem", "--tls-key", "missing.pem"],
        &["server", "--backend-store-uri", "mssql://host/db"],
    ] {
        let text = said(world.command(line).output().unwrap());
        let shown = line.join(" ").replace(&port, "[port]");
        all.push_str(&format!("$ mlflow {shown}\n{}\n", text.replace(&port, "[port]")));
    }
    assert_snapshot!(world.redacted(&all));
}
