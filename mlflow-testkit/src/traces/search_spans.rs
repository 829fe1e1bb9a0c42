//! Searches for traces by their spans.

use super::fixture::*;
use super::search::check;
use mlflow_core::TraceStore;
use mlflow_core::entities::otlp::{Status, StatusCode};
use serde_json::json;

async fn two(store: &dyn TraceStore) {
    let tool = with(span(1, 2, Some(1), (0, 1)), "mlflow.spanType", "TOOL");
    let mut failed = with(span(1, 3, Some(1), (0, 1)), "mlflow.spanType", "LLM");
    failed.status = Some(Status {
        code: StatusCode::Error,
        message: "boom".into(),
    });
    let tool = with(tool, "model.name", "gpt-4");
    let tool = with(tool, "mlflow.spanInputs", json!({"frage": "日本 100%"}));
    log(store, vec![span(1, 1, None, (0, 5)), tool, failed]).await;
    log(
        store,
        vec![with(span(2, 1, None, (0, 5)), "mlflow.spanType", "LLM")],
    )
    .await;
    start(store, info(3)).await;
}

/// Name, type and status of spans are found.
pub async fn spans_are_found_by_their_fields(store: &dyn TraceStore) {
    two(store).await;
    check(
        store,
        &[
            ("span.name = 'span 2'", &[1]),
            ("span.name LIKE 'span%'", &[1, 2]),
            ("span.name ILIKE 'SPAN 3'", &[1]),
            ("span.name RLIKE '[23]$'", &[1]),
            ("span.name IN ('span 3', 'x')", &[1]),
            ("span.type = 'LLM'", &[1, 2]),
            ("span.type != 'LLM'", &[1]),
            ("span.type NOT IN ('LLM', 'TOOL')", &[]),
            ("span.status = 'ERROR'", &[1]),
            ("span.status = 'OK'", &[1, 2]),
        ],
    )
    .await;
}

/// All clauses about spans hold for one span.
pub async fn one_span_meets_all_clauses(store: &dyn TraceStore) {
    two(store).await;
    check(
        store,
        &[
            ("span.type = 'LLM' AND span.status = 'ERROR'", &[1]),
            ("span.type = 'TOOL' AND span.status = 'ERROR'", &[]),
            (
                "span.type = 'LLM' AND status = 'OK' AND span.name = 'span 1'",
                &[2],
            ),
        ],
    )
    .await;
}

/// Attributes are found in the JSON of the span.
pub async fn attributes_of_spans_are_found(store: &dyn TraceStore) {
    two(store).await;
    check(
        store,
        &[
            ("span.attributes.model.name LIKE '%gpt-4%'", &[1]),
            ("span.attributes.`model.name` ILIKE '%GPT%'", &[1]),
            ("span.attributes.model.name LIKE '%gpt-5%'", &[]),
            ("span.attributes.model.name RLIKE '^gpt-[0-9]$'", &[1]),
            ("span.attributes.model.name RLIKE 'pt'", &[1]),
            ("span.attributes.model.name RLIKE '^pt'", &[]),
            ("span.attributes.other LIKE '%'", &[]),
        ],
    )
    .await;
}

/// The text of all spans is searched.
pub async fn the_text_of_a_trace_is_found(store: &dyn TraceStore) {
    two(store).await;
    check(
        store,
        &[
            ("trace.text LIKE '%日本%'", &[1]),
            ("trace.text ILIKE '%FRAGE%'", &[1]),
            ("span.content LIKE '%boom%'", &[1]),
            ("trace.text LIKE '%nothing%'", &[]),
        ],
    )
    .await;
}
