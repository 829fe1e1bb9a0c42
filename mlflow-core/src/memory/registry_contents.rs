//! What the store knows of registered models.

use crate::clock::now_ms;
use crate::entities::{
    ModelStage, ModelVersion, ModelVersionTag, RegisteredModel, RegisteredModelAlias, RegisteredModelTag,
};
use crate::error::Result;
use crate::{prompt_tags, refusals};
use std::collections::BTreeMap;

/// Registered models by their names, as a whole: for stores that keep them elsewhere.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RegistryContents {
    /// The models.
    pub models: BTreeMap<String, ModelContents>,
}

/// A registered model with its versions.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ModelContents {
    /// When it was made, in milliseconds since 1970.
    pub created: i64,
    /// When it was last changed, in milliseconds since 1970.
    pub updated: i64,
    /// What people say of it.
    pub description: String,
    /// Its tags.
    pub tags: BTreeMap<String, String>,
    /// Its aliases, each with the number of the version that it stands for.
    pub aliases: BTreeMap<String, i64>,
    /// Deleted ones too: their numbers are not given again.
    pub versions: BTreeMap<i64, VersionContents>,
}

/// A version of a registered model.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct VersionContents {
    /// When it was made, in milliseconds since 1970.
    pub created: i64,
    /// When it was last changed, in milliseconds since 1970.
    pub updated: i64,
    /// None for a version that is deleted.
    pub stage: Option<ModelStage>,
    /// What people say of it.
    pub description: Option<String>,
    /// What it was made of.
    pub source: String,
    /// Where its files are.
    pub storage_location: String,
    /// The run that made it.
    pub run_id: Option<String>,
    /// A link to that run.
    pub run_link: String,
    /// Its tags.
    pub tags: BTreeMap<String, String>,
}

impl RegistryContents {
    pub(super) fn model(&self, name: &str) -> Result<&ModelContents> {
        let model = self.models.get(name);
        model.ok_or_else(|| refusals::registered_model_not_found(name))
    }

    pub(super) fn model_mut(&mut self, name: &str) -> Result<&mut ModelContents> {
        let model = self.models.get_mut(name);
        model.ok_or_else(|| refusals::registered_model_not_found(name))
    }

    pub(super) fn version(&self, name: &str, number: i64) -> Result<&VersionContents> {
        let model = self.models.get(name);
        model
            .and_then(|model| model.live(number))
            .ok_or_else(|| refusals::model_version_not_found(name, number))
    }

    /// Returns the model of a live version.
    pub(super) fn model_of_version_mut(&mut self, name: &str, number: i64) -> Result<&mut ModelContents> {
        let model = self.models.get_mut(name);
        model
            .filter(|model| model.live(number).is_some())
            .ok_or_else(|| refusals::model_version_not_found(name, number))
    }

    /// Returns a live version as an entity, with its aliases.
    pub(super) fn version_entity(&self, name: &str, number: i64) -> Result<ModelVersion> {
        let model = self.models.get(name);
        model
            .and_then(|model| model.version_entity(name, number))
            .ok_or_else(|| refusals::model_version_not_found(name, number))
    }
}

impl ModelContents {
    pub(super) fn new(description: String, tags: Vec<RegisteredModelTag>) -> Self {
        let created = now_ms();
        ModelContents {
            created,
            updated: created,
            description,
            tags: tags.into_iter().map(|tag| (tag.key, tag.value)).collect(),
            ..ModelContents::default()
        }
    }

    pub(super) fn live(&self, number: i64) -> Option<&VersionContents> {
        self.versions
            .get(&number)
            .filter(|version| version.stage.is_some())
    }

    pub(super) fn is_prompt(&self) -> bool {
        marks_prompt(&self.tags)
    }

    /// Tells whether a version, live or deleted, is marked as one of a prompt.
    pub(super) fn has_prompt_versions(&self) -> bool {
        self.versions.values().any(|version| marks_prompt(&version.tags))
    }

    /// Returns the number of the latest live version of each stage, in the order of the first one of the same stage.
    pub(super) fn latest(&self) -> Vec<i64> {
        let mut by_stage = BTreeMap::new();
        for (number, version) in &self.versions {
            if let Some(stage) = version.stage {
                let (_, latest) = by_stage.entry(stage).or_insert((*number, *number));
                *latest = *number;
            }
        }
        let mut latest: Vec<(i64, i64)> = by_stage.into_values().collect();
        latest.sort_unstable();
        latest.into_iter().map(|(_, latest)| latest).collect()
    }

    pub(super) fn entity(&self, name: &str) -> RegisteredModel {
        let latest = self.latest().into_iter();
        let latest = latest.filter_map(|number| Some(self.live(number)?.entity(name, number)));
        let aliases = self.aliases.iter().map(|(alias, version)| RegisteredModelAlias {
            alias: alias.clone(),
            version: version.to_string(),
        });
        RegisteredModel {
            name: name.to_owned(),
            creation_timestamp: Some(self.created),
            last_updated_timestamp: Some(self.updated),
            user_id: None,
            description: self.description.clone(),
            latest_versions: latest.collect(),
            tags: self
                .tags
                .iter()
                .map(|(k, v)| RegisteredModelTag::new(k, v))
                .collect(),
            aliases: aliases.collect(),
        }
    }

    pub(super) fn version_entity(&self, name: &str, number: i64) -> Option<ModelVersion> {
        let mut version = self.live(number)?.entity(name, number);
        let aliases = self.aliases.iter().filter(|(_, of)| **of == number);
        version.aliases = aliases.map(|(alias, _)| alias.clone()).collect();
        Some(version)
    }
}

impl VersionContents {
    /// Returns the version without its aliases.
    pub(super) fn entity(&self, name: &str, number: i64) -> ModelVersion {
        ModelVersion {
            name: name.to_owned(),
            version: number.to_string(),
            creation_timestamp: Some(self.created),
            last_updated_timestamp: Some(self.updated),
            current_stage: self.stage.unwrap_or_default().to_string(),
            description: self.description.clone(),
            source: Some(self.source.clone()),
            run_id: self.run_id.clone(),
            run_link: Some(self.run_link.clone()),
            tags: self
                .tags
                .iter()
                .map(|(k, v)| ModelVersionTag::new(k, v))
                .collect(),
            ..ModelVersion::default()
        }
    }
}

fn marks_prompt(tags: &BTreeMap<String, String>) -> bool {
    tags.get(prompt_tags::IS_PROMPT)
        .is_some_and(|value| value.eq_ignore_ascii_case("true"))
}
