//! Traces: both sides write the same, and either reads what the other wrote.

use super::sides::{Ours, Python, folder, uri};
use mlflow_core::contract::{Arguments, CallContext, Method, dispatch_traces, trace_operations};
use rusqlite::Connection;
use rusqlite::types::Value as Cell;
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

const ROOT: &str = "tr-1d96ac56a3b040439734bc4414881edc";
const LATE: &str = "tr-ffffffffffffffffffffffffffffffff";
const BEGIN: i64 = 1_650_011_000_000;

fn span(trace: &str, id: u8, parent: Option<u8>, attributes: Value) -> Value {
    use mlflow_core::entities::Span;
    let hex = |id: u8| format!("{id:016x}");
    let span = Span {
        trace_id: trace.to_owned(),
        span_id: hex(id),
        parent_span_id: parent.map(hex),
        name: format!("スパン {id}"),
        start_time_unix_nano: (BEGIN + i64::from(id) * 10) * 1_000_000 + 17,
        end_time_unix_nano: Some((BEGIN + 900 - i64::from(id)) * 1_000_000),
        ..Span::default()
    };
    let mut otlp = span.to_otlp();
    for (key, value) in attributes.as_object().unwrap() {
        otlp.attributes.push(mlflow_core::entities::otlp::KeyValue {
            key: key.clone(),
            value: mlflow_core::entities::otlp::AnyValue(value.clone()),
        });
    }
    serde_json::to_value(otlp).unwrap()
}

fn spans(experiment_id: &str, spans: Vec<Value>) -> Request {
    let resource = json!({"attributes": [
        {"key": "service.name", "value": {"string_value": "shop"}},
        {"key": "telemetry.sdk.name", "value": {"string_value": "x"}},
        {"key": "replicas", "value": {"int_value": 3}},
    ]});
    let body = json!({
        "experiment_id": experiment_id,
        "resource_spans": [{"resource": resource, "scope_spans": [{"spans": spans}]}],
    });
    ("OTLP", String::new(), body)
}

fn start(trace: &str, time: &str, more: Value) -> Request {
    let mut info = json!({
        "trace_id": trace, "request_time": time, "state": "OK", "execution_duration": "1.500s",
        "trace_location": {"type": "MLFLOW_EXPERIMENT", "mlflow_experiment": {"experiment_id": "0"}},
    });
    info.as_object_mut()
        .unwrap()
        .extend(more.as_object().unwrap().clone());
    (
        "POST",
        "3.0/mlflow/traces".into(),
        json!({"trace": {"trace_info": info}}),
    )
}

fn assessment(trace: &str, id: &str, value: Value) -> Request {
    let mut body = json!({
        "assessment_id": id, "assessment_name": "quality", "trace_id": trace,
        "source": {"source_type": "HUMAN", "source_id": "alice"},
        "create_time": "2024-05-01T00:00:01.500Z", "last_update_time": "2024-05-01T00:00:01Z",
    });
    body.as_object_mut()
        .unwrap()
        .extend(value.as_object().unwrap().clone());
    let path = format!("3.0/mlflow/traces/{trace}/assessments");
    ("POST", path, json!({"assessment": body}))
}

