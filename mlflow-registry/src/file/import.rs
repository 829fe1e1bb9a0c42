//! What a migration writes to folders: models and versions with their numbers and times.

use super::read::Whose;
use super::{FileRegistry, is_folder_name, refused_name, write};
use async_trait::async_trait;
use mlflow_core::contract::RegistryImportTarget;
use mlflow_core::contract::registry_import_target::{
    ImportAliases, ImportAliasesResponse, ImportModelVersions, ImportModelVersionsResponse,
    ImportRegisteredModels, ImportRegisteredModelsResponse,
};
use mlflow_core::entities::KeyValue;
use mlflow_core::import::ImportedVersion;
use mlflow_core::memory::{ModelContents, RegistryContents, VersionContents};
use mlflow_core::registry::{LinkedProvider, Provider};
use mlflow_core::validation::version_number;
use mlflow_core::{Result, StoreUri, refusals};
use mlflow_stores::file::disk;
use std::collections::BTreeMap;
use std::sync::Arc;

impl FileRegistry {
    /// Changes what the files say of these models.
    fn take_over(
        &self,
        names: &[&str],
        change: impl FnOnce(&mut RegistryContents) -> Result<()>,
    ) -> Result<()> {
        if let Some(name) = names.iter().find(|name| !is_folder_name(name)) {
            return Err(refused_name(name));
        }
        if names.is_empty() {
            return Ok(());
        }
        let dir = disk::open_root(&self.0.root)?;
        let _lock = disk::lock(&dir, ".")?;
        let before = self.0.shelf.read(&dir, &self.0.root, names, Whose::Models)?;
        let mut after = before.clone();
        change(&mut after)?;
        write::differences(&dir, &before, &after)
    }
}

#[async_trait]
impl RegistryImportTarget for FileRegistry {
    async fn import_registered_models(
        &self,
        request: ImportRegisteredModels,
    ) -> Result<ImportRegisteredModelsResponse> {
        let models = request.registered_models;
        let names: Vec<&str> = models.iter().map(|model| model.name.as_str()).collect();
        self.take_over(&names, |contents| {
            for model in &models {
                let kept = contents.models.entry(model.name.clone()).or_default();
                kept.created = model.creation_timestamp.unwrap_or_default();
                kept.updated = model.last_updated_timestamp.unwrap_or_default();
                kept.description.clone_from(&model.description);
                add_tags(&mut kept.tags, model.tags.iter());
            }
            Ok(())
        })?;
        Ok(ImportRegisteredModelsResponse {})
    }

    async fn import_model_versions(
        &self,
        request: ImportModelVersions,
    ) -> Result<ImportModelVersionsResponse> {
        let versions = request.model_versions;
        let names: Vec<&str> = versions.iter().map(|v| v.version.name.as_str()).collect();
        self.take_over(&names, |contents| {
            versions.iter().try_for_each(|version| {
                let model = model(contents, &version.version.name)?;
                write_version(model, version.clone())
            })
        })?;
        Ok(ImportModelVersionsResponse {})
    }

    async fn import_aliases(&self, request: ImportAliases) -> Result<ImportAliasesResponse> {
        let ImportAliases { name, aliases } = request;
        self.take_over(&[&name], |contents| {
            let model = model(contents, &name)?;
            for alias in aliases {
                let number = version_number(&alias.version)?;
                model.aliases.insert(alias.alias, number);
            }
            Ok(())
        })?;
        Ok(ImportAliasesResponse {})
    }
}

fn model<'c>(contents: &'c mut RegistryContents, name: &str) -> Result<&'c mut ModelContents> {
    let model = contents.models.get_mut(name);
    model.ok_or_else(|| refusals::registered_model_not_found(name))
}

fn add_tags<'t, T>(kept: &mut BTreeMap<String, String>, tags: impl Iterator<Item = &'t T>)
where
    T: KeyValue<Value = str> + 't,
{
    kept.extend(tags.map(|tag| (tag.key().to_owned(), tag.value().to_owned())));
}

fn write_version(model: &mut ModelContents, imported: ImportedVersion) -> Result<()> {
    let ImportedVersion {
        version,
        storage_location,
    } = imported;
    let number = version_number(&version.version)?;
    let before = model.versions.remove(&number).unwrap_or_default();
    let mut kept = VersionContents {
        created: version.creation_timestamp.unwrap_or_default(),
        updated: version.last_updated_timestamp.unwrap_or_default(),
        stage: Some(version.stage().unwrap_or_default()),
        description: version.description,
        source: version.source.unwrap_or_default(),
        storage_location,
        run_id: version.run_id,
        run_link: version.run_link.unwrap_or_default(),
        tags: before.tags,
    };
    add_tags(&mut kept.tags, version.tags.iter());
    model.versions.insert(number, kept);
    Ok(())
}

fn provider() -> Provider<dyn RegistryImportTarget> {
    Provider::new("mlflow-registry", ["file"], |uri: StoreUri, _| async move {
        Ok(Arc::new(FileRegistry::open(uri.as_str())?) as Arc<dyn RegistryImportTarget>)
    })
}

inventory::submit! { LinkedProvider(|| provider().into()) }
