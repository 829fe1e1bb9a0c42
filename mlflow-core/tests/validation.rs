//! Every limit at its boundary: the limit passes, one more does not.
#![allow(clippy::expect_used)]

use mlflow_core::contract::experiments::*;
use mlflow_core::contract::logged_models::*;
use mlflow_core::contract::runs::*;
use mlflow_core::entities::*;
use mlflow_core::validation::*;
use mlflow_core::{Error, ErrorCode};

const RUN: &str = "0123456789abcdef0123456789abcdef";

fn long(length: usize) -> String {
    "é".repeat(length)
}

fn run_id() -> String {
    RUN.to_owned()
}

/// Checks a request made for a length or number at and past the limit.
#[track_caller]
fn boundary<R: Validate + std::fmt::Debug>(limit: usize, request: impl Fn(usize) -> R) -> String {
    request(limit).validated().expect("the limit itself is allowed");
    let error = request(limit + 1).validated().expect_err("one more is refused");
    assert_eq!(error.code(), ErrorCode::InvalidParameterValue);
    error.message().to_owned()
}

#[track_caller]
fn refused<R: Validate + std::fmt::Debug>(request: R) -> Error {
    request.validated().expect_err("the request is refused")
}

#[test]
fn experiments_have_limits() {
    let name = |n| CreateExperiment {
        name: long(n),
        ..CreateExperiment::default()
    };
    assert_eq!(
        boundary(MAX_EXPERIMENT_NAME, name),
        "'name' exceeds the maximum length of 500 characters"
    );
    boundary(MAX_EXPERIMENT_NAME, |n| UpdateExperiment {
        experiment_id: "1".into(),
        new_name: long(n),
    });
    let tag = |key, value| SetExperimentTag {
        experiment_id: "1".into(),
        key,
        value,
    };
    boundary(MAX_EXPERIMENT_TAG_KEY, |n| tag(long(n), String::new()));
    boundary(MAX_EXPERIMENT_TAG_VALUE, |n| tag("k".into(), long(n)));
    let first_tag = |key: String, value: String| CreateExperiment {
        name: "x".into(),
        tags: vec![(key, value).into()],
        ..CreateExperiment::default()
    };
    boundary(MAX_EXPERIMENT_TAG_KEY, |n| first_tag(long(n), String::new()));
    boundary(MAX_EXPERIMENT_TAG_VALUE, |n| first_tag("k".into(), long(n)));
    boundary(MAX_ARTIFACT_LOCATION, |n| CreateExperiment {
        name: "x".into(),
        artifact_location: long(n),
        ..CreateExperiment::default()
    });
    boundary(MAX_DATASET_EXPERIMENTS, |n| SearchDatasets {
        experiment_ids: vec!["1".into(); n],
    });
    boundary(50_000, |n| SearchExperiments {
        max_results: i64::try_from(n).ok(),
        ..SearchExperiments::default()
    });
}

#[test]
fn runs_have_limits() {
    boundary(MAX_KEY, |n| SetTag {
        run_id: run_id(),
        key: long(n),
        value: String::new(),
    });
    boundary(MAX_KEY, |n| LogParam {
        run_id: run_id(),
        key: long(n),
        value: String::new(),
    });
    let message = boundary(MAX_KEY, |n| LogMetric {
        run_id: run_id(),
        key: long(n),
        ..LogMetric::default()
    });
    assert_eq!(
        message,
        "'Metric name' exceeds the maximum length of 250 characters"
    );
    boundary(MAX_KEY, |n| CreateRun {
        experiment_id: "1".into(),
        tags: vec![RunTag::new(long(n), "")],
        ..CreateRun::default()
    });
    boundary(50_000, |n| SearchRuns {
        max_results: i64::try_from(n).ok(),
        ..SearchRuns::default()
    });
    boundary(MAX_HISTORY_RUNS, |n| GetMetricHistoryBulk {
        run_id: vec![run_id(); n],
        metric_key: "m".into(),
        max_results: None,
    });
    let interval = |n, max_results| GetMetricHistoryBulkInterval {
        run_ids: vec![run_id(); n],
        metric_key: "m".into(),
        max_results,
        ..GetMetricHistoryBulkInterval::default()
    };
    boundary(MAX_HISTORY_RUNS, |n| interval(n, None));
    boundary(2500, |n| interval(1, i32::try_from(n).ok()));
}

#[test]
fn long_values_of_params_and_tags_are_cut() {
    let param = |n| LogParam {
        run_id: run_id(),
        key: "k".into(),
        value: long(n),
    };
    let tag = |n| SetTag {
        run_id: run_id(),
        key: "k".into(),
        value: long(n),
    };
    for (length, kept) in [(MAX_PARAM_VALUE, 6000), (MAX_PARAM_VALUE + 1, 6000), (5999, 5999)] {
        let value = param(length).validated().expect("it is cut").value;
        assert_eq!(value.chars().count(), kept);
    }
    for (length, kept) in [(MAX_TAG_VALUE, 8000), (MAX_TAG_VALUE + 1, 8000)] {
        let value = tag(length).validated().expect("it is cut").value;
        assert_eq!(value.chars().count(), kept);
    }
}

