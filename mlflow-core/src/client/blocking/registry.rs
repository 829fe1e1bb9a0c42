//! The registry, without `async`.

use super::{BlockingClient, blocking};
use crate::blocking::run;
use crate::contract::model_versions::CreateModelVersion;
use crate::contract::registered_models::CreateRegisteredModel;
use crate::entities::{ModelVersion, RegisteredModel};
use crate::error::Result;
use crate::options::{SearchModelVersions, SearchRegisteredModels};
use std::fmt::Display;

impl BlockingClient {
    /// Returns where models are registered.
    pub fn registry_uri(&self) -> Result<String> {
        self.0.registry_uri()
    }
}

blocking! {
    fn resolve_artifact_uri(uri: &str) -> String;
    fn create_registered_model(request: impl Into<CreateRegisteredModel>) -> RegisteredModel;
    fn rename_registered_model(name: impl Into<String>, new_name: impl Into<String>) -> RegisteredModel;
    fn update_registered_model(name: impl Into<String>, description: impl Into<String>) -> RegisteredModel;
    fn delete_registered_model(name: impl Into<String>) -> ();
    fn get_registered_model(name: impl Into<String>) -> RegisteredModel;
    fn search_registered_models(search: SearchRegisteredModels) -> Vec<RegisteredModel>;
    fn get_latest_versions(name: impl Into<String>, stages: &[&str]) -> Vec<ModelVersion>;
    fn set_registered_model_tag(name: impl Into<String>, key: impl Into<String>, value: impl Display) -> ();
    fn delete_registered_model_tag(name: impl Into<String>, key: impl Into<String>) -> ();
    fn set_registered_model_alias(name: impl Into<String>, alias: impl Into<String>, version: impl Display) -> ();
    fn delete_registered_model_alias(name: impl Into<String>, alias: impl Into<String>) -> ();
    fn get_model_version_by_alias(name: impl Into<String>, alias: impl Into<String>) -> ModelVersion;

    fn create_model_version(request: CreateModelVersion) -> ModelVersion;
    fn update_model_version(
        name: impl Into<String>, version: impl Display, description: impl Into<String>) -> ModelVersion;
    fn transition_model_version_stage(
        name: impl Into<String>, version: impl Display, stage: impl Display, archive_existing_versions: bool
    ) -> ModelVersion;
    fn delete_model_version(name: impl Into<String>, version: impl Display) -> ();
    fn get_model_version(name: impl Into<String>, version: impl Display) -> ModelVersion;
    fn search_model_versions(search: SearchModelVersions) -> Vec<ModelVersion>;
    fn get_model_version_download_uri(name: impl Into<String>, version: impl Display) -> String;
    fn set_model_version_tag(
        name: impl Into<String>, version: impl Display, key: impl Into<String>, value: impl Display) -> ();
    fn delete_model_version_tag(name: impl Into<String>, version: impl Display, key: impl Into<String>) -> ();
}
