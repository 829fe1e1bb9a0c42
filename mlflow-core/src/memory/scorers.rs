//! Scorers.

use super::MemoryStore;
use super::state::State;
use crate::clock::now_ms;
use crate::contract::Scorers;
use crate::contract::scorers::*;
use crate::entities::{LifecycleStage, OnlineScoringConfig, Scorer};
use crate::error::Result;
use crate::validation::{Validate, experiment_number};
use crate::{refusals, scorers};
use async_trait::async_trait;
use std::collections::BTreeMap;
use uuid::Uuid;

#[derive(Debug)]
pub(super) struct ScorerState {
    id: String,
    versions: BTreeMap<i32, Scorer>,
    online: Option<OnlineScoringConfig>,
}

impl State {
    /// Returns the number of an experiment that is not deleted.
    fn live_experiment(&self, id: &str) -> Result<i64> {
        let (number, experiment) = self.experiment(id)?;
        match experiment.stage {
            LifecycleStage::Active => Ok(number),
            stage => Err(refusals::experiment_not_active(number, stage)),
        }
    }

    fn scorer(&mut self, experiment_id: &str, name: &str) -> Result<&mut ScorerState> {
        let number = self.live_experiment(experiment_id)?;
        let found = self.scorers.get_mut(&(number, name.to_owned()));
        found.ok_or_else(|| refusals::scorer_not_found(name, None, experiment_id))
    }
}

#[async_trait]
impl Scorers for MemoryStore {
    async fn register_scorer(&self, request: RegisterScorer) -> Result<RegisterScorerResponse> {
        let request = request.validated()?;
        let mut state = self.write();
        let experiment_id = state.live_experiment(&request.experiment_id)?;
        let key = (experiment_id, request.name.clone());
        let scorer = state.scorers.entry(key).or_insert_with(|| ScorerState {
            id: Uuid::new_v4().to_string(),
            versions: BTreeMap::new(),
            online: None,
        });
        let version = Scorer {
            experiment_id,
            scorer_name: request.name,
            scorer_version: scorer
                .versions
                .last_key_value()
                .map_or(1, |(latest, _)| latest + 1),
            serialized_scorer: request.serialized_scorer,
            creation_time: now_ms(),
            scorer_id: scorer.id.clone(),
        };
        scorer.versions.insert(version.scorer_version, version.clone());
        Ok(version.into())
    }

    async fn list_scorers(&self, request: ListScorers) -> Result<ListScorersResponse> {
        let request = request.validated()?;
        let state = self.read();
        let wanted: Option<Vec<i64>> = match request.experiment_ids {
            Some(ids) => Some(
                ids.iter()
                    .map(|id| experiment_number(id))
                    .collect::<Result<_>>()?,
            ),
            None if request.experiment_id.is_empty() => None,
            None => Some(vec![state.live_experiment(&request.experiment_id)?]),
        };
        let is_live = |id: i64| {
            let experiment = state.experiments.get(&id);
            experiment.is_some_and(|experiment| experiment.stage == LifecycleStage::Active)
        };
        let scorers = state
            .scorers
            .iter()
            .filter(|((id, _), _)| wanted.as_ref().is_none_or(|wanted| wanted.contains(id)) && is_live(*id));
        Ok(ListScorersResponse {
            scorers: scorers
                .filter_map(|(_, scorer)| Some(scorer.versions.last_key_value()?.1.clone()))
                .collect(),
        })
    }

    async fn list_scorer_versions(&self, request: ListScorerVersions) -> Result<ListScorerVersionsResponse> {
        let ListScorerVersions { experiment_id, name } = request.validated()?;
        let mut state = self.write();
        let scorer = state.scorer(&experiment_id, &name)?;
        if scorer.versions.is_empty() {
            return Err(refusals::scorer_not_found(&name, None, &experiment_id));
        }
        Ok(ListScorersResponse {
            scorers: scorer.versions.values().cloned().collect(),
        })
    }

    async fn get_scorer(&self, request: GetScorer) -> Result<GetScorerResponse> {
        let GetScorer {
            experiment_id,
            name,
            version,
        } = request.validated()?;
        let mut state = self.write();
        let versions = &state.scorer(&experiment_id, &name)?.versions;
        let found = match version {
            Some(version) => versions.get(&version),
            None => versions.last_key_value().map(|(_, latest)| latest),
        };
        let scorer = found.cloned();
        Ok(GetScorerResponse {
            scorer: scorer.ok_or_else(|| refusals::scorer_not_found(&name, version, &experiment_id))?,
        })
    }

    async fn delete_scorer(&self, request: DeleteScorer) -> Result<DeleteScorerResponse> {
        let GetScorer {
            experiment_id,
            name,
            version,
        } = request.validated()?;
        let mut state = self.write();
        let scorer = state.scorer(&experiment_id, &name)?;
        let is_there = match version {
            Some(version) => scorer.versions.remove(&version).is_some(),
            None => !scorer.versions.is_empty(),
        };
        if !is_there {
            return Err(refusals::scorer_not_found(&name, version, &experiment_id));
        }
        if version.is_none() {
            let key = (experiment_number(&experiment_id)?, name);
            state.scorers.remove(&key);
        }
        Ok(DeleteScorerResponse {})
    }

    async fn get_online_scoring_configs(
        &self,
        request: GetOnlineScoringConfigs,
    ) -> Result<GetOnlineScoringConfigsResponse> {
        let ids = request.validated()?.scorer_ids;
        let state = self.read();
        let configs = state.scorers.values().filter_map(|scorer| scorer.online.clone());
        let mut configs: Vec<_> = configs.filter(|config| ids.contains(&config.scorer_id)).collect();
        configs.sort_by(|a, b| a.scorer_id.cmp(&b.scorer_id));
        Ok(GetOnlineScoringConfigsResponse { configs })
    }

    async fn upsert_online_scoring_config(
        &self,
        request: UpsertOnlineScoringConfig,
    ) -> Result<UpsertOnlineScoringConfigResponse> {
        let request = request.validated()?;
        let sample_rate = request.sample_rate.unwrap_or_default();
        let mut state = self.write();
        let scorer = state.scorer(&request.experiment_id, &request.name)?;
        if let Some((_, latest)) = scorer.versions.last_key_value()
            && sample_rate > 0.0
        {
            scorers::check_online(&request.name, &latest.serialized_scorer)?;
        }
        let config = OnlineScoringConfig {
            online_scoring_config_id: Uuid::new_v4().simple().to_string(),
            scorer_id: scorer.id.clone(),
            sample_rate,
            experiment_id: request.experiment_id,
            filter_string: request.filter_string,
        };
        scorer.online = Some(config.clone());
        Ok(UpsertOnlineScoringConfigResponse { config })
    }
}
