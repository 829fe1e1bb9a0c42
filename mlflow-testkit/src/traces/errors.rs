//! Requests that are refused.

use super::fixture::*;
use mlflow_core::contract::assessments::{CreateAssessment, GetAssessment, UpdateAssessment};
use mlflow_core::contract::traces::*;
use mlflow_core::entities::{Assessment, Expectation, Trace, TraceLocation};
use mlflow_core::{ErrorCode, Result, TraceStore};

fn missing<T: std::fmt::Debug>(answer: Result<T>, field: &str) {
    let error = invalid(answer);
    let message = format!("Missing value for required parameter '{field}'.");
    assert!(error.message().starts_with(&message), "{error}");
}

/// A field that must be there is named.
pub async fn what_is_missing_is_named(store: &dyn TraceStore) {
    start(store, info(1)).await;
    missing(store.start_trace_v3(StartTraceV3::default()).await, "trace");
    let empty = StartTraceV3 {
        trace: Some(Trace::default()),
    };
    missing(store.start_trace_v3(empty).await, "trace.trace_info.trace_id");
    missing(tag(store, &trace_id(1), "", "v").await, "key");
    missing(
        store.delete_traces(DeleteTraces::default()).await,
        "experiment_id",
    );
    missing(
        store.link_traces_to_run(LinkTracesToRun::default()).await,
        "run_id",
    );
    missing(store.get_trace(GetTrace::default()).await, "trace_id");
    let nothing = CreateAssessment {
        trace_id: trace_id(1),
        assessment: None,
    };
    missing(store.create_assessment(nothing).await, "assessment");
    let no_mask = UpdateAssessment {
        trace_id: trace_id(1),
        assessment_id: "a-1".into(),
        assessment: Some(Assessment::default()),
        update_mask: String::new(),
    };
    missing(store.update_assessment(no_mask).await, "update_mask");
}

/// Traces and experiments that are not there are not found.
pub async fn unknown_traces_are_not_found(store: &dyn TraceStore) {
    let gone = ErrorCode::ResourceDoesNotExist;
    let by_id = GetTraceInfoV3 {
        trace_id: "nope".into(),
    };
    let error = refused(store.get_trace_info_v3(by_id).await, gone);
    assert_eq!(error.message(), "Trace with ID 'nope' not found.");
    let by_id = GetTraceInfo {
        request_id: "nope".into(),
    };
    refused(store.get_trace_info(by_id).await, gone);
    refused(whole(store, "nope", true).await, gone);
    refused(tag(store, "nope", "k", "v").await, gone);
    let end = EndTrace {
        request_id: "nope".into(),
        ..EndTrace::default()
    };
    refused(store.end_trace(end).await, gone);
    let prompts = LinkPromptsToTrace {
        trace_id: "nope".into(),
        prompt_versions: vec![PromptVersionRef {
            name: "p".into(),
            version: "1".into(),
        }],
    };
    refused(store.link_prompts_to_trace(prompts).await, gone);
    let mut elsewhere = info(1);
    elsewhere.trace_location = TraceLocation::experiment("17");
    let request = StartTraceV3 {
        trace: Some(Trace {
            trace_info: elsewhere,
            spans: Vec::new(),
        }),
    };
    refused(store.start_trace_v3(request).await, gone);
    let request = StartTrace {
        experiment_id: "17".into(),
        ..StartTrace::default()
    };
    refused(store.start_trace(request).await, gone);
}

/// Assessments that are not there are not found.
pub async fn unknown_assessments_are_not_found(store: &dyn TraceStore) {
    start(store, info(1)).await;
    let gone = ErrorCode::ResourceDoesNotExist;
    let request = GetAssessment {
        trace_id: trace_id(1),
        assessment_id: "a-0".into(),
    };
    let error = refused(store.get_assessment(request).await, gone);
    let message = format!("Assessment with ID 'a-0' not found for trace '{}'", trace_id(1));
    assert_eq!(error.message(), message);
    let request = CreateAssessment {
        trace_id: "nope".into(),
        assessment: Some(feedback("ok", true)),
    };
    refused(store.create_assessment(request).await, gone);
    let request = UpdateAssessment {
        trace_id: trace_id(1),
        assessment_id: "a-0".into(),
        assessment: Some(feedback("ok", true)),
        update_mask: "feedback".into(),
    };
    refused(store.update_assessment(request).await, gone);
}

/// Requests that contradict themselves are refused.
pub async fn contradictions_are_refused(store: &dyn TraceStore) {
    start(store, info(1)).await;
    let delete = |time, most, ids: &[u8]| DeleteTraces {
        experiment_id: "0".into(),
        max_timestamp_millis: time,
        max_traces: most,
        request_ids: ids.iter().map(|number| trace_id(*number)).collect(),
    };
    for request in [
        delete(None, None, &[]),
        delete(None, Some(1), &[]),
        delete(Some(1), None, &[1]),
        delete(None, Some(1), &[1]),
        delete(Some(1), Some(0), &[]),
        delete(Some(1), Some(-1), &[]),
    ] {
        invalid(store.delete_traces(request).await);
    }
    let nothing = Assessment {
        feedback: None,
        ..feedback("ok", ())
    };
    let two = Assessment {
        expectation: Some(Expectation { value: 1.into() }),
        ..feedback("ok", true)
    };
    for assessment in [nothing, two] {
        let request = CreateAssessment {
            trace_id: trace_id(1),
            assessment: Some(assessment),
        };
        invalid(store.create_assessment(request).await);
    }
    let mut long = info(1);
    long.trace_id = "t".repeat(51);
    let request = StartTraceV3 {
        trace: Some(Trace {
            trace_info: long,
            spans: Vec::new(),
        }),
    };
    invalid(store.start_trace_v3(request).await);
}
