//! What behaviours begin with.

use mlflow_core::contract::experiments::{CreateExperiment, GetExperiment, SearchExperiments};
use mlflow_core::contract::runs::{
    CreateRun, GetMetricHistory, GetRun, LogBatch, LogMetric, LogParam, SearchRuns, SetTag,
};
use mlflow_core::entities::{Experiment, Metric, Param, Run, RunTag};
use mlflow_core::{Error, ErrorCode, Result, TrackingStore};

/// Creates an experiment and returns its id.
pub async fn experiment(store: &dyn TrackingStore, name: &str) -> String {
    let request = CreateExperiment {
        name: name.to_owned(),
        ..CreateExperiment::default()
    };
    store.create_experiment(request).await.unwrap().experiment_id
}

/// Reads an experiment.
pub async fn read_experiment(store: &dyn TrackingStore, experiment_id: &str) -> Experiment {
    let request = GetExperiment {
        experiment_id: experiment_id.to_owned(),
    };
    store.get_experiment(request).await.unwrap().experiment
}

/// Creates a run in an experiment and returns it.
pub async fn run_in(store: &dyn TrackingStore, experiment_id: &str) -> Run {
    let request = CreateRun {
        experiment_id: experiment_id.to_owned(),
        start_time: Some(1_670_000_000_000),
        ..CreateRun::default()
    };
    store.create_run(request).await.unwrap().run
}

/// Creates a run in the default experiment and returns its id.
pub async fn run(store: &dyn TrackingStore) -> String {
    run_in(store, "0").await.info.run_id
}

/// Reads a run.
pub async fn read(store: &dyn TrackingStore, run_id: &str) -> Run {
    let request = GetRun {
        run_id: run_id.to_owned(),
    };
    let mut run = store.get_run(request).await.unwrap().run;
    let metrics = std::mem::take(&mut run.data.metrics);
    run.data.metrics = metrics.into_iter().map(|point| of_run(run_id, point)).collect();
    run
}

/// Logs a point of a metric.
pub async fn log(store: &dyn TrackingStore, run_id: &str, metric: Metric) {
    let request = metric_request(run_id, metric);
    store.log_metric(request).await.unwrap();
}

/// Makes a request of a point.
pub fn metric_request(run_id: &str, metric: Metric) -> LogMetric {
    LogMetric {
        run_id: run_id.to_owned(),
        key: metric.key,
        value: metric.value,
        timestamp: metric.timestamp,
        step: metric.step,
        model_id: metric.model_id,
        dataset_name: metric.dataset_name,
        dataset_digest: metric.dataset_digest,
    }
}

/// Makes a request of a parameter.
pub fn param(run_id: &str, key: &str, value: &str) -> LogParam {
    LogParam {
        run_id: run_id.to_owned(),
        key: key.to_owned(),
        value: value.to_owned(),
    }
}

/// Makes a request of a tag.
pub fn tag(run_id: &str, key: &str, value: &str) -> SetTag {
    SetTag {
        run_id: run_id.to_owned(),
        key: key.to_owned(),
        value: value.to_owned(),
    }
}

/// Makes a batch.
pub fn batch(run_id: &str, metrics: Vec<Metric>, params: Vec<Param>, tags: Vec<RunTag>) -> LogBatch {
    LogBatch {
        run_id: run_id.to_owned(),
        metrics,
        params,
        tags,
    }
}

/// Reads every point of a metric.
pub async fn history(store: &dyn TrackingStore, run_id: &str, key: &str) -> Vec<Metric> {
    let request = GetMetricHistory {
        run_id: run_id.to_owned(),
        metric_key: key.to_owned(),
        ..GetMetricHistory::default()
    };
    let points = store.get_metric_history(request).await.unwrap().metrics;
    points.into_iter().map(|point| of_run(run_id, point)).collect()
}

/// Leaves out of a point that it is of this run, which a store may tell or not.
pub fn of_run(run_id: &str, mut point: Metric) -> Metric {
    point.run_id = point.run_id.filter(|id| id != run_id);
    point
}

/// Makes a search for the runs of an experiment.
pub fn runs_of(experiment_id: &str) -> SearchRuns {
    SearchRuns {
        experiment_ids: vec![experiment_id.to_owned()],
        ..SearchRuns::default()
    }
}

/// Makes a search for all live experiments.
pub fn all_experiments() -> SearchExperiments {
    SearchExperiments {
        max_results: Some(1000),
        ..SearchExperiments::default()
    }
}

/// Checks that an answer is an error of a code, and returns it.
#[track_caller]
pub fn refused<T: std::fmt::Debug>(answer: Result<T>, code: ErrorCode) -> Error {
    let error = answer.expect_err("the request is refused");
    assert_eq!(error.code(), code, "{error:?}");
    error
}

/// Checks that an answer is an `INVALID_PARAMETER_VALUE`, and returns it.
#[track_caller]
pub fn invalid<T: std::fmt::Debug>(answer: Result<T>) -> Error {
    refused(answer, ErrorCode::InvalidParameterValue)
}
