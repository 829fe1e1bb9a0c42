//! Tokens and cost of traces.

use super::fixture::*;
use mlflow_core::TraceStore;
use serde_json::json;

async fn metadata(store: &dyn TraceStore, key: &str) -> Option<String> {
    read(store, &trace_id(1)).await.trace_metadata.remove(key)
}

const USAGE: &str = "mlflow.trace.tokenUsage";
const COST: &str = "mlflow.trace.cost";

/// The trace has used what its spans have used, in whatever order they come, and however often.
pub async fn tokens_are_added_up(store: &dyn TraceStore) {
    let usage = |n: i64| json!({"input_tokens": n, "output_tokens": 1, "total_tokens": n + 1});
    let leaf = |number: u8, n: i64| {
        with(
            span(1, number, Some(1), (0, 1)),
            "mlflow.chat.tokenUsage",
            usage(n),
        )
    };
    log(
        store,
        vec![
            leaf(2, 5),
            with(leaf(3, 7), "mlflow.llm.cost", json!({"total_cost": 0.25})),
        ],
    )
    .await;
    let expected = r#"{"input_tokens": 12, "output_tokens": 2, "total_tokens": 14}"#;
    assert_eq!(metadata(store, USAGE).await.as_deref(), Some(expected));
    let mut last = leaf(4, 1);
    last = with(
        last,
        "mlflow.llm.cost",
        json!({"input_cost": 0.5, "total_cost": 0.5}),
    );
    log(store, vec![leaf(2, 6), last]).await;
    let expected = r#"{"input_tokens": 14, "output_tokens": 3, "total_tokens": 17}"#;
    assert_eq!(metadata(store, USAGE).await.as_deref(), Some(expected));
    let cost: serde_json::Value = serde_json::from_str(&metadata(store, COST).await.unwrap()).unwrap();
    assert_eq!(
        cost,
        json!({"input_cost": 0.5, "output_cost": 0.0, "total_cost": 0.75})
    );
}

/// A parent that says what its children used is not added to them, even if it comes later.
pub async fn parents_speak_for_their_children(store: &dyn TraceStore) {
    let usage =
        json!({"input_tokens": 5, "output_tokens": 1, "total_tokens": 6, "cache_read_input_tokens": 2});
    let leaf = with(
        span(1, 3, Some(2), (0, 1)),
        "mlflow.chat.tokenUsage",
        usage.clone(),
    );
    log(store, vec![leaf, span(1, 2, Some(1), (0, 1))]).await;
    log(
        store,
        vec![with(span(1, 1, None, (0, 1)), "mlflow.chat.tokenUsage", usage)],
    )
    .await;
    let expected =
        r#"{"input_tokens": 5, "output_tokens": 1, "total_tokens": 6, "cache_read_input_tokens": 2}"#;
    assert_eq!(metadata(store, USAGE).await.as_deref(), Some(expected));
}

/// What the client says of the whole trace counts more than its spans.
pub async fn the_client_s_totals_stay(store: &dyn TraceStore) {
    let said = r#"{"total_tokens": 99}"#;
    start(store, info_with(1, &[], &[(USAGE, said)])).await;
    let usage = json!({"input_tokens": 5, "output_tokens": 1, "total_tokens": 6});
    let span = with(span(1, 1, None, (0, 1)), "mlflow.chat.tokenUsage", usage);
    log(
        store,
        vec![with(span, "mlflow.llm.cost", json!({"total_cost": 0.5}))],
    )
    .await;
    assert_eq!(metadata(store, USAGE).await.as_deref(), Some(said));
    assert!(
        metadata(store, COST)
            .await
            .unwrap()
            .contains("\"total_cost\": 0.5")
    );
}
