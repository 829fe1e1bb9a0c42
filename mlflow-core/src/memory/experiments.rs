//! Experiments.

use super::MemoryStore;
use super::state::State;
use crate::clock::now_ms;
use crate::contract::Experiments;
use crate::contract::experiments::*;
use crate::entities::LifecycleStage;
use crate::error::Result;
use crate::refusals;
use crate::validation::{Validate, experiment_number};
use async_trait::async_trait;

#[async_trait]
impl Experiments for MemoryStore {
    async fn create_experiment(&self, request: CreateExperiment) -> Result<CreateExperimentResponse> {
        let CreateExperiment {
            name,
            artifact_location,
            tags,
        } = request.validated()?;
        let mut state = self.write();
        if state.experiment_named(&name).is_some() {
            return Err(refusals::experiment_name_taken(&name));
        }
        let id = state.add_experiment(&name, &artifact_location, &self.artifact_root, tags);
        Ok(CreateExperimentResponse {
            experiment_id: id.to_string(),
        })
    }

    async fn get_experiment(&self, request: GetExperiment) -> Result<GetExperimentResponse> {
        let request = request.validated()?;
        let state = self.read();
        let (id, experiment) = state.experiment(&request.experiment_id)?;
        Ok(GetExperimentResponse {
            experiment: experiment.entity(id),
        })
    }

    async fn get_experiment_by_name(
        &self,
        request: GetExperimentByName,
    ) -> Result<GetExperimentByNameResponse> {
        let name = request.validated()?.experiment_name;
        let state = self.read();
        match state.experiment_named(&name) {
            Some((id, experiment)) => Ok(GetExperimentResponse {
                experiment: experiment.entity(id),
            }),
            None => Err(refusals::experiment_name_not_found(&name)),
        }
    }

    async fn search_experiments(&self, request: SearchExperiments) -> Result<SearchExperimentsResponse> {
        self.read().search_experiments(&request.validated()?)
    }

    async fn delete_experiment(&self, request: DeleteExperiment) -> Result<DeleteExperimentResponse> {
        let id = request.validated()?.experiment_id;
        self.write()
            .move_experiment(&id, LifecycleStage::Active, LifecycleStage::Deleted)?;
        Ok(DeleteExperimentResponse {})
    }

    async fn restore_experiment(&self, request: RestoreExperiment) -> Result<RestoreExperimentResponse> {
        let id = request.validated()?.experiment_id;
        self.write()
            .move_experiment(&id, LifecycleStage::Deleted, LifecycleStage::Active)?;
        Ok(RestoreExperimentResponse {})
    }

    async fn update_experiment(&self, request: UpdateExperiment) -> Result<UpdateExperimentResponse> {
        let UpdateExperiment {
            experiment_id,
            new_name,
        } = request.validated()?;
        let mut state = self.write();
        let (id, experiment) = state.experiment(&experiment_id)?;
        if experiment.stage != LifecycleStage::Active {
            return Err(refusals::rename_of_deleted_experiment());
        }
        if state
            .experiment_named(&new_name)
            .is_some_and(|(owner, _)| owner != id)
        {
            return Err(refusals::experiment_name_taken(&new_name));
        }
        let (_, experiment) = state.experiment_mut(&experiment_id)?;
        experiment.name = new_name;
        experiment.updated = now_ms();
        Ok(UpdateExperimentResponse {})
    }

    async fn set_experiment_tag(&self, request: SetExperimentTag) -> Result<SetExperimentTagResponse> {
        let request = request.validated()?;
        let mut state = self.write();
        let experiment = state.live_experiment_mut(&request.experiment_id)?;
        experiment.tags.set(&request.key, request.value);
        Ok(SetExperimentTagResponse {})
    }

    async fn delete_experiment_tag(
        &self,
        request: DeleteExperimentTag,
    ) -> Result<DeleteExperimentTagResponse> {
        let DeleteExperimentTag { experiment_id, key } = request.validated()?;
        let mut state = self.write();
        let experiment = state.live_experiment_mut(&experiment_id)?;
        match experiment.tags.remove(&key) {
            Some(_) => Ok(DeleteExperimentTagResponse {}),
            None => Err(refusals::experiment_tag_not_found(&key, experiment_id)),
        }
    }

    async fn search_datasets(&self, request: SearchDatasets) -> Result<SearchDatasetsResponse> {
        let request = request.validated()?;
        let ids: Result<Vec<_>> = request
            .experiment_ids
            .iter()
            .map(|id| experiment_number(id))
            .collect();
        Ok(SearchDatasetsResponse {
            dataset_summaries: self.read().dataset_summaries(&ids?),
        })
    }
}

impl State {
    /// Deletes or restores an experiment with all its runs.
    fn move_experiment(&mut self, id: &str, from: LifecycleStage, to: LifecycleStage) -> Result<()> {
        let (_, experiment) = self.experiment_mut(id)?;
        if experiment.stage != from {
            return Err(refusals::experiment_not_found(id));
        }
        experiment.stage = to;
        experiment.updated = now_ms();
        let run_ids = experiment.run_ids.clone();
        for run_id in run_ids {
            self.run_mut(&run_id)?.info.lifecycle_stage = to;
        }
        Ok(())
    }
}
