//! Logged models are made, finalized and deleted.

use super::{params, read, tags};
use crate::sql::execute::Tx;
use crate::sql::experiments;
use crate::sql::tables::LoggedModels as Table;
use mlflow_core::artifact::location;
use mlflow_core::clock::now_ms;
use mlflow_core::contract::logged_models::CreateLoggedModel;
use mlflow_core::entities::{LifecycleStage, LoggedModel, LoggedModelStatus};
use mlflow_core::names;
use mlflow_core::validation::experiment_number;
use mlflow_core::{Result, refusals};
use sea_query::{Expr, ExprTrait, Query, UpdateStatement};

pub(super) async fn create(tx: &mut Tx<'_>, request: CreateLoggedModel) -> Result<LoggedModel> {
    let experiment_id = experiment_number(&request.experiment_id)?;
    let experiment = experiments::require_active(tx, experiment_id).await?;
    let model_id = format!("m-{}", uuid::Uuid::new_v4().simple());
    let artifacts = location::join(&experiment.artifact_location, &["models", &model_id, "artifacts"]);
    let name = match request.name {
        name if name.is_empty() => names::random_run_name(),
        name => name,
    };
    let now = now_ms();
    let insert = Query::insert()
        .into_table(Table::Table)
        .columns([
            Table::ModelId,
            Table::ExperimentId,
            Table::Name,
            Table::ArtifactLocation,
            Table::CreationTimestampMs,
            Table::LastUpdatedTimestampMs,
            Table::Status,
            Table::LifecycleStage,
            Table::ModelType,
            Table::SourceRunId,
        ])
        .values_panic([
            model_id.as_str().into(),
            experiment_id.into(),
            name.into(),
            artifacts.into(),
            now.into(),
            now.into(),
            LoggedModelStatus::Pending.number().into(),
            LifecycleStage::Active.as_str().into(),
            request.model_type.into(),
            request.source_run_id.into(),
        ])
        .to_owned();
    tx.execute(&insert).await?;
    params::log(tx, &model_id, experiment_id, request.params).await?;
    tags::set(tx, &model_id, experiment_id, request.tags).await?;
    read::one(tx, &model_id, false).await
}

pub(super) async fn finalize(
    tx: &mut Tx<'_>,
    model_id: String,
    status: LoggedModelStatus,
) -> Result<LoggedModel> {
    update(
        tx,
        &model_id,
        of_model(&model_id).value(Table::Status, status.number()),
    )
    .await?;
    read::one(tx, &model_id, true).await
}

pub(super) async fn delete(tx: &mut Tx<'_>, model_id: String) -> Result<()> {
    let deleted = LifecycleStage::Deleted.as_str();
    update(
        tx,
        &model_id,
        of_model(&model_id).value(Table::LifecycleStage, deleted),
    )
    .await
}

async fn update(tx: &mut Tx<'_>, model_id: &str, update: &UpdateStatement) -> Result<()> {
    match tx.execute(update).await? {
        0 => Err(refusals::logged_model_not_found(model_id)),
        _ => Ok(()),
    }
}

fn of_model(model_id: &str) -> UpdateStatement {
    Query::update()
        .table(Table::Table)
        .value(Table::LastUpdatedTimestampMs, now_ms())
        .and_where(Expr::col(Table::ModelId).eq(model_id))
        .to_owned()
}