#[test]
fn batches_have_limits() {
    let batch = |metrics: usize, params: usize, tags: usize| LogBatch {
        run_id: run_id(),
        metrics: (0..metrics)
            .map(|i| Metric::new(format!("m{i}"), 0.0, 0, 0))
            .collect(),
        params: (0..params).map(|i| Param::new(format!("p{i}"), "")).collect(),
        tags: (0..tags).map(|i| RunTag::new(format!("t{i}"), "")).collect(),
    };
    boundary(MAX_BATCH_METRICS, |n| batch(n, 0, 0));
    boundary(MAX_BATCH_PARAMS, |n| batch(0, n, 0));
    boundary(MAX_BATCH_TAGS, |n| batch(0, 0, n));
    let together = boundary(MAX_BATCH_ENTITIES, |n| batch(n - 200, 100, 100));
    assert_eq!(
        together,
        "A batch logging request can contain at most 1000 metrics, params, and tags. Got 1001 metrics, params, and \
         tags. Please split up metrics, params, and tags across multiple requests and try again."
    );
    let mut twice = batch(0, 2, 2);
    twice.tags[1].key = "t0".into();
    twice.clone().validated().expect("the last of two tags counts");
    twice.params[1].key = "p0".into();
    assert!(
        refused(twice)
            .message()
            .starts_with("Duplicate parameter keys have been submitted: ['p0']")
    );
}

#[test]
fn items_of_batches_are_named() {
    let metrics = vec![Metric::new("a", 0.0, 0, 0), Metric::new("", 0.0, 0, 0)];
    let error = refused(LogBatch {
        run_id: run_id(),
        metrics,
        ..LogBatch::default()
    });
    assert!(
        error
            .message()
            .starts_with("Missing value for required parameter 'metrics[1].key'."),
        "{error}"
    );
    let metrics = vec![Metric::new("a", 0.0, 0, 0), Metric::new("b", 2.0, -1, 0)];
    let error = refused(LogBatch {
        run_id: run_id(),
        metrics,
        ..LogBatch::default()
    });
    assert_eq!(
        error.message(),
        "Invalid value -1 for parameter 'metrics[1].timestamp' supplied: metric 'b' (value=2.0). Timestamp must be a \
         nonnegative long (64-bit integer) "
    );
}

#[test]
fn inputs_have_limits() {
    let inputs = |dataset: Dataset, key: String, value: String| LogInputs {
        run_id: run_id(),
        datasets: vec![DatasetInput {
            dataset,
            tags: vec![(key, value).into()],
        }],
        models: Vec::new(),
    };
    let of = |dataset| inputs(dataset, "k".into(), String::new());
    boundary(MAX_DATASET_NAME, |n| {
        of(Dataset {
            name: long(n),
            ..Dataset::default()
        })
    });
    boundary(MAX_DATASET_DIGEST, |n| {
        of(Dataset {
            digest: long(n),
            ..Dataset::default()
        })
    });
    boundary(MAX_DATASET_SOURCE, |n| {
        of(Dataset {
            source: long(n),
            ..Dataset::default()
        })
    });
    boundary(MAX_DATASET_SCHEMA, |n| {
        of(Dataset {
            schema: Some(long(n)),
            ..Dataset::default()
        })
    });
    boundary(MAX_DATASET_PROFILE, |n| {
        of(Dataset {
            profile: Some("x".repeat(n)),
            ..Dataset::default()
        })
    });
    boundary(MAX_INPUT_TAG_KEY, |n| {
        inputs(Dataset::default(), long(n), String::new())
    });
    boundary(MAX_INPUT_TAG_VALUE, |n| {
        inputs(Dataset::default(), "k".into(), long(n))
    });
}

#[test]
fn what_is_required_is_missed() {
    for (error, field) in [
        (refused(CreateExperiment::default()), "name"),
        (refused(GetExperiment::default()), "experiment_id"),
        (refused(GetExperimentByName::default()), "experiment_name"),
        (refused(DeleteExperiment::default()), "experiment_id"),
        (refused(RestoreExperiment::default()), "experiment_id"),
        (
            refused(UpdateExperiment {
                experiment_id: "1".into(),
                new_name: String::new(),
            }),
            "new_name",
        ),
        (
            refused(SetExperimentTag {
                experiment_id: "1".into(),
                ..SetExperimentTag::default()
            }),
            "key",
        ),
        (
            refused(DeleteExperimentTag {
                experiment_id: "1".into(),
                key: String::new(),
            }),
            "key",
        ),
        (refused(GetRun::default()), "run_id"),
        (refused(UpdateRun::default()), "run_id"),
        (refused(DeleteRun::default()), "run_id"),
        (refused(RestoreRun::default()), "run_id"),
        (
            refused(LogMetric {
                run_id: run_id(),
                ..LogMetric::default()
            }),
            "key",
        ),
        (
            refused(SetTag {
                run_id: run_id(),
                ..SetTag::default()
            }),
            "key",
        ),
        (
            refused(DeleteTag {
                run_id: run_id(),
                ..DeleteTag::default()
            }),
            "key",
        ),
        (refused(LogBatch::default()), "run_id"),
        (
            refused(LogModel {
                run_id: run_id(),
                model_json: String::new(),
            }),
            "model_json",
        ),
        (refused(LogInputs::default()), "run_id"),
        (refused(LogOutputs::default()), "run_id"),
        (
            refused(GetMetricHistory {
                run_id: run_id(),
                ..GetMetricHistory::default()
            }),
            "metric_key",
        ),
        (refused(GetMetricHistoryBulkInterval::default()), "run_ids"),
    ] {
        assert_eq!(
            error.message(),
            format!(
                "Missing value for required parameter '{field}'. See the API docs for more information about request \
                 parameters."
            )
        );
    }
}

