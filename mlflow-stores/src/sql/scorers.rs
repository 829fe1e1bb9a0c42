//! Scorers in SQL.
//!
//! The row of a scorer is the lock of its versions.

mod rows;

use super::SqlStore;
use super::execute::Tx;
use super::experiments::require_active;
use async_trait::async_trait;
use mlflow_core::clock::now_ms;
use mlflow_core::contract::scorers::*;
use mlflow_core::entities::{OnlineScoringConfig, Scorer};
use mlflow_core::scorers::check_online;
use mlflow_core::validation::{Validate, experiment_number};
use mlflow_core::{Result, Scorers, refusals};
use uuid::Uuid;

#[async_trait]
impl Scorers for SqlStore {
    async fn register_scorer(&self, request: RegisterScorer) -> Result<RegisterScorerResponse> {
        let request = request.validated()?;
        let experiment_id = experiment_number(&request.experiment_id)?;
        let scorer_id = Uuid::new_v4().to_string();
        let made = self
            .database
            .write_once(move |tx| {
                let (request, scorer_id) = (request.clone(), scorer_id.clone());
                Box::pin(async move {
                    require_active(tx, experiment_id).await?;
                    rows::insert(tx, experiment_id, &request.name, &scorer_id).await?;
                    let scorer_id = rows::lock(tx, experiment_id, &request.name).await?;
                    let version = Scorer {
                        experiment_id,
                        scorer_version: rows::latest(tx, &scorer_id).await?.map_or(1, |latest| latest + 1),
                        scorer_name: request.name,
                        serialized_scorer: request.serialized_scorer,
                        creation_time: now_ms(),
                        scorer_id,
                    };
                    rows::insert_version(tx, &version).await?;
                    Ok(version)
                })
            })
            .await?;
        Ok(made.into())
    }

    async fn list_scorers(&self, request: ListScorers) -> Result<ListScorersResponse> {
        let request = request.validated()?;
        let single = match request.experiment_id.as_str() {
            "" => None,
            id => Some(experiment_number(id)?),
        };
        let several = match (&request.experiment_ids, single) {
            (Some(ids), _) => Some(
                ids.iter()
                    .map(|id| experiment_number(id))
                    .collect::<Result<Vec<_>>>()?,
            ),
            (None, single) => single.map(|id| vec![id]),
        };
        let scorers = self
            .database
            .read(move |tx| {
                let several = several.clone();
                Box::pin(async move {
                    if let Some(id) = single {
                        require_active(tx, id).await?;
                    }
                    rows::latest_versions(tx, several).await
                })
            })
            .await?;
        Ok(ListScorersResponse { scorers })
    }

    async fn list_scorer_versions(&self, request: ListScorerVersions) -> Result<ListScorerVersionsResponse> {
        let ListScorerVersions { experiment_id, name } = request.validated()?;
        let scorers = self.versions(experiment_id.clone(), name.clone()).await?;
        match scorers.is_empty() {
            true => Err(refusals::scorer_not_found(&name, None, &experiment_id)),
            false => Ok(ListScorersResponse { scorers }),
        }
    }

    async fn get_scorer(&self, request: GetScorer) -> Result<GetScorerResponse> {
        let GetScorer {
            experiment_id,
            name,
            version,
        } = request.validated()?;
        let mut versions = self.versions(experiment_id.clone(), name.clone()).await?;
        let found = match version {
            Some(number) => versions
                .into_iter()
                .find(|version| version.scorer_version == number),
            None => versions.pop(),
        };
        Ok(GetScorerResponse {
            scorer: found.ok_or_else(|| refusals::scorer_not_found(&name, version, &experiment_id))?,
        })
    }

    async fn delete_scorer(&self, request: DeleteScorer) -> Result<DeleteScorerResponse> {
        let request = request.validated()?;
        self.database
            .write_once(move |tx| {
                let request = request.clone();
                Box::pin(async move {
                    let GetScorer {
                        experiment_id,
                        name,
                        version,
                    } = request;
                    let scorer_id = scorer_id(tx, &experiment_id, &name).await?;
                    if rows::delete_versions(tx, &scorer_id, version).await? == 0 {
                        return Err(refusals::scorer_not_found(&name, version, &experiment_id));
                    }
                    match version {
                        Some(_) => Ok(()),
                        None => rows::delete(tx, &scorer_id).await,
                    }
                })
            })
            .await?;
        Ok(DeleteScorerResponse {})
    }

    async fn get_online_scoring_configs(
        &self,
        request: GetOnlineScoringConfigs,
    ) -> Result<GetOnlineScoringConfigsResponse> {
        let ids = request.validated()?.scorer_ids;
        let configs = self
            .database
            .read(move |tx| {
                let ids = ids.clone();
                Box::pin(async move { rows::online(tx, &ids).await })
            })
            .await?;
        Ok(GetOnlineScoringConfigsResponse { configs })
    }

    async fn upsert_online_scoring_config(
        &self,
        request: UpsertOnlineScoringConfig,
    ) -> Result<UpsertOnlineScoringConfigResponse> {
        let request = request.validated()?;
        let id = Uuid::new_v4().simple().to_string();
        let config = self
            .database
            .write_small(move |tx| {
                let (request, id) = (request.clone(), id.clone());
                Box::pin(async move { set_online(tx, request, id).await })
            })
            .await?;
        Ok(UpsertOnlineScoringConfigResponse { config })
    }
}

impl SqlStore {
    /// Reads every version of a scorer, the oldest first.
    async fn versions(&self, experiment_id: String, name: String) -> Result<Vec<Scorer>> {
        let number = experiment_number(&experiment_id)?;
        self.database
            .read(move |tx| {
                let name = name.clone();
                Box::pin(async move {
                    require_active(tx, number).await?;
                    rows::versions(tx, number, &name).await
                })
            })
            .await
    }
}

/// Locks a scorer of an experiment that is not deleted, and returns its id.
async fn scorer_id(tx: &mut Tx<'_>, experiment_id: &str, name: &str) -> Result<String> {
    let number = experiment_number(experiment_id)?;
    require_active(tx, number).await?;
    let found = rows::find(tx, number, name).await?;
    found.ok_or_else(|| refusals::scorer_not_found(name, None, experiment_id))
}

async fn set_online(
    tx: &mut Tx<'_>,
    request: UpsertOnlineScoringConfig,
    id: String,
) -> Result<OnlineScoringConfig> {
    let scorer_id = scorer_id(tx, &request.experiment_id, &request.name).await?;
    let config = OnlineScoringConfig {
        online_scoring_config_id: id,
        scorer_id,
        sample_rate: request.sample_rate.unwrap_or_default(),
        experiment_id: request.experiment_id,
        filter_string: request.filter_string,
    };
    let experiment_id = experiment_number(&config.experiment_id)?;
    let latest = rows::versions(tx, experiment_id, &request.name).await?.pop();
    if let Some(latest) = latest
        && config.sample_rate > 0.0
    {
        check_online(&request.name, &latest.serialized_scorer)?;
    }
    rows::replace_online(tx, &config, experiment_id).await?;
    Ok(config)
}
