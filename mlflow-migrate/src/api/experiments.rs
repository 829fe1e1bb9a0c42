//! Experiments are found by their names, or made.

use crate::event::Kind;
use crate::ids::SOURCE;
use crate::migration::Work;
use crate::place::Places;
use crate::source::Source;
use mlflow_core::Result;
use mlflow_core::contract::experiments::{
    CreateExperiment, GetExperiment, RestoreExperiment, SetExperimentTag,
};
use mlflow_core::entities::{Experiment, ExperimentTag, LifecycleStage};

impl Work<'_> {
    /// Makes an experiment, or takes the one of its name; a deleted one is live until the end.
    pub(super) async fn make_experiment(
        &mut self,
        index: usize,
        api: &Source,
        places: &mut Places,
    ) -> Result<()> {
        let experiment = &self.chosen.experiments[index];
        self.moved(Kind::Experiments, 1);
        let experiment_id = match api.experiment_named(&experiment.name).await? {
            Some(found) => {
                if found.lifecycle_stage == LifecycleStage::Deleted {
                    let experiment_id = found.experiment_id.clone();
                    api.tracking
                        .restore_experiment(RestoreExperiment { experiment_id })
                        .await?;
                }
                found.experiment_id
            }
            None => {
                let created = create(experiment, api, places).await;
                match self.unless_refused(Kind::Experiments, &experiment.name, created)? {
                    Some(created) => created,
                    None => return Ok(()),
                }
            }
        };
        let kept = api
            .tracking
            .get_experiment(GetExperiment { experiment_id })
            .await?;
        places.note(experiment, &kept.experiment);
        for tag in places.experiment(experiment.clone()).tags.into_vec() {
            if tag.key == SOURCE || kept.experiment.tags.get(&tag.key) == Some(&tag.value) {
                continue;
            }
            let set = api.tracking.set_experiment_tag(SetExperimentTag {
                experiment_id: kept.experiment.experiment_id.clone(),
                key: tag.key,
                value: tag.value,
            });
            let set = set.await;
            self.unless_refused(Kind::Experiments, &experiment.name, set)?;
        }
        Ok(())
    }
}

/// Makes an experiment and returns its id. A place of artifacts that the server refuses is left to its own choice.
async fn create(experiment: &Experiment, api: &Source, places: &Places) -> Result<String> {
    let mut request = CreateExperiment {
        name: experiment.name.clone(),
        artifact_location: places.asked(experiment).artifact_location,
        tags: vec![ExperimentTag::new(SOURCE, &experiment.experiment_id)],
    };
    let answer = match api.tracking.create_experiment(request.clone()).await {
        Err(error) if error.http_status() == 400 && !request.artifact_location.is_empty() => {
            tracing::warn!("{}; the server chooses where artifacts are", error.message());
            request.artifact_location.clear();
            api.tracking.create_experiment(request).await
        }
        answer => answer,
    };
    Ok(answer?.experiment_id)
}
