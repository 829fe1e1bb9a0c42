//! Logged models are deleted for good.

use super::{SqlStore, Tx, delete_inputs};
use crate::sql::tables::{Experiments, LoggedModels};
use mlflow_core::clock::now_ms;
use mlflow_core::entities::LifecycleStage;
use mlflow_core::validation::experiment_number;
use mlflow_core::{Error, Result, refusals};
use sea_query::{Expr, ExprTrait, Order, Query, SelectStatement};

/// A logged model that may be deleted for good.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeletedModel {
    /// The model's id.
    pub model_id: String,
    /// The experiment that it belongs to.
    pub experiment_id: String,
    /// Where its artifacts are.
    pub artifact_location: String,
}

/// Which logged models may be deleted for good.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Removable {
    /// Those that are deleted since at least a number of milliseconds.
    Since(i64),
    /// Those of an experiment that is deleted, in any stage: they go with it.
    OfExperiment(String),
}

/// The tables whose rows belong to a logged model, and that of the model itself.
const OF_MODEL: [&str; 4] = [
    "logged_model_metrics",
    "logged_model_params",
    "logged_model_tags",
    "logged_models",
];

impl SqlStore {
    /// Returns the logged models that may be deleted for good, all or the one of an id.
    pub async fn removable_models(
        &self,
        which: &Removable,
        model_id: Option<&str>,
    ) -> Result<Vec<DeletedModel>> {
        let mut query = Query::select()
            .columns([
                LoggedModels::ModelId,
                LoggedModels::ExperimentId,
                LoggedModels::ArtifactLocation,
            ])
            .from(LoggedModels::Table)
            .order_by(LoggedModels::ModelId, Order::Asc)
            .to_owned();
        match which {
            Removable::Since(age) => query
                .and_where(Expr::col(LoggedModels::LifecycleStage).eq(LifecycleStage::Deleted.as_str()))
                .and_where(
                    Expr::col(LoggedModels::LastUpdatedTimestampMs).lte(now_ms().saturating_sub(*age)),
                ),
            Removable::OfExperiment(id) => query
                .and_where(Expr::col(LoggedModels::ExperimentId).eq(experiment_number(id)?))
                .and_where(Expr::col(LoggedModels::ExperimentId).in_subquery(deleted_experiments())),
        };
        if let Some(id) = model_id {
            query.and_where(Expr::col(LoggedModels::ModelId).eq(id));
        }
        let found = self.database.read(move |tx| {
            Box::pin(async move {
                tx.rows(&query, |row| {
                    Ok(DeletedModel {
                        model_id: row.string(0)?,
                        experiment_id: row.integer(1)?.to_string(),
                        artifact_location: row.string_or_empty(2)?,
                    })
                })
                .await
            })
        });
        found.await
    }

    /// Deletes a logged model for good, with all that was logged to it.
    ///
    /// # Errors
    ///
    /// `RESOURCE_DOES_NOT_EXIST` if there is none of this id; `INVALID_PARAMETER_VALUE` if neither the model nor its
    /// experiment is deleted yet.
    pub async fn hard_delete_logged_model(&self, model_id: &str) -> Result<()> {
        let model_id = model_id.to_owned();
        self.database
            .write(move |tx| Box::pin(delete_model(tx, model_id)))
            .await
    }
}

fn deleted_experiments() -> SelectStatement {
    Query::select()
        .column(Experiments::ExperimentId)
        .from(Experiments::Table)
        .and_where(Expr::col(Experiments::LifecycleStage).eq(LifecycleStage::Deleted.as_str()))
        .to_owned()
}

async fn delete_model(tx: &mut Tx<'_>, model_id: String) -> Result<()> {
    let of_it = Query::select()
        .column(LoggedModels::ModelId)
        .from(LoggedModels::Table)
        .and_where(Expr::col(LoggedModels::ModelId).eq(model_id.as_str()))
        .to_owned();
    if tx.row(&of_it, |row| row.string(0)).await?.is_none() {
        return Err(refusals::logged_model_not_found(&model_id));
    }
    let stage = Expr::col(LoggedModels::LifecycleStage).eq(LifecycleStage::Deleted.as_str());
    let removable = of_it
        .clone()
        .and_where(stage.or(Expr::col(LoggedModels::ExperimentId).in_subquery(deleted_experiments())))
        .to_owned();
    if tx.row(&removable, |row| row.string(0)).await?.is_none() {
        return Err(Error::invalid_parameter_value(format!(
            "Logged model {model_id} is not in `deleted` lifecycle stage. Only logged models in `deleted` lifecycle \
             stage can be deleted."
        )));
    }
    let use_of_it = Expr::col("destination_type")
        .is_in(["MODEL_INPUT", "MODEL_OUTPUT"])
        .and(Expr::col("destination_id").eq(model_id.as_str()));
    delete_inputs(tx, use_of_it).await?;
    for table in OF_MODEL {
        let delete = Query::delete()
            .from_table(table)
            .and_where(Expr::col("model_id").eq(model_id.as_str()))
            .to_owned();
        tx.execute(&delete).await?;
    }
    Ok(())
}
