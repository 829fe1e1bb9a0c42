//! Runs are made empty, and filled when everything that they name has an id.

use crate::api::found::note_runs;
use crate::api::{Known, WRITES, metrics};
use crate::event::Kind;
use crate::ids::SOURCE;
use crate::migration::Work;
use crate::moving::models_of;
use crate::place::Places;
use crate::source::Source;
use futures::stream::{self, StreamExt, TryStreamExt};
use mlflow_core::Result;
use mlflow_core::contract::runs::{
    CreateRun, GetRun, LogBatch, LogInputs, LogOutputs, RestoreRun, UpdateRun,
};
use mlflow_core::entities::{LifecycleStage, Run, RunStatus, RunTag};
use std::pin::pin;

/// How many parameters or tags a call takes.
const BATCH: usize = 100;

impl Work<'_> {
    /// Makes the runs of an experiment that are not there, without anything in them.
    pub(super) async fn make_runs(
        &mut self,
        index: usize,
        api: &Source,
        places: &mut Places,
        known: &mut Known,
    ) -> Result<()> {
        let source = self.source;
        let experiment_id = &self.chosen.experiments[index].experiment_id;
        let is_refused = places.is_refused(experiment_id);
        let kept_id = places.id(experiment_id);
        if !is_refused {
            note_runs(&kept_id, api, places, known).await?;
        }
        let mut pages = pin!(source.run_ids(experiment_id));
        while let Some(ids) = pages.try_next().await? {
            let runs = source.runs(&ids).await?;
            known.models.extend(runs.iter().flat_map(models_of));
            self.moved(Kind::Runs, runs.len());
            if is_refused {
                continue;
            }
            for run in runs.iter().filter(|run| !known.runs.contains(run.id())) {
                let created = api.tracking.create_run(CreateRun {
                    experiment_id: kept_id.clone(),
                    user_id: run.info.user_id.clone(),
                    run_name: run.info.run_name.clone(),
                    start_time: run.info.start_time,
                    tags: vec![RunTag::new(SOURCE, run.id())],
                });
                let created = created.await;
                if let Some(created) = self.unless_refused(Kind::Runs, run.id(), created)? {
                    places.note_run(run.id(), &created.run);
                }
            }
        }
        Ok(())
    }

    /// Writes what belongs to the runs of an experiment.
    pub(super) async fn fill_runs(
        &mut self,
        index: usize,
        api: &Source,
        places: &Places,
        known: &Known,
    ) -> Result<()> {
        let source = self.source;
        let knows_models = !self.report.unknown_kinds.contains(&Kind::LoggedModels);
        let mut pages = pin!(source.run_ids(&self.chosen.experiments[index].experiment_id));
        while let Some(mut ids) = pages.try_next().await? {
            ids.retain(|id| places.ids.runs.contains_key(id));
            let runs = source.runs(&ids).await?;
            let moved = runs.iter().map(|run| {
                let to = places.run(run.clone()).info.artifact_uri;
                [run.info.artifact_uri.clone(), to]
            });
            let roots: Vec<_> = moved.collect();
            let filled = runs.iter().map(|run| async move {
                let filling = Filling {
                    source,
                    api,
                    run,
                    expected: expected(run, places, knows_models),
                    is_new: !known.runs.contains(run.id()),
                };
                (run, filling.fill(known).await)
            });
            let mut filled = pin!(stream::iter(filled).buffer_unordered(WRITES));
            while let Some((run, answer)) = filled.next().await {
                if let Some(points) = self.unless_refused(Kind::Runs, run.id(), answer)? {
                    self.moved(Kind::Points, points);
                }
            }
            self.copy_all(roots).await?;
        }
        Ok(())
    }
}

/// Returns a run as the target can have it.
fn expected(run: &Run, places: &Places, knows_models: bool) -> Run {
    let mut expected = places.run(run.clone());
    expected.data.tags.retain(|tag| tag.key != SOURCE);
    if !knows_models {
        expected.inputs.model_inputs.clear();
        expected.outputs.model_outputs.clear();
    }
    expected
}

/// A run on its way.
pub(super) struct Filling<'f> {
    pub(super) source: &'f Source,
    pub(super) api: &'f Source,
    pub(super) run: &'f Run,
    pub(super) expected: Run,
    /// Whether there was no run before this migration.
    pub(super) is_new: bool,
}

impl Filling<'_> {
    /// Writes what is not there, and returns how many points the source has.
    async fn fill(self, known: &Known) -> Result<usize> {
        let run_id = self.expected.id().to_owned();
        let request = GetRun {
            run_id: run_id.clone(),
        };
        let there = match self.is_new {
            true => Run::default(),
            false => self.api.tracking.get_run(request).await?.run,
        };
        if there.info.lifecycle_stage == LifecycleStage::Deleted {
            let request = RestoreRun {
                run_id: run_id.clone(),
            };
            self.api.tracking.restore_run(request).await?;
        }
        self.log_data(&there).await?;
        self.log_uses(&there).await?;
        let labelled = known.labelled.of(self.run.id());
        let points = metrics::write(&self, labelled).await?;
        let info = &self.expected.info;
        if (info.status, info.end_time) != (RunStatus::Running, None) {
            let request = UpdateRun {
                run_id,
                status: Some(info.status),
                end_time: info.end_time,
                run_name: None,
            };
            self.api.tracking.update_run(request).await?;
        }
        Ok(points)
    }

    /// Writes parameters and tags.
    async fn log_data(&self, there: &Run) -> Result<()> {
        let data = &self.expected.data;
        let mut params = data.params.to_vec();
        params.retain(|param| there.data.params.get(&param.key) != Some(&param.value));
        let mut tags = data.tags.to_vec();
        tags.retain(|tag| there.data.tags.get(&tag.key) != Some(&tag.value));
        let run_id = || self.expected.id().to_owned();
        let params = params.chunks(BATCH).map(|params| LogBatch {
            run_id: run_id(),
            params: params.to_vec(),
            ..LogBatch::default()
        });
        let tags = tags.chunks(BATCH).map(|tags| LogBatch {
            run_id: run_id(),
            tags: tags.to_vec(),
            ..LogBatch::default()
        });
        for request in params.chain(tags) {
            self.api.tracking.log_batch(request).await?;
        }
        Ok(())
    }

    /// Writes the datasets that the run used, and the logged models that it used and made.
    async fn log_uses(&self, there: &Run) -> Result<()> {
        let Run { inputs, outputs, .. } = &self.expected;
        let mut datasets = inputs.dataset_inputs.clone();
        datasets.retain(|input| {
            let mut known = there.inputs.dataset_inputs.iter().map(|known| &known.dataset);
            !known.any(|known| known.name == input.dataset.name && known.digest == input.dataset.digest)
        });
        let mut models = inputs.model_inputs.clone();
        models.retain(|input| !there.inputs.model_inputs.contains(input));
        let run_id = self.expected.id().to_owned();
        if !datasets.is_empty() || !models.is_empty() {
            let request = LogInputs {
                run_id: run_id.clone(),
                datasets,
                models,
            };
            self.api.tracking.log_inputs(request).await?;
        }
        let mut models = outputs.model_outputs.clone();
        models.retain(|output| !there.outputs.model_outputs.contains(output));
        if !models.is_empty() {
            self.api
                .tracking
                .log_outputs(LogOutputs { run_id, models })
                .await?;
        }
        Ok(())
    }
}
