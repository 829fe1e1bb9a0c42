//! Registered models: names that versions of models are kept under.

use crate::entities::{ModelVersion, RegisteredModel, RegisteredModelTag};
use serde::{Deserialize, Serialize};

contract! {
    /// Registered models, their tags and their aliases.
    pub trait RegisteredModels {
        /// Creates a registered model.
        create_registered_model: CreateRegisteredModel => CreateRegisteredModelResponse,
            POST "2.0/mlflow/registered-models/create", needs Update on Server;
        /// Renames a registered model with all its versions.
        rename_registered_model: RenameRegisteredModel => RenameRegisteredModelResponse,
            POST "2.0/mlflow/registered-models/rename", needs Update on RegisteredModel(name);
        /// Changes the description of a registered model.
        update_registered_model: UpdateRegisteredModel => UpdateRegisteredModelResponse,
            PATCH "2.0/mlflow/registered-models/update", needs Update on RegisteredModel(name);
        /// Deletes a registered model with its versions, tags and aliases, for good.
        delete_registered_model: DeleteRegisteredModel => DeleteRegisteredModelResponse,
            DELETE "2.0/mlflow/registered-models/delete", needs Delete on RegisteredModel(name);
        /// Reads a registered model.
        get_registered_model: GetRegisteredModel => GetRegisteredModelResponse,
            GET "2.0/mlflow/registered-models/get", needs Read on RegisteredModel(name);
        /// Finds registered models, a page at a time; prompts only if the filter asks for them.
        search_registered_models: SearchRegisteredModels => SearchRegisteredModelsResponse,
            GET "2.0/mlflow/registered-models/search", needs Read on Results;
        /// Reads the version with the highest number of each stage.
        get_latest_versions: GetLatestVersions => GetLatestVersionsResponse,
            POST "2.0/mlflow/registered-models/get-latest-versions" |
            GET "2.0/mlflow/registered-models/get-latest-versions", needs Read on RegisteredModel(name);
        /// Writes a tag of a registered model.
        set_registered_model_tag: SetRegisteredModelTag => SetRegisteredModelTagResponse,
            POST "2.0/mlflow/registered-models/set-tag", needs Update on RegisteredModel(name);
        /// Removes a tag of a registered model; one that is not there is no error.
        delete_registered_model_tag: DeleteRegisteredModelTag => DeleteRegisteredModelTagResponse,
            DELETE "2.0/mlflow/registered-models/delete-tag", needs Update on RegisteredModel(name);
        /// Points an alias to a version; an alias that is there is moved.
        set_registered_model_alias: SetRegisteredModelAlias => SetRegisteredModelAliasResponse,
            POST "2.0/mlflow/registered-models/alias", needs Update on RegisteredModel(name);
        /// Removes an alias; one that is not there is no error.
        delete_registered_model_alias: DeleteRegisteredModelAlias => DeleteRegisteredModelAliasResponse,
            DELETE "2.0/mlflow/registered-models/alias", needs Update on RegisteredModel(name);
        /// Reads the version that an alias points to; `latest` is the one with the highest number.
        get_model_version_by_alias: GetModelVersionByAlias => GetModelVersionByAliasResponse,
            GET "2.0/mlflow/registered-models/alias", needs Read on RegisteredModel(name);
    }
}

/// Asks for a new registered model.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct CreateRegisteredModel {
    /// The name: not blank, without `/` and `:`, not taken by another model or prompt.
    pub name: String,
    /// Tags to begin with.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<RegisteredModelTag>,
    /// What people should know about it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
}

impl From<&str> for CreateRegisteredModel {
    /// Asks for a model of a name, without tags and description.
    fn from(name: &str) -> Self {
        CreateRegisteredModel::from(name.to_owned())
    }
}

impl From<String> for CreateRegisteredModel {
    /// Asks for a model of a name, without tags and description.
    fn from(name: String) -> Self {
        CreateRegisteredModel {
            name,
            ..CreateRegisteredModel::default()
        }
    }
}

/// Answers with a registered model.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct CreateRegisteredModelResponse {
    /// The model.
    pub registered_model: RegisteredModel,
}

/// Asks for another name of a registered model.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct RenameRegisteredModel {
    /// The name so far.
    pub name: String,
    /// The name from now on.
    pub new_name: String,
}

/// Answers with the renamed model.
pub type RenameRegisteredModelResponse = CreateRegisteredModelResponse;

/// Asks for another description of a registered model.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct UpdateRegisteredModel {
    /// The name.
    pub name: String,
    /// The description; none takes the present one away.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
}

/// Answers with the changed model.
pub type UpdateRegisteredModelResponse = CreateRegisteredModelResponse;

/// Asks to delete a registered model.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct DeleteRegisteredModel {
    /// The name.
    pub name: String,
}

/// Asks for a registered model.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct GetRegisteredModel {
    /// The name.
    pub name: String,
}

/// Answers with a registered model.
pub type GetRegisteredModelResponse = CreateRegisteredModelResponse;

/// Asks for a page of registered models.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct SearchRegisteredModels {
    /// A filter such as `name LIKE 'w%'`.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub filter: String,
    /// How many at most: up to 1,000; 100 if not set.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_results: Option<i64>,
    /// Keys such as `name ASC` and `last_updated_timestamp DESC`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub order_by: Vec<String>,
    /// Where the page before ended.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub page_token: String,
}

/// Answers with a page of registered models.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct SearchRegisteredModelsResponse {
    /// The models.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub registered_models: Vec<RegisteredModel>,
    /// Asks for the next page; empty on the last one.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub next_page_token: String,
}

/// Asks for the latest versions of a registered model.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct GetLatestVersions {
    /// The name.
    pub name: String,
    /// The stages; all of them if none is named.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub stages: Vec<String>,
}

/// Answers with the latest version of each stage that has one.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct GetLatestVersionsResponse {
    /// The versions, by number.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub model_versions: Vec<ModelVersion>,
}

/// Asks to write a tag of a registered model.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct SetRegisteredModelTag {
    /// The model's name.
    pub name: String,
    /// The tag's key: up to 250 characters.
    pub key: String,
    /// The tag's value: up to 100,000 characters.
    pub value: String,
}

/// Asks to remove a tag of a registered model.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct DeleteRegisteredModelTag {
    /// The model's name.
    pub name: String,
    /// The tag's key.
    pub key: String,
}

/// Asks to point an alias to a version.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct SetRegisteredModelAlias {
    /// The model's name.
    pub name: String,
    /// The alias: letters, digits, `_` and `-`, up to 255; neither `latest` nor `v` with a number.
    pub alias: String,
    /// The version's number.
    pub version: String,
}

/// Asks to remove an alias.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct DeleteRegisteredModelAlias {
    /// The model's name.
    pub name: String,
    /// The alias.
    pub alias: String,
}

/// Asks for the version that an alias points to.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct GetModelVersionByAlias {
    /// The model's name.
    pub name: String,
    /// The alias.
    pub alias: String,
}

/// Answers with the version that the alias points to.
pub type GetModelVersionByAliasResponse = super::model_versions::CreateModelVersionResponse;

empty_answers! {
    DeleteRegisteredModelResponse, SetRegisteredModelTagResponse, DeleteRegisteredModelTagResponse,
    SetRegisteredModelAliasResponse, DeleteRegisteredModelAliasResponse
}
