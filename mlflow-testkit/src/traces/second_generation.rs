//! Traces as clients of the second generation write and read them.

use super::fixture::*;
use mlflow_core::TraceStore;
use mlflow_core::contract::traces::{EndTrace, GetTraceInfo, SearchTraces, StartTrace};
use mlflow_core::entities::{TraceInfo, TraceRequestMetadata, TraceState, TraceStatus, TraceTag};

async fn begin(store: &dyn TraceStore) -> TraceInfo {
    let request = StartTrace {
        experiment_id: "0".into(),
        timestamp_ms: BEGIN,
        request_metadata: vec![TraceRequestMetadata::new("k", "v")].into(),
        tags: vec![TraceTag::new("mlflow.traceName", "n"), TraceTag::new("t", "1")].into(),
    };
    store.start_trace(request).await.unwrap().trace_info
}

async fn read_old(store: &dyn TraceStore, trace_id: &str) -> TraceInfo {
    let request = GetTraceInfo {
        request_id: trace_id.to_owned(),
    };
    store.get_trace_info(request).await.unwrap().trace_info
}

async fn end(store: &dyn TraceStore, trace_id: &str) -> TraceInfo {
    let request = EndTrace {
        request_id: trace_id.to_owned(),
        timestamp_ms: BEGIN + 17,
        status: TraceStatus::Ok,
        request_metadata: vec![TraceRequestMetadata::new("k2", "v2")].into(),
        tags: vec![TraceTag::new("t", "2"), TraceTag::new("mlflow.traceName", "m")].into(),
    };
    store.end_trace(request).await.unwrap().trace_info
}

/// The store gives the id; the trace is in progress until it is ended.
pub async fn a_trace_begins_and_ends(store: &dyn TraceStore) {
    let begun = begin(store).await;
    assert!(!begun.request_id.is_empty() && !begun.request_id.starts_with("tr-"));
    assert_eq!(
        (begun.status, begun.execution_time_ms),
        (TraceStatus::InProgress, 0)
    );
    assert_eq!(read_old(store, &begun.request_id).await, begun);
    assert_ne!(begin(store).await.request_id, begun.request_id);
    let ended = end(store, &begun.request_id).await;
    assert_eq!((ended.status, ended.execution_time_ms), (TraceStatus::Ok, 17));
    assert_eq!(read_old(store, &begun.request_id).await, ended);
}

/// What the end says is added to what the beginning said.
pub async fn ends_add_tags_and_metadata(store: &dyn TraceStore) {
    let begun = begin(store).await;
    let ended = end(store, &begun.request_id).await;
    assert_eq!(
        (&ended.request_metadata["k"], &ended.request_metadata["k2"]),
        ("v", "v2")
    );
    assert_eq!((&ended.tags["t"], &ended.tags["mlflow.traceName"]), ("2", "m"));
    assert!(ended.tags["mlflow.artifactLocation"].contains(&begun.request_id));
}

/// A trace of one generation is read in the form of the other.
pub async fn both_generations_read_both(store: &dyn TraceStore) {
    let begun = begin(store).await;
    let new = read(store, &begun.request_id).await;
    assert_eq!(
        (new.state, new.execution_duration),
        (TraceState::InProgress, None)
    );
    assert!(!new.trace_metadata.contains_key("mlflow.trace.infoFinalized"));
    start(store, info(1)).await;
    let old = read_old(store, &trace_id(1)).await;
    assert_eq!((old.timestamp_ms, old.execution_time_ms), (BEGIN + 1000, 1500));
}

/// Searches have pages in this form too.
pub async fn pages_are_found(store: &dyn TraceStore) {
    for number in 1..=3 {
        start(store, info(number)).await;
    }
    let mut request = SearchTraces {
        experiment_ids: vec!["0".into()],
        max_results: Some(2),
        ..SearchTraces::default()
    };
    let first = store.search_traces(request.clone()).await.unwrap();
    assert_eq!(first.traces.len(), 2);
    request.page_token = first.next_page_token;
    let second = store.search_traces(request).await.unwrap();
    assert_eq!(second.traces[0].request_id, trace_id(1));
    assert_eq!((second.traces.len(), second.next_page_token.as_str()), (1, ""));
}
