//! What a migration writes to a registry: models and versions with their numbers and times.

use super::tables::{ModelVersions as Versions, RegisteredModels as Models};
use super::{SqlRegistryStore, WORKSPACE, aliases, tags};
use async_trait::async_trait;
use mlflow_core::Result;
use mlflow_core::contract::RegistryImportTarget;
use mlflow_core::contract::registry_import_target::{
    ImportAliases, ImportAliasesResponse, ImportModelVersions, ImportModelVersionsResponse,
    ImportRegisteredModels, ImportRegisteredModelsResponse,
};
use mlflow_core::entities::{RegisteredModel, RegisteredModelAlias};
use mlflow_core::import::ImportedVersion;
use mlflow_core::registry::{LinkedProvider, Provider};
use mlflow_core::validation::version_number;
use mlflow_stores::sql::Tx;
use sea_query::{OnConflict, Query, Value};
use std::sync::Arc;

#[async_trait]
impl RegistryImportTarget for SqlRegistryStore {
    async fn import_registered_models(
        &self,
        request: ImportRegisteredModels,
    ) -> Result<ImportRegisteredModelsResponse> {
        self.database
            .write(move |tx| Box::pin(write_models(tx, request.registered_models)))
            .await?;
        Ok(ImportRegisteredModelsResponse {})
    }

    async fn import_model_versions(
        &self,
        request: ImportModelVersions,
    ) -> Result<ImportModelVersionsResponse> {
        self.database
            .write(move |tx| Box::pin(write_versions(tx, request.model_versions)))
            .await?;
        Ok(ImportModelVersionsResponse {})
    }

    async fn import_aliases(&self, request: ImportAliases) -> Result<ImportAliasesResponse> {
        self.database
            .write(move |tx| {
                Box::pin(async move {
                    for RegisteredModelAlias { alias, version } in request.aliases {
                        aliases::set(tx, &request.name, &alias, version_number(&version)?).await?;
                    }
                    Ok(())
                })
            })
            .await?;
        Ok(ImportAliasesResponse {})
    }
}

/// What is written over the row of a model that is there.
const OF_MODEL: [Models; 3] = [Models::CreationTime, Models::LastUpdatedTime, Models::Description];

async fn write_models(tx: &mut Tx<'_>, mut models: Vec<RegisteredModel>) -> Result<()> {
    models.sort_by(|a, b| a.name.cmp(&b.name));
    let upsert = Query::insert()
        .into_table(Models::Table)
        .columns([Models::Workspace, Models::Name].into_iter().chain(OF_MODEL))
        .on_conflict(
            OnConflict::columns([Models::Workspace, Models::Name])
                .update_columns(OF_MODEL)
                .to_owned(),
        )
        .to_owned();
    let rows = models.iter().map(|model| {
        vec![
            WORKSPACE.into(),
            model.name.as_str().into(),
            model.creation_timestamp.into(),
            model.last_updated_timestamp.into(),
            text_or_null(&model.description),
        ]
    });
    tx.insert_all(upsert, rows.collect()).await?;
    for model in &models {
        tags::write_of_model(tx, &model.name, &model.tags).await?;
    }
    Ok(())
}

/// What is written over the row of a version that is there.
const OF_VERSION: [Versions; 11] = [
    Versions::CreationTime,
    Versions::LastUpdatedTime,
    Versions::Description,
    Versions::UserId,
    Versions::CurrentStage,
    Versions::Source,
    Versions::StorageLocation,
    Versions::RunId,
    Versions::RunLink,
    Versions::Status,
    Versions::StatusMessage,
];
const KEY: [Versions; 3] = [Versions::Workspace, Versions::Name, Versions::Version];

async fn write_versions(tx: &mut Tx<'_>, mut versions: Vec<ImportedVersion>) -> Result<()> {
    let key = |v: &ImportedVersion| (v.version.name.clone(), v.version.number());
    versions.sort_by_key(key);
    let upsert = Query::insert()
        .into_table(Versions::Table)
        .columns(KEY.into_iter().chain(OF_VERSION))
        .on_conflict(OnConflict::columns(KEY).update_columns(OF_VERSION).to_owned())
        .to_owned();
    let rows = versions.iter().map(row).collect::<Result<Vec<_>>>()?;
    tx.insert_all(upsert, rows).await?;
    for ImportedVersion { version, .. } in &versions {
        let number = version_number(&version.version)?;
        tags::write_of_version(tx, &version.name, number, &version.tags).await?;
    }
    Ok(())
}

fn row(imported: &ImportedVersion) -> Result<Vec<Value>> {
    let version = &imported.version;
    Ok(vec![
        WORKSPACE.into(),
        version.name.as_str().into(),
        version_number(&version.version)?.into(),
        version.creation_timestamp.into(),
        version.last_updated_timestamp.into(),
        version.description.clone().into(),
        version.user_id.clone().into(),
        version.current_stage.as_str().into(),
        version.source.clone().into(),
        text_or_null(&imported.storage_location),
        version.run_id.clone().into(),
        version.run_link.clone().into(),
        version.status.as_str().into(),
        version.status_message.clone().into(),
    ])
}

fn text_or_null(text: &str) -> Value {
    Some(text).filter(|text| !text.is_empty()).into()
}

fn provider() -> Provider<dyn RegistryImportTarget> {
    let schemes = mlflow_stores::sql::SCHEMES;
    Provider::new("mlflow-registry", schemes, |uri, options| async move {
        let store = SqlRegistryStore::open_with(&uri, options).await?;
        Ok(Arc::new(store) as Arc<dyn RegistryImportTarget>)
    })
}

inventory::submit! { LinkedProvider(|| provider().into()) }
