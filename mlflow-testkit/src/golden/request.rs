//! From a recorded HTTP request to an operation and its JSON.

use super::recording::{Recorded, Variables};
use mlflow_core::contract::experiments::{GetExperiment, GetExperimentByName, SearchExperiments};
use mlflow_core::contract::logged_models::GetLoggedModel;
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

/// Official servers look for the model's id in the body of these, and nowhere else.
const ID_IN_BODY: &[&str] = &["finalize_logged_model", "log_logged_model_params"];

/// An operation, and what the path of the request says.
pub(super) struct Called {
    pub(super) operation: &'static Operation,
    parameters: Vec<(&'static str, String)>,
}

/// Finds the operation of a route.
pub(super) fn operation(
    mut operations: impl Iterator<Item = &'static Operation>,
    method: &str,
    path: &str,
) -> Option<Called> {
    let path = path.trim_start_matches('/');
    let mounted = path
        .strip_prefix("api/")
        .or_else(|| path.strip_prefix("ajax-api/"))?;
    operations.find_map(|operation| {
        let mut routes = operation.routes.iter();
        let parameters = routes.find_map(|route| {
            let path = if route.path.starts_with("ajax-api/") {
                path
            } else {
                mounted
            };
            let parameters = route.parameters(path);
            parameters.filter(|_| format!("{:?}", route.method) == method)
        })?;
        Some(Called {
            operation,
            parameters,
        })
    })
}

/// Returns the request's JSON.
pub(super) fn bytes(called: &Called, recorded: &Recorded, variables: &Variables) -> Result<Vec<u8>> {
    let Called {
        operation,
        parameters,
    } = called;
    if let Some(text) = &recorded.text {
        return Ok(variables.filled(text).into_bytes());
    }
    if recorded.method == "GET" {
        let mut pairs = pairs(recorded, variables);
        pairs.extend(
            parameters
                .iter()
                .map(|(name, value)| ((*name).to_owned(), value.clone())),
        );
        return from_query(operation.name, &pairs);
    }
    let mut body = recorded.body.clone();
    if !parameters.is_empty() && !ID_IN_BODY.contains(&operation.name) {
        let mut fields = body.as_object().cloned().unwrap_or_default();
        fields.extend(
            parameters
                .iter()
                .map(|(name, value)| ((*name).to_owned(), value.as_str().into())),
        );
        body = Value::Object(fields);
    }
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
        "get_logged_model" => read::<GetLoggedModel>(pairs),
        other => Err(Error::internal(format!("`{other}` has no query to be read from"))),
    }
}
