//! Tags of runs.

use super::fixture::*;
use mlflow_core::contract::runs::{DeleteTag, LogModel};
use mlflow_core::{ErrorCode, TrackingStore};

fn remove(run_id: &str, key: &str) -> DeleteTag {
    DeleteTag {
        run_id: run_id.to_owned(),
        key: key.to_owned(),
    }
}

/// A tag reads back.
pub async fn a_tag_reads_back(store: &dyn TrackingStore) {
    let id = run(store).await;
    for (key, value) in [("t", "1"), ("empty", ""), ("日 本", "🚀\n")] {
        store.set_tag(tag(&id, key, value)).await.unwrap();
        assert_eq!(&read(store, &id).await.data.tags[key], value);
    }
}

/// A tag is written over.
pub async fn a_tag_is_overwritten(store: &dyn TrackingStore) {
    let id = run(store).await;
    for value in ["1", "2", "2", ""] {
        store.set_tag(tag(&id, "t", value)).await.unwrap();
        let tags = read(store, &id).await.data.tags;
        assert_eq!((tags.len(), &tags["t"]), (2, value));
    }
}

/// A removed tag is gone, and can be written again.
pub async fn a_tag_is_removed(store: &dyn TrackingStore) {
    let id = run(store).await;
    store.set_tag(tag(&id, "t", "1")).await.unwrap();
    store.delete_tag(remove(&id, "t")).await.unwrap();
    assert_eq!(read(store, &id).await.data.tags.get("t"), None);
    store.set_tag(tag(&id, "t", "2")).await.unwrap();
    assert_eq!(&read(store, &id).await.data.tags["t"], "2");
}

/// A tag that is not there cannot be removed.
pub async fn removing_a_missing_tag_is_refused(store: &dyn TrackingStore) {
    let id = run(store).await;
    let answer = store.delete_tag(remove(&id, "t")).await;
    let error = refused(answer, ErrorCode::ResourceDoesNotExist);
    assert_eq!(
        error.message(),
        format!("No tag with name: t in run with id {id}")
    );
}

/// The tag `mlflow.runName` is the run's name.
pub async fn the_tag_of_the_name_is_the_name(store: &dyn TrackingStore) {
    let id = run(store).await;
    store.set_tag(tag(&id, "mlflow.runName", "new")).await.unwrap();
    let run = read(store, &id).await;
    assert_eq!(
        (run.info.run_name.as_str(), &run.data.tags["mlflow.runName"]),
        ("new", "new")
    );
}

/// An empty name changes neither the name nor its tag.
pub async fn an_empty_name_changes_nothing(store: &dyn TrackingStore) {
    let id = run(store).await;
    let before = read(store, &id).await;
    store.set_tag(tag(&id, "mlflow.runName", "")).await.unwrap();
    assert_eq!(read(store, &id).await, before);
}

/// A value of 8,000 characters is kept whole, a longer one is cut to that.
pub async fn long_values_are_cut(store: &dyn TrackingStore) {
    let id = run(store).await;
    for length in [8000, 8001] {
        store.set_tag(tag(&id, "t", &"é".repeat(length))).await.unwrap();
        assert_eq!(read(store, &id).await.data.tags["t"].chars().count(), 8000);
    }
}

/// Models of the old kind are a list in a tag.
pub async fn models_of_the_old_kind_are_noted(store: &dyn TrackingStore) {
    let id = run(store).await;
    let model = r#"{"artifact_path": "m", "flavors": {"f": {"config": 1, "v": 2}}, "utc_time_created": "t", "run_id": "x"}"#;
    let one = r#"{"run_id": "x", "artifact_path": "m", "utc_time_created": "t", "model_uuid": null, "flavors": {"f": {"v": 2}}}"#;
    for expected in [format!("[{one}]"), format!("[{one}, {one}]")] {
        let request = LogModel {
            run_id: id.clone(),
            model_json: model.into(),
        };
        store.log_model(request).await.unwrap();
        assert_eq!(
            &read(store, &id).await.data.tags["mlflow.log-model.history"],
            expected.as_str()
        );
    }
}
