//! What runs used and made: edges in their folders, and datasets in those of their experiments.

use super::batch::Batch;
use super::meta::{self, Edge, META};
use super::place::Place;
use super::runs::OpenRun;
use super::yaml::Yaml;
use super::{FileStore, disk};
use cap_std::fs::Dir;
use md5::{Digest, Md5};
use mlflow_core::entities::{
    Dataset, DatasetInput, DatasetSummary, InputTag, ModelInput, ModelOutput, RunInputs, RunOutputs,
};
use mlflow_core::{Result, refusals};
use serde::Deserialize;
use std::collections::{BTreeSet, HashMap};

/// The most summaries that one answer holds.
const MAX_SUMMARIES: usize = 1000;

/// The tag that says what a dataset was used for.
const CONTEXT: &str = "mlflow.data.context";

const DATASET: &str = "DATASET";
const MODEL: &str = "MODEL";

/// The file of a dataset.
#[derive(Debug, Deserialize)]
struct DatasetMeta {
    name: String,
    digest: String,
    source_type: String,
    source: String,
    #[serde(default)]
    schema: Option<String>,
    #[serde(default)]
    profile: Option<String>,
}

/// Makes the id of a dataset, or of its use: the MD5 of two texts.
fn id_of(first: &str, second: &str) -> String {
    let digest = Md5::new().chain_update(first).chain_update(second).finalize();
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}

impl FileStore {
    /// Reads the datasets and the models that a run used.
    pub(super) fn inputs_of(
        &self,
        dir: &Dir,
        place: &Place,
        run_id: &str,
        edges: &[Edge],
    ) -> Result<RunInputs> {
        let mut inputs = RunInputs::default();
        for edge in edges {
            if edge.source_type == MODEL {
                let model_id = edge.source_id.clone();
                inputs.model_inputs.push(ModelInput { model_id });
                continue;
            }
            match self.dataset(dir, place, &edge.source_id)? {
                Some(dataset) => inputs.dataset_inputs.push(DatasetInput {
                    tags: input_tags(edge),
                    dataset,
                }),
                None => self.index().warn(&format!(
                    "left out the dataset {} of the run {run_id}: its experiment has no file of it",
                    edge.source_id
                )),
            }
        }
        Ok(inputs)
    }

    /// Reads a dataset, once: what has its id does not change.
    fn dataset(&self, dir: &Dir, place: &Place, id: &str) -> Result<Option<Dataset>> {
        if !disk::is_entry_name(id) {
            return Ok(None);
        }
        let known = format!("{}/{id}", place.experiment_id());
        if let Some(dataset) = self.index().dataset(&known) {
            return Ok(Some(dataset));
        }
        let path = format!("{}/datasets/{id}/{META}", place.folder());
        let Some(text) = disk::read_text(dir, &path)? else {
            return Ok(None);
        };
        let meta: DatasetMeta = meta::read(&path, &text)?;
        let dataset = Dataset {
            name: meta.name,
            digest: meta.digest,
            source_type: meta.source_type,
            source: meta.source,
            schema: meta.schema,
            profile: meta.profile,
        };
        self.index().remember_dataset(known, &dataset);
        Ok(Some(dataset))
    }

    /// Lists the datasets of some experiments with each context of their use.
    pub(super) fn dataset_summaries(&self, experiment_ids: &[String]) -> Result<Vec<DatasetSummary>> {
        let dir = self.open_root()?;
        let mut summaries = BTreeSet::new();
        for place in experiment_ids.iter().filter_map(|id| Place::find(&dir, id)) {
            for run in self.runs_of(&dir, &place)? {
                for DatasetInput { tags, dataset } in &run.inputs.dataset_inputs {
                    let context = tags.iter().find(|tag| tag.key == CONTEXT);
                    summaries.insert(DatasetSummary {
                        experiment_id: place.experiment_id().to_owned(),
                        name: dataset.name.clone(),
                        digest: dataset.digest.clone(),
                        context: context.map(|tag| tag.value.clone()),
                    });
                }
            }
        }
        Ok(summaries.into_iter().take(MAX_SUMMARIES).collect())
    }
}

