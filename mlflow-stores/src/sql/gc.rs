//! Deletion for good: what was marked as deleted, with all that belongs to it.
//!
//! Files are no matter of a database: whoever calls these functions deletes the artifacts first, so that a failure
//! leaves something that names them.

mod jobs;
mod models;
mod workspaces;

pub use jobs::EndedJobs;
pub use models::{DeletedModel, Removable};

use super::SqlStore;
use super::execute::Tx;
use super::tables::{Experiments, Runs};
use mlflow_core::clock::now_ms;
use mlflow_core::entities::LifecycleStage;
use mlflow_core::validation::experiment_number;
use mlflow_core::{Error, Result, refusals};
use sea_query::{Expr, ExprTrait, Order, Query};

/// A run that may be deleted for good.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeletedRun {
    /// The run's id.
    pub run_id: String,
    /// The experiment that it belongs to.
    pub experiment_id: String,
    /// Where its artifacts are.
    pub artifact_uri: String,
    /// When it was deleted, in milliseconds since 1970.
    pub deleted_time: Option<i64>,
}

/// The tables whose rows belong to a run.
const OF_RUN: [&str; 4] = ["metrics", "latest_metrics", "params", "tags"];

/// The tables whose rows belong to an experiment and do not go with it by themselves in every database.
const OF_EXPERIMENT: [&str; 10] = [
    "sql_trace_rollup_rebuild_queue",
    "sql_trace_metric_daily_rollups",
    "sql_span_cost_daily_rollups",
    "sql_assessment_daily_rollups",
    "online_scoring_configs",
    "spans",
    "logged_model_metrics",
    "logged_model_params",
    "logged_model_tags",
    "experiment_tags",
];

impl SqlStore {
    /// Returns the runs that are deleted since at least a number of milliseconds.
    pub async fn deleted_runs(&self, older_than: i64) -> Result<Vec<DeletedRun>> {
        let until = now_ms().saturating_sub(older_than);
        let found = self.database.read(move |tx| {
            Box::pin(async move {
                let query = select_runs()
                    .and_where(Expr::col(Runs::LifecycleStage).eq(LifecycleStage::Deleted.as_str()))
                    .and_where(Expr::col(Runs::DeletedTime).lte(until))
                    .order_by(Runs::RunUuid, Order::Asc)
                    .to_owned();
                tx.rows(&query, run_from_row).await
            })
        });
        found.await
    }

    /// Returns a run if it is deleted, and since at least a number of milliseconds if one is given.
    pub async fn deleted_run(&self, run_id: &str, older_than: Option<i64>) -> Result<Option<DeletedRun>> {
        let until = older_than.map(|age| now_ms().saturating_sub(age));
        let mut query = select_runs()
            .and_where(Expr::col(Runs::RunUuid).eq(run_id))
            .and_where(Expr::col(Runs::LifecycleStage).eq(LifecycleStage::Deleted.as_str()))
            .to_owned();
        if let Some(until) = until {
            query.and_where(Expr::col(Runs::DeletedTime).lte(until));
        }
        let found = self
            .database
            .read(move |tx| Box::pin(async move { tx.row(&query, run_from_row).await }));
        found.await
    }

    /// Returns the id of a run of an experiment that is not deleted, if there is one.
    pub async fn live_run_of(&self, experiment_id: &str) -> Result<Option<String>> {
        let query = Query::select()
            .column(Runs::RunUuid)
            .from(Runs::Table)
            .and_where(Expr::col(Runs::ExperimentId).eq(experiment_number(experiment_id)?))
            .and_where(Expr::col(Runs::LifecycleStage).ne(LifecycleStage::Deleted.as_str()))
            .order_by(Runs::RunUuid, Order::Asc)
            .limit(1)
            .to_owned();
        let found = self
            .database
            .read(move |tx| Box::pin(async move { tx.row(&query, |row| row.string(0)).await }));
        found.await
    }

    /// Returns the runs of an experiment that are deleted.
    pub async fn deleted_runs_of(&self, experiment_id: &str) -> Result<Vec<DeletedRun>> {
        let id = experiment_number(experiment_id)?;
        let found = self.database.read(move |tx| {
            Box::pin(async move {
                let query = select_runs()
                    .and_where(Expr::col(Runs::ExperimentId).eq(id))
                    .and_where(Expr::col(Runs::LifecycleStage).eq(LifecycleStage::Deleted.as_str()))
                    .order_by(Runs::RunUuid, Order::Asc)
                    .to_owned();
                tx.rows(&query, run_from_row).await
            })
        });
        found.await
    }

    /// Deletes a run for good, with all that was logged to it.
    ///
    /// # Errors
    ///
    /// `RESOURCE_DOES_NOT_EXIST` if there is none of this id; `INVALID_PARAMETER_VALUE` if it is not deleted yet.
    pub async fn hard_delete_run(&self, run_id: &str) -> Result<()> {
        let run_id = run_id.to_owned();
        self.database
            .write(move |tx| Box::pin(delete_run(tx, run_id)))
            .await
    }

