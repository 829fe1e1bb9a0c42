//! Versions of registered models.

use super::Client;
use crate::contract::model_versions as contract;
use crate::entities::ModelVersion;
use crate::error::Result;
use crate::options::SearchModelVersions;
use std::fmt::Display;

const VERSIONS_PER_PAGE: usize = 10_000;

impl Client {
    /// Creates the next version of a registered model.
    ///
    /// The source is taken as it is; `register_model` of the crate `mlflow-registry` finds it from a run first.
    ///
    /// # Errors
    ///
    /// `RESOURCE_DOES_NOT_EXIST` if there is no model of this name.
    pub async fn create_model_version(&self, request: contract::CreateModelVersion) -> Result<ModelVersion> {
        let answer = self.registry_store().await?.create_model_version(request).await?;
        Ok(answer.model_version)
    }

    /// Writes the description of a version.
    pub async fn update_model_version(
        &self,
        name: impl Into<String>,
        version: impl Display,
        description: impl Into<String>,
    ) -> Result<ModelVersion> {
        let request = contract::UpdateModelVersion {
            name: name.into(),
            version: version.to_string(),
            description: Some(description.into()),
        };
        let answer = self.registry_store().await?.update_model_version(request).await?;
        Ok(answer.model_version)
    }

    /// Moves a version to another stage, and all others of that stage into the archive if asked for.
    pub async fn transition_model_version_stage(
        &self,
        name: impl Into<String>,
        version: impl Display,
        stage: impl Display,
        archive_existing_versions: bool,
    ) -> Result<ModelVersion> {
        let request = contract::TransitionModelVersionStage {
            name: name.into(),
            version: version.to_string(),
            stage: stage.to_string(),
            archive_existing_versions,
        };
        let answer = self
            .registry_store()
            .await?
            .transition_model_version_stage(request)
            .await?;
        Ok(answer.model_version)
    }

    /// Deletes a version with its aliases, for good.
    pub async fn delete_model_version(&self, name: impl Into<String>, version: impl Display) -> Result<()> {
        let request = contract::DeleteModelVersion {
            name: name.into(),
            version: version.to_string(),
        };
        self.registry_store().await?.delete_model_version(request).await?;
        Ok(())
    }

    /// Returns a version.
    ///
    /// # Errors
    ///
    /// `RESOURCE_DOES_NOT_EXIST` if there is none of this number, or it was deleted.
    pub async fn get_model_version(
        &self,
        name: impl Into<String>,
        version: impl Display,
    ) -> Result<ModelVersion> {
        let request = contract::GetModelVersion {
            name: name.into(),
            version: version.to_string(),
        };
        let answer = self.registry_store().await?.get_model_version(request).await?;
        Ok(answer.model_version)
    }

    /// Finds versions; those of prompts only if the filter asks for them.
    pub async fn search_model_versions(&self, search: SearchModelVersions) -> Result<Vec<ModelVersion>> {
        let mut left = search.max_results.unwrap_or(usize::MAX);
        let mut request = contract::SearchModelVersions {
            filter: search.filter,
            order_by: search.order_by,
            ..contract::SearchModelVersions::default()
        };
        let mut versions = Vec::new();
        while left > 0 {
            request.max_results = Some(left.min(VERSIONS_PER_PAGE) as i64);
            let store = self.registry_store().await?;
            let mut page = store.search_model_versions(request.clone()).await?;
            page.model_versions.truncate(left);
            left -= page.model_versions.len();
            versions.append(&mut page.model_versions);
            if page.next_page_token.is_empty() {
                break;
            }
            request.page_token = page.next_page_token;
        }
        Ok(versions)
    }

    /// Returns the URI of a version's files.
    pub async fn get_model_version_download_uri(
        &self,
        name: impl Into<String>,
        version: impl Display,
    ) -> Result<String> {
        let request = contract::GetModelVersionDownloadUri {
            name: name.into(),
            version: version.to_string(),
        };
        let answer = self
            .registry_store()
            .await?
            .get_model_version_download_uri(request)
            .await?;
        Ok(answer.artifact_uri)
    }

    /// Writes a tag of a version.
    pub async fn set_model_version_tag(
        &self,
        name: impl Into<String>,
        version: impl Display,
        key: impl Into<String>,
        value: impl Display,
    ) -> Result<()> {
        let request = contract::SetModelVersionTag {
            name: name.into(),
            version: version.to_string(),
            key: key.into(),
            value: value.to_string(),
        };
        self.registry_store()
            .await?
            .set_model_version_tag(request)
            .await?;
        Ok(())
    }

    /// Removes a tag of a version; one that is not there is no error.
    pub async fn delete_model_version_tag(
        &self,
        name: impl Into<String>,
        version: impl Display,
        key: impl Into<String>,
    ) -> Result<()> {
        let request = contract::DeleteModelVersionTag {
            name: name.into(),
            version: version.to_string(),
            key: key.into(),
        };
        self.registry_store()
            .await?
            .delete_model_version_tag(request)
            .await?;
        Ok(())
    }
}