fn input_tags(edge: &Edge) -> Vec<InputTag> {
    let tags = edge.tags.iter().flatten();
    tags.map(|(key, value)| InputTag::new(key, value.clone().unwrap_or_default()))
        .collect()
}

/// Reads the models that a run made.
pub(super) fn outputs_of(edges: &[Edge]) -> RunOutputs {
    let models = edges.iter().map(|edge| ModelOutput {
        model_id: edge.destination_id.as_ref().unwrap_or(&edge.source_id).clone(),
        step: edge.step.unwrap_or_default(),
    });
    RunOutputs {
        model_outputs: models.collect(),
    }
}

impl OpenRun<'_> {
    /// Notes datasets and models; a dataset that the run already uses keeps its tags.
    pub(super) fn log_inputs(self, datasets: Vec<DatasetInput>, models: Vec<ModelInput>) -> Result<()> {
        let mut batch = Batch::default();
        let inputs = RunInputs {
            dataset_inputs: datasets,
            model_inputs: models,
        };
        note_inputs(&self.dir, &self.place, &self.info.run_id, inputs, &mut batch);
        batch.commit(&self.dir, &self.folder)
    }

    /// Notes models that the run made; the same one at the same step again adds nothing.
    pub(super) fn log_outputs(self, models: Vec<ModelOutput>) -> Result<()> {
        let mut batch = Batch::default();
        note_outputs(&self.dir, &self.place, &self.info.run_id, models, &mut batch)?;
        batch.commit(&self.dir, &self.folder)
    }
}

pub(super) fn note_inputs(dir: &Dir, place: &Place, run_id: &str, inputs: RunInputs, batch: &mut Batch) {
    let folder = format!("{}/{run_id}/inputs", place.folder());
    for DatasetInput { tags, dataset } in inputs.dataset_inputs {
        let dataset_id = id_of(&dataset.name, &dataset.digest);
        let file = format!("{}/datasets/{dataset_id}/{META}", place.folder());
        if !batch.replaces(&file) && !dir.exists(&file) {
            batch.replace_yaml(file, &meta::of_dataset(&dataset));
        }
        let edge = format!("{folder}/{}/{META}", id_of(&dataset_id, run_id));
        if !batch.replaces(&edge) && !dir.exists(&edge) {
            let tags = Yaml::map(tags.into_iter().map(|tag| (tag.key, tag.value.into())));
            batch.replace_yaml(edge, &meta::of_edge([DATASET, "RUN"], &dataset_id, tags, None));
        }
    }
    for ModelInput { model_id } in inputs.model_inputs {
        let edge = format!("{folder}/{}/{META}", id_of(&model_id, run_id));
        if !dir.exists(&edge) {
            let tags = Yaml::map::<&str>([]);
            batch.replace_yaml(edge, &meta::of_edge([MODEL, "RUN"], &model_id, tags, None));
        }
    }
}

pub(super) fn note_outputs(
    dir: &Dir,
    place: &Place,
    run_id: &str,
    models: Vec<ModelOutput>,
    batch: &mut Batch,
) -> Result<()> {
    let mut steps: HashMap<String, i64> = HashMap::new();
    for ModelOutput { model_id, step } in models {
        if !disk::is_entry_name(&model_id) {
            return Err(refusals::logged_model_not_found(&model_id));
        }
        let file = format!("{}/{run_id}/outputs/{model_id}/{META}", place.folder());
        let known = match steps.get(&model_id) {
            Some(step) => Some(*step),
            None => match disk::read_text(dir, &file)? {
                Some(text) => Some(meta::read::<Edge>(&file, &text)?.step.unwrap_or_default()),
                None => None,
            },
        };
        match known {
            Some(known) if known != step => return Err(refusals::output_changed(run_id, &model_id, known)),
            Some(_) => {}
            None => {
                let kinds = ["RUN_OUTPUT", "MODEL_OUTPUT"];
                let tags = Yaml::map::<&str>([]);
                batch.replace_yaml(file, &meta::of_edge(kinds, &model_id, tags, Some(step)));
                steps.insert(model_id, step);
            }
        }
    }
    Ok(())
}
