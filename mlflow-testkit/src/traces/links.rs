//! Links of traces to runs and prompts.

use super::fixture::*;
use mlflow_core::TraceStore;
use mlflow_core::contract::traces::{LinkPromptsToTrace, LinkTracesToRun, PromptVersionRef};

/// Links a trace to a run.
pub(super) async fn to_run(store: &dyn TraceStore, number: u8, run_id: &str) {
    let request = LinkTracesToRun {
        trace_ids: vec![trace_id(number), trace_id(number)],
        run_id: run_id.to_owned(),
    };
    store.link_traces_to_run(request).await.unwrap();
}

/// Links a trace to a version of a prompt.
pub(super) async fn to_prompt(store: &dyn TraceStore, number: u8, name: &str, version: &str) {
    let prompt = PromptVersionRef {
        name: name.to_owned(),
        version: version.to_owned(),
    };
    let request = LinkPromptsToTrace {
        trace_id: trace_id(number),
        prompt_versions: vec![prompt.clone(), prompt],
    };
    store.link_prompts_to_trace(request).await.unwrap();
}

/// A link that is there is no error, and neither is an empty list.
pub async fn linking_again_is_no_error(store: &dyn TraceStore) {
    start(store, info(1)).await;
    for _ in 0..2 {
        to_run(store, 1, "f00").await;
        to_prompt(store, 1, "p", "1").await;
    }
    let nothing = LinkTracesToRun {
        trace_ids: Vec::new(),
        run_id: "f00".into(),
    };
    store.link_traces_to_run(nothing).await.unwrap();
}

/// A request links 100 traces at most.
pub async fn there_is_a_limit(store: &dyn TraceStore) {
    let request = LinkTracesToRun {
        trace_ids: (0..101).map(trace_id).collect(),
        run_id: "f00".into(),
    };
    let error = invalid(store.link_traces_to_run(request).await);
    let message = "Cannot link more than 100 traces to a run in a single request. Provided 101 traces.";
    assert_eq!(error.message(), message);
}
