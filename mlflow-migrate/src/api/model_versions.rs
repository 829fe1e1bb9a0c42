//! Versions keep their numbers where these are free: a gap is a version that is made and deleted again.

use crate::event::Kind;
use crate::ids::SOURCE;
use crate::migration::Work;
use crate::place::Places;
use crate::source::Source;
use futures::stream::TryStreamExt;
use mlflow_core::contract::model_versions::{
    CreateModelVersion, DeleteModelVersion, SetModelVersionTag, TransitionModelVersionStage,
    UpdateModelVersion,
};
use mlflow_core::entities::{ModelVersion, ModelVersionTag, RegisteredModel};
use mlflow_core::{RegistryStore, Result};
use std::collections::BTreeSet;
use std::pin::pin;
use std::sync::Arc;

impl Work<'_> {
    /// Writes the versions of a model, the lowest number first, and returns the numbers in the target of those that are
    /// there.
    pub(super) async fn write_versions_through_api(
        &mut self,
        model: &RegisteredModel,
        kept: &RegisteredModel,
        api: &Source,
        places: &mut Places,
    ) -> Result<BTreeSet<String>> {
        let mut there = BTreeSet::new();
        let Some(registry) = &api.registry else {
            return Ok(there);
        };
        let mut copies = api.copies_of_versions(kept).await?;
        let mut pages = pin!(self.source.versions(model));
        while let Some(versions) = pages.try_next().await? {
            self.moved(Kind::ModelVersions, versions.len());
            for original in versions {
                let number = original.version.version.clone();
                let what = format!("{}/{number}", model.name);
                let mut expected = places.version(original).version;
                // Official MLflow asks for the model that a source names, and does not tell it.
                if expected.model_id.as_deref().unwrap_or_default().is_empty() {
                    let source = expected.source.as_deref().unwrap_or_default();
                    expected.model_id = places.ids.model_in(source);
                }
                let copy = match copies.remove(&number) {
                    Some(copy) if is_before(&copy, &number) => {
                        delete(&copy, registry).await?;
                        None
                    }
                    copy => copy,
                };
                let copy = match copy {
                    Some(copy) => copy,
                    None => {
                        let made = make(&expected, &number, registry).await;
                        match self.unless_refused(Kind::ModelVersions, &what, made)? {
                            Some(made) => made,
                            None => continue,
                        }
                    }
                };
                places.ids.note_version(&model.name, &number, &copy.version);
                there.insert(copy.version.clone());
                let completed = complete(&expected, &copy, registry).await;
                self.unless_refused(Kind::ModelVersions, &what, completed)?;
            }
        }
        Ok(there)
    }
}

/// Tells whether a copy only filled a gap when a migration was interrupted.
fn is_before(copy: &ModelVersion, number: &str) -> bool {
    number.parse().is_ok_and(|number: i64| copy.number() < number)
}

async fn delete(version: &ModelVersion, registry: &Arc<dyn RegistryStore>) -> Result<()> {
    let request = DeleteModelVersion {
        name: version.name.clone(),
        version: version.version.clone(),
    };
    registry.delete_model_version(request).await.map(drop)
}

/// Makes a version, again and again until it has its number, or a higher one if that is taken.
async fn make(
    expected: &ModelVersion,
    number: &str,
    registry: &Arc<dyn RegistryStore>,
) -> Result<ModelVersion> {
    let not_empty = |text: &Option<String>| text.clone().filter(|text| !text.is_empty());
    let mut tags = expected.tags.to_vec();
    tags.retain(|tag| tag.key != SOURCE);
    tags.push(ModelVersionTag::new(SOURCE, number));
    let request = CreateModelVersion {
        name: expected.name.clone(),
        source: expected.source.clone().unwrap_or_default(),
        run_id: not_empty(&expected.run_id),
        tags,
        run_link: not_empty(&expected.run_link),
        description: not_empty(&expected.description),
        model_id: not_empty(&expected.model_id),
    };
    let mut last = 0;
    loop {
        let made = registry
            .create_model_version(request.clone())
            .await?
            .model_version;
        // A registry that gives a deleted number anew leaves no gaps.
        if !is_before(&made, number) || made.number() <= last {
            return Ok(made);
        }
        last = made.number();
        delete(&made, registry).await?;
    }
}

/// Brings stage, description and tags of a version to what they should be.
async fn complete(
    expected: &ModelVersion,
    copy: &ModelVersion,
    registry: &Arc<dyn RegistryStore>,
) -> Result<()> {
    let (name, version) = (|| copy.name.clone(), || copy.version.clone());
    let description = expected.description.clone().filter(|text| !text.is_empty());
    if description.is_some() && description != copy.description {
        let request = UpdateModelVersion {
            name: name(),
            version: version(),
            description,
        };
        registry.update_model_version(request).await?;
    }
    for tag in expected.tags.iter().filter(|tag| tag.key != SOURCE) {
        if copy.tags.get(&tag.key) != Some(&tag.value) {
            let request = SetModelVersionTag {
                name: name(),
                version: version(),
                key: tag.key.clone(),
                value: tag.value.clone(),
            };
            registry.set_model_version_tag(request).await?;
        }
    }
    if !expected.current_stage.is_empty() && expected.stage() != copy.stage() {
        let request = TransitionModelVersionStage {
            name: name(),
            version: version(),
            stage: expected.current_stage.clone(),
            archive_existing_versions: false,
        };
        registry.transition_model_version_stage(request).await?;
    }
    Ok(())
}
