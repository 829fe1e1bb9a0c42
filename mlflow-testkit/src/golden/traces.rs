//! The recorded requests of traces and assessments.

use super::{Replay, Report, Version, answer, recording, replay_with, request};
use mlflow_core::TraceStore;
use mlflow_core::contract::{CallContext, dispatch_traces, trace_operations};

/// Replays what was read, on a store that holds a copy of [`database`](super::database).
pub async fn replay_reads(store: &dyn TraceStore) -> Report {
    replay(store, Replay::Reads).await
}

/// Replays what was written, on a store whose artifact root is `mlflow-artifacts:/` and that has the experiment `1`
/// without traces.
pub async fn replay_writes(store: &dyn TraceStore) -> Report {
    replay(store, Replay::Writes).await
}

async fn replay(store: &dyn TraceStore, replay: Replay) -> Report {
    let all = recording::read("traces-", Version::V3_17_2, replay);
    replay_with(all, Version::V3_17_2, replay, async |recorded, variables| {
        let path = variables.filled(&recorded.path);
        let operation = request::operation(trace_operations(), &recorded.method, &path);
        answer(operation, recorded, variables, async |operation, request| {
            dispatch_traces(
                store,
                operation.name,
                request.arguments(),
                &CallContext::default(),
            )
            .await
            .expect("every operation of the table is dispatched")
        })
        .await
    })
    .await
}
