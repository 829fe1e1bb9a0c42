//! Logged models.

use super::fixture::*;
use super::logged_model_metrics::of_model;
use super::logged_model_search::{named, names, search_in};
use mlflow_core::contract::experiments::{CreateExperiment, DeleteExperiment};
use mlflow_core::contract::logged_models::*;
use mlflow_core::entities::{LoggedModel, LoggedModelParameter, LoggedModelStatus, LoggedModelTag, Metric};
use mlflow_core::{ErrorCode, Result, TrackingStore};

/// Creates a model of a name in an experiment.
pub(super) async fn model_in(store: &dyn TrackingStore, experiment_id: &str, name: &str) -> LoggedModel {
    let request = CreateLoggedModel {
        experiment_id: experiment_id.to_owned(),
        name: name.to_owned(),
        ..CreateLoggedModel::default()
    };
    store.create_logged_model(request).await.unwrap().model
}

/// Creates a model in the default experiment and returns its id.
pub(super) async fn model(store: &dyn TrackingStore) -> String {
    model_in(store, "0", "forest").await.info.model_id
}

async fn get(store: &dyn TrackingStore, model_id: &str) -> Result<LoggedModel> {
    let request = GetLoggedModel {
        model_id: model_id.to_owned(),
        ..GetLoggedModel::default()
    };
    Ok(store.get_logged_model(request).await?.model)
}

pub(super) async fn read_model(store: &dyn TrackingStore, model_id: &str) -> LoggedModel {
    get(store, model_id).await.unwrap()
}

async fn delete(store: &dyn TrackingStore, model_id: &str) -> Result<DeleteLoggedModelResponse> {
    let model_id = model_id.to_owned();
    store.delete_logged_model(DeleteLoggedModel { model_id }).await
}

pub(super) fn params(model_id: &str, params: &[(&str, &str)]) -> LogLoggedModelParams {
    LogLoggedModelParams {
        model_id: model_id.to_owned(),
        params: params
            .iter()
            .map(|(key, value)| LoggedModelParameter::new(*key, *value))
            .collect(),
    }
}

pub(super) fn tags(model_id: &str, tags: &[(&str, &str)]) -> SetLoggedModelTags {
    SetLoggedModelTags {
        model_id: model_id.to_owned(),
        tags: tags
            .iter()
            .map(|(key, value)| LoggedModelTag::new(*key, *value))
            .collect(),
    }
}

/// A new model is what reads back: pending, with what was said of it.
pub async fn creating_returns_what_reads_back(store: &dyn TrackingStore) {
    let run_id = run(store).await;
    let request = CreateLoggedModel {
        experiment_id: "0".into(),
        name: "日 forest".into(),
        model_type: "Agent".into(),
        source_run_id: run_id.clone(),
        params: vec![LoggedModelParameter::new("depth", "3")],
        tags: vec![LoggedModelTag::new("team", "")],
    };
    let created = store.create_logged_model(request).await.unwrap().model;
    assert_eq!(read_model(store, created.id()).await, created);
    let digits = created.id().strip_prefix("m-").unwrap();
    assert!(
        digits.len() == 32 && digits.bytes().all(|b| b.is_ascii_hexdigit()),
        "{digits}"
    );
    let info = &created.info;
    assert_eq!(
        (info.name.as_str(), info.status),
        ("日 forest", LoggedModelStatus::Pending)
    );
    assert_eq!(info.model_type.as_deref(), Some("Agent"));
    assert_eq!(info.source_run_id.as_deref(), Some(run_id.as_str()));
    assert_eq!(info.creation_timestamp_ms, info.last_updated_timestamp_ms);
    assert_eq!((&created.data.params["depth"], &info.tags["team"]), ("3", ""));
}

/// A model without a name gets one.
pub async fn a_name_is_made_if_none_is_given(store: &dyn TrackingStore) {
    let (one, two) = (model_in(store, "0", "").await, model_in(store, "0", "").await);
    assert!(!one.info.name.is_empty());
    assert_ne!(one.info.model_id, two.info.model_id);
}

/// Characters that mean something in a model's URI are in no name.
pub async fn names_have_forbidden_characters(store: &dyn TrackingStore) {
    for name in ["a/b", "a:b", "a.b", "50%", "\"", "it's"] {
        let request = CreateLoggedModel {
            experiment_id: "0".into(),
            name: name.into(),
            ..CreateLoggedModel::default()
        };
        let error = invalid(store.create_logged_model(request).await);
        assert!(error.message().starts_with("Invalid model name ("), "{error}");
    }
}

/// Models are told apart by their ids alone.
pub async fn several_may_share_a_name(store: &dyn TrackingStore) {
    let (one, two) = (model(store).await, model(store).await);
    assert_ne!(one, two);
    assert_eq!(named(store, "0", "name = 'forest'").await, ["forest", "forest"]);
}

