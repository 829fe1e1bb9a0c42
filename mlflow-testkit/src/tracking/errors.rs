//! Refusals that all operations share; `mlflow_core::validation` has tests of every limit.

use super::fixture::*;
use mlflow_core::contract::experiments::*;
use mlflow_core::contract::runs::*;
use mlflow_core::entities::{Metric, ModelOutput};
use mlflow_core::{ErrorCode, Result, TrackingStore};

/// A required field that is empty is named.
pub async fn what_is_missing_is_named(store: &dyn TrackingStore) {
    let missing = |answer: Result<()>, field: &str| {
        assert_eq!(
            invalid(answer).message(),
            format!(
                "Missing value for required parameter '{field}'. See the API docs for more information about request \
                 parameters."
            )
        );
    };
    let id = run(store).await;
    missing(
        store
            .create_experiment(CreateExperiment::default())
            .await
            .map(drop),
        "name",
    );
    missing(
        store.get_experiment(GetExperiment::default()).await.map(drop),
        "experiment_id",
    );
    missing(store.get_run(GetRun::default()).await.map(drop), "run_id");
    missing(store.log_param(param(&id, "", "1")).await.map(drop), "key");
    missing(store.set_tag(tag(&id, "", "1")).await.map(drop), "key");
    missing(
        store
            .log_metric(metric_request(&id, Metric::default()))
            .await
            .map(drop),
        "key",
    );
    let metrics = vec![Metric::new("a", 1.0, 1, 1), Metric::default()];
    missing(
        store
            .log_batch(batch(&id, metrics, vec![], vec![]))
            .await
            .map(drop),
        "metrics[1].key",
    );
}

/// Every operation on a run that is not there says so.
pub async fn unknown_runs_are_not_found(store: &dyn TrackingStore) {
    let id = "f".repeat(32);
    let not_found = |answer: Result<()>| {
        let error = refused(answer, ErrorCode::ResourceDoesNotExist);
        assert_eq!(error.message(), format!("Run with id={id} not found"));
    };
    let run_id = || id.clone();
    let point = Metric::new("m", 1.0, 1, 1);
    let model_json = r#"{"artifact_path": "m", "flavors": {}, "utc_time_created": "t", "run_id": "x"}"#;
    let update = UpdateRun {
        run_id: run_id(),
        ..UpdateRun::default()
    };
    let remove = DeleteTag {
        run_id: run_id(),
        key: "t".into(),
    };
    let model = LogModel {
        run_id: run_id(),
        model_json: model_json.into(),
    };
    let inputs = LogInputs {
        run_id: run_id(),
        ..LogInputs::default()
    };
    let outputs = LogOutputs {
        run_id: run_id(),
        models: vec![ModelOutput::default()],
    };
    not_found(store.get_run(GetRun { run_id: run_id() }).await.map(drop));
    not_found(store.update_run(update).await.map(drop));
    not_found(store.delete_run(DeleteRun { run_id: run_id() }).await.map(drop));
    not_found(store.restore_run(RestoreRun { run_id: run_id() }).await.map(drop));
    not_found(
        store
            .log_metric(metric_request(&id, point.clone()))
            .await
            .map(drop),
    );
    not_found(store.log_param(param(&id, "p", "1")).await.map(drop));
    not_found(store.set_tag(tag(&id, "t", "1")).await.map(drop));
    not_found(store.delete_tag(remove).await.map(drop));
    not_found(
        store
            .log_batch(batch(&id, vec![point], vec![], vec![]))
            .await
            .map(drop),
    );
    not_found(store.log_model(model).await.map(drop));
    not_found(store.log_inputs(inputs).await.map(drop));
    not_found(store.log_outputs(outputs).await.map(drop));
}

/// Every operation on an experiment that is not there says so.
pub async fn unknown_experiments_are_not_found(store: &dyn TrackingStore) {
    let not_found = |answer: Result<()>| {
        let error = refused(answer, ErrorCode::ResourceDoesNotExist);
        assert_eq!(error.message(), "No Experiment with id=99999 exists");
    };
    let experiment_id = || "99999".to_owned();
    let rename = UpdateExperiment {
        experiment_id: experiment_id(),
        new_name: "x".into(),
    };
    let set = SetExperimentTag {
        experiment_id: experiment_id(),
        key: "k".into(),
        value: "v".into(),
    };
    let remove = DeleteExperimentTag {
        experiment_id: experiment_id(),
        key: "k".into(),
    };
    let run = CreateRun {
        experiment_id: experiment_id(),
        ..CreateRun::default()
    };
    let get = GetExperiment {
        experiment_id: experiment_id(),
    };
    let delete = DeleteExperiment {
        experiment_id: experiment_id(),
    };
    let restore = RestoreExperiment {
        experiment_id: experiment_id(),
    };
    not_found(store.get_experiment(get).await.map(drop));
    not_found(store.delete_experiment(delete).await.map(drop));
    not_found(store.restore_experiment(restore).await.map(drop));
    not_found(store.update_experiment(rename).await.map(drop));
    not_found(store.set_experiment_tag(set).await.map(drop));
    not_found(store.delete_experiment_tag(remove).await.map(drop));
    not_found(store.create_run(run).await.map(drop));
    let by_name = GetExperimentByName {
        experiment_name: "none".into(),
    };
    let error = refused(
        store.get_experiment_by_name(by_name).await,
        ErrorCode::ResourceDoesNotExist,
    );
    assert_eq!(error.message(), "Could not find experiment with name 'none'");
}

