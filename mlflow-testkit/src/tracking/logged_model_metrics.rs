//! What runs tell about logged models: metrics of them, and that they made them.

use super::Capabilities;
use super::fixture::*;
use super::logged_models::{model, read_model};
use mlflow_core::contract::runs::LogOutputs;
use mlflow_core::entities::{Metric, ModelOutput};
use mlflow_core::{ErrorCode, TrackingStore};

pub(super) fn of_model(model_id: &str, metric: Metric) -> Metric {
    Metric {
        model_id: Some(model_id.to_owned()),
        ..metric
    }
}

pub(super) fn on_dataset(name: &str, digest: Option<&str>, metric: Metric) -> Metric {
    Metric {
        dataset_name: Some(name.to_owned()),
        dataset_digest: digest.map(str::to_owned),
        ..metric
    }
}

/// A metric that names a model is kept with the run and with the model, which names run and dataset. NaN is 0 there.
pub async fn metrics_of_runs_are_kept_with_their_dataset(
    store: &dyn TrackingStore,
    capabilities: Capabilities,
) {
    let (run_id, id) = (run(store).await, model(store).await);
    let point = on_dataset("wine", Some("abc"), of_model(&id, Metric::new("acc", 0.9, 7, 3)));
    log(store, &run_id, point.clone()).await;
    log(store, &run_id, of_model(&id, Metric::new("nan", f64::NAN, 7, 3))).await;
    let metrics = read_model(store, &id).await.data.metrics;
    let run_of = |metric| Metric {
        run_id: Some(run_id.clone()),
        ..metric
    };
    if capabilities.keeps_every_point {
        assert_eq!((metrics.first(), metrics.len()), (Some(&run_of(point)), 2));
        assert!(metrics["nan"].is_nan());
    } else {
        let nan = of_model(&id, Metric::new("nan", 0.0, 7, 3));
        assert_eq!(*metrics, [run_of(point), run_of(nan)]);
    }
    let run = read(store, &run_id).await;
    assert_eq!(run.data.metrics["acc"], 0.9);
    assert!(run.data.metrics["nan"].is_nan());
}

/// Points of a batch reach the models that they name.
pub async fn a_batch_reaches_its_models(store: &dyn TrackingStore, capabilities: Capabilities) {
    let (run_id, one, two) = (run(store).await, model(store).await, model(store).await);
    let point = |model_id: &str, step| of_model(model_id, Metric::new("acc", 0.5, 1, step));
    let metrics = vec![
        point(&one, 0),
        point(&two, 0),
        point(&one, 1),
        Metric::new("acc", 0.5, 1, 2),
        point("", 3),
    ];
    store
        .log_batch(batch(&run_id, metrics, vec![], vec![]))
        .await
        .unwrap();
    let shown = if capabilities.keeps_every_point { 1 } else { 2 };
    assert_eq!(read_model(store, &one).await.data.metrics.len(), shown);
    assert_eq!(read_model(store, &two).await.data.metrics.len(), 1);
    assert_eq!(history(store, &run_id, "acc").await.len(), 4);
}

/// A point that the model has is not kept again; one of another run is.
pub async fn a_repeated_point_is_kept_once(store: &dyn TrackingStore, capabilities: Capabilities) {
    let id = model(store).await;
    let point = of_model(&id, Metric::new("acc", 0.5, 1, 1));
    for run_id in [run(store).await, run(store).await] {
        for _ in 0..2 {
            log(store, &run_id, point.clone()).await;
        }
        let twice = vec![point.clone(), point.clone()];
        store
            .log_batch(batch(&run_id, twice, vec![], vec![]))
            .await
            .unwrap();
    }
    let shown = if capabilities.keeps_every_point { 1 } else { 2 };
    assert_eq!(read_model(store, &id).await.data.metrics.len(), shown);
}

/// A model has one value of a metric per run, time and step, and the run keeps no more than the model.
pub async fn another_value_in_its_place_leaves_nothing(store: &dyn TrackingStore) {
    let (run_id, id) = (run(store).await, model(store).await);
    let point = of_model(&id, Metric::new("acc", 0.5, 1, 1));
    log(store, &run_id, point.clone()).await;
    let other_value = Metric {
        value: 0.6,
        ..point.clone()
    };
    for other in [other_value.clone(), on_dataset("wine", None, point)] {
        let request = metric_request(&run_id, other);
        refused(store.log_metric(request).await, ErrorCode::BadRequest);
    }
    let metrics = vec![Metric::new("new", 1.0, 1, 1), other_value];
    let request = batch(&run_id, metrics, vec![], vec![]);
    refused(store.log_batch(request).await, ErrorCode::BadRequest);
    let data = read(store, &run_id).await.data;
    assert_eq!((data.metrics.len(), data.metrics["acc"]), (1, 0.5));
    assert_eq!(read_model(store, &id).await.data.metrics.len(), 1);
}

/// a metric of a model that is not there is refused, and the run does not get it.
pub async fn a_metric_of_an_unknown_model_leaves_nothing(store: &dyn TrackingStore) {
    let run_id = run(store).await;
    let point = of_model("m-0", Metric::new("acc", 0.5, 1, 1));
    let request = metric_request(&run_id, point.clone());
    refused(store.log_metric(request).await, ErrorCode::ResourceDoesNotExist);
    let request = batch(&run_id, vec![Metric::new("a", 1.0, 1, 1), point], vec![], vec![]);
    refused(store.log_batch(request).await, ErrorCode::ResourceDoesNotExist);
    assert!(read(store, &run_id).await.data.metrics.is_empty());
}

/// A run made a model at one step: the same again is no error, another step is, and leaves nothing.
pub async fn outputs_keep_their_step(store: &dyn TrackingStore) {
    let run_id = run(store).await;
    let output = |model_id: &str, step| ModelOutput {
        model_id: model_id.to_owned(),
        step,
    };
    let outputs = |models| LogOutputs {
        run_id: run_id.clone(),
        models,
    };
    store.log_outputs(outputs(vec![output("m-1", 3)])).await.unwrap();
    let request = outputs(vec![output("m-2", 0), output("m-1", 4)]);
    refused(store.log_outputs(request).await, ErrorCode::BadRequest);
    assert_eq!(
        read(store, &run_id).await.outputs.model_outputs,
        [output("m-1", 3)]
    );
}