/// Models are made in experiments that are there and not deleted.
pub async fn an_experiment_must_be_there_and_live(store: &dyn TrackingStore) {
    let create = |experiment_id: &str| {
        let experiment_id = experiment_id.to_owned();
        store.create_logged_model(CreateLoggedModel {
            experiment_id,
            ..CreateLoggedModel::default()
        })
    };
    let id = experiment(store, "gone").await;
    let kept = model_in(store, &id, "kept").await.info.model_id;
    let experiment_id = id.clone();
    store
        .delete_experiment(DeleteExperiment { experiment_id })
        .await
        .unwrap();
    invalid(create(&id).await);
    refused(create("99999").await, ErrorCode::ResourceDoesNotExist);
    invalid(create("x").await);
    invalid(create("").await);
    assert_eq!(read_model(store, &kept).await.info.name, "kept");
}

/// The files of a model are below the artifacts of its experiment.
pub async fn artifacts_are_below_the_experiment(store: &dyn TrackingStore) {
    let request = CreateExperiment {
        name: "elsewhere".into(),
        artifact_location: "s3://bucket/some/folder".into(),
        ..CreateExperiment::default()
    };
    let id = store.create_experiment(request).await.unwrap().experiment_id;
    let info = model_in(store, &id, "m").await.info;
    let expected = format!("s3://bucket/some/folder/models/{}/artifacts", info.model_id);
    assert_eq!(info.artifact_uri, expected);
}

/// A model is finalized as ready or failed, and may be so again.
pub async fn finalizing_changes_the_status(store: &dyn TrackingStore) {
    let created = model_in(store, "0", "m").await;
    let model_id = created.info.model_id;
    for status in [
        LoggedModelStatus::Failed,
        LoggedModelStatus::Ready,
        LoggedModelStatus::Ready,
    ] {
        let request = FinalizeLoggedModel {
            model_id: model_id.clone(),
            status: Some(status),
        };
        let finalized = store.finalize_logged_model(request).await.unwrap().model;
        assert_eq!(finalized, read_model(store, &model_id).await);
        assert_eq!(finalized.info.status, status);
        assert!(finalized.info.last_updated_timestamp_ms >= created.info.creation_timestamp_ms);
        assert_eq!(
            finalized.info.creation_timestamp_ms,
            created.info.creation_timestamp_ms
        );
    }
}

/// Nothing is finalized without a status.
pub async fn a_status_must_be_given(store: &dyn TrackingStore) {
    let model_id = model(store).await;
    let error = invalid(
        store
            .finalize_logged_model(FinalizeLoggedModel {
                model_id,
                status: None,
            })
            .await,
    );
    assert!(
        error
            .message()
            .starts_with("Missing value for required parameter 'status'."),
        "{error}"
    );
}

/// A deleted model is neither read nor found, unless it is asked for.
pub async fn deleting_hides_it(store: &dyn TrackingStore) {
    let model_id = model(store).await;
    delete(store, &model_id).await.unwrap();
    let error = refused(get(store, &model_id).await, ErrorCode::ResourceDoesNotExist);
    assert_eq!(
        error.message(),
        format!("Logged model with ID '{model_id}' not found.")
    );
    assert!(names(store, search_in("0")).await.is_empty());
    let request = GetLoggedModel {
        model_id: model_id.clone(),
        allow_deleted: true,
    };
    assert_eq!(
        store.get_logged_model(request).await.unwrap().model.id(),
        model_id
    );
}

/// Deleting a model again is no error.
pub async fn deleting_twice_is_no_error(store: &dyn TrackingStore) {
    let model_id = model(store).await;
    for _ in 0..2 {
        delete(store, &model_id).await.unwrap();
    }
}

/// No operation works on a model that is not there, and each says so.
pub async fn what_is_not_there_is_not_found(store: &dyn TrackingStore) {
    let id = "m-0";
    let message = "Logged model with ID 'm-0' not found.";
    let not_found = ErrorCode::ResourceDoesNotExist;
    let finalize = FinalizeLoggedModel {
        model_id: id.into(),
        status: Some(LoggedModelStatus::Ready),
    };
    let untag = DeleteLoggedModelTag {
        model_id: id.into(),
        tag_key: "k".into(),
    };
    for error in [
        refused(get(store, id).await, not_found),
        refused(delete(store, id).await, not_found),
        refused(store.finalize_logged_model(finalize).await, not_found),
        refused(
            store.log_logged_model_params(params(id, &[("k", "v")])).await,
            not_found,
        ),
        refused(
            store.set_logged_model_tags(tags(id, &[("k", "v")])).await,
            not_found,
        ),
        refused(store.delete_logged_model_tag(untag).await, not_found),
    ] {
        assert_eq!(error.message(), message);
    }
    invalid(get(store, "").await);
    invalid(delete(store, "").await);
}

/// A parameter keeps its value; the same one again is no error, so that a call may be repeated.
pub async fn params_are_written_once(store: &dyn TrackingStore) {
    let id = model(store).await;
    let long = "ü".repeat(20_000);
    for _ in 0..2 {
        let request = params(&id, &[("depth", "3"), ("empty", ""), ("long", &long)]);
        store.log_logged_model_params(request).await.unwrap();
    }
    store.log_logged_model_params(params(&id, &[])).await.unwrap();
    let data = read_model(store, &id).await.data;
    assert_eq!(
        (data.params.len(), &data.params["depth"], &data.params["empty"]),
        (3, "3", "")
    );
    assert_eq!(data.params["long"], long);
}

