//! Logged models, which know the versions that were made of them.

use mlflow_core::entities::ModelVersion;
use mlflow_core::{Client, ErrorCode, Result};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

/// The tag of a logged model that lists its versions in the registry.
const VERSIONS: &str = "mlflow.modelVersions";

#[derive(Default, Deserialize)]
#[serde(default)]
struct Answer {
    model: Model,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Model {
    info: Info,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Info {
    tags: Vec<Tag>,
}

#[derive(Default, Deserialize, Serialize)]
#[serde(default)]
struct Tag {
    key: String,
    value: String,
}

/// Adds a version to the list of a logged model; a model that is not there is passed over with a warning.
pub(crate) async fn note_version(client: &Client, model_id: &str, version: &ModelVersion) -> Result<()> {
    let get = json!({"model_id": model_id});
    let answer: Option<Answer> = match client.call_by_name("get_logged_model", &get).await {
        Err(error) if error.code() == ErrorCode::ResourceDoesNotExist => None,
        answer => answer?,
    };
    let Some(answer) = answer else {
        tracing::warn!(
            "the logged model {model_id} is not there to be linked to version {}",
            version.version
        );
        return Ok(());
    };
    let tag = answer.model.info.tags.into_iter().find(|tag| tag.key == VERSIONS);
    let mut list: Vec<Value> = tag
        .and_then(|tag| serde_json::from_str(&tag.value).ok())
        .unwrap_or_default();
    list.push(json!({"name": version.name, "version": version.number()}));
    let value = serde_json::to_string(&list).unwrap_or_default();
    let set = json!({"model_id": model_id, "tags": [{"key": VERSIONS, "value": value}]});
    let _: Option<Value> = client.call_by_name("set_logged_model_tags", &set).await?;
    Ok(())
}
