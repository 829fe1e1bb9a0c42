//! Logged models, which know the versions that were made of them.

use mlflow_core::entities::ModelVersion;
use mlflow_core::{Client, ErrorCode, Result, notice, python_json};
use serde_json::{Value, json};

/// The tag of a logged model that lists its versions in the registry.
const VERSIONS: &str = "mlflow.modelVersions";

/// Adds a version to the list of versions that its logged model keeps in a tag.
///
/// A failure is a warning: the version is there, and whoever was told of an error would register it again.
pub async fn note_version(client: &Client, model_id: &str, version: &ModelVersion) {
    if let Err(error) = add(client, model_id, version).await {
        notice::warn(&format!(
            "version {} of model '{}' is registered, but the logged model {model_id} could not be linked to it: {error}",
            version.version, version.name
        ));
    }
}

async fn add(client: &Client, model_id: &str, version: &ModelVersion) -> Result<()> {
    let model = match client.get_logged_model(model_id).await {
        Ok(model) => model,
        Err(error) if error.code() == ErrorCode::ResourceDoesNotExist => {
            tracing::warn!(
                "the logged model {model_id} is not there to be linked to version {}",
                version.version
            );
            return Ok(());
        }
        Err(error) => return Err(error),
    };
    let listed = model.info.tags.get(VERSIONS);
    let mut list: Vec<Value> = listed
        .and_then(|text| serde_json::from_str(text).ok())
        .unwrap_or_default();
    list.push(json!({"name": version.name, "version": version.number()}));
    client
        .set_logged_model_tags(model_id, [(VERSIONS, python_json::ascii(&list))])
        .await
}
