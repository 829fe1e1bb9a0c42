//! Versions of registered models.

use crate::entities::{ModelVersion, ModelVersionTag};
use serde::{Deserialize, Serialize};

contract! {
    /// Versions of registered models, and their tags.
    pub trait ModelVersions {
        /// Creates the next version of a registered model.
        create_model_version: CreateModelVersion => CreateModelVersionResponse,
            POST "2.0/mlflow/model-versions/create", needs Update on RegisteredModel(name);
        /// Changes the description of a version.
        update_model_version: UpdateModelVersion => UpdateModelVersionResponse,
            PATCH "2.0/mlflow/model-versions/update", needs Update on RegisteredModel(name);
        /// Moves a version to another stage.
        transition_model_version_stage: TransitionModelVersionStage => TransitionModelVersionStageResponse,
            POST "2.0/mlflow/model-versions/transition-stage", needs Update on RegisteredModel(name);
        /// Deletes a version with its aliases, for good.
        delete_model_version: DeleteModelVersion => DeleteModelVersionResponse,
            DELETE "2.0/mlflow/model-versions/delete", needs Delete on RegisteredModel(name);
        /// Reads a version.
        get_model_version: GetModelVersion => GetModelVersionResponse,
            GET "2.0/mlflow/model-versions/get", needs Read on RegisteredModel(name);
        /// Finds versions, a page at a time; those of prompts only if the filter asks for them.
        search_model_versions: SearchModelVersions => SearchModelVersionsResponse,
            GET "2.0/mlflow/model-versions/search", needs Read on Results;
        /// Tells where the files of a version are.
        get_model_version_download_uri: GetModelVersionDownloadUri => GetModelVersionDownloadUriResponse,
            GET "2.0/mlflow/model-versions/get-download-uri", needs Read on RegisteredModel(name);
        /// Writes a tag of a version.
        set_model_version_tag: SetModelVersionTag => SetModelVersionTagResponse,
            POST "2.0/mlflow/model-versions/set-tag", needs Update on RegisteredModel(name);
        /// Removes a tag of a version; one that is not there is no error.
        delete_model_version_tag: DeleteModelVersionTag => DeleteModelVersionTagResponse,
            DELETE "2.0/mlflow/model-versions/delete-tag", needs Update on RegisteredModel(name);
    }
}

/// Asks for the next version of a registered model.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct CreateModelVersion {
    /// The model's name.
    pub name: String,
    /// Where the model's files are: a URI.
    pub source: String,
    /// The run that made it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub run_id: Option<String>,
    /// Tags to begin with.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<ModelVersionTag>,
    /// A link to the run that made it, where that is on another server.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub run_link: Option<String>,
    /// What people should know about it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// The logged model that it is made from.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub model_id: Option<String>,
}

/// Answers with a version.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct CreateModelVersionResponse {
    /// The version.
    pub model_version: ModelVersion,
}

/// Asks for another description of a version.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct UpdateModelVersion {
    /// The model's name.
    pub name: String,
    /// The version's number.
    pub version: String,
    /// The description; none takes the present one away.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
}

/// Answers with the changed version.
pub type UpdateModelVersionResponse = CreateModelVersionResponse;

/// Asks to move a version to another stage.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct TransitionModelVersionStage {
    /// The model's name.
    pub name: String,
    /// The version's number.
    pub version: String,
    /// The stage: None, Staging, Production or Archived, in any case.
    pub stage: String,
    /// Whether all other versions in the stage are archived; for Staging and Production only.
    pub archive_existing_versions: bool,
}

/// Answers with the moved version.
pub type TransitionModelVersionStageResponse = CreateModelVersionResponse;

/// Asks to delete a version.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct DeleteModelVersion {
    /// The model's name.
    pub name: String,
    /// The version's number.
    pub version: String,
}

/// Asks for a version.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct GetModelVersion {
    /// The model's name.
    pub name: String,
    /// The version's number.
    pub version: String,
}

/// Answers with a version.
pub type GetModelVersionResponse = CreateModelVersionResponse;

/// Asks for a page of versions.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct SearchModelVersions {
    /// A filter such as `name = 'wine' AND tags.k = 'v'`.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub filter: String,
    /// How many at most: 1 to 200,000, and 200,000 if not set.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_results: Option<i64>,
    /// Keys such as `version_number DESC`; the last changed first if none is given.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub order_by: Vec<String>,
    /// Where the page before ended.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub page_token: String,
}

/// Answers with a page of versions.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct SearchModelVersionsResponse {
    /// The versions, without aliases.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub model_versions: Vec<ModelVersion>,
    /// Asks for the next page; empty on the last one.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub next_page_token: String,
}

/// Asks where the files of a version are.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct GetModelVersionDownloadUri {
    /// The model's name.
    pub name: String,
    /// The version's number.
    pub version: String,
}

/// Answers with the place of the files.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct GetModelVersionDownloadUriResponse {
    /// A URI.
    pub artifact_uri: String,
}

/// Asks to write a tag of a version.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct SetModelVersionTag {
    /// The model's name.
    pub name: String,
    /// The version's number.
    pub version: String,
    /// The tag's key: up to 250 characters.
    pub key: String,
    /// The tag's value: up to 100,000 characters.
    pub value: String,
}

/// Asks to remove a tag of a version.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct DeleteModelVersionTag {
    /// The model's name.
    pub name: String,
    /// The version's number.
    pub version: String,
    /// The tag's key.
    pub key: String,
}

empty_answers! { DeleteModelVersionResponse, SetModelVersionTagResponse, DeleteModelVersionTagResponse }
