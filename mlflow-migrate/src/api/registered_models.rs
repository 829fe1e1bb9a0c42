//! Registered models and prompts keep their names.

use crate::event::Kind;
use crate::ids::SOURCE;
use crate::migration::Work;
use crate::place::Places;
use crate::source::{Source, there};
use mlflow_core::contract::registered_models::{
    CreateRegisteredModel, GetRegisteredModel, SetRegisteredModelAlias, SetRegisteredModelTag,
    UpdateRegisteredModel,
};
use mlflow_core::entities::RegisteredModel;
use mlflow_core::{RegistryStore, Result};
use std::sync::Arc;

impl Work<'_> {
    /// Writes registered models with their versions and aliases.
    pub(crate) async fn write_registry_through_api(
        &mut self,
        api: &Source,
        places: &mut Places,
    ) -> Result<()> {
        let chosen = self.chosen;
        let Some(registry) = &api.registry else {
            return Ok(());
        };
        for (index, model) in chosen.models.iter().enumerate() {
            self.begins(Kind::RegisteredModels, index, false);
            self.moved(Kind::RegisteredModels, 1);
            let made = make(&places.registered_model(model.clone()), registry).await;
            let Some(kept) = self.unless_refused(Kind::RegisteredModels, &model.name, made)? else {
                continue;
            };
            let there = self.write_versions_through_api(model, &kept, api, places).await?;
            for alias in places.registered_model(model.clone()).aliases {
                if kept.aliases.contains(&alias) || !there.contains(&alias.version) {
                    continue;
                }
                let set = registry.set_registered_model_alias(SetRegisteredModelAlias {
                    name: model.name.clone(),
                    alias: alias.alias,
                    version: alias.version,
                });
                let set = set.await;
                self.unless_refused(Kind::RegisteredModels, &model.name, set)?;
            }
        }
        Ok(())
    }
}

/// Makes a model, or brings the one of its name to the same description and tags, and returns it as it was found.
async fn make(expected: &RegisteredModel, registry: &Arc<dyn RegistryStore>) -> Result<RegisteredModel> {
    let name = || expected.name.clone();
    let description = Some(expected.description.clone()).filter(|text| !text.is_empty());
    let mut tags = expected.tags.to_vec();
    tags.retain(|tag| tag.key != SOURCE);
    let request = GetRegisteredModel { name: name() };
    let Some(found) = there(registry.get_registered_model(request).await)? else {
        let request = CreateRegisteredModel {
            name: name(),
            tags,
            description,
        };
        return Ok(registry.create_registered_model(request).await?.registered_model);
    };
    let found = found.registered_model;
    if description.is_some() && found.description != expected.description {
        let request = UpdateRegisteredModel {
            name: name(),
            description,
        };
        registry.update_registered_model(request).await?;
    }
    tags.retain(|tag| found.tags.get(&tag.key) != Some(&tag.value));
    for tag in tags {
        let request = SetRegisteredModelTag {
            name: name(),
            key: tag.key,
            value: tag.value,
        };
        registry.set_registered_model_tag(request).await?;
    }
    Ok(found)
}