fn writes() -> Vec<Request> {
    let usage = |n: i64| json!({"input_tokens": n, "output_tokens": 2, "total_tokens": n + 2});
    let chat = json!({"messages": [{"role": "user", "content": "hallo 日本"}]});
    let trace = |number: u8| format!("tr-{number:032x}");
    let tag =
        |path: &str, key: &str, value: &str| ("PATCH", path.to_owned(), json!({"key": key, "value": value}));
    vec![
        spans(
            "0",
            vec![
                span(
                    ROOT,
                    2,
                    Some(1),
                    json!({"mlflow.spanType": "LLM", "mlflow.chat.tokenUsage": usage(5)}),
                ),
                span(
                    ROOT,
                    3,
                    Some(2),
                    json!({"mlflow.chat.tokenUsage": usage(3), "x": [1, 2.5, null, "é"]}),
                ),
                span(
                    LATE,
                    1,
                    Some(9),
                    json!({"mlflow.llm.cost": {"input_cost": 0.25, "total_cost": 1}}),
                ),
            ],
        ),
        spans(
            "0",
            vec![span(
                ROOT,
                1,
                None,
                json!({
                    "mlflow.spanInputs": chat, "mlflow.spanOutputs": "text", "session.id": "s-1", "user.id": "ann",
                    "mlflow.traceTag.mlflow.traceName": "named", "mlflow.traceTag.own": "tag",
                    "mlflow.llm.model": "m-1", "mlflow.llm.provider": "p",
                }),
            )],
        ),
        start(
            ROOT,
            "2022-04-15T08:23:19.500Z",
            json!({
                "request_preview": "q", "client_request_id": "c-1", "tags": {"t": "日", "own": "changed"},
                "trace_metadata": {"mlflow.trace.sizeStats": "{\"num_spans\": 3}", "k": "v"},
            }),
        ),
        start(
            &trace(7),
            "2024-05-01T00:00:00Z",
            json!({
                "tags": {"mlflow.traceName": "seven"}, "state": "ERROR",
                "trace_metadata": {
                    "mlflow.trace.session": "s-1", "mlflow.sourceRun": "f00",
                    "mlflow.trace.tokenUsage": "{\"input_tokens\": 1, \"total_tokens\": 3}",
                    "mlflow.trace.cost": "{\"total_cost\": 0.5}",
                },
                "assessments": [{
                    "assessment_id": "a-given", "assessment_name": "expected", "source": {"source_type": "CODE"},
                    "create_time": "2024-05-01T00:00:01Z", "last_update_time": "2024-05-01T00:00:01Z",
                    "expectation": {"serialized_value": {"serialization_format": "JSON_FORMAT", "value": "[1, \"x\"]"}},
                }],
            }),
        ),
        start(&trace(8), "2024-05-01T00:00:00.001Z", json!({})),
        start(&trace(9), "2024-05-01T00:00:00.002Z", json!({})),
        tag(&format!("2.0/mlflow/traces/{ROOT}/tags"), "late", "1"),
        tag(
            &format!("3.0/mlflow/traces/{LATE}/tags"),
            "mlflow.traceName",
            "late",
        ),
        (
            "DELETE",
            format!("2.0/mlflow/traces/{ROOT}/tags"),
            json!({"key": "t"}),
        ),
        assessment(
            ROOT,
            "a-1",
            json!({"feedback": {"value": {"a": [1, null]}}, "rationale": "r", "metadata": {"m": "日"}}),
        ),
        assessment(
            ROOT,
            "a-2",
            json!({"feedback": {"value": "yes"}, "overrides": "a-1"}),
        ),
        assessment(
            ROOT,
            "a-3",
            json!({"feedback": {"error": {"error_code": "E", "error_message": "m"}}}),
        ),
        assessment(
            ROOT,
            "a-4",
            json!({"issue": {"issue_name": "slow"}, "rationale": "why"}),
        ),
        assessment(
            &trace(7),
            "a-5",
            json!({"feedback": {"value": 3}, "metadata": {"mlflow.trace.session": "s-1"}}),
        ),
        assessment(&trace(8), "a-6", json!({"expectation": {"value": true}})),
        (
            "DELETE",
            format!("3.0/mlflow/traces/{}/assessments/a-6", trace(8)),
            json!({}),
        ),
        (
            "POST",
            "2.0/mlflow/traces/link-to-run".into(),
            json!({"trace_ids": [LATE, ROOT], "run_id": "f00"}),
        ),
        (
            "POST",
            "2.0/mlflow/traces/link-prompts".into(),
            json!({"trace_id": ROOT, "prompt_versions": [{"name": "p", "version": "2"}]}),
        ),
        (
            "POST",
            "2.0/mlflow/traces/delete-traces".into(),
            json!({"experiment_id": "0", "request_ids": [trace(9)]}),
        ),
    ]
}

fn reads() -> Vec<Request> {
    let get = |path: String| ("GET", path, Value::Null);
    let seven = format!("tr-{:032x}", 7);
    let mut reads = vec![
        get(format!("3.0/mlflow/traces/get?trace_id={ROOT}")),
        get(format!(
            "3.0/mlflow/traces/get?trace_id={LATE}&allow_partial=true"
        )),
        get(format!(
            "3.0/mlflow/traces/batchGet?trace_ids={LATE}&trace_ids={ROOT}"
        )),
        get(format!("2.0/mlflow/traces/{ROOT}/info")),
        get(format!("3.0/mlflow/traces/{seven}")),
        get(format!("3.0/mlflow/traces/{ROOT}/assessments/a-1")),
    ];
    for filter in [
        "",
        "status = 'OK'",
        "run_id = 'f00'",
        "prompt = 'p/2'",
        "name = 'named'",
        "tag.own RLIKE '^ch'",
        "feedback.quality = 'yes'",
        "feedback.quality > 2",
        "feedback.quality IS NULL",
        "expectation.expected IS NOT NULL",
        "issue.id = 'quality'",
        "span.type = 'LLM'",
        "span.name LIKE '%ン 2' AND span.status = 'UNSET'",
        "span.attributes.x LIKE '%é%'",
        "trace.text ILIKE '%HALLO 日本%'",
        "metadata.mlflow.trace.session = 's-1'",
        "metadata.mlflow.trace.tokenUsage = '{\"input_tokens\": 1, \"total_tokens\": 3}'",
        "execution_time_ms < 1000",
        "end_time > 0 AND client_request_id = 'c-1'",
    ] {
        let locations = json!([{"type": "MLFLOW_EXPERIMENT", "mlflow_experiment": {"experiment_id": "0"}}]);
        let body =
            json!({"locations": locations, "filter": filter, "max_results": 50, "order_by": ["request_id"]});
        reads.push(("POST", "3.0/mlflow/traces/search".into(), body));
    }
    reads
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
        // Official MLflow leaves new tags of a trace that is there out of this answer.
        let is_again = request.2.pointer("/trace/trace_info/trace_id") == Some(&json!(ROOT));
        assert!(
            is_again || sorted(got.clone()) == sorted(expected.clone()),
            "{request:?}\n{got}\n{expected}"
        );
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
