//! Runs are read, alone or by the page.

use crate::sql::execute::Tx;
use crate::sql::row::Row;
use crate::sql::search_pages::chunks;
use crate::sql::tables::{LatestMetrics, Params, Runs, Tags};
use crate::sql::{inputs, metrics};
use mlflow_core::entities::{Param, Run, RunInfo, RunTag};
use mlflow_core::{Result, refusals};
use sea_query::{Expr, ExprTrait, Query};
use std::collections::HashMap;

/// What [`from_row`] reads.
const COLUMNS: [(Runs, Runs); 9] = [
    (Runs::Table, Runs::RunUuid),
    (Runs::Table, Runs::ExperimentId),
    (Runs::Table, Runs::Name),
    (Runs::Table, Runs::UserId),
    (Runs::Table, Runs::Status),
    (Runs::Table, Runs::StartTime),
    (Runs::Table, Runs::EndTime),
    (Runs::Table, Runs::ArtifactUri),
    (Runs::Table, Runs::LifecycleStage),
];

fn from_row(row: &Row<'_>) -> Result<RunInfo> {
    Ok(RunInfo {
        run_id: row.string(0)?,
        experiment_id: row.integer(1)?.to_string(),
        run_name: row.string_or_empty(2)?,
        user_id: row.string_or_empty(3)?,
        status: row.text(4)?.parse()?,
        start_time: row.optional_integer(5)?,
        end_time: row.optional_integer(6)?,
        artifact_uri: row.string_or_empty(7)?,
        lifecycle_stage: row.text(8)?.parse()?,
    })
}

pub(super) async fn info(tx: &mut Tx<'_>, run_id: &str) -> Result<RunInfo> {
    let query = Query::select()
        .columns(COLUMNS)
        .from(Runs::Table)
        .and_where(Expr::col(Runs::RunUuid).eq(run_id))
        .to_owned();
    let found = tx.row(&query, from_row).await?;
    // MySQL does not mind the case of letters.
    found
        .filter(|info| info.run_id == run_id)
        .ok_or_else(|| refusals::run_not_found(run_id))
}

/// Reads runs in the order of their ids.
pub(super) async fn infos(tx: &mut Tx<'_>, run_ids: &[String]) -> Result<Vec<RunInfo>> {
    let mut found = HashMap::with_capacity(run_ids.len());
    for run_ids in chunks(run_ids.iter().map(String::as_str)) {
        let query = Query::select()
            .columns(COLUMNS)
            .from(Runs::Table)
            .and_where(Expr::col(Runs::RunUuid).is_in(run_ids))
            .to_owned();
        for info in tx.rows(&query, from_row).await? {
            found.insert(info.run_id.clone(), info);
        }
    }
    Ok(run_ids.iter().filter_map(|run_id| found.remove(run_id)).collect())
}

pub(super) async fn one(tx: &mut Tx<'_>, run_id: &str) -> Result<Run> {
    let info = info(tx, run_id).await?;
    let mut runs = with_data(tx, vec![info]).await?;
    let places = Places::from([(run_id.to_owned(), 0)]);
    inputs::read_models_used(tx, &[run_id], &places, &mut runs).await?;
    runs.pop().ok_or_else(|| refusals::run_not_found(run_id))
}

/// Adds to runs what was logged to them, the datasets that they used and the models that they made.
pub(super) async fn with_data(tx: &mut Tx<'_>, infos: Vec<RunInfo>) -> Result<Vec<Run>> {
    let places: Places = infos
        .iter()
        .enumerate()
        .map(|(place, info)| (info.run_id.clone(), place))
        .collect();
    let mut runs: Vec<Run> = infos
        .into_iter()
        .map(|info| Run {
            info,
            ..Run::default()
        })
        .collect();
    let run_ids: Vec<String> = runs.iter().map(|run| run.info.run_id.clone()).collect();
    for run_ids in chunks(run_ids.iter().map(String::as_str)) {
        let query = Query::select()
            .columns([
                LatestMetrics::RunUuid,
                LatestMetrics::Key,
                LatestMetrics::Value,
                LatestMetrics::Timestamp,
                LatestMetrics::Step,
                LatestMetrics::IsNan,
            ])
            .from(LatestMetrics::Table)
            .and_where(Expr::col(LatestMetrics::RunUuid).is_in(run_ids.iter().copied()))
            .to_owned();
        tx.rows(&query, |row| {
            let metric = metrics::from_row(row)?;
            at(&places, row, &mut runs, |run| run.data.metrics.push(metric))
        })
        .await?;

        let query = Query::select()
            .columns([Params::RunUuid, Params::Key, Params::Value])
            .from(Params::Table)
            .and_where(Expr::col(Params::RunUuid).is_in(run_ids.iter().copied()))
            .to_owned();
        tx.rows(&query, |row| {
            let param = Param::new(row.text(1)?, row.text(2)?);
            at(&places, row, &mut runs, |run| run.data.params.push(param))
        })
        .await?;

        let query = Query::select()
            .columns([Tags::RunUuid, Tags::Key, Tags::Value])
            .from(Tags::Table)
            .and_where(Expr::col(Tags::RunUuid).is_in(run_ids.iter().copied()))
            .to_owned();
        tx.rows(&query, |row| {
            let tag = RunTag::new(row.text(1)?, row.string_or_empty(2)?);
            at(&places, row, &mut runs, |run| run.data.tags.push(tag))
        })
        .await?;
        inputs::read(tx, &run_ids, &places, &mut runs).await?;
    }
    Ok(runs)
}

/// Where in the page each run stands.
pub(crate) type Places = HashMap<String, usize>;

/// Changes the run that a row's first column names.
pub(crate) fn at(
    places: &Places,
    row: &Row<'_>,
    runs: &mut [Run],
    change: impl FnOnce(&mut Run),
) -> Result<()> {
    if let Some(run) = places.get(row.text(0)?).and_then(|&place| runs.get_mut(place)) {
        change(run);
    }
    Ok(())
}
