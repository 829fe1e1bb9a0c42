//! Deleting traces.

use super::fixture::*;
use mlflow_core::TraceStore;
use mlflow_core::contract::assessments::GetAssessment;
use mlflow_core::contract::traces::DeleteTraces;

async fn three(store: &dyn TraceStore) {
    for number in [2, 3, 1] {
        start(store, info(number)).await;
    }
}

async fn delete(store: &dyn TraceStore, request: DeleteTraces) -> i32 {
    store.delete_traces(request).await.unwrap().traces_deleted
}

fn by_ids(experiment_id: &str, numbers: &[u8]) -> DeleteTraces {
    DeleteTraces {
        experiment_id: experiment_id.to_owned(),
        request_ids: numbers.iter().map(|number| trace_id(*number)).collect(),
        ..DeleteTraces::default()
    }
}

/// Those with the ids are deleted; ids of nothing are no error.
pub async fn ids_are_deleted(store: &dyn TraceStore) {
    three(store).await;
    assert_eq!(delete(store, by_ids("0", &[1, 3, 9])).await, 2);
    assert_eq!(found(store, "").await, [2]);
    assert_eq!(delete(store, by_ids("0", &[1])).await, 0);
}

/// Up to a time, and up to a number: the oldest first.
pub async fn the_oldest_are_deleted_first(store: &dyn TraceStore) {
    three(store).await;
    let up_to = |number: u8, most| DeleteTraces {
        experiment_id: "0".into(),
        max_timestamp_millis: Some(info(number).request_time),
        max_traces: most,
        ..DeleteTraces::default()
    };
    assert_eq!(delete(store, up_to(3, Some(1))).await, 1);
    assert_eq!(found(store, "").await, [2, 3]);
    assert_eq!(delete(store, up_to(2, None)).await, 1);
    assert_eq!(delete(store, up_to(2, None)).await, 0);
    assert_eq!(found(store, "").await, [3]);
}

/// An id of another experiment is not deleted.
pub async fn other_experiments_are_left_alone(store: &dyn TraceStore) {
    three(store).await;
    assert_eq!(delete(store, by_ids("17", &[1, 2])).await, 0);
    assert_eq!(found(store, "").await, [1, 2, 3]);
}

/// Spans, tags and assessments are deleted with their trace.
pub async fn everything_goes_along(store: &dyn TraceStore) {
    log(store, vec![span(1, 1, None, (0, 5))]).await;
    let assessment = assess(store, &trace_id(1), feedback("ok", true)).await;
    assert_eq!(delete(store, by_ids("0", &[1])).await, 1);
    assert!(whole(store, &trace_id(1), true).await.is_err());
    let request = GetAssessment {
        trace_id: trace_id(1),
        assessment_id: assessment.assessment_id.unwrap(),
    };
    assert!(store.get_assessment(request).await.is_err());
    start(store, info(1)).await;
    let read = read(store, &trace_id(1)).await;
    assert!(read.assessments.is_empty() && !read.tags.contains_key("mlflow.trace.spansLocation"));
}
