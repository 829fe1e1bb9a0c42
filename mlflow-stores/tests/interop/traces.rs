//! Traces: both sides write the same, and either reads what the other wrote.

mod scenario;

use super::sides::{Ours, Python, folder, uri};
use mlflow_core::contract::{Arguments, CallContext, Method, dispatch_traces, trace_operations};
use rusqlite::Connection;
use rusqlite::types::Value as Cell;
use scenario::{reads, writes};
use serde_json::{Value, json};
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Stdio};

const PEER: &str = include_str!("traces.py");

/// Official MLflow's server, in a process of its own and without a network.
struct Server {
    process: Child,
    requests: Option<ChildStdin>,
    answers: BufReader<ChildStdout>,
}

impl Server {
    fn open(python: &Python, database: &Path) -> Self {
        let mut process = python
            .command()
            .args(["-c", PEER, &uri(database)])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        Server {
            requests: process.stdin.take(),
            answers: BufReader::new(process.stdout.take().unwrap()),
            process,
        }
    }

    fn call(&mut self, (method, path, body): &Request) -> Value {
        let request = json!({"method": method, "path": path, "body": body});
        writeln!(self.requests.as_mut().unwrap(), "{request}").unwrap();
        let mut line = String::new();
        self.answers.read_line(&mut line).unwrap();
        serde_json::from_str(&line).unwrap_or_else(|e| panic!("{request}: {e}"))
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.requests.take());
        let _ = self.process.wait();
    }
}

type Request = (&'static str, String, Value);

/// Carries out a request as a server of ours would.
async fn ours(store: &Ours, (method, path, body): &Request) -> Value {
    let (path, query) = path.split_once('?').unwrap_or((path, ""));
    let found = trace_operations().find_map(|operation| {
        let mut routes = operation.routes.iter();
        let of_route = |route: &mlflow_core::contract::Route| {
            let is_meant = format!("{:?}", route.method) == *method;
            route.parameters(path).filter(|_| is_meant)
        };
        Some((operation.name, routes.find_map(of_route)?))
    });
    let (operation, parameters) = match *method {
        "OTLP" => ("log_spans", Vec::new()),
        _ => found.unwrap_or_else(|| panic!("{method} {path}")),
    };
    let mut fields = body.as_object().cloned().unwrap_or_default();
    fields.extend(
        parameters
            .iter()
            .map(|(name, value)| ((*name).to_owned(), value.as_str().into())),
    );
    let body = Value::Object(fields).to_string();
    let pairs = query.split('&').filter_map(|pair| pair.split_once('='));
    let mut pairs: Vec<_> = pairs
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .collect();
    pairs.extend(
        parameters
            .iter()
            .map(|(name, value)| ((*name).to_owned(), value.clone())),
    );
    let arguments = match *method == format!("{:?}", Method::GET) {
        true => Arguments::Query(&pairs),
        false => Arguments::Json(body.as_bytes()),
    };
    let answer = dispatch_traces(&store.0, operation, arguments, &CallContext::default()).await;
    match answer.unwrap() {
        Ok(answer) => json!({"status": 200, "body": serde_json::from_slice::<Value>(&answer).unwrap()}),
        Err(e) => json!({"status": e.http_status(), "body": e.message()}),
    }
}

/// The rows of the tables of traces, without what differs from one time to another.
fn rows(database: &Path) -> Vec<String> {
    let connection = Connection::open(database).unwrap();
    let mut all = Vec::new();
    for (table, left_out) in [
        ("trace_info", ""),
        ("trace_tags", ""),
        ("trace_request_metadata", ""),
        ("spans", ""),
        ("assessments", ""),
        ("trace_metrics", ""),
        ("span_metrics", ""),
        ("entity_associations", "association_id created_time"),
    ] {
        let mut statement = connection.prepare(&format!("SELECT * FROM {table}")).unwrap();
        let names: Vec<String> = statement.column_names().into_iter().map(str::to_owned).collect();
        let kept = |i: &usize| !left_out.split(' ').any(|name| name == names[*i]);
        let cells = |row: &rusqlite::Row<'_>| -> rusqlite::Result<Vec<Cell>> {
            (0..names.len()).filter(kept).map(|i| row.get(i)).collect()
        };
        let found = statement.query_map([], cells).unwrap().map(Result::unwrap);
        all.extend(found.map(|cells| format!("{table} {cells:?}")));
    }
    all.sort();
    all
}

/// Lists in answers have no order of their own where the database gives none.
fn sorted(mut value: Value) -> Value {
    match &mut value {
        Value::Array(items) => {
            let mut sorted: Vec<Value> = items.drain(..).map(self::sorted).collect();
            sorted.sort_by_key(Value::to_string);
            Value::Array(sorted)
        }
        Value::Object(entries) => {
            let mut sorted: Vec<_> = entries
                .iter()
                .map(|(k, v)| (k.clone(), self::sorted(v.clone())))
                .collect();
            sorted.sort_by(|a, b| a.0.cmp(&b.0));
            Value::Object(sorted.into_iter().collect())
        }
        _ => value,
    }
}

#[tokio::test]
async fn both_write_the_same_rows_and_read_the_same_answers() {
    let Some(python) = Python::version_3() else { return };
    let (folder, mine) = folder();
    let theirs = folder.path().join("official.db");
    Ours::open(&mine).await.close(&mine).await;
    std::fs::copy(&mine, &theirs).unwrap();

    let store = Ours::open(&mine).await;
    let mut server = Server::open(&python, &theirs);
    for request in writes() {
        let (expected, got) = (server.call(&request), ours(&store, &request).await);
        assert_eq!(
            (&expected["status"], &got["status"]),
            (&json!(200), &json!(200)),
            "{request:?} {expected} {got}"
        );
        assert_eq!(sorted(got), sorted(expected), "{request:?}");
    }
    drop(server);
    store.close(&mine).await;
    pretty(&rows(&mine), &rows(&theirs));

    // Each side reads both databases.
    for database in [&mine, &theirs] {
        let store = Ours::open(database).await;
        let mut server = Server::open(&python, database);
        for request in reads() {
            let (expected, got) = (server.call(&request), ours(&store, &request).await);
            assert_eq!(sorted(got), sorted(expected), "{request:?}");
        }
        drop(server);
        store.close(database).await;
    }
}

fn pretty(mine: &[String], theirs: &[String]) {
    let only = |one: &[String], other: &[String]| -> Vec<String> {
        one.iter().filter(|row| !other.contains(row)).cloned().collect()
    };
    let (mine, theirs) = (only(mine, theirs), only(theirs, mine));
    assert!(
        mine.is_empty() && theirs.is_empty(),
        "only ours:\n{}\nonly official MLflow's:\n{}",
        mine.join("\n"),
        theirs.join("\n")
    );
}
