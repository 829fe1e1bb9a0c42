//! Tags of traces.

use super::fixture::*;
use mlflow_core::contract::traces::DeleteTraceTag;
use mlflow_core::{ErrorCode, Result, TraceStore};

async fn delete(store: &dyn TraceStore, key: &str) -> Result<()> {
    let request = DeleteTraceTag {
        request_id: trace_id(1),
        key: key.to_owned(),
    };
    store.delete_trace_tag(request).await.map(|_| ())
}

/// A tag reads back, and the second value counts; values of more than 8,000 characters are cut.
pub async fn a_tag_reads_back(store: &dyn TraceStore) {
    start(store, info(1)).await;
    for value in ["1", "", "zwei 🚀"] {
        tag(store, &trace_id(1), "k", value).await.unwrap();
        assert_eq!(read(store, &trace_id(1)).await.tags["k"], value);
    }
    tag(store, &trace_id(1), "k", &"v".repeat(9000)).await.unwrap();
    assert_eq!(
        found(store, &format!("tag.k = '{}'", "v".repeat(8000))).await,
        [1]
    );
}

/// A tag is removed once.
pub async fn a_tag_is_removed(store: &dyn TraceStore) {
    start(store, info_with(1, &[("k", "v"), ("l", "w")], &[])).await;
    delete(store, "k").await.unwrap();
    let tags = read(store, &trace_id(1)).await.tags;
    assert_eq!((tags.get("k"), tags["l"].as_str()), (None, "w"));
    let error = refused(delete(store, "k").await, ErrorCode::ResourceDoesNotExist);
    let message = format!("No trace tag with key 'k' for trace with ID '{}'", trace_id(1));
    assert_eq!(error.message(), message);
}

/// The name of a trace is a tag among others.
pub async fn the_name_is_a_tag(store: &dyn TraceStore) {
    start(store, info(1)).await;
    refused(
        delete(store, "mlflow.traceName").await,
        ErrorCode::ResourceDoesNotExist,
    );
    tag(store, &trace_id(1), "mlflow.traceName", "n").await.unwrap();
    assert_eq!(read(store, &trace_id(1)).await.tags["mlflow.traceName"], "n");
    assert_eq!(found(store, "name = 'n'").await, [1]);
    delete(store, "mlflow.traceName").await.unwrap();
    assert!(
        !read(store, &trace_id(1))
            .await
            .tags
            .contains_key("mlflow.traceName")
    );
    invalid(tag(store, &trace_id(1), "mlflow.traceName", &"n".repeat(4097)).await);
}

/// Where spans are is no client's to say.
pub async fn reserved_tags_are_refused(store: &dyn TraceStore) {
    start(store, info(1)).await;
    for key in ["mlflow.trace.spansLocation", "mlflow.trace.archiveLocation"] {
        let error = invalid(tag(store, &trace_id(1), key, "x").await);
        let message = format!("Tag '{key}' is immutable and cannot be set on a trace.");
        assert_eq!(error.message(), message);
        invalid(delete(store, key).await);
    }
    for key in ["", "a//b", "../x", "a\tb", &"k".repeat(251)] {
        invalid(tag(store, &trace_id(1), key, "x").await);
    }
}
