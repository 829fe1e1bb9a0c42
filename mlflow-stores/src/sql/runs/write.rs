//! Runs are made, changed, deleted and restored.

use super::read;
use crate::sql::execute::{Tx, Unit};
use crate::sql::search::Dialect;
use crate::sql::tables::{Assessments, Runs};
use crate::sql::{experiments, metrics, params, tags};
use mlflow_core::artifact::location;
use mlflow_core::clock::now_ms;
use mlflow_core::contract::runs::{CreateRun, LogBatch, UpdateRun};
use mlflow_core::entities::{LifecycleStage, Param, Run, RunInfo, RunStatus, RunTag};
use mlflow_core::names::{self, RUN_NAME};
use mlflow_core::validation::experiment_number;
use mlflow_core::{Result, refusals};
use sea_query::{Expr, ExprTrait, LockType, Query, UpdateStatement};
use std::collections::{BTreeSet, HashMap};

pub(super) async fn create(tx: &mut Tx<'_>, mut request: CreateRun) -> Result<Run> {
    let experiment_id = experiment_number(&request.experiment_id)?;
    let experiment = experiments::require_active(tx, experiment_id).await?;
    let run_name = names::of_new_run(&request)?;
    if !request.tags.iter().any(|tag| tag.key == RUN_NAME) {
        request.tags.push(RunTag::new(RUN_NAME, run_name.as_str()));
    }
    let run_id = uuid::Uuid::new_v4().simple().to_string();
    let artifact_uri = location::join(&experiment.artifact_location, &[&run_id, "artifacts"]);
    let insert = Query::insert()
        .into_table(Runs::Table)
        .columns([
            Runs::RunUuid,
            Runs::Name,
            Runs::SourceType,
            Runs::SourceName,
            Runs::EntryPointName,
            Runs::UserId,
            Runs::Status,
            Runs::StartTime,
            Runs::SourceVersion,
            Runs::LifecycleStage,
            Runs::ArtifactUri,
            Runs::ExperimentId,
        ])
        .values_panic([
            run_id.as_str().into(),
            run_name.as_str().into(),
            "UNKNOWN".into(),
            "".into(),
            "".into(),
            request.user_id.as_str().into(),
            RunStatus::Running.as_str().into(),
            request.start_time.unwrap_or_default().into(),
            "".into(),
            LifecycleStage::Active.as_str().into(),
            artifact_uri.as_str().into(),
            experiment_id.into(),
        ])
        .to_owned();
    tx.execute(&insert).await?;
    tags::write(tx, &run_id, &request.tags).await?;
    let info = RunInfo {
        run_id,
        experiment_id: experiment_id.to_string(),
        run_name,
        user_id: request.user_id,
        status: RunStatus::Running,
        start_time: Some(request.start_time.unwrap_or_default()),
        end_time: None,
        artifact_uri,
        lifecycle_stage: LifecycleStage::Active,
    };
    let mut run = Run {
        info,
        ..Run::default()
    };
    run.data.tags = request.tags.into();
    Ok(run)
}

pub(super) async fn update(tx: &mut Tx<'_>, request: UpdateRun) -> Result<RunInfo> {
    require_active(tx, &request.run_id).await?;
    if request.status.is_some() || request.end_time.is_some() {
        let mut update = of_run(&request.run_id);
        if let Some(status) = request.status {
            update.value(Runs::Status, status.as_str());
        }
        if let Some(end_time) = request.end_time {
            update.value(Runs::EndTime, end_time);
        }
        tx.execute(&update).await?;
    }
    if let Some(name) = request.run_name.filter(|name| !name.is_empty()) {
        tags::write(tx, &request.run_id, &[RunTag::new(RUN_NAME, name.as_str())]).await?;
        set_name(tx, &request.run_id, &name).await?;
    }
    read::info(tx, &request.run_id).await
}

/// Writes the name's column; the tag is the caller's.
pub(crate) async fn set_name(tx: &mut Tx<'_>, run_id: &str, name: &str) -> Result<()> {
    let update = of_run(run_id).value(Runs::Name, name).to_owned();
    tx.execute(&update).await.map(|_| ())
}

pub(super) async fn delete(tx: &mut Tx<'_>, run_id: String) -> Result<()> {
    let update = of_run(&run_id)
        .value(Runs::LifecycleStage, LifecycleStage::Deleted.as_str())
        .value(Runs::DeletedTime, now_ms())
        .to_owned();
    if tx.execute(&update).await? == 0 {
        return Err(refusals::run_not_found(&run_id));
    }
    forget_assessments(tx, &run_id).await
}

