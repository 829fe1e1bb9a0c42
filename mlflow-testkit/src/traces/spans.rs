//! Spans.

use super::fixture::*;
use mlflow_core::contract::traces::{BatchGetTraces, LogSpans};
use mlflow_core::entities::otlp::{Event, Resource, ResourceSpans, ScopeSpans, Status, StatusCode};
use mlflow_core::entities::{TraceInfoV3, TraceState};
use mlflow_core::{ErrorCode, TraceStore};
use serde_json::json;

/// Spans of a trace that is not there begin it; without a root it is in progress.
pub async fn spans_begin_a_trace(store: &dyn TraceStore) {
    log(store, vec![span(1, 2, Some(1), (10, 30))]).await;
    let info = read(store, &trace_id(1)).await;
    assert_eq!(info.state, TraceState::InProgress);
    assert_eq!(
        (info.request_time, info.execution_duration),
        (BEGIN + 1010, Some(20))
    );
    assert_eq!(info.experiment_id(), Some("0"));
    assert_eq!(info.tags["mlflow.trace.spansLocation"], "TRACKING_STORE");
    assert!(info.tags["mlflow.artifactLocation"].contains(&trace_id(1)));
    assert!(!info.trace_metadata.contains_key("mlflow.trace.infoFinalized"));
}

/// The root says how the trace ended.
pub async fn a_root_ends_a_trace(store: &dyn TraceStore) {
    for (number, code, state) in [
        (1, StatusCode::Ok, TraceState::Ok),
        (2, StatusCode::Error, TraceState::Error),
        (3, StatusCode::Unset, TraceState::Ok),
    ] {
        log(store, vec![span(number, 2, Some(1), (10, 30))]).await;
        let mut root = span(number, 1, None, (0, 40));
        root.status = Some(Status {
            code,
            message: String::new(),
        });
        log(store, vec![root]).await;
        assert_eq!(read(store, &trace_id(number)).await.state, state);
    }
}

/// Later spans widen the time of the trace, and all of them are read, the root first.
pub async fn spans_are_merged(store: &dyn TraceStore) {
    log(store, vec![span(1, 3, Some(1), (20, 30))]).await;
    log(
        store,
        vec![span(1, 2, Some(1), (5, 10)), span(1, 4, Some(2), (6, 50))],
    )
    .await;
    log(store, vec![span(1, 1, None, (0, 40))]).await;
    let trace = whole(store, &trace_id(1), false).await.unwrap();
    let names: Vec<_> = trace.spans.iter().map(|span| span.name.as_str()).collect();
    assert_eq!(names, ["span 1", "span 2", "span 4", "span 3"]);
    let info = trace.trace_info;
    assert_eq!(
        (info.request_time, info.execution_duration),
        (BEGIN + 1000, Some(50))
    );
}

/// A span that comes again takes the place of the one that is there.
pub async fn a_span_is_replaced(store: &dyn TraceStore) {
    let mut open = span(1, 1, None, (0, 5));
    open.end_time_unix_nano = 0;
    log(store, vec![open]).await;
    log(store, vec![with(span(1, 1, None, (0, 9)), "a", "b")]).await;
    let spans = whole(store, &trace_id(1), false).await.unwrap().spans;
    assert_eq!(spans.len(), 1);
    assert_eq!(spans[0].end_time_unix_nano, (BEGIN + 1009) * 1_000_000);
    assert!(spans[0].attributes.contains(&attribute("a", "b")));
}

/// Spans of several traces may come together.
pub async fn one_request_may_hold_several_traces(store: &dyn TraceStore) {
    let spans = vec![
        span(2, 1, None, (0, 1)),
        span(1, 1, None, (0, 2)),
        span(2, 2, Some(1), (0, 1)),
    ];
    log(store, spans).await;
    let request = BatchGetTraces {
        trace_ids: [2, 7, 1].map(trace_id).into(),
        experiment_ids: Some(vec!["0".into()]),
    };
    let traces = store.batch_get_traces(request).await.unwrap().traces;
    let sizes: Vec<_> = traces
        .iter()
        .map(|trace| (trace.trace_info.trace_id.clone(), trace.spans.len()))
        .collect();
    assert_eq!(sizes, [(trace_id(2), 2), (trace_id(1), 1)]);
}

/// A span reads back as it came, with MLflow's id of the trace as an attribute.
pub async fn spans_read_back_as_they_were(store: &dyn TraceStore) {
    let mut given = span(1, 1, None, (0, 5));
    given.name = "プレ \"dict\" 🚀\n".to_owned();
    for (key, value) in [
        ("mlflow.spanInputs", json!({"q": [1, 2.5, null, true, "日"]})),
        ("text", json!("{\"not\": \"unwrapped\"")),
        ("float", json!(2.0)),
        ("list", json!(["a", "b"])),
        ("nothing", json!(null)),
    ] {
        given = with(given, key, value);
    }
    given.events = vec![Event {
        name: "exception".into(),
        time_unix_nano: 1_714_521_600_250_000_017,
        attributes: vec![attribute("exception.type", "ValueError"), attribute("n", 1)],
    }];
    given.status = Some(Status {
        code: StatusCode::Error,
        message: "boom".into(),
    });
    log(store, vec![given.clone()]).await;
    let read = whole(store, &trace_id(1), false).await.unwrap().spans.remove(0);
    let expected = with(given, "mlflow.traceRequestId", trace_id(1));
    assert_eq!(read.attributes, expected.attributes);
    assert_eq!(
        (read.name, read.events, read.status),
        (expected.name, expected.events, expected.status)
    );
    assert_eq!(read.trace_id, "AAAAAAAAAAAAAAAAAAAAAQ==");
    assert_eq!(
        (read.span_id.as_str(), read.parent_span_id.as_str()),
        ("AAAAAAAAAAE=", "")
    );
}

