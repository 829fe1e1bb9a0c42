//! Registered models.

use super::MemoryStore;
use super::registry_contents::ModelContents;
use crate::clock::now_ms;
use crate::contract::RegisteredModels;
use crate::contract::model_versions::CreateModelVersionResponse;
use crate::contract::registered_models::*;
use crate::error::Result;
use crate::refusals;
use crate::validation::{Validate, version_number};
use async_trait::async_trait;

fn answer(name: &str, model: &ModelContents) -> CreateRegisteredModelResponse {
    CreateRegisteredModelResponse {
        registered_model: model.entity(name),
    }
}

#[async_trait]
impl RegisteredModels for MemoryStore {
    async fn create_registered_model(
        &self,
        request: CreateRegisteredModel,
    ) -> Result<CreateRegisteredModelResponse> {
        let CreateRegisteredModel {
            name,
            tags,
            description,
        } = request.validated()?;
        let model = ModelContents::new(description.unwrap_or_default(), tags);
        let mut state = self.write_registry();
        if let Some(taken) = state.models.get(&name) {
            let (by, for_) = (taken.is_prompt(), model.is_prompt());
            return Err(refusals::registered_model_name_taken(&name, by, for_));
        }
        let answer = answer(&name, &model);
        state.models.insert(name, model);
        Ok(answer)
    }

    async fn rename_registered_model(
        &self,
        request: RenameRegisteredModel,
    ) -> Result<RenameRegisteredModelResponse> {
        let RenameRegisteredModel { name, new_name } = request.validated()?;
        let mut state = self.write_registry();
        state.model(&name)?;
        if name != new_name && state.models.contains_key(&new_name) {
            return Err(refusals::registered_model_renamed_to_taken(&name, &new_name));
        }
        let Some(mut model) = state.models.remove(&name) else {
            return Err(refusals::registered_model_not_found(&name));
        };
        let now = now_ms();
        model.updated = now;
        for version in model.versions.values_mut() {
            version.updated = now;
        }
        let answer = answer(&new_name, &model);
        state.models.insert(new_name, model);
        Ok(answer)
    }

    async fn update_registered_model(
        &self,
        request: UpdateRegisteredModel,
    ) -> Result<UpdateRegisteredModelResponse> {
        let UpdateRegisteredModel { name, description } = request.validated()?;
        let mut state = self.write_registry();
        let model = state.model_mut(&name)?;
        model.description = description.unwrap_or_default();
        model.updated = now_ms();
        Ok(answer(&name, model))
    }

    async fn delete_registered_model(
        &self,
        request: DeleteRegisteredModel,
    ) -> Result<DeleteRegisteredModelResponse> {
        let name = request.validated()?.name;
        match self.write_registry().models.remove(&name) {
            Some(_) => Ok(DeleteRegisteredModelResponse {}),
            None => Err(refusals::registered_model_not_found(&name)),
        }
    }

    async fn get_registered_model(&self, request: GetRegisteredModel) -> Result<GetRegisteredModelResponse> {
        let name = request.validated()?.name;
        let state = self.read_registry();
        Ok(answer(&name, state.model(&name)?))
    }

    async fn search_registered_models(
        &self,
        request: SearchRegisteredModels,
    ) -> Result<SearchRegisteredModelsResponse> {
        self.read_registry().search_models(&request.validated()?)
    }

    async fn get_latest_versions(&self, request: GetLatestVersions) -> Result<GetLatestVersionsResponse> {
        let GetLatestVersions { name, stages } = request.validated()?;
        let state = self.read_registry();
        let model = state.model(&name)?;
        let latest = model
            .latest()
            .into_iter()
            .filter_map(|number| model.version_entity(&name, number));
        Ok(GetLatestVersionsResponse {
            model_versions: latest
                .filter(|version| stages.contains(&version.current_stage))
                .collect(),
        })
    }

    async fn set_registered_model_tag(
        &self,
        request: SetRegisteredModelTag,
    ) -> Result<SetRegisteredModelTagResponse> {
        let SetRegisteredModelTag { name, key, value } = request.validated()?;
        self.write_registry().model_mut(&name)?.tags.insert(key, value);
        Ok(SetRegisteredModelTagResponse {})
    }

    async fn delete_registered_model_tag(
        &self,
        request: DeleteRegisteredModelTag,
    ) -> Result<DeleteRegisteredModelTagResponse> {
        let DeleteRegisteredModelTag { name, key } = request.validated()?;
        self.write_registry().model_mut(&name)?.tags.remove(&key);
        Ok(DeleteRegisteredModelTagResponse {})
    }

    async fn set_registered_model_alias(
        &self,
        request: SetRegisteredModelAlias,
    ) -> Result<SetRegisteredModelAliasResponse> {
        let SetRegisteredModelAlias { name, alias, version } = request.validated()?;
        let number = version_number(&version)?;
        let mut state = self.write_registry();
        state
            .model_of_version_mut(&name, number)?
            .aliases
            .insert(alias, number);
        Ok(SetRegisteredModelAliasResponse {})
    }

    async fn delete_registered_model_alias(
        &self,
        request: DeleteRegisteredModelAlias,
    ) -> Result<DeleteRegisteredModelAliasResponse> {
        let DeleteRegisteredModelAlias { name, alias } = request.validated()?;
        self.write_registry().model_mut(&name)?.aliases.remove(&alias);
        Ok(DeleteRegisteredModelAliasResponse {})
    }

    async fn get_model_version_by_alias(
        &self,
        request: GetModelVersionByAlias,
    ) -> Result<GetModelVersionByAliasResponse> {
        let GetModelVersionByAlias { name, alias } = request.validated()?;
        let state = self.read_registry();
        let model = state.model(&name)?;
        let number = if alias.eq_ignore_ascii_case("latest") {
            let latest = model.latest().into_iter().max();
            latest.ok_or_else(|| refusals::latest_version_not_found(&name))?
        } else {
            let number = model.aliases.get(&alias).copied();
            number.ok_or_else(|| refusals::alias_not_found(&alias))?
        };
        Ok(CreateModelVersionResponse {
            model_version: state.version_entity(&name, number)?,
        })
    }
}
