//! Where the files of a new version are.

use super::tables::{LoggedModels, ModelVersions as Table};
use super::{registered_models, rows};
use mlflow_core::contract::model_versions::CreateModelVersion;
use mlflow_core::entities::ModelStage;
use mlflow_core::model_uri::{ModelTarget, ModelUri};
use mlflow_core::validation::version_number;
use mlflow_core::{Result, refusals};
use mlflow_stores::sql::Tx;
use sea_query::{Expr, ExprTrait, Query};

/// What a version holds beside what was asked for.
pub(super) struct Resolved {
    pub(super) storage_location: String,
    pub(super) run_id: String,
}

/// Follows a `models:` source to its files, and a logged model to the run that made it.
pub(super) async fn resolve(tx: &mut Tx<'_>, request: &CreateModelVersion) -> Result<Resolved> {
    let source = request.source.as_str();
    let mut resolved = Resolved {
        storage_location: source.to_owned(),
        run_id: request.run_id.clone().unwrap_or_default(),
    };
    let target = match ModelUri::is_one(source) {
        true => Some(ModelUri::parse(source)?.target),
        false => None,
    };
    let model_id = match &target {
        Some(ModelTarget::Logged { model_id }) => Some(model_id.as_str()),
        _ => None,
    };
    if let Some(target) = target.as_ref().filter(|_| model_id.is_none()) {
        let found = storage_location(tx, target).await;
        resolved.storage_location = found.map_err(|cause| refusals::source_not_found(source, cause))?;
    }
    let lookup = model_id.or(request.model_id.as_deref().filter(|id| !id.is_empty()));
    if let Some(logged) = match lookup {
        Some(id) => logged_model(tx, id).await?,
        None => None,
    } {
        if model_id.is_some() {
            resolved.storage_location = logged.artifact_location;
        }
        if resolved.run_id.is_empty() {
            resolved.run_id = logged.source_run_id;
        }
    }
    Ok(resolved)
}

async fn storage_location(tx: &mut Tx<'_>, target: &ModelTarget) -> Result<String> {
    let (name, number) = match target {
        ModelTarget::Version { name, version } => (name, version_number(version)?),
        ModelTarget::Alias { name, alias } => {
            let number = registered_models::number_of_alias(tx, name, alias).await?;
            (name, number)
        }
        ModelTarget::Latest { name } => (name, latest(tx, name, None).await?),
        ModelTarget::Stage { name, stage } => (name, latest(tx, name, Some(stage.parse()?)).await?),
        ModelTarget::Logged { model_id } => return Ok(format!("models:/{model_id}")),
    };
    storage_location_of_version(tx, name, number).await
}

async fn latest(tx: &mut Tx<'_>, name: &str, stage: Option<ModelStage>) -> Result<i64> {
    let versions = registered_models::latest_versions(tx, name).await?;
    let mut versions = versions.iter().rev();
    let found = versions.find(|version| stage.is_none() || version.stage() == stage);
    found
        .map(|version| version.number())
        .ok_or_else(|| refusals::no_version_of_stage(name, stage))
}

/// Returns where the files of a live version are.
pub(super) async fn storage_location_of_version(tx: &mut Tx<'_>, name: &str, number: i64) -> Result<String> {
    let mut query = rows::select_version(tx.dialect(), name, number);
    query
        .clear_selects()
        .columns([Table::StorageLocation, Table::Source]);
    let found = tx.row(&query, |row| {
        let stored = row.optional_string(0)?.filter(|location| !location.is_empty());
        match stored {
            Some(location) => Ok(location),
            None => row.string_or_empty(1),
        }
    });
    let found = found.await?;
    found.ok_or_else(|| refusals::model_version_not_found(name, number))
}

struct LoggedModel {
    artifact_location: String,
    source_run_id: String,
}

/// Finds a logged model, if the tracking store is this database too.
async fn logged_model(tx: &mut Tx<'_>, model_id: &str) -> Result<Option<LoggedModel>> {
    let query = Query::select()
        .columns([LoggedModels::ArtifactLocation, LoggedModels::SourceRunId])
        .from(LoggedModels::Table)
        .and_where(Expr::col(LoggedModels::ModelId).eq(model_id))
        .and_where(Expr::col(LoggedModels::LifecycleStage).eq("active"))
        .to_owned();
    let read = tx.row(&query, |row| {
        Ok(LoggedModel {
            artifact_location: row.string_or_empty(0)?,
            source_run_id: row.string_or_empty(1)?,
        })
    });
    read.await
}