/// R-22: an id has one form, so that what is checked is what is used.
pub async fn ids_of_another_form_are_refused(store: &dyn TrackingStore) {
    for bad in ["abc", "00", "+1", " 0", "0 ", "1_0", "9223372036854775808"] {
        let request = GetExperiment {
            experiment_id: bad.to_owned(),
        };
        assert_eq!(
            invalid(store.get_experiment(request).await).message(),
            format!("Invalid experiment ID '{bad}'. Experiment ID must be a valid integer.")
        );
        invalid(store.search_runs(runs_of(bad)).await);
    }
    let id = run(store).await;
    for bad in [format!(" {id}"), format!("{id} "), format!("{id}\n")] {
        invalid(store.get_run(GetRun { run_id: bad }).await);
    }
    for bad in ["../x", "a/b", id.to_uppercase().as_str(), &"a".repeat(257)] {
        let request = GetRun {
            run_id: bad.to_owned(),
        };
        refused(store.get_run(request).await, ErrorCode::ResourceDoesNotExist);
    }
}

/// R-23: keys of metrics, parameters and tags have one rule.
pub async fn keys_of_another_form_are_refused(store: &dyn TrackingStore) {
    let id = run(store).await;
    let before = read(store, &id).await;
    let longer = "k".repeat(251);
    for bad in [
        "../x", "a//b", "/abs", ".", "..", "a/", "a/../b", "bad#char", "nl\nkey", "a\\b", &longer,
    ] {
        invalid(
            store
                .log_metric(metric_request(&id, Metric::new(bad, 1.0, 1, 1)))
                .await,
        );
        invalid(store.log_param(param(&id, bad, "1")).await);
        invalid(store.set_tag(tag(&id, bad, "1")).await);
        let request = SetExperimentTag {
            experiment_id: "0".into(),
            key: bad.to_owned(),
            value: String::new(),
        };
        invalid(store.set_experiment_tag(request).await);
    }
    assert_eq!(read(store, &id).await, before);
}

/// R-23: no text holds a NUL character.
pub async fn nul_is_refused(store: &dyn TrackingStore) {
    let id = run(store).await;
    invalid(store.log_param(param(&id, "p", "a\0b")).await);
    invalid(store.set_tag(tag(&id, "t", "a\0b")).await);
    invalid(store.log_param(param(&id, "a\0b", "1")).await);
    let request = CreateExperiment {
        name: "a\0b".into(),
        ..CreateExperiment::default()
    };
    invalid(store.create_experiment(request).await);
    let request = SearchRuns {
        filter: "params.p = 'a\0b'".into(),
        ..runs_of("0")
    };
    invalid(store.search_runs(request).await);
}

/// A metric was not measured before 1970.
pub async fn negative_times_are_refused(store: &dyn TrackingStore) {
    let id = run(store).await;
    for timestamp in [-1, i64::MIN] {
        let point = Metric::new("m", 1.0, timestamp, 0);
        assert_eq!(
            invalid(store.log_metric(metric_request(&id, point)).await).message(),
            format!(
                "Invalid value {timestamp} for parameter 'timestamp' supplied: metric 'm' (value=1.0). Timestamp must be \
                 a nonnegative long (64-bit integer) "
            )
        );
    }
    assert!(history(store, &id, "m").await.is_empty());
}

/// A page holds 1 to 50,000 results.
pub async fn page_sizes_have_limits(store: &dyn TrackingStore) {
    for size in [0, -1, 50_001, i64::MIN, i64::MAX] {
        let request = SearchRuns {
            max_results: Some(size),
            ..runs_of("0")
        };
        invalid(store.search_runs(request).await);
        let request = SearchExperiments {
            max_results: Some(size),
            ..SearchExperiments::default()
        };
        invalid(store.search_experiments(request).await);
    }
    invalid(store.search_experiments(SearchExperiments::default()).await);
    let request = SearchRuns {
        max_results: Some(50_000),
        ..runs_of("0")
    };
    store.search_runs(request).await.unwrap();
}
