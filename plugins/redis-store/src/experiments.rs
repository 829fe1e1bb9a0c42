//! Experiments.

use crate::RedisStore;
use crate::fields::*;
use crate::reading;
use crate::transaction::{Transaction, Unmet};
use async_trait::async_trait;
use mlflow_core::artifact::location;
use mlflow_core::clock::now_ms;
use mlflow_core::contract::Experiments;
use mlflow_core::contract::experiments::*;
use mlflow_core::entities::{DatasetSummary, ExperimentTag, LifecycleStage};
use mlflow_core::search::select_experiments;
use mlflow_core::validation::experiment_number;
use mlflow_core::{Error, Result, Validate, refusals};
use redis::AsyncCommands;
use std::collections::BTreeSet;

/// The most summaries that one answer holds.
const MAX_SUMMARIES: usize = 1000;

/// The tag that says what a dataset was used for.
const CONTEXT: &str = "mlflow.data.context";

const ACTIVE: &str = "active";
const DELETED: &str = "deleted";

/// Needs an experiment that takes writes.
pub(crate) fn need_live(transaction: &mut Transaction, key: &str) -> usize {
    transaction.need(key, STAGE, &[ACTIVE])
}

/// Says what is wrong with an experiment whose stage is another one.
pub(crate) fn not_live(id: &str, stage: &str) -> Error {
    match stage.parse() {
        Ok(stage) => refusals::experiment_not_active(id, stage),
        Err(_) => refusals::experiment_not_found(id),
    }
}

impl RedisStore {
    /// Makes what every store begins with.
    pub(crate) async fn begin(&self) -> Result<()> {
        let location = location::join(&self.artifact_root, &["0"]);
        let mut begin = self.new_experiment("0", "Default", &location, &[]);
        begin.need(&self.keys.experiment("0"), STAGE, &[""]);
        // Another one may have begun before.
        begin.run(&self.client).await.map(drop)
    }

    fn new_experiment(&self, id: &str, name: &str, location: &str, tags: &[ExperimentTag]) -> Transaction {
        let key = self.keys.experiment(id);
        let now = now_ms().to_string();
        let mut new = Transaction::default();
        new.need(&self.keys.experiment_names(), name, &[""]);
        new.set(&self.keys.experiment_names(), name, id);
        new.push(&self.keys.experiments(), id);
        for (field, value) in [
            (NAME, name),
            (LOCATION, location),
            (STAGE, ACTIVE),
            (CREATED, &now),
            (UPDATED, &now),
        ] {
            new.set(&key, field, value);
        }
        for tag in tags {
            new.set(&key, field(TAG, &tag.key), &tag.value);
        }
        new
    }

    /// Deletes or restores an experiment with all its runs.
    async fn move_experiment(&self, id: &str, from: &str, to: &str) -> Result<()> {
        experiment_number(id)?;
        let key = self.keys.experiment(id);
        let mut moved = Transaction::default();
        moved.need(&key, STAGE, &[from]);
        moved.set(&key, STAGE, to);
        moved.set(&key, UPDATED, now_ms().to_string());
        moved.set_each(&self.keys.runs_of(id), &self.keys.run_prefix(), STAGE, to);
        let explain = |_: &Unmet| refusals::experiment_not_found(id);
        moved.run_or(&self.client, explain).await
    }
}

#[async_trait]
impl Experiments for RedisStore {
    async fn create_experiment(&self, request: CreateExperiment) -> Result<CreateExperimentResponse> {
        let CreateExperiment {
            name,
            artifact_location,
            tags,
        } = request.validated()?;
        let last = self.keys.last_experiment();
        let next = self
            .client
            .ask(async |connection| connection.incr(&last, 1).await);
        let number: i64 = next.await?;
        let experiment_id = number.to_string();
        let location = match artifact_location.as_str() {
            "" => location::join(&self.artifact_root, &[&experiment_id]),
            given => given.to_owned(),
        };
        let new = self.new_experiment(&experiment_id, &name, &location, &tags);
        new.run_or(&self.client, |_| refusals::experiment_name_taken(&name))
            .await?;
        Ok(CreateExperimentResponse { experiment_id })
    }

    async fn get_experiment(&self, request: GetExperiment) -> Result<GetExperimentResponse> {
        let id = request.validated()?.experiment_id;
        let experiment = self.found_experiment(&id).await?;
        Ok(GetExperimentResponse { experiment })
    }

    async fn get_experiment_by_name(
        &self,
        request: GetExperimentByName,
    ) -> Result<GetExperimentByNameResponse> {
        let name = request.validated()?.experiment_name;
        let names = self.keys.experiment_names();
        let id = self
            .client
            .ask(async |connection| connection.hget(&names, &name).await);
        let id: Option<String> = id.await?;
        let experiment = match id {
            Some(id) => self.experiment(&id).await?,
            None => None,
        };
        // It may have been renamed in between.
        match experiment.filter(|experiment| experiment.name == name) {
            Some(experiment) => Ok(GetExperimentResponse { experiment }),
            None => Err(refusals::experiment_name_not_found(&name)),
        }
    }