#[test]
fn pages_hold_at_least_one() {
    let experiments = |n| SearchExperiments {
        max_results: n,
        ..SearchExperiments::default()
    };
    let runs = |n| SearchRuns {
        max_results: n,
        ..SearchRuns::default()
    };
    let history = |n| GetMetricHistory {
        run_id: run_id(),
        metric_key: "m".into(),
        max_results: n,
        ..GetMetricHistory::default()
    };
    let bulk = |n| GetMetricHistoryBulk {
        run_id: vec![run_id()],
        metric_key: "m".into(),
        max_results: n,
    };
    for n in [0, -1, i64::MIN] {
        refused(experiments(Some(n)));
        refused(runs(Some(n)));
        refused(history(Some(n)));
        refused(bulk(Some(n)));
    }
    refused(experiments(None));
    assert_eq!(
        runs(None).validated().expect("it is optional").max_results,
        Some(1000)
    );
    assert_eq!(
        history(None).validated().expect("it is optional").max_results,
        None
    );
    assert_eq!(
        bulk(Some(30_000)).validated().expect("it is clamped").max_results,
        Some(25_000)
    );
}

#[test]
fn ranges_of_steps_are_whole() {
    let interval = |start_step, end_step| GetMetricHistoryBulkInterval {
        run_ids: vec![run_id()],
        metric_key: "m".into(),
        start_step,
        end_step,
        ..GetMetricHistoryBulkInterval::default()
    };
    interval(Some(1), Some(1))
        .validated()
        .expect("one step is a range");
    refused(interval(Some(2), Some(1)));
    refused(interval(Some(2), None));
    refused(interval(None, Some(2)));
}

#[test]
fn models_of_the_old_kind_are_whole() {
    let model = |json: &str| LogModel {
        run_id: run_id(),
        model_json: json.to_owned(),
    };
    for json in ["{", "[]", "5", "null", "\"x\""] {
        assert!(
            refused(model(json))
                .message()
                .starts_with("Malformed model info. \n "),
            "{json}"
        );
    }
    assert_eq!(
        refused(model(r#"{"flavors": {}}"#)).message(),
        "Model json is missing mandatory fields: {'artifact_path', 'run_id', 'utc_time_created'}"
    );
}

#[test]
fn a_run_begins_with_different_tags() {
    let tags = vec![RunTag::new("a", "1"), RunTag::new("a", "2")];
    let error = refused(CreateRun {
        experiment_id: "1".into(),
        tags,
        ..CreateRun::default()
    });
    assert_eq!(error.code(), ErrorCode::BadRequest);
    assert_eq!(refused(CreateRun::default()).code(), ErrorCode::BadRequest);
}

#[test]
fn logged_models_have_limits() {
    let create = |name, model_type, source_run_id| CreateLoggedModel {
        experiment_id: "1".into(),
        name,
        model_type,
        source_run_id,
        ..CreateLoggedModel::default()
    };
    let none = String::new;
    assert_eq!(
        boundary(MAX_LOGGED_MODEL_NAME, |n| create(long(n), none(), none())),
        "'name' exceeds the maximum length of 500 characters"
    );
    boundary(MAX_LOGGED_MODEL_TYPE, |n| create(none(), long(n), none()));
    boundary(MAX_SOURCE_RUN_ID, |n| create(none(), none(), long(n)));
    boundary(MAX_LOGGED_MODEL_KEY, |n| LogLoggedModelParams {
        model_id: "m-1".into(),
        params: vec![(long(n), "").into()],
    });
    boundary(MAX_LOGGED_MODEL_KEY, |n| SetLoggedModelTags {
        model_id: "m-1".into(),
        tags: vec![(long(n), "").into()],
    });
    boundary(50_000, |n| SearchLoggedModels {
        experiment_ids: vec!["1".into()],
        max_results: i64::try_from(n).ok(),
        ..SearchLoggedModels::default()
    });
    for name in ["a\0", "it's", "a/b"] {
        refused(create(name.into(), none(), none()));
    }
    assert_eq!(
        refused(create("it's".into(), none(), none())).message(),
        "Invalid model name (\"it's\") provided. Model name must be a non-empty string and cannot contain the \
         following characters: ('/', ':', '.', '%', '\"', \"'\")"
    );
}