/// A trace that says how many spans it has is not answered before they are there, unless parts are wanted.
pub async fn a_whole_trace_is_told_by_its_size(store: &dyn TraceStore) {
    log(store, vec![span(1, 1, None, (0, 5))]).await;
    start(
        store,
        info_with(1, &[], &[("mlflow.trace.sizeStats", r#"{"num_spans": 2}"#)]),
    )
    .await;
    refused(
        whole(store, &trace_id(1), false).await,
        ErrorCode::ResourceDoesNotExist,
    );
    assert_eq!(whole(store, &trace_id(1), true).await.unwrap().spans.len(), 1);
    let request = BatchGetTraces {
        trace_ids: vec![trace_id(1)],
        experiment_ids: None,
    };
    assert!(
        store
            .batch_get_traces(request.clone())
            .await
            .unwrap()
            .traces
            .is_empty()
    );
    log(store, vec![span(1, 2, Some(1), (1, 2))]).await;
    assert_eq!(whole(store, &trace_id(1), false).await.unwrap().spans.len(), 2);
    assert_eq!(store.batch_get_traces(request).await.unwrap().traces.len(), 1);
    start(store, info(2)).await;
    refused(whole(store, &trace_id(2), true).await, ErrorCode::BadRequest);
}

/// Times, state and previews that a client has written of the whole trace are not changed by spans.
pub async fn what_the_client_wrote_stays(store: &dyn TraceStore) {
    let given = TraceInfoV3 {
        state: TraceState::Error,
        request_preview: Some("mine".into()),
        ..info_with(
            1,
            &[],
            &[("mlflow.trace.session", "s-1"), ("mlflow.trace.user", "ann")],
        )
    };
    let before = start(store, given).await;
    let root = with(span(1, 1, None, (-10, 5000)), "mlflow.spanInputs", "q");
    log(
        store,
        vec![with(with(root, "session.id", "s-2"), "user.id", "bob")],
    )
    .await;
    let mut after = read(store, &trace_id(1)).await;
    assert_eq!(
        after.tags.remove("mlflow.trace.spansLocation").as_deref(),
        Some("TRACKING_STORE")
    );
    assert_eq!(after, before);
}

/// What is known of the source, and what a root carries for its trace, become tags; the root's count more.
pub async fn sources_and_roots_give_tags(store: &dyn TraceStore) {
    let root = with(span(1, 1, None, (0, 5)), "mlflow.traceTag.service.name", "root's");
    let root = with(
        with(root, "mlflow.traceTag.mlflow.traceName", "named"),
        "session.id",
        "s-1",
    );
    let request = LogSpans {
        experiment_id: "0".into(),
        resource_spans: vec![ResourceSpans {
            resource: Some(Resource {
                attributes: vec![
                    attribute("service.name", "resource's"),
                    attribute("count", 2),
                    attribute("telemetry.sdk.name", "x"),
                    attribute("mlflow.trace.spansLocation", "x"),
                ],
            }),
            scope_spans: vec![ScopeSpans {
                spans: vec![with(root, "user.id", "ann")],
            }],
        }],
    };
    store.log_spans(request).await.unwrap();
    let info = read(store, &trace_id(1)).await;
    let tag = |key: &str| info.tags.get(key).map(String::as_str);
    assert_eq!((tag("service.name"), tag("count")), (Some("root's"), Some("2")));
    assert_eq!(
        (tag("telemetry.sdk.name"), tag("mlflow.traceName")),
        (None, Some("named"))
    );
    assert_eq!(tag("mlflow.trace.spansLocation"), Some("TRACKING_STORE"));
    let metadata = |key: &str| info.trace_metadata.get(key).map(String::as_str);
    assert_eq!(metadata("mlflow.trace.session"), Some("s-1"));
    assert_eq!(metadata("mlflow.trace.user"), Some("ann"));
}

/// What the root was asked and has answered is shown, of chats the last message.
pub async fn previews_are_those_of_the_root(store: &dyn TraceStore) {
    let chat = json!({"messages": [{"role": "user", "content": "hello"}, {"role": "tool", "content": "x"}]});
    let root = with(span(1, 1, None, (0, 5)), "mlflow.spanInputs", chat);
    let root = with(root, "mlflow.spanOutputs", json!({"a": [1, "日"]}));
    let child = with(span(1, 2, Some(1), (0, 1)), "mlflow.spanInputs", "other");
    log(store, vec![child, root]).await;
    let info = read(store, &trace_id(1)).await;
    assert_eq!(info.request_preview.as_deref(), Some("hello"));
    assert_eq!(info.response_preview.as_deref(), Some(r#"{"a": [1, "日"]}"#));
}

/// A span without an id, and an experiment that is not there, refuse the whole request.
pub async fn a_request_is_all_or_nothing(store: &dyn TraceStore) {
    let mut bad = span(2, 1, None, (0, 1));
    bad.span_id.clear();
    invalid(
        store
            .log_spans(spans_request(vec![span(1, 1, None, (0, 1)), bad]))
            .await,
    );
    let mut nowhere = spans_request(vec![span(1, 1, None, (0, 1))]);
    nowhere.experiment_id = "17".into();
    refused(store.log_spans(nowhere).await, ErrorCode::ResourceDoesNotExist);
    assert_eq!(found(store, "").await, [0; 0]);
}