    async fn search_experiments(&self, request: SearchExperiments) -> Result<SearchExperimentsResponse> {
        let request = request.validated()?;
        let ids = self.list(&self.keys.experiments()).await?;
        let keys: Vec<_> = ids.iter().map(|id| self.keys.experiment(id)).collect();
        let read = self.hashes(&keys).await?;
        let all = ids.iter().zip(&read);
        let all: Result<Vec<_>> = all.map(|(id, fields)| reading::experiment(id, fields)).collect();
        select_experiments(all?, &request)
    }

    async fn delete_experiment(&self, request: DeleteExperiment) -> Result<DeleteExperimentResponse> {
        let id = request.validated()?.experiment_id;
        self.move_experiment(&id, ACTIVE, DELETED).await?;
        Ok(DeleteExperimentResponse {})
    }

    async fn restore_experiment(&self, request: RestoreExperiment) -> Result<RestoreExperimentResponse> {
        let id = request.validated()?.experiment_id;
        self.move_experiment(&id, DELETED, ACTIVE).await?;
        Ok(RestoreExperimentResponse {})
    }

    async fn update_experiment(&self, request: UpdateExperiment) -> Result<UpdateExperimentResponse> {
        let UpdateExperiment {
            experiment_id: id,
            new_name,
        } = request.validated()?;
        let (key, names) = (self.keys.experiment(&id), self.keys.experiment_names());
        loop {
            let known = self.found_experiment(&id).await?;
            if known.lifecycle_stage != LifecycleStage::Active {
                return Err(refusals::rename_of_deleted_experiment());
            }
            let mut renamed = Transaction::default();
            let taken = renamed.need(&names, &new_name, &["", &id]);
            renamed.need(&key, NAME, &[&known.name]);
            need_live(&mut renamed, &key);
            renamed.remove(&names, &known.name);
            renamed.set(&names, &new_name, &id);
            renamed.set(&key, NAME, &new_name);
            renamed.set(&key, UPDATED, now_ms().to_string());
            match renamed.run(&self.client).await?.first() {
                None => return Ok(UpdateExperimentResponse {}),
                Some(unmet) if unmet.need == taken => return Err(refusals::experiment_name_taken(&new_name)),
                // Somebody else was quicker with another name or stage.
                Some(_) => {}
            }
        }
    }

    async fn set_experiment_tag(&self, request: SetExperimentTag) -> Result<SetExperimentTagResponse> {
        let request = request.validated()?;
        let id = request.experiment_id;
        experiment_number(&id)?;
        let key = self.keys.experiment(&id);
        let mut tagged = Transaction::default();
        need_live(&mut tagged, &key);
        tagged.set(&key, field(TAG, &request.key), request.value);
        tagged
            .run_or(&self.client, |unmet| not_live(&id, &unmet.value))
            .await?;
        Ok(SetExperimentTagResponse {})
    }

    async fn delete_experiment_tag(
        &self,
        request: DeleteExperimentTag,
    ) -> Result<DeleteExperimentTagResponse> {
        let DeleteExperimentTag {
            experiment_id: id,
            key: tag,
        } = request.validated()?;
        experiment_number(&id)?;
        let key = self.keys.experiment(&id);
        loop {
            let known = self.found_experiment(&id).await?;
            if known.lifecycle_stage != LifecycleStage::Active {
                return Err(refusals::experiment_not_active(&id, known.lifecycle_stage));
            }
            let Some(value) = known.tags.get(&tag) else {
                return Err(refusals::experiment_tag_not_found(&tag, &id));
            };
            let mut removed = Transaction::default();
            need_live(&mut removed, &key);
            removed.need(&key, &field(TAG, &tag), &[value]);
            removed.remove(&key, field(TAG, &tag));
            if removed.run(&self.client).await?.is_empty() {
                return Ok(DeleteExperimentTagResponse {});
            }
        }
    }

    async fn search_datasets(&self, request: SearchDatasets) -> Result<SearchDatasetsResponse> {
        let ids = request.validated()?.experiment_ids;
        for id in &ids {
            experiment_number(id)?;
        }
        let mut summaries = BTreeSet::new();
        for run in self.runs(&ids).await? {
            for input in run.inputs.dataset_inputs {
                let context = input.tags.iter().find(|tag| tag.key == CONTEXT);
                summaries.insert(DatasetSummary {
                    experiment_id: run.info.experiment_id.clone(),
                    name: input.dataset.name,
                    digest: input.dataset.digest,
                    context: context.map(|tag| tag.value.clone()),
                });
            }
        }
        let dataset_summaries = summaries.into_iter().take(MAX_SUMMARIES).collect();
        Ok(SearchDatasetsResponse { dataset_summaries })
    }
}