pub(super) async fn restore(tx: &mut Tx<'_>, run_id: String) -> Result<()> {
    let update = of_run(&run_id)
        .value(Runs::LifecycleStage, LifecycleStage::Active.as_str())
        .value(Runs::DeletedTime, Option::<i64>::None)
        .to_owned();
    match tx.execute(&update).await? {
        0 => Err(refusals::run_not_found(&run_id)),
        _ => Ok(()),
    }
}

/// Deletes the assessments of traces that an evaluation in this run made.
pub(crate) async fn forget_assessments(tx: &mut Tx<'_>, run_id: &str) -> Result<()> {
    let made_here = format!("\"mlflow.assessment.sourceRunId\": \"{run_id}\"");
    let position = match tx.dialect() {
        Dialect::Sqlite | Dialect::MySql => "instr",
        Dialect::Postgres => "strpos",
    };
    let holds = sea_query::Func::cust(position)
        .arg(Expr::col(Assessments::AssessmentMetadata))
        .arg(made_here);
    let delete = Query::delete()
        .from_table(Assessments::Table)
        .and_where(Expr::expr(holds).gt(0))
        .to_owned();
    tx.execute(&delete).await.map(|_| ())
}

/// Keeps other writers who ask for it away from a run until the transaction ends.
pub(crate) async fn lock(tx: &mut Tx<'_>, run_id: &str) -> Result<()> {
    let query = Query::select()
        .column(Runs::RunUuid)
        .from(Runs::Table)
        .and_where(Expr::col(Runs::RunUuid).eq(run_id))
        .lock(LockType::Update)
        .to_owned();
    tx.rows(&query, |_| Ok(())).await.map(|_| ())
}

/// Writes a batch: params first, since they alone can be refused.
pub(super) fn log_batch<'c>(tx: &'c mut Tx<'_>, batch: LogBatch) -> Unit<'c, ()> {
    Box::pin(async move {
        let LogBatch {
            run_id,
            metrics,
            params,
            tags,
        } = batch;
        let experiment_id = require_active(tx, &run_id).await?;
        params::log(tx, &run_id, &params).await?;
        metrics::log(tx, &run_id, experiment_id, &metrics).await?;
        tags::set(tx, &run_id, &tags).await
    })
}

/// Writes the params of a batch, and refuses another value as one that comes alone is refused.
pub(super) fn log_param<'c>(tx: &'c mut Tx<'_>, batch: LogBatch) -> Unit<'c, ()> {
    Box::pin(async move {
        require_active(tx, &batch.run_id).await?;
        for Param { key, value } in &batch.params {
            params::log_one(tx, &batch.run_id, key, value).await?;
        }
        Ok(())
    })
}

/// Refuses a run that is not there or deleted, and returns its experiment.
pub(crate) async fn require_active(tx: &mut Tx<'_>, run_id: &str) -> Result<i64> {
    let states = states(tx, [run_id]).await?;
    active(run_id, states.get(run_id).copied())
}

/// Returns the stage and the experiment of each run that there is.
pub(crate) async fn states(
    tx: &mut Tx<'_>,
    run_ids: impl IntoIterator<Item = &str>,
) -> Result<HashMap<String, (LifecycleStage, i64)>> {
    let query = Query::select()
        .columns([Runs::LifecycleStage, Runs::ExperimentId, Runs::RunUuid])
        .from(Runs::Table)
        .and_where(Expr::col(Runs::RunUuid).is_in(run_ids.into_iter().collect::<BTreeSet<_>>()))
        .to_owned();
    let states = tx.rows(&query, |row| {
        Ok((row.string(2)?, (row.text(0)?.parse()?, row.integer(1)?)))
    });
    Ok(states.await?.into_iter().collect())
}

/// Returns the experiment of a run that can be written to.
pub(crate) fn active(run_id: &str, state: Option<(LifecycleStage, i64)>) -> Result<i64> {
    match state.ok_or_else(|| refusals::run_not_found(run_id))? {
        (LifecycleStage::Active, experiment_id) => Ok(experiment_id),
        (stage, _) => Err(refusals::run_not_active(run_id, stage)),
    }
}

fn of_run(run_id: &str) -> UpdateStatement {
    Query::update()
        .table(Runs::Table)
        .and_where(Expr::col(Runs::RunUuid).eq(run_id))
        .to_owned()
}
