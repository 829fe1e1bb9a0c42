//! What the store knows.

use super::evaluation_datasets::DatasetState;
use super::inputs::Inputs;
use super::logged_models::ModelState;
use super::metrics::Series;
use super::ordered::Ordered;
use super::scorers::ScorerState;
use crate::artifact::location;
use crate::clock::now_ms;
use crate::contract::runs::CreateRun;
use crate::entities::{
    Dataset, Experiment, ExperimentTag, LifecycleStage, Metric, Param, Run, RunData, RunInfo, RunTag,
};
use crate::error::Result;
use crate::refusals;
use crate::traces::TraceEntry;
use crate::validation::experiment_number;
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

#[derive(Debug, Default)]
pub(super) struct State {
    pub(super) experiments: BTreeMap<i64, ExperimentState>,
    pub(super) runs: HashMap<String, RunState>,
    pub(super) models: HashMap<String, ModelState>,
    pub(super) traces: HashMap<String, TraceEntry>,
    pub(super) datasets: HashMap<String, DatasetState>,
    pub(super) scorers: BTreeMap<(i64, String), ScorerState>,
    next_experiment: i64,
}

#[derive(Debug)]
pub(super) struct ExperimentState {
    pub(super) name: String,
    pub(super) artifact_location: String,
    pub(super) stage: LifecycleStage,
    pub(super) created: i64,
    pub(super) updated: i64,
    pub(super) tags: Ordered<String>,
    pub(super) run_ids: Vec<String>,
    /// The datasets that its runs used, by name and digest.
    pub(super) datasets: BTreeMap<(String, String), Arc<Dataset>>,
}

#[derive(Debug)]
pub(super) struct RunState {
    pub(super) info: RunInfo,
    pub(super) metrics: Ordered<Series>,
    pub(super) params: Ordered<String>,
    pub(super) tags: Ordered<String>,
    pub(super) inputs: Inputs,
}

impl State {
    /// Adds an experiment whose name is not taken, and returns its number.
    pub(super) fn add_experiment(
        &mut self,
        name: &str,
        artifact_location: &str,
        artifact_root: &str,
        tags: Vec<ExperimentTag>,
    ) -> i64 {
        let id = self.next_experiment;
        self.next_experiment += 1;
        let created = now_ms();
        let mut experiment = ExperimentState {
            name: name.to_owned(),
            artifact_location: match artifact_location {
                "" => location::join(artifact_root, &[&id.to_string()]),
                given => given.to_owned(),
            },
            stage: LifecycleStage::Active,
            created,
            updated: created,
            tags: Ordered::default(),
            run_ids: Vec::new(),
            datasets: BTreeMap::new(),
        };
        for tag in tags {
            experiment.tags.set(&tag.key, tag.value);
        }
        self.experiments.insert(id, experiment);
        id
    }

    pub(super) fn experiment_named(&self, name: &str) -> Option<(i64, &ExperimentState)> {
        let mut experiments = self.experiments.iter();
        experiments
            .find(|(_, experiment)| experiment.name == name)
            .map(|(id, experiment)| (*id, experiment))
    }

    pub(super) fn experiment(&self, id: &str) -> Result<(i64, &ExperimentState)> {
        let number = experiment_number(id)?;
        match self.experiments.get(&number) {
            Some(experiment) => Ok((number, experiment)),
            None => Err(refusals::experiment_not_found(id)),
        }
    }

    pub(super) fn experiment_mut(&mut self, id: &str) -> Result<(i64, &mut ExperimentState)> {
        let number = experiment_number(id)?;
        match self.experiments.get_mut(&number) {
            Some(experiment) => Ok((number, experiment)),
            None => Err(refusals::experiment_not_found(id)),
        }
    }

    pub(super) fn live_experiment_mut(&mut self, id: &str) -> Result<&mut ExperimentState> {
        let (number, experiment) = self.experiment_mut(id)?;
        match experiment.stage {
            LifecycleStage::Active => Ok(experiment),
            stage => Err(refusals::experiment_not_active(number, stage)),
        }
    }

    pub(super) fn run(&self, id: &str) -> Result<&RunState> {
        self.runs.get(id).ok_or_else(|| refusals::run_not_found(id))
    }

    pub(super) fn run_mut(&mut self, id: &str) -> Result<&mut RunState> {
        self.runs.get_mut(id).ok_or_else(|| refusals::run_not_found(id))
    }

    pub(super) fn live_run_mut(&mut self, id: &str) -> Result<&mut RunState> {
        let run = self.run_mut(id)?;
        match run.info.lifecycle_stage {
            LifecycleStage::Active => Ok(run),
            stage => Err(refusals::run_not_active(id, stage)),
        }
    }
}

impl ExperimentState {
    pub(super) fn entity(&self, id: i64) -> Experiment {
        Experiment {
            experiment_id: id.to_string(),
            name: self.name.clone(),
            artifact_location: self.artifact_location.clone(),
            lifecycle_stage: self.stage,
            last_update_time: Some(self.updated),
            creation_time: Some(self.created),
            tags: self.tags.iter().map(|(k, v)| ExperimentTag::new(k, v)).collect(),
            workspace: Some("default".to_owned()),
        }
    }
}

impl RunState {
    pub(super) fn new(run_id: String, run_name: String, artifact_uri: String, request: &CreateRun) -> Self {
        RunState {
            info: RunInfo {
                run_id,
                experiment_id: request.experiment_id.clone(),
                run_name,
                user_id: request.user_id.clone(),
                start_time: Some(request.start_time.unwrap_or_default()),
                artifact_uri,
                ..RunInfo::default()
            },
            metrics: Ordered::default(),
            params: Ordered::default(),
            tags: Ordered::default(),
            inputs: Inputs::default(),
        }
    }

    pub(super) fn entity(&self) -> Run {
        let latest = |(key, series): (&str, &Series)| -> Option<Metric> { series.latest(key) };
        Run {
            info: self.info.clone(),
            data: RunData {
                metrics: self.metrics.iter().filter_map(latest).collect(),
                params: self.params.iter().map(|(k, v)| Param::new(k, v)).collect(),
                tags: self.tags.iter().map(|(k, v)| RunTag::new(k, v)).collect(),
            },
            inputs: self.inputs.inputs(),
            outputs: self.inputs.outputs(),
        }
    }
}
