//! Digests of content, which are the same however a store orders it.

use mlflow_core::entities::{
    Experiment, KeyList, KeyValue, LoggedModel, Metric, RegisteredModel, Run, Trace,
};
use mlflow_core::import::{ImportedModel, ImportedVersion};
use mlflow_core::traces::SPANS_LOCATION;
use serde::Serialize;
use sha2::{Digest as _, Sha256};
use std::collections::HashSet;

/// The first half of a SHA-256.
pub(crate) type Digest = u128;

fn of_bytes(bytes: &[u8]) -> Digest {
    let hash = Sha256::digest(bytes);
    let mut first = [0; 16];
    first.copy_from_slice(&hash[..16]);
    u128::from_be_bytes(first)
}

/// Digests JSON with the keys of its objects in order.
fn of_json(value: &impl Serialize) -> Digest {
    let value = serde_json::to_value(value).unwrap_or_default();
    let mut text = String::new();
    write_sorted(&value, &mut text);
    of_bytes(text.as_bytes())
}

fn write_sorted(value: &serde_json::Value, out: &mut String) {
    match value {
        serde_json::Value::Object(entries) => {
            let mut entries: Vec<_> = entries.iter().collect();
            entries.sort_by(|a, b| a.0.cmp(b.0));
            out.push('{');
            for (key, value) in entries {
                out.push_str(&serde_json::Value::from(key.as_str()).to_string());
                out.push(':');
                write_sorted(value, out);
                out.push(',');
            }
            out.push('}');
        }
        serde_json::Value::Array(items) => {
            out.push('[');
            for item in items {
                write_sorted(item, out);
                out.push(',');
            }
            out.push(']');
        }
        scalar => out.push_str(&scalar.to_string()),
    }
}

fn by_key<T: KeyValue>(list: &mut KeyList<T>) {
    list.sort_by(|a, b| a.key().cmp(b.key()));
}

/// SQL databases keep the greatest number instead of an infinity.
fn finite(value: f64) -> f64 {
    if value.is_nan() {
        value
    } else {
        value.clamp(f64::MIN, f64::MAX) + 0.0
    }
}

pub(crate) fn of_experiment(mut experiment: Experiment) -> Digest {
    by_key(&mut experiment.tags);
    experiment.workspace = None;
    of_json(&experiment)
}

pub(crate) fn of_run(mut run: Run) -> Digest {
    by_key(&mut run.data.params);
    by_key(&mut run.data.tags);
    by_key(&mut run.data.metrics);
    for metric in run.data.metrics.iter_mut() {
        metric.value = finite(metric.value);
        metric.run_id = None;
    }
    for input in &mut run.inputs.dataset_inputs {
        input.tags.sort_by(|a, b| a.key.cmp(&b.key));
    }
    run.inputs
        .dataset_inputs
        .sort_by(|a, b| (&a.dataset.name, &a.dataset.digest).cmp(&(&b.dataset.name, &b.dataset.digest)));
    run.inputs
        .model_inputs
        .sort_by(|a, b| a.model_id.cmp(&b.model_id));
    run.outputs
        .model_outputs
        .sort_by(|a, b| a.model_id.cmp(&b.model_id));
    of_json(&run)
}

/// The distinct points of a metric: stores of files may hold one twice.
pub(crate) fn add_points(digests: &mut HashSet<Digest>, points: &[Metric]) {
    digests.extend(points.iter().map(of_point));
}

/// Digests time, step and value of a point.
pub(crate) fn of_point(point: &Metric) -> Digest {
    let mut bytes = [0; 24];
    let value = finite(point.value);
    let bits = if value.is_nan() {
        f64::NAN.to_bits()
    } else {
        value.to_bits()
    };
    bytes[..8].copy_from_slice(&point.timestamp.to_be_bytes());
    bytes[8..16].copy_from_slice(&point.step.to_be_bytes());
    bytes[16..].copy_from_slice(&bits.to_be_bytes());
    of_bytes(&bytes)
}

pub(crate) fn of_model(imported: ImportedModel) -> Digest {
    let ImportedModel {
        mut model,
        lifecycle_stage,
    } = imported;
    let LoggedModel { info, data } = &mut model;
    by_key(&mut info.tags);
    by_key(&mut data.params);
    for metric in data.metrics.iter_mut() {
        metric.value = finite(metric.value);
    }
    data.metrics.sort_by(|a, b| {
        let key = |m: &Metric| (m.key.clone(), m.timestamp, m.step, m.run_id.clone());
        key(a).cmp(&key(b))
    });
    of_json(&(model, lifecycle_stage.as_str()))
}

pub(crate) fn of_trace(mut trace: Trace) -> Digest {
    // Each kind of store has its own place for spans.
    trace.trace_info.tags.remove(SPANS_LOCATION);
    let assessments = &mut trace.trace_info.assessments;
    assessments.sort_by(|a, b| a.assessment_id.cmp(&b.assessment_id));
    trace.spans.sort_by(|a, b| a.span_id.cmp(&b.span_id));
    of_json(&trace)
}

pub(crate) fn of_registered_model(mut model: RegisteredModel) -> Digest {
    by_key(&mut model.tags);
    model.aliases.sort_by(|a, b| a.alias.cmp(&b.alias));
    // They follow from the versions, which are compared by themselves.
    model.latest_versions.clear();
    of_json(&model)
}

pub(crate) fn of_version(imported: ImportedVersion) -> Digest {
    let ImportedVersion {
        mut version,
        storage_location,
    } = imported;
    by_key(&mut version.tags);
    version.aliases.clear();
    // Nothing and no text are the same to MLflow, and each store has one of them.
    for text in [
        &mut version.description,
        &mut version.source,
        &mut version.run_id,
        &mut version.run_link,
        &mut version.user_id,
        &mut version.status_message,
        &mut version.model_id,
    ] {
        text.take_if(|text| text.is_empty());
    }
    of_json(&(version, storage_location))
}
