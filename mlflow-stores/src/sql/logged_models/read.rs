//! Logged models are read, alone or by the page.

use crate::sql::execute::Tx;
use crate::sql::row::Row;
use crate::sql::search_pages::chunks;
use crate::sql::tables::{
    LoggedModelMetrics as Metrics, LoggedModelParams as Params, LoggedModelTags as Tags,
    LoggedModels as Table,
};
use mlflow_core::entities::{
    LoggedModel, LoggedModelInfo, LoggedModelParameter, LoggedModelStatus, LoggedModelTag, Metric,
};
use mlflow_core::{Error, ErrorCode, Result, refusals};
use sea_query::{Expr, ExprTrait, Query};
use std::collections::HashMap;

/// What [`from_row`] reads.
pub(super) const COLUMNS: [(Table, Table); 10] = [
    (Table::Table, Table::ModelId),
    (Table::Table, Table::ExperimentId),
    (Table::Table, Table::Name),
    (Table::Table, Table::ArtifactLocation),
    (Table::Table, Table::CreationTimestampMs),
    (Table::Table, Table::LastUpdatedTimestampMs),
    (Table::Table, Table::Status),
    (Table::Table, Table::ModelType),
    (Table::Table, Table::SourceRunId),
    (Table::Table, Table::StatusMessage),
];

pub(super) fn from_row(row: &Row<'_>) -> Result<LoggedModel> {
    let status = row.integer(6)?;
    let status = LoggedModelStatus::from_number(status).ok_or_else(|| {
        Error::new(
            ErrorCode::DataLoss,
            format!("the database holds {status}, which is no status of a logged model"),
        )
    })?;
    Ok(LoggedModel {
        info: LoggedModelInfo {
            model_id: row.string(0)?,
            experiment_id: row.integer(1)?.to_string(),
            name: row.string(2)?,
            artifact_uri: row.string(3)?,
            creation_timestamp_ms: row.integer(4)?,
            last_updated_timestamp_ms: row.integer(5)?,
            status,
            model_type: row.optional_string(7)?,
            source_run_id: row.optional_string(8)?,
            status_message: row.optional_string(9)?,
            tags: Default::default(),
        },
        ..LoggedModel::default()
    })
}

/// Reads a model, whole.
pub(super) async fn one(tx: &mut Tx<'_>, model_id: &str, allow_deleted: bool) -> Result<LoggedModel> {
    let mut query = Query::select()
        .columns(COLUMNS)
        .from(Table::Table)
        .and_where(Expr::col(Table::ModelId).eq(model_id))
        .to_owned();
    if !allow_deleted {
        query.and_where(Expr::col(Table::LifecycleStage).ne("deleted"));
    }
    let not_found = || refusals::logged_model_not_found(model_id);
    let model = tx.row(&query, from_row).await?.ok_or_else(not_found)?;
    with_data(tx, vec![model]).await?.pop().ok_or_else(not_found)
}

/// Returns the experiment of a model, deleted or not.
pub(super) async fn experiment_of(tx: &mut Tx<'_>, model_id: &str) -> Result<i64> {
    let query = Query::select()
        .column(Table::ExperimentId)
        .from(Table::Table)
        .and_where(Expr::col(Table::ModelId).eq(model_id))
        .to_owned();
    let found = tx.row(&query, |row| row.integer(0)).await?;
    found.ok_or_else(|| refusals::logged_model_not_found(model_id))
}

/// Adds tags, parameters and metrics to models, each list by its keys.
pub(super) async fn with_data(tx: &mut Tx<'_>, mut models: Vec<LoggedModel>) -> Result<Vec<LoggedModel>> {
    let places: HashMap<String, usize> = models
        .iter()
        .enumerate()
        .map(|(place, model)| (model.info.model_id.clone(), place))
        .collect();
    let place_of = |row: &Row<'_>| Ok::<_, Error>(places.get(row.text(0)?).copied());
    let ids: Vec<String> = models.iter().map(|model| model.info.model_id.clone()).collect();
    for ids in chunks(ids.iter().map(String::as_str)) {
        let query = Query::select()
            .columns([Tags::ModelId, Tags::TagKey, Tags::TagValue])
            .from(Tags::Table)
            .and_where(Expr::col(Tags::ModelId).is_in(ids.iter().copied()))
            .to_owned();
        tx.rows(&query, |row| {
            if let Some(model) = place_of(row)?.and_then(|place| models.get_mut(place)) {
                model
                    .info
                    .tags
                    .push(LoggedModelTag::new(row.text(1)?, row.text(2)?));
            }
            Ok(())
        })
        .await?;

        let query = Query::select()
            .columns([Params::ModelId, Params::ParamKey, Params::ParamValue])
            .from(Params::Table)
            .and_where(Expr::col(Params::ModelId).is_in(ids.iter().copied()))
            .to_owned();
        tx.rows(&query, |row| {
            if let Some(model) = place_of(row)?.and_then(|place| models.get_mut(place)) {
                model
                    .data
                    .params
                    .push(LoggedModelParameter::new(row.text(1)?, row.text(2)?));
            }
            Ok(())
        })
        .await?;

        let query = Query::select()
            .columns(POINT)
            .from(Metrics::Table)
            .and_where(Expr::col(Metrics::ModelId).is_in(ids.iter().copied()))
            .to_owned();
        tx.rows(&query, |row| {
            if let Some(model) = place_of(row)?.and_then(|place| models.get_mut(place)) {
                model.data.metrics.push(point(row)?);
            }
            Ok(())
        })
        .await?;
    }
    for model in &mut models {
        model.info.tags.sort_unstable_by(|a, b| a.key.cmp(&b.key));
        model.data.params.sort_unstable_by(|a, b| a.key.cmp(&b.key));
        model.data.metrics.sort_unstable_by(|a, b| {
            let by = |point: &Metric| (point.timestamp, point.step);
            let by_time = a.key.cmp(&b.key).then_with(|| by(a).cmp(&by(b)));
            by_time.then_with(|| a.run_id.cmp(&b.run_id))
        });
    }
    Ok(models)
}

/// What [`point`] reads.
pub(super) const POINT: [Metrics; 8] = [
    Metrics::ModelId,
    Metrics::MetricName,
    Metrics::MetricValue,
    Metrics::MetricTimestampMs,
    Metrics::MetricStep,
    Metrics::DatasetName,
    Metrics::DatasetDigest,
    Metrics::RunId,
];

pub(super) fn point(row: &Row<'_>) -> Result<Metric> {
    Ok(Metric {
        dataset_name: row.optional_string(5)?,
        dataset_digest: row.optional_string(6)?,
        model_id: Some(row.string(0)?),
        run_id: Some(row.string(7)?),
        ..Metric::new(row.text(1)?, row.double(2)?, row.integer(3)?, row.integer(4)?)
    })
}
