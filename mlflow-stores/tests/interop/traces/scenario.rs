//! What both sides are asked to write and to read.

use super::Request;
use mlflow_core::entities::Span;
use mlflow_core::entities::otlp::{AnyValue, KeyValue};
use serde_json::{Value, json};

/// The trace that is written most.
pub(super) const ROOT: &str = "tr-1d96ac56a3b040439734bc4414881edc";
const LATE: &str = "tr-ffffffffffffffffffffffffffffffff";
const BEGIN: i64 = 1_650_011_000_000;

fn span(trace: &str, id: u8, parent: Option<u8>, attributes: Value) -> Value {
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
        otlp.attributes.push(KeyValue {
            key: key.clone(),
            value: AnyValue(value.clone()),
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

/// Requests that write, in order.
pub(super) fn writes() -> Vec<Request> {
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

/// Requests that read what was written.
pub(super) fn reads() -> Vec<Request> {
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
