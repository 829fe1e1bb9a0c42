//! Logged models of another store.

use super::{metrics, params, tags};
use crate::sql::execute::Tx;
use crate::sql::runs;
use crate::sql::tables::LoggedModels as Table;
use mlflow_core::Result;
use mlflow_core::entities::{LoggedModel, Metric};
use mlflow_core::import::ImportedModel;
use mlflow_core::validation::experiment_number;
use sea_query::{OnConflict, Query, Value};

/// What is written over the row of a model that is there.
const REPLACED: [Table; 10] = [
    Table::ExperimentId,
    Table::Name,
    Table::ArtifactLocation,
    Table::CreationTimestampMs,
    Table::LastUpdatedTimestampMs,
    Table::Status,
    Table::LifecycleStage,
    Table::ModelType,
    Table::SourceRunId,
    Table::StatusMessage,
];

pub(in crate::sql) async fn import(tx: &mut Tx<'_>, mut models: Vec<ImportedModel>) -> Result<()> {
    models.sort_by(|a, b| a.model.id().cmp(b.model.id()));
    let upsert = Query::insert()
        .into_table(Table::Table)
        .columns([Table::ModelId].into_iter().chain(REPLACED))
        .on_conflict(
            OnConflict::column(Table::ModelId)
                .update_columns(REPLACED)
                .to_owned(),
        )
        .to_owned();
    let rows = models.iter().map(row).collect::<Result<Vec<_>>>()?;
    tx.insert_all(upsert, rows).await?;
    for ImportedModel { model, .. } in models {
        let experiment_id = experiment_number(&model.info.experiment_id)?;
        let id = model.info.model_id.as_str();
        write_metrics(tx, &model).await?;
        params::log(tx, id, experiment_id, model.data.params.into_iter().collect()).await?;
        tags::set(tx, id, experiment_id, model.info.tags.into_iter().collect()).await?;
    }
    Ok(())
}

fn row(
    ImportedModel {
        model,
        lifecycle_stage,
    }: &ImportedModel,
) -> Result<Vec<Value>> {
    let info = &model.info;
    Ok(vec![
        info.model_id.as_str().into(),
        experiment_number(&info.experiment_id)?.into(),
        info.name.as_str().into(),
        info.artifact_uri.as_str().into(),
        info.creation_timestamp_ms.into(),
        info.last_updated_timestamp_ms.into(),
        info.status.number().into(),
        lifecycle_stage.as_str().into(),
        info.model_type.clone().into(),
        info.source_run_id.clone().into(),
        info.status_message.clone().into(),
    ])
}

/// Writes the points whose runs are there, each under the experiment of its run.
async fn write_metrics(tx: &mut Tx<'_>, model: &LoggedModel) -> Result<()> {
    let points = &model.data.metrics;
    let run_of = |point: &Metric| point.run_id.clone().unwrap_or_default();
    let run_ids: Vec<String> = points.iter().map(run_of).collect();
    let known = runs::states(tx, run_ids.iter().map(String::as_str)).await?;
    let mut rows = Vec::with_capacity(points.len());
    for (point, run_id) in points.iter().zip(&run_ids) {
        if let Some((_, of_run)) = known.get(run_id) {
            rows.push(metrics::row(model.id(), run_id, *of_run, point));
        }
    }
    tx.insert_all(metrics::insert(), rows).await.map(drop)
}
