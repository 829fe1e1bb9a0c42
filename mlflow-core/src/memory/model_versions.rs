//! Versions of registered models.

use super::MemoryStore;
use super::registry_contents::{RegistryContents, VersionContents};
use crate::clock::now_ms;
use crate::contract::ModelVersions;
use crate::contract::model_versions::*;
use crate::entities::ModelStage;
use crate::error::Result;
use crate::model_uri::{ModelTarget, ModelUri};
use crate::refusals;
use crate::validation::{Validate, version_number};
use async_trait::async_trait;

#[async_trait]
impl ModelVersions for MemoryStore {
    async fn create_model_version(&self, request: CreateModelVersion) -> Result<CreateModelVersionResponse> {
        let request = request.validated()?;
        let mut state = self.write_registry();
        let storage_location = state.storage_location(&request.source)?;
        let model = state.model_mut(&request.name)?;
        let number = model.versions.keys().next_back().copied().unwrap_or(0) + 1;
        let now = now_ms();
        let version = VersionContents {
            created: now,
            updated: now,
            stage: Some(ModelStage::None),
            description: Some(request.description.unwrap_or_default()),
            source: request.source,
            storage_location,
            run_id: Some(request.run_id.unwrap_or_default()),
            run_link: request.run_link.unwrap_or_default(),
            tags: request.tags.into_iter().map(|tag| (tag.key, tag.value)).collect(),
        };
        model.updated = now;
        model.versions.insert(number, version);
        state.answer(&request.name, number)
    }

    async fn update_model_version(&self, request: UpdateModelVersion) -> Result<UpdateModelVersionResponse> {
        let UpdateModelVersion {
            name,
            version,
            description,
        } = request.validated()?;
        self.change(&name, &version, |version| version.description = description)
    }

    async fn transition_model_version_stage(
        &self,
        request: TransitionModelVersionStage,
    ) -> Result<TransitionModelVersionStageResponse> {
        let request = request.validated()?;
        let number = version_number(&request.version)?;
        let stage: ModelStage = request.stage.parse()?;
        let mut state = self.write_registry();
        let model = state.model_of_version_mut(&request.name, number)?;
        let now = now_ms();
        model.updated = now;
        for (other, version) in &mut model.versions {
            if *other == number {
                version.stage = Some(stage);
                version.updated = now;
            } else if request.archive_existing_versions && version.stage == Some(stage) {
                version.stage = Some(ModelStage::Archived);
                version.updated = now;
            }
        }
        state.answer(&request.name, number)
    }

    async fn delete_model_version(&self, request: DeleteModelVersion) -> Result<DeleteModelVersionResponse> {
        let DeleteModelVersion { name, version } = request.validated()?;
        let number = version_number(&version)?;
        let mut state = self.write_registry();
        let model = state.model_of_version_mut(&name, number)?;
        model.aliases.retain(|_, of| *of != number);
        let now = now_ms();
        model.updated = now;
        if let Some(version) = model.versions.get_mut(&number) {
            let tags = std::mem::take(&mut version.tags);
            *version = VersionContents {
                created: version.created,
                updated: now,
                tags,
                ..VersionContents::default()
            };
        }
        Ok(DeleteModelVersionResponse {})
    }

    async fn get_model_version(&self, request: GetModelVersion) -> Result<GetModelVersionResponse> {
        let GetModelVersion { name, version } = request.validated()?;
        self.read_registry().answer(&name, version_number(&version)?)
    }

    async fn search_model_versions(
        &self,
        request: SearchModelVersions,
    ) -> Result<SearchModelVersionsResponse> {
        self.read_registry().search_versions(&request.validated()?)
    }

    async fn get_model_version_download_uri(
        &self,
        request: GetModelVersionDownloadUri,
    ) -> Result<GetModelVersionDownloadUriResponse> {
        let GetModelVersionDownloadUri { name, version } = request.validated()?;
        let state = self.read_registry();
        let version = state.version(&name, version_number(&version)?)?;
        Ok(GetModelVersionDownloadUriResponse {
            artifact_uri: version.storage_location.clone(),
        })
    }

    async fn set_model_version_tag(&self, request: SetModelVersionTag) -> Result<SetModelVersionTagResponse> {
        let SetModelVersionTag {
            name,
            version,
            key,
            value,
        } = request.validated()?;
        self.change_tags(&name, &version, |version| {
            version.tags.insert(key, value);
        })?;
        Ok(SetModelVersionTagResponse {})
    }

    async fn delete_model_version_tag(
        &self,
        request: DeleteModelVersionTag,
    ) -> Result<DeleteModelVersionTagResponse> {
        let DeleteModelVersionTag { name, version, key } = request.validated()?;
        self.change_tags(&name, &version, |version| {
            version.tags.remove(&key);
        })?;
        Ok(DeleteModelVersionTagResponse {})
    }
}

impl MemoryStore {
    fn change(
        &self,
        name: &str,
        version: &str,
        change: impl FnOnce(&mut VersionContents),
    ) -> Result<CreateModelVersionResponse> {
        let number = version_number(version)?;
        let mut state = self.write_registry();
        if let Some(version) = state
            .model_of_version_mut(name, number)?
            .versions
            .get_mut(&number)
        {
            change(version);
            version.updated = now_ms();
        }
        state.answer(name, number)
    }

    fn change_tags(
        &self,
        name: &str,
        version: &str,
        change: impl FnOnce(&mut VersionContents),
    ) -> Result<()> {
        let number = version_number(version)?;
        let mut state = self.write_registry();
        if let Some(version) = state
            .model_of_version_mut(name, number)?
            .versions
            .get_mut(&number)
        {
            change(version);
        }
        Ok(())
    }
}

impl RegistryContents {
    fn answer(&self, name: &str, number: i64) -> Result<CreateModelVersionResponse> {
        Ok(CreateModelVersionResponse {
            model_version: self.version_entity(name, number)?,
        })
    }

    /// Finds where the files of a source are: those of a version are its own, any other URI is the place itself.
    fn storage_location(&self, source: &str) -> Result<String> {
        if !ModelUri::is_one(source) {
            return Ok(source.to_owned());
        }
        let found = |uri: ModelUri| {
            let (name, number) = match uri.target {
                ModelTarget::Logged { .. } => return Ok(source.to_owned()),
                ModelTarget::Version { name, version } => {
                    let number = version_number(&version)?;
                    (name, number)
                }
                ModelTarget::Latest { name } => self.latest_of(name, None)?,
                ModelTarget::Stage { name, stage } => self.latest_of(name, Some(stage.parse()?))?,
                ModelTarget::Alias { name, alias } => {
                    let number = self.model(&name)?.aliases.get(&alias).copied();
                    (name, number.ok_or_else(|| refusals::alias_not_found(&alias))?)
                }
            };
            Ok(self.version(&name, number)?.storage_location.clone())
        };
        let uri = ModelUri::parse(source)?;
        found(uri).map_err(|cause| refusals::source_not_found(source, cause))
    }

    fn latest_of(&self, name: String, stage: Option<ModelStage>) -> Result<(String, i64)> {
        let model = self.model(&name)?;
        let mut numbers = model.latest().into_iter().rev();
        let found = numbers.find(|number| {
            let of = model.live(*number).and_then(|version| version.stage);
            stage.is_none() || of == stage
        });
        match found {
            Some(number) => Ok((name, number)),
            None => Err(refusals::no_version_of_stage(&name, stage)),
        }
    }
}
