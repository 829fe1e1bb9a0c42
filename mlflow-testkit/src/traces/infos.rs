//! Traces without their spans.

use super::fixture::*;
use mlflow_core::TraceStore;
use mlflow_core::contract::traces::BatchGetTraceInfos;
use mlflow_core::entities::{TraceInfoV3, TraceState};

/// A trace reads back as it was written, with what the store adds.
pub async fn starting_returns_what_reads_back(store: &dyn TraceStore) {
    let given = TraceInfoV3 {
        client_request_id: Some("c-1".into()),
        request_preview: Some("frage 日本".into()),
        response_preview: Some("🚀".into()),
        state: TraceState::Error,
        ..info_with(
            1,
            &[("mlflow.traceName", "predict"), ("a key/of.any:form", "v")],
            &[("k", ""), ("l", "v")],
        )
    };
    let written = start(store, given.clone()).await;
    assert_eq!(read(store, &trace_id(1)).await, written);
    let location = &written.tags["mlflow.artifactLocation"];
    assert!(
        location.ends_with(&format!("/0/traces/{}/artifacts", trace_id(1))),
        "{location}"
    );
    assert_eq!(written.trace_metadata["mlflow.trace.infoFinalized"], "true");
    let mut expected = given;
    expected
        .tags
        .insert("mlflow.artifactLocation".into(), location.clone());
    expected
        .trace_metadata
        .insert("mlflow.trace.infoFinalized".into(), "true".into());
    assert_eq!(written, expected);
}

/// Written again, a trace keeps the tags, metadata and previews that are not said anew. The answer does not have the
/// tags yet that are new.
pub async fn starting_again_takes_over_what_is_new(store: &dyn TraceStore) {
    let first = TraceInfoV3 {
        client_request_id: Some("c-1".into()),
        request_preview: Some("q".into()),
        ..info_with(
            1,
            &[("mlflow.traceName", "n"), ("x", "1"), ("y", "1")],
            &[("k", "1"), ("l", "1")],
        )
    };
    start(store, first).await;
    let second = TraceInfoV3 {
        state: TraceState::InProgress,
        execution_duration: None,
        response_preview: Some("a".into()),
        request_time: BEGIN + 5,
        ..info_with(1, &[("x", "2"), ("z", "2")], &[("k", "2")])
    };
    let mut answered = start(store, second).await;
    let merged = read(store, &trace_id(1)).await;
    assert_eq!(answered.tags.insert("z".into(), "2".into()), None);
    assert_eq!(answered, merged);
    let tags: Vec<_> = ["mlflow.traceName", "x", "y", "z"]
        .map(|key| merged.tags[key].as_str())
        .into();
    assert_eq!(tags, ["n", "2", "1", "2"]);
    assert_eq!(
        (
            merged.trace_metadata["k"].as_str(),
            merged.trace_metadata["l"].as_str()
        ),
        ("2", "1")
    );
    assert_eq!(
        (merged.state, merged.execution_duration),
        (TraceState::InProgress, None)
    );
    assert_eq!(
        (
            merged.request_preview.as_deref(),
            merged.response_preview.as_deref()
        ),
        (Some("q"), Some("a"))
    );
    assert_eq!((merged.request_time, merged.client_request_id), (BEGIN + 5, None));
}

/// Answers have 250 characters of metadata and 4,096 of tags at most.
pub async fn long_values_are_cut_in_answers(store: &dyn TraceStore) {
    let long = "日".repeat(9000);
    start(store, info_with(1, &[("t", &long)], &[("m", &long)])).await;
    let read = read(store, &trace_id(1)).await;
    assert_eq!(read.tags["t"].chars().count(), 4096);
    assert_eq!(read.trace_metadata["m"].chars().count(), 250);
    let tail = format!("metadata.m LIKE '{}'", "_".repeat(300));
    assert_eq!(found(store, &tail).await, [0; 0]);
    assert_eq!(found(store, "metadata.m LIKE '日%日'").await, [1]);
}

/// Traces are answered in the order asked for; those that are not there are left out.
pub async fn reading_in_batches_keeps_the_order(store: &dyn TraceStore) {
    for number in [1, 2, 3] {
        start(store, info(number)).await;
    }
    let request = BatchGetTraceInfos {
        trace_ids: [3, 9, 1, 3].map(trace_id).into(),
        experiment_ids: None,
    };
    let answer = store.batch_get_trace_infos(request.clone()).await.unwrap();
    let mut ids: Vec<_> = answer.trace_infos.into_iter().map(|info| info.trace_id).collect();
    ids.sort();
    assert_eq!(ids, [1, 3].map(trace_id));
    let nowhere = BatchGetTraceInfos {
        experiment_ids: Some(vec!["17".into()]),
        ..request
    };
    assert!(
        store
            .batch_get_trace_infos(nowhere)
            .await
            .unwrap()
            .trace_infos
            .is_empty()
    );
}

/// Session, tokens and cost read back as metadata, in one form.
pub async fn what_is_promoted_is_metadata_again(store: &dyn TraceStore) {
    let usage = r#"{"total_tokens": 12, "input_tokens": 5.0, "other": 1, "output_tokens": "7"}"#;
    let cost = r#"{"input_cost":1,"total_cost":0.25,"output_cost":null}"#;
    let metadata = [
        ("mlflow.trace.session", "s-1"),
        ("mlflow.trace.tokenUsage", usage),
        ("mlflow.trace.cost", cost),
    ];
    start(store, info_with(1, &[], &metadata)).await;
    let read = read(store, &trace_id(1)).await.trace_metadata;
    assert_eq!(read["mlflow.trace.session"], "s-1");
    let usage = r#"{"input_tokens": 5, "output_tokens": 7, "total_tokens": 12}"#;
    assert_eq!(read["mlflow.trace.tokenUsage"], usage);
    assert_eq!(
        read["mlflow.trace.cost"],
        r#"{"input_cost": 1.0, "total_cost": 0.25}"#
    );
}

/// Assessments may come with the trace; they are about it.
pub async fn a_trace_comes_with_assessments(store: &dyn TraceStore) {
    let mut given = info(1);
    given.assessments = vec![feedback("ok", true)];
    let written = start(store, given).await;
    let [assessment] = &written.assessments[..] else {
        panic!("{written:?}")
    };
    assert_eq!(assessment.trace_id, trace_id(1));
    assert!(
        assessment
            .assessment_id
            .as_deref()
            .unwrap_or_default()
            .starts_with("a-")
    );
    assert_eq!(read(store, &trace_id(1)).await.assessments, written.assessments);
}
