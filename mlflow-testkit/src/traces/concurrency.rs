//! Several writers of one trace.

use super::fixture::*;
use futures::future::{join, join_all};
use mlflow_core::TraceStore;
use serde_json::json;

/// Spans that come at once are all kept, and every token is counted.
pub async fn racing_spans_are_all_kept(store: &dyn TraceStore) {
    let usage = json!({"input_tokens": 1, "output_tokens": 0, "total_tokens": 1});
    let logs = (2..18).map(|number| {
        let span = span(1, number, Some(1), (i64::from(number), 20));
        log(store, vec![with(span, "mlflow.chat.tokenUsage", usage.clone())])
    });
    join_all(logs).await;
    log(store, vec![span(1, 1, None, (0, 40))]).await;
    let trace = whole(store, &trace_id(1), false).await.unwrap();
    assert_eq!(trace.spans.len(), 17);
    let info = trace.trace_info;
    let expected = r#"{"input_tokens": 16, "output_tokens": 0, "total_tokens": 16}"#;
    assert_eq!(info.trace_metadata["mlflow.trace.tokenUsage"], expected);
    assert_eq!(
        (info.request_time, info.execution_duration),
        (BEGIN + 1000, Some(40))
    );
}

/// What a client writes of a whole trace while its spans come is kept, and so are they.
pub async fn a_client_may_race_with_spans(store: &dyn TraceStore) {
    let logs = (1..9).map(|number| log(store, vec![span(1, number, None, (-5, 5000))]));
    let given = info_with(1, &[("t", "v")], &[("k", "v")]);
    join(join_all(logs), start(store, given)).await;
    let trace = whole(store, &trace_id(1), false).await.unwrap();
    assert_eq!(trace.spans.len(), 8);
    let info = trace.trace_info;
    assert_eq!(
        (info.tags["t"].as_str(), info.trace_metadata["k"].as_str()),
        ("v", "v")
    );
    assert_eq!(
        (info.request_time, info.execution_duration),
        (BEGIN + 1000, Some(1500))
    );
}

/// Writers of several traces in opposite orders do not hold each other up.
pub async fn opposite_orders_come_through(store: &dyn TraceStore) {
    let logs = (1..9).map(|number| {
        let mut spans: Vec<_> = (1..5).map(|trace| span(trace, number, None, (0, 1))).collect();
        if number % 2 == 0 {
            spans.reverse();
        }
        log(store, spans)
    });
    join_all(logs).await;
    for number in 1..5 {
        let spans = whole(store, &trace_id(number), false).await.unwrap().spans;
        assert_eq!(spans.len(), 8);
    }
}