    /// Deletes an experiment for good, with its traces and models; its runs must be gone by then.
    ///
    /// # Errors
    ///
    /// `RESOURCE_DOES_NOT_EXIST` if no deleted one has this id; `INVALID_PARAMETER_VALUE` while it has runs.
    pub async fn hard_delete_experiment(&self, experiment_id: &str) -> Result<()> {
        let id = experiment_number(experiment_id)?;
        self.database
            .write(move |tx| Box::pin(delete_experiment(tx, id)))
            .await
    }
}

fn select_runs() -> sea_query::SelectStatement {
    Query::select()
        .columns([
            Runs::RunUuid,
            Runs::ExperimentId,
            Runs::ArtifactUri,
            Runs::DeletedTime,
        ])
        .from(Runs::Table)
        .to_owned()
}

fn run_from_row(row: &super::Row<'_>) -> Result<DeletedRun> {
    Ok(DeletedRun {
        run_id: row.string(0)?,
        experiment_id: row.integer(1)?.to_string(),
        artifact_uri: row.string_or_empty(2)?,
        deleted_time: row.optional_integer(3)?,
    })
}

async fn delete_run(tx: &mut Tx<'_>, run_id: String) -> Result<()> {
    let stage = Query::select()
        .column(Runs::LifecycleStage)
        .from(Runs::Table)
        .and_where(Expr::col(Runs::RunUuid).eq(run_id.as_str()))
        .to_owned();
    let stage = tx
        .row(&stage, |row| row.text(0)?.parse::<LifecycleStage>())
        .await?;
    match stage {
        None => return Err(refusals::run_not_found(&run_id)),
        Some(LifecycleStage::Active) => return Err(not_deleted(&run_id)),
        Some(LifecycleStage::Deleted) => {}
    }
    delete_inputs(tx, is_input_of(&run_id)).await?;
    for table in OF_RUN.into_iter().chain(["runs"]) {
        let delete = Query::delete()
            .from_table(table)
            .and_where(Expr::col("run_uuid").eq(run_id.as_str()))
            .to_owned();
        tx.execute(&delete).await?;
    }
    Ok(())
}

async fn delete_inputs(tx: &mut Tx<'_>, which: Expr) -> Result<()> {
    let inputs = Query::select()
        .column("input_uuid")
        .from("inputs")
        .and_where(which.clone())
        .to_owned();
    let tags = Query::delete()
        .from_table("input_tags")
        .and_where(Expr::col("input_uuid").in_subquery(inputs))
        .to_owned();
    tx.execute(&tags).await?;
    let inputs = Query::delete().from_table("inputs").and_where(which).to_owned();
    tx.execute(&inputs).await?;
    Ok(())
}

/// Says that a row of `inputs` tells of what a run used or made: the run stands at either end.
fn is_input_of(run_id: &str) -> Expr {
    let used = Expr::col("destination_type")
        .eq("RUN")
        .and(Expr::col("destination_id").eq(run_id));
    let models = Expr::col("source_type")
        .is_in(["RUN_INPUT", "RUN_OUTPUT"])
        .and(Expr::col("source_id").eq(run_id));
    used.or(models)
}

async fn delete_experiment(tx: &mut Tx<'_>, id: i64) -> Result<()> {
    let stage = Query::select()
        .column(Experiments::LifecycleStage)
        .from(Experiments::Table)
        .and_where(Expr::col(Experiments::ExperimentId).eq(id))
        .to_owned();
    let stage = tx
        .row(&stage, |row| row.text(0)?.parse::<LifecycleStage>())
        .await?;
    if stage != Some(LifecycleStage::Deleted) {
        return Err(refusals::experiment_not_found(id));
    }
    let run = Query::select()
        .column(Runs::RunUuid)
        .from(Runs::Table)
        .and_where(Expr::col(Runs::ExperimentId).eq(id))
        .limit(1)
        .to_owned();
    if let Some(run_id) = tx.row(&run, |row| row.string(0)).await? {
        return Err(Error::invalid_parameter_value(format!(
            "The experiment {id} still has runs, such as {run_id}"
        )));
    }
    for table in OF_EXPERIMENT.into_iter().chain(["experiments"]) {
        let delete = Query::delete()
            .from_table(table)
            .and_where(Expr::col("experiment_id").eq(id))
            .to_owned();
        tx.execute(&delete).await?;
    }
    Ok(())
}

fn not_deleted(run_id: &str) -> Error {
    Error::invalid_parameter_value(format!(
        "Run {run_id} is not in `deleted` lifecycle stage. Only runs in `deleted` lifecycle stage can be deleted."
    ))
}
