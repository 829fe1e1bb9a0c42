//! A run as JSON, in the shape of official MLflow's `runs describe`.

use mlflow_core::entities::{DatasetInput, KeyList, KeyValue, Run, RunInfo};
use serde_json::{Map, Value, json};

/// Writes all about a run: lists of keys with values are objects here, unlike in the REST API.
pub(super) fn to_json(run: &Run) -> Value {
    let models_in = run.inputs.model_inputs.iter();
    let models_out = run.outputs.model_outputs.iter();
    json!({
        "info": info(&run.info),
        "data": {
            "metrics": object(&run.data.metrics, |value| number(*value)),
            "params": object(&run.data.params, |value| value.into()),
            "tags": object(&run.data.tags, |value| value.into()),
        },
        "inputs": {
            "model_inputs": models_in.map(|model| json!({ "model_id": model.model_id })).collect::<Value>(),
            "dataset_inputs": run.inputs.dataset_inputs.iter().map(dataset).collect::<Value>(),
        },
        "outputs": {
            "model_outputs": models_out
                .map(|model| json!({ "model_id": model.model_id, "step": model.step }))
                .collect::<Value>(),
        },
    })
}

fn info(info: &RunInfo) -> Value {
    json!({
        "artifact_uri": info.artifact_uri,
        "end_time": info.end_time,
        "experiment_id": info.experiment_id,
        "lifecycle_stage": info.lifecycle_stage.as_str(),
        "run_id": info.run_id,
        "run_name": info.run_name,
        "start_time": info.start_time,
        "status": info.status.as_str(),
        "user_id": info.user_id,
    })
}

fn dataset(input: &DatasetInput) -> Value {
    let dataset = &input.dataset;
    let tags = input
        .tags
        .iter()
        .map(|tag| (tag.key.clone(), tag.value.as_str().into()));
    json!({
        "dataset": {
            "name": dataset.name,
            "digest": dataset.digest,
            "source_type": dataset.source_type,
            "source": dataset.source,
            "schema": dataset.schema,
            "profile": dataset.profile,
        },
        "tags": Value::Object(tags.collect::<Map<_, _>>()),
    })
}

fn object<T: KeyValue>(list: &KeyList<T>, value: impl Fn(&T::Value) -> Value) -> Value {
    let pairs = list
        .iter()
        .map(|item| (item.key().to_owned(), value(item.value())));
    Value::Object(pairs.collect::<Map<_, _>>())
}

/// Writes a double; NaN and the infinities are strings, as in the REST API, because JSON has none.
fn number(value: f64) -> Value {
    match value {
        value if value.is_nan() => "NaN".into(),
        f64::INFINITY => "Infinity".into(),
        f64::NEG_INFINITY => "-Infinity".into(),
        value => value.into(),
    }
}