/// Parameters of which one would change are all refused.
pub async fn a_changed_param_leaves_nothing(store: &dyn TrackingStore) {
    let id = model(store).await;
    store
        .log_logged_model_params(params(&id, &[("depth", "3")]))
        .await
        .unwrap();
    let request = params(&id, &[("a", "1"), ("depth", "4"), ("z", "2")]);
    let error = refused(
        store.log_logged_model_params(request).await,
        ErrorCode::BadRequest,
    );
    assert!(error.message().contains("depth"), "{error}");
    let data = read_model(store, &id).await.data;
    assert_eq!((data.params.len(), &data.params["depth"]), (1, "3"));
}

/// A request names a parameter once, and a new model its tags too.
pub async fn a_key_given_twice_is_refused(store: &dyn TrackingStore) {
    let id = model(store).await;
    let twice = params(&id, &[("k", "1"), ("k", "1")]);
    refused(
        store.log_logged_model_params(twice.clone()).await,
        ErrorCode::BadRequest,
    );
    let request = CreateLoggedModel {
        experiment_id: "0".into(),
        params: twice.params,
        ..CreateLoggedModel::default()
    };
    refused(store.create_logged_model(request).await, ErrorCode::BadRequest);
    let request = CreateLoggedModel {
        experiment_id: "0".into(),
        tags: tags(&id, &[("k", "1"), ("k", "2")]).tags,
        ..CreateLoggedModel::default()
    };
    refused(store.create_logged_model(request).await, ErrorCode::BadRequest);
    invalid(store.log_logged_model_params(params(&id, &[("", "1")])).await);
    invalid(
        store
            .set_logged_model_tags(tags(&id, &[(&"k".repeat(256), "1")]))
            .await,
    );
    assert_eq!(names(store, search_in("0")).await.len(), 1);
}

/// Tags are overwritten; of two with one key the last one counts. The time of the last change stays.
pub async fn tags_are_written_and_overwritten(store: &dyn TrackingStore) {
    let id = model(store).await;
    let before = read_model(store, &id).await.info.last_updated_timestamp_ms;
    store
        .set_logged_model_tags(tags(&id, &[("a", "1"), ("b", "1")]))
        .await
        .unwrap();
    store
        .set_logged_model_tags(tags(&id, &[("b", "2"), ("c", "1"), ("c", "2")]))
        .await
        .unwrap();
    store.set_logged_model_tags(tags(&id, &[])).await.unwrap();
    let info = read_model(store, &id).await.info;
    assert_eq!(
        [&info.tags["a"], &info.tags["b"], &info.tags["c"]],
        ["1", "2", "2"]
    );
    assert_eq!((info.tags.len(), info.last_updated_timestamp_ms), (3, before));
}

/// A tag is removed once.
pub async fn tags_are_removed(store: &dyn TrackingStore) {
    let id = model(store).await;
    store
        .set_logged_model_tags(tags(&id, &[("a", "1"), ("it's/b", "1")]))
        .await
        .unwrap();
    let untag = DeleteLoggedModelTag {
        model_id: id.clone(),
        tag_key: "it's/b".into(),
    };
    store.delete_logged_model_tag(untag.clone()).await.unwrap();
    assert_eq!(
        read_model(store, &id).await.info.tags.keys().collect::<Vec<_>>(),
        ["a"]
    );
    let error = refused(
        store.delete_logged_model_tag(untag).await,
        ErrorCode::ResourceDoesNotExist,
    );
    let expected = format!("No tag with key \"it's/b\" found for model with ID '{id}'.");
    assert_eq!(error.message(), expected);
}

/// Tags and parameters come by their keys, and metrics by name, time and step.
pub async fn lists_are_by_key(store: &dyn TrackingStore) {
    let (run_id, id) = (run(store).await, model(store).await);
    store
        .set_logged_model_tags(tags(&id, &[("c", "1"), ("日", "1"), ("B", "1")]))
        .await
        .unwrap();
    store
        .log_logged_model_params(params(&id, &[("b", "1"), ("a", "1")]))
        .await
        .unwrap();
    for (key, timestamp, step) in [("b", 1, 0), ("a", 2, 0), ("a", 1, 5), ("a", 1, -5)] {
        log(
            store,
            &run_id,
            of_model(&id, Metric::new(key, 0.5, timestamp, step)),
        )
        .await;
    }
    let LoggedModel { info, data } = read_model(store, &id).await;
    assert_eq!(info.tags.keys().collect::<Vec<_>>(), ["B", "c", "日"]);
    assert_eq!(data.params.keys().collect::<Vec<_>>(), ["a", "b"]);
    let points: Vec<_> = data
        .metrics
        .iter()
        .map(|m| (m.key.as_str(), m.timestamp, m.step))
        .collect();
    assert_eq!(points, [("a", 1, -5), ("a", 1, 5), ("a", 2, 0), ("b", 1, 0)]);
}
