//! From a recorded HTTP request to an operation and its JSON.

use super::recording::{Recorded, Variables};
use mlflow_core::contract::experiments::{GetExperiment, GetExperimentByName, SearchExperiments};
use mlflow_core::contract::model_versions::{
    GetModelVersion, GetModelVersionDownloadUri, SearchModelVersions,
};
use mlflow_core::contract::registered_models::{
    GetLatestVersions, GetModelVersionByAlias, GetRegisteredModel, SearchRegisteredModels,
};
use mlflow_core::contract::runs::{
    GetMetricHistory, GetMetricHistoryBulk, GetMetricHistoryBulkInterval, GetRun,
};
use mlflow_core::contract::{Operation, proto_json};
use mlflow_core::{Error, Result};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

/// Finds the operation of a route.
pub(super) fn operation(
    mut operations: impl Iterator<Item = &'static Operation>,
    method: &str,
    path: &str,
) -> Option<&'static Operation> {
    let path = path.trim_start_matches('/');
    let below = |prefix: &str| path.strip_prefix(prefix);
    let (api, pages) = (below("api/"), below("ajax-api/"));
    operations.find(|operation| {
        operation.routes.iter().any(|route| {
            let same_path = match route.path.strip_prefix("ajax-api/") {
                Some(route) => pages == Some(route),
                None => api == Some(route.path) || pages == Some(route.path),
            };
            same_path && format!("{:?}", route.method) == method
        })
    })
}

/// Returns the request's JSON.
pub(super) fn bytes(operation: &Operation, recorded: &Recorded, variables: &Variables) -> Result<Vec<u8>> {
    if let Some(text) = &recorded.text {
        return Ok(variables.filled(text).into_bytes());
    }
    if recorded.method == "GET" {
        return from_query(operation.name, &pairs(recorded, variables));
    }
    let mut body = recorded.body.clone();
    variables.fill(&mut body);
    Ok(match body {
        Value::Null => Vec::new(),
        body => body.to_string().into_bytes(),
    })
}

fn pairs(recorded: &Recorded, variables: &Variables) -> Vec<(String, String)> {
    let mut pairs = Vec::new();
    for (name, value) in &recorded.query {
        let values = match value {
            Value::Array(values) => values.as_slice(),
            value => std::slice::from_ref(value),
        };
        for value in values {
            let text = match value {
                Value::String(text) => variables.filled(text),
                other => other.to_string(),
            };
            pairs.push((name.clone(), text));
        }
    }
    pairs
}

fn from_query(operation: &str, pairs: &[(String, String)]) -> Result<Vec<u8>> {
    fn read<T: Serialize + DeserializeOwned>(pairs: &[(String, String)]) -> Result<Vec<u8>> {
        let request: T = proto_json::read_query(pairs)?;
        Ok(proto_json::write(&request)?.to_vec())
    }
    match operation {
        "get_experiment" => read::<GetExperiment>(pairs),
        "get_experiment_by_name" => read::<GetExperimentByName>(pairs),
        "search_experiments" => read::<SearchExperiments>(pairs),
        "get_run" => read::<GetRun>(pairs),
        "get_metric_history" => read::<GetMetricHistory>(pairs),
        "get_metric_history_bulk" => read::<GetMetricHistoryBulk>(pairs),
        "get_metric_history_bulk_interval" => read::<GetMetricHistoryBulkInterval>(pairs),
        "get_registered_model" => read::<GetRegisteredModel>(pairs),
        "search_registered_models" => read::<SearchRegisteredModels>(pairs),
        "get_latest_versions" => read::<GetLatestVersions>(pairs),
        "get_model_version_by_alias" => read::<GetModelVersionByAlias>(pairs),
        "get_model_version" => read::<GetModelVersion>(pairs),
        "get_model_version_download_uri" => read::<GetModelVersionDownloadUri>(pairs),
        "search_model_versions" => read::<SearchModelVersions>(pairs),
        other => Err(Error::internal(format!("`{other}` has no query to be read from"))),
    }
}
