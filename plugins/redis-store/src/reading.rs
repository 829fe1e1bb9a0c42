//! Reading: hashes and lists, several at one moment.

use crate::RedisStore;
use crate::fields::*;
use crate::points::Point;
use mlflow_core::entities::{
    Dataset, DatasetInput, Experiment, ExperimentTag, InputTag, ModelInput, ModelOutput, Param, Run, RunData,
    RunInfo, RunInputs, RunOutputs, RunTag,
};
use mlflow_core::validation::experiment_number;
use mlflow_core::{Result, refusals};
use redis::AsyncCommands;
use std::collections::BTreeMap;

/// So many hashes are read by one command, so that other clients have their turns.
const AT_ONCE: usize = 500;

type Datasets = BTreeMap<String, String>;

impl RedisStore {
    /// Reads hashes, up to [`AT_ONCE`] of them at one moment.
    pub(crate) async fn hashes(&self, keys: &[String]) -> Result<Vec<Fields>> {
        let mut read = Vec::with_capacity(keys.len());
        for some in keys.chunks(AT_ONCE) {
            let mut pipe = redis::pipe();
            pipe.atomic();
            for key in some {
                pipe.hgetall(key);
            }
            let answer: Vec<BTreeMap<String, String>> = self
                .client
                .ask(async |connection| pipe.query_async(connection).await)
                .await?;
            read.extend(answer.into_iter().map(Fields));
        }
        Ok(read)
    }

    pub(crate) async fn hash(&self, key: &str) -> Result<Fields> {
        let read = self.client.ask(async |connection| connection.hgetall(key).await);
        Ok(Fields(read.await?))
    }

    pub(crate) async fn list(&self, key: &str) -> Result<Vec<String>> {
        let read = self
            .client
            .ask(async |connection| connection.lrange(key, 0, -1).await);
        read.await
    }

    /// Reads an experiment; `None` if there is none.
    pub(crate) async fn experiment(&self, id: &str) -> Result<Option<Experiment>> {
        experiment_number(id)?;
        let fields = self.hash(&self.keys.experiment(id)).await?;
        match fields.is_empty() {
            true => Ok(None),
            false => experiment(id, &fields).map(Some),
        }
    }

    pub(crate) async fn found_experiment(&self, id: &str) -> Result<Experiment> {
        let found = self.experiment(id).await?;
        found.ok_or_else(|| refusals::experiment_not_found(id))
    }

    /// Reads a run.
    pub(crate) async fn run(&self, id: &str) -> Result<Run> {
        let fields = self.hash(&self.keys.run(id)).await?;
        if fields.is_empty() {
            return Err(refusals::run_not_found(id));
        }
        let datasets = match fields.of(DATASET).next() {
            Some(_) => self.datasets(&fields.text(EXPERIMENT)).await?,
            None => Datasets::new(),
        };
        run(id, &fields, &datasets)
    }

    /// Reads all runs of some experiments, those of each in the order in which they were made.
    pub(crate) async fn runs(&self, experiment_ids: &[String]) -> Result<Vec<Run>> {
        let mut runs = Vec::new();
        for experiment_id in experiment_ids {
            let ids = self.list(&self.keys.runs_of(experiment_id)).await?;
            let keys: Vec<_> = ids.iter().map(|id| self.keys.run(id)).collect();
            let read = self.hashes(&keys).await?;
            // Datasets are there before the runs that name them, and do not change.
            let datasets = self.datasets(experiment_id).await?;
            for (id, fields) in ids.iter().zip(&read) {
                runs.push(run(id, fields, &datasets)?);
            }
        }
        Ok(runs)
    }

    async fn datasets(&self, experiment_id: &str) -> Result<Datasets> {
        Ok(self.hash(&self.keys.datasets_of(experiment_id)).await?.0)
    }
}

/// Reads the fields of an experiment.
pub(crate) fn experiment(id: &str, fields: &Fields) -> Result<Experiment> {
    Ok(Experiment {
        experiment_id: id.to_owned(),
        name: fields.text(NAME),
        artifact_location: fields.text(LOCATION),
        lifecycle_stage: fields.value(STAGE)?,
        last_update_time: fields.optional(UPDATED)?,
        creation_time: fields.optional(CREATED)?,
        tags: fields
            .of(TAG)
            .map(|(key, value)| ExperimentTag::new(key, value))
            .collect(),
        workspace: Some("default".to_owned()),
    })
}

fn run(id: &str, fields: &Fields, datasets: &Datasets) -> Result<Run> {
    let metrics = fields.of(METRIC);
    let metrics: Result<Vec<_>> = metrics
        .map(|(key, point)| Ok(Point::parse_ranked(point)?.metric(key)))
        .collect();
    Ok(Run {
        info: RunInfo {
            run_id: id.to_owned(),
            experiment_id: fields.text(EXPERIMENT),
            run_name: fields.text(NAME),
            user_id: fields.text(USER),
            status: fields.value(STATUS)?,
            start_time: fields.optional(START)?,
            end_time: fields.optional(END)?,
            artifact_uri: fields.text(LOCATION),
            lifecycle_stage: fields.value(STAGE)?,
        },
        data: RunData {
            metrics: metrics?.into(),
            params: fields
                .of(PARAM)
                .map(|(key, value)| Param::new(key, given(value)))
                .collect(),
            tags: fields
                .of(TAG)
                .map(|(key, value)| RunTag::new(key, value))
                .collect(),
        },
        inputs: RunInputs {
            dataset_inputs: dataset_inputs(fields, datasets)?,
            model_inputs: ordered(fields.of(MODEL_INPUT))
                .map(|(model_id, _)| ModelInput {
                    model_id: model_id.to_owned(),
                })
                .collect(),
        },
        outputs: RunOutputs {
            model_outputs: fields
                .of(MODEL_OUTPUT)
                .map(|(model_id, step)| {
                    Ok(ModelOutput {
                        model_id: model_id.to_owned(),
                        step: step.parse().map_err(|_| damaged(MODEL_OUTPUT, step))?,
                    })
                })
                .collect::<Result<_>>()?,
        },
    })
}

/// Puts fields in the order of the numbers that their values begin with, and takes those away.
fn ordered<'f>(fields: impl Iterator<Item = (&'f str, &'f str)>) -> impl Iterator<Item = (&'f str, &'f str)> {
    let mut all: Vec<_> = fields
        .map(|(key, value)| {
            let (place, rest) = value.split_once(' ').unwrap_or((value, ""));
            (place, key, rest)
        })
        .collect();
    all.sort_unstable();
    all.into_iter().map(|(_, key, rest)| (key, rest))
}

fn dataset_inputs(fields: &Fields, datasets: &Datasets) -> Result<Vec<DatasetInput>> {
    let used = ordered(fields.of(DATASET)).map(|(name, tags)| {
        let dataset = datasets.get(name).map_or("", String::as_str);
        let dataset: Dataset = serde_json::from_str(dataset).map_err(|_| damaged(name, dataset))?;
        let tags: Vec<InputTag> = serde_json::from_str(tags).map_err(|_| damaged(name, tags))?;
        Ok(DatasetInput { tags, dataset })
    });
    used.collect()
}
