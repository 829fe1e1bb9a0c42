//! What runs used and made.

use super::state::{ExperimentState, RunState, State};
use crate::entities::{
    Dataset, DatasetInput, DatasetSummary, InputTag, ModelInput, ModelOutput, RunInputs, RunOutputs,
};
use crate::error::Result;
use crate::refusals;
use std::collections::{BTreeSet, HashSet};
use std::sync::Arc;

/// The most summaries that one answer holds.
const MAX_SUMMARIES: usize = 1000;

/// The tag that says what a dataset was used for.
const CONTEXT: &str = "mlflow.data.context";

#[derive(Debug, Default)]
pub(super) struct Inputs {
    datasets: Vec<(Arc<Dataset>, Vec<InputTag>)>,
    models: Vec<ModelInput>,
    outputs: Vec<ModelOutput>,
}

impl Inputs {
    pub(super) fn inputs(&self) -> RunInputs {
        let dataset_inputs = self.datasets.iter().map(|(dataset, tags)| DatasetInput {
            tags: tags.clone(),
            dataset: dataset.as_ref().clone(),
        });
        RunInputs {
            dataset_inputs: dataset_inputs.collect(),
            model_inputs: self.models.clone(),
        }
    }

    pub(super) fn outputs(&self) -> RunOutputs {
        RunOutputs {
            model_outputs: self.outputs.clone(),
        }
    }

    pub(super) fn datasets(&self) -> impl Iterator<Item = (&Dataset, &[InputTag])> {
        let used = self.datasets.iter();
        used.map(|(dataset, tags)| (dataset.as_ref(), tags.as_slice()))
    }

    fn use_dataset(&mut self, experiment: &mut ExperimentState, input: DatasetInput) {
        let id = |dataset: &Dataset| (dataset.name.clone(), dataset.digest.clone());
        let known = experiment
            .datasets
            .entry(id(&input.dataset))
            .or_insert_with(|| Arc::new(input.dataset));
        if !self.datasets.iter().any(|(used, _)| Arc::ptr_eq(used, known)) {
            self.datasets.push((Arc::clone(known), input.tags));
        }
    }
}

impl State {
    /// Notes datasets and models; a dataset that the run already uses keeps its tags.
    pub(super) fn log_inputs(
        &mut self,
        run_id: &str,
        datasets: Vec<DatasetInput>,
        models: Vec<ModelInput>,
    ) -> Result<()> {
        let experiment_id = self.live_run_mut(run_id)?.info.experiment_id.clone();
        let (_, experiment) = self.experiment(&experiment_id).map(|(id, _)| id).and_then(|id| {
            self.experiments
                .get_mut(&id)
                .map(|experiment| (id, experiment))
                .ok_or_else(|| refusals::experiment_not_found(id))
        })?;
        let Some(run) = self.runs.get_mut(run_id) else {
            return Err(refusals::run_not_found(run_id));
        };
        for input in datasets {
            run.inputs.use_dataset(experiment, input);
        }
        let known: HashSet<_> = run.inputs.models.iter().cloned().map(|m| m.model_id).collect();
        let mut fresh = HashSet::new();
        let models = models
            .into_iter()
            .filter(|m| !known.contains(&m.model_id) && fresh.insert(m.model_id.clone()));
        run.inputs.models.extend(models);
        Ok(())
    }

    /// Lists the datasets of some experiments with each context of their use.
    pub(super) fn dataset_summaries(&self, experiments: &[i64]) -> Vec<DatasetSummary> {
        let mut summaries = BTreeSet::new();
        for id in experiments {
            let run_ids = self.experiments.get(id).into_iter().flat_map(|e| &e.run_ids);
            for run in run_ids.filter_map(|run_id| self.runs.get(run_id)) {
                for (dataset, tags) in &run.inputs.datasets {
                    summaries.insert(DatasetSummary {
                        experiment_id: id.to_string(),
                        name: dataset.name.clone(),
                        digest: dataset.digest.clone(),
                        context: context(tags).map(str::to_owned),
                    });
                }
            }
        }
        summaries.into_iter().take(MAX_SUMMARIES).collect()
    }
}

impl RunState {
    /// Notes models that the run made; the same one at the same step again adds nothing.
    pub(super) fn log_outputs(&mut self, models: Vec<ModelOutput>) -> Result<()> {
        let mut outputs = self.inputs.outputs.clone();
        for model in models {
            match outputs.iter().find(|known| known.model_id == model.model_id) {
                Some(known) if known.step != model.step => {
                    return Err(refusals::output_changed(
                        &self.info.run_id,
                        &model.model_id,
                        known.step,
                    ));
                }
                Some(_) => {}
                None => outputs.push(model),
            }
        }
        self.inputs.outputs = outputs;
        Ok(())
    }
}

fn context(tags: &[InputTag]) -> Option<&str> {
    let tag = tags.iter().find(|tag| tag.key == CONTEXT)?;
    Some(&tag.value)
}
