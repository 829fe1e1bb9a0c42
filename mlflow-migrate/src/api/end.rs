//! What is deleted in the source is deleted last: nothing can be written to it any more.

use crate::event::Kind;
use crate::migration::Work;
use crate::moving::{deleted_model, models_of};
use crate::place::Places;
use crate::source::Source;
use futures::stream::TryStreamExt;
use mlflow_core::Result;
use mlflow_core::contract::experiments::DeleteExperiment;
use mlflow_core::contract::logged_models::DeleteLoggedModel;
use mlflow_core::contract::runs::DeleteRun;
use mlflow_core::entities::LifecycleStage;
use std::collections::BTreeSet;
use std::pin::pin;

impl Work<'_> {
    /// Deletes logged models, runs and experiments that the source has as deleted.
    pub(crate) async fn end_through_api(&mut self, api: &Source, places: &Places) -> Result<()> {
        let (source, chosen) = (self.source, self.chosen);
        let mut named = BTreeSet::new();
        for experiment in &chosen.experiments {
            let mut pages = pin!(source.run_ids(&experiment.experiment_id));
            while let Some(mut ids) = pages.try_next().await? {
                ids.retain(|id| places.ids.runs.contains_key(id));
                let runs = source.runs(&ids).await?;
                named.extend(runs.iter().flat_map(models_of));
                for run in &runs {
                    if run.info.lifecycle_stage == LifecycleStage::Deleted {
                        let run_id = places.ids.run(run.id());
                        let deleted = api.tracking.delete_run(DeleteRun { run_id }).await;
                        self.unless_refused(Kind::Runs, run.id(), deleted)?;
                    }
                }
            }
        }
        for model_id in named {
            let Some(kept_id) = places.ids.models.get(&model_id) else {
                continue;
            };
            if deleted_model(source, chosen, &model_id).await?.is_some() {
                let request = DeleteLoggedModel {
                    model_id: kept_id.clone(),
                };
                let deleted = api.tracking.delete_logged_model(request).await;
                self.unless_refused(Kind::LoggedModels, &model_id, deleted)?;
            }
        }
        for experiment in &chosen.experiments {
            let is_kept = !places.is_refused(&experiment.experiment_id);
            if is_kept && experiment.lifecycle_stage == LifecycleStage::Deleted {
                let experiment_id = places.id(&experiment.experiment_id);
                let request = DeleteExperiment { experiment_id };
                let deleted = api.tracking.delete_experiment(request).await;
                self.unless_refused(Kind::Experiments, &experiment.name, deleted)?;
            }
        }
        Ok(())
    }
}
