//! What is read is written, kind by kind: later kinds name earlier ones.

use crate::event::{Event, Kind};
use crate::migration::{Chosen, Work};
use crate::place::Places;
use crate::source::Source;
use crate::target::{Models, Target, Tracking};
use futures::stream::{self, StreamExt, TryStreamExt};
use mlflow_core::Result;
use mlflow_core::contract::import_target::{
    ImportExperiments, ImportLoggedModels, ImportMetrics, ImportRuns, ImportTraceLinks, ImportTraces,
};
use mlflow_core::contract::registry_import_target::{
    ImportAliases, ImportModelVersions, ImportRegisteredModels,
};
use mlflow_core::contract::traces::LinkTracesToRun;
use mlflow_core::contract::{ImportTarget, RegistryImportTarget};
use mlflow_core::entities::{LifecycleStage, Run, TraceInfoV3};
use mlflow_core::import::ImportedModel;
use mlflow_core::traces::{ARTIFACT_LOCATION, SOURCE_RUN};
use std::collections::BTreeSet;
use std::pin::pin;

/// How many points are written at once.
const SLICE: usize = 10_000;
/// How many slices of points are on their way at the same time.
const WRITES: usize = 2;
/// How many experiments are written at once.
const EXPERIMENTS: usize = 100;

impl Work<'_> {
    /// Counts what would be moved.
    pub(crate) async fn count(&mut self) -> Result<()> {
        let (source, chosen) = (self.source, self.chosen);
        self.moved(Kind::Experiments, chosen.experiments.len());
        let mut named = BTreeSet::new();
        for (index, experiment) in chosen.experiments.iter().enumerate() {
            self.begins(Kind::Runs, index, false);
            let id = &experiment.experiment_id;
            let mut pages = pin!(source.run_ids(id));
            while let Some(ids) = pages.try_next().await? {
                self.moved(Kind::Runs, ids.len());
                let runs = source.runs(&ids).await?;
                named.extend(runs.iter().flat_map(models_of));
                let mut points = pin!(source.points(&runs));
                while let Some(points) = points.try_next().await? {
                    self.moved(Kind::Points, points.len());
                }
                for run in &runs {
                    self.count_artifacts(&run.info.artifact_uri).await?;
                }
            }
            let mut pages = pin!(source.logged_models(id));
            while let Some(models) = pages.try_next().await? {
                self.moved(Kind::LoggedModels, models.len());
                for model in &models {
                    named.remove(model.id());
                    self.count_artifacts(&model.info.artifact_uri).await?;
                }
            }
            let mut pages = pin!(source.trace_infos(id));
            while let Some(traces) = pages.try_next().await? {
                self.moved(Kind::Traces, traces.len());
                for info in &traces {
                    self.count_artifacts(artifacts_of(info)).await?;
                }
            }
        }
        for model_id in named {
            if let Some(deleted) = deleted_model(source, chosen, &model_id).await? {
                self.moved(Kind::LoggedModels, 1);
                self.count_artifacts(&deleted.model.info.artifact_uri).await?;
            }
        }
        self.moved(Kind::RegisteredModels, chosen.models.len());
        for (index, model) in chosen.models.iter().enumerate() {
            self.begins(Kind::ModelVersions, index, false);
            let mut pages = pin!(source.versions(model));
            while let Some(versions) = pages.try_next().await? {
                self.moved(Kind::ModelVersions, versions.len());
            }
        }
        Ok(())
    }

    pub(crate) async fn write(&mut self, target: &Target, places: &mut Places) -> Result<()> {
        match &target.tracking {
            Tracking::Import(tracking) => self.write_tracking(&**tracking, places).await?,
            Tracking::Api(api) => self.write_through_api(api, places).await?,
        }
        match &target.registry {
            Models::Import(registry) => self.write_registry(&**registry, places).await?,
            Models::Api(api) => self.write_registry_through_api(api, places).await?,
        }
        match &target.tracking {
            Tracking::Import(_) => Ok(()),
            Tracking::Api(api) => self.end_through_api(api, places).await,
        }
    }

    async fn write_tracking(&mut self, target: &dyn ImportTarget, places: &mut Places) -> Result<()> {
        let chosen = self.chosen;
        for experiments in chosen.experiments.chunks(EXPERIMENTS) {
            let asked = experiments.iter().map(|experiment| places.asked(experiment));
            let request = ImportExperiments {
                experiments: asked.collect(),
            };
            let kept = target.import_experiments(request).await?.experiments;
            for (experiment, kept) in experiments.iter().zip(&kept) {
                places.note(experiment, kept);
            }
            self.moved(Kind::Experiments, experiments.len());
        }
        let mut named = BTreeSet::new();
        for index in 0..chosen.experiments.len() {
            self.begins(Kind::Runs, index, false);
            self.write_runs(index, target, places, &mut named).await?;
        }
        (self.watch)(Event::Settles { kind: Kind::Points });
        target.import_metrics(ImportMetrics::default()).await?;
        for index in 0..chosen.experiments.len() {
            self.begins(Kind::LoggedModels, index, false);
            self.write_models(index, target, places, &mut named).await?;
        }
        for model_id in named {
            if let Some(model) = deleted_model(self.source, chosen, &model_id).await? {
                let from = model.model.info.artifact_uri.clone();
                let model = ImportedModel {
                    model: places.model(model.model),
                    ..model
                };
                let roots = vec![[from, model.model.info.artifact_uri.clone()]];
                let request = ImportLoggedModels { models: vec![model] };
                target.import_logged_models(request).await?;
                self.moved(Kind::LoggedModels, 1);
                self.copy_all(roots).await?;
            }
        }
        let mut with_traces = Vec::new();
        for (index, experiment) in chosen.experiments.iter().enumerate() {
            self.begins(Kind::Traces, index, false);
            if self.write_traces(index, target, places).await? {
                with_traces.push(experiment.experiment_id.clone());
            }
        }
        if !with_traces.is_empty() {
            self.write_links(&with_traces, target).await?;
        }
        Ok(())
    }

    /// Writes the runs of an experiment, and notes which models they name.
    async fn write_runs(
        &mut self,
        index: usize,
        target: &dyn ImportTarget,
        places: &Places,
        named: &mut BTreeSet<String>,
    ) -> Result<()> {
        let source = self.source;
        let mut pages = pin!(source.run_ids(&self.chosen.experiments[index].experiment_id));
        while let Some(ids) = pages.try_next().await? {
            if ids.is_empty() {
                continue;
            }
            let runs = source.runs(&ids).await?;
            named.extend(runs.iter().flat_map(models_of));
            let kept: Vec<Run> = runs.iter().map(|run| places.run(run.clone())).collect();
            let moved = runs.iter().zip(&kept);
            let roots =
                moved.map(|(run, kept)| [&run.info, &kept.info].map(|info| info.artifact_uri.clone()));
            let roots: Vec<_> = roots.collect();
            target.import_runs(ImportRuns { runs: kept }).await?;
            self.moved(Kind::Runs, runs.len());
            let points = source.points(&runs).map_ok(|points| stream::iter(points).map(Ok));
            let slices = points.try_flatten().try_chunks(SLICE).map_err(|e| e.1);
            let written = slices.map_ok(|slice| async {
                let count = slice.len();
                let request = ImportMetrics {
                    metrics: slice,
                    more_follow: true,
                };
                target.import_metrics(request).await.map(|_| count)
            });
            let mut written = pin!(written.try_buffer_unordered(WRITES));
            while let Some(count) = written.try_next().await? {
                self.moved(Kind::Points, count);
            }
            self.copy_all(roots).await?;
        }
        Ok(())
    }

    /// Writes the live models of an experiment, and strikes them off those that runs name.
    async fn write_models(
        &mut self,
        index: usize,
        target: &dyn ImportTarget,
        places: &Places,
        named: &mut BTreeSet<String>,
    ) -> Result<()> {
        let mut pages = pin!(
            self.source
                .logged_models(&self.chosen.experiments[index].experiment_id)
        );
        while let Some(models) = pages.try_next().await? {
            if models.is_empty() {
                continue;
            }
            let mut roots = Vec::new();
            let live = models.into_iter().map(|model| {
                named.remove(model.id());
                let from = model.info.artifact_uri.clone();
                let model = places.model(model);
                roots.push([from, model.info.artifact_uri.clone()]);
                ImportedModel {
                    model,
                    lifecycle_stage: LifecycleStage::Active,
                }
            });
            let models = live.collect();
            let request = ImportLoggedModels { models };
            target.import_logged_models(request).await?;
            self.moved(Kind::LoggedModels, roots.len());
            self.copy_all(roots).await?;
        }
        Ok(())
    }

    /// Writes the traces of an experiment, and tells whether there are any.
    async fn write_traces(
        &mut self,
        index: usize,
        target: &dyn ImportTarget,
        places: &Places,
    ) -> Result<bool> {
        let source = self.source;
        let id = &self.chosen.experiments[index].experiment_id;
        let mut pages = pin!(source.trace_infos(id));
        let mut any = false;
        while let Some(infos) = pages.try_next().await? {
            if infos.is_empty() {
                continue;
            }
            any = true;
            let traces = source.with_spans(infos).await?;
            let mut roots = Vec::new();
            let moved = traces.into_iter().map(|trace| {
                let from = artifacts_of(&trace.trace_info).to_owned();
                let trace = places.trace(trace);
                roots.push([from, artifacts_of(&trace.trace_info).to_owned()]);
                trace
            });
            let traces = moved.collect();
            target.import_traces(ImportTraces { traces }).await?;
            self.moved(Kind::Traces, roots.len());
            self.copy_all(roots).await?;
        }
        Ok(any)
    }

    /// Copies artifacts between roots of both sides, if they are to be copied.
    pub(crate) async fn copy_all(&mut self, roots: Vec<[String; 2]>) -> Result<()> {
        if self.copies {
            for [from, to] in roots {
                self.copy_artifacts(&from, &to).await?;
            }
        }
        Ok(())
    }

    /// Links traces to runs where only a search tells that they are: the metadata of a trace tell of one run.
    async fn write_links(&mut self, with_traces: &[String], target: &dyn ImportTarget) -> Result<()> {
        let (source, chosen) = (self.source, self.chosen);
        for experiment in &chosen.experiments {
            let mut pages = pin!(source.run_ids(&experiment.experiment_id));
            while let Some(run_ids) = pages.try_next().await? {
                for run_id in run_ids {
                    let infos = source.traces_of_run(with_traces, &run_id).await?;
                    let linked = infos
                        .into_iter()
                        .filter(|info| info.trace_metadata.get(SOURCE_RUN) != Some(&run_id));
                    let trace_ids: Vec<_> = linked.map(|info| info.trace_id).collect();
                    if !trace_ids.is_empty() {
                        let request = ImportTraceLinks {
                            runs: vec![LinkTracesToRun { trace_ids, run_id }],
                            ..ImportTraceLinks::default()
                        };
                        target.import_trace_links(request).await?;
                    }
                }
            }
        }
        Ok(())
    }

    async fn write_registry(&mut self, registry: &dyn RegistryImportTarget, places: &Places) -> Result<()> {
        let (source, chosen) = (self.source, self.chosen);
        for (index, model) in chosen.models.iter().enumerate() {
            self.begins(Kind::RegisteredModels, index, false);
            let request = ImportRegisteredModels {
                registered_models: vec![places.registered_model(model.clone())],
            };
            registry.import_registered_models(request).await?;
            self.moved(Kind::RegisteredModels, 1);
            let mut pages = pin!(source.versions(model));
            while let Some(versions) = pages.try_next().await? {
                if versions.is_empty() {
                    continue;
                }
                let count = versions.len();
                let model_versions = versions
                    .into_iter()
                    .map(|version| places.version(version))
                    .collect();
                let request = ImportModelVersions { model_versions };
                registry.import_model_versions(request).await?;
                self.moved(Kind::ModelVersions, count);
            }
            let request = ImportAliases {
                name: model.name.clone(),
                aliases: model.aliases.clone(),
            };
            registry.import_aliases(request).await?;
        }
        Ok(())
    }
}

/// Returns where the artifacts of a trace are; empty if it has none.
pub(crate) fn artifacts_of(trace: &TraceInfoV3) -> &str {
    trace.tags.get(ARTIFACT_LOCATION).map_or("", String::as_str)
}

/// Returns the models that a run used and made.
pub(crate) fn models_of(run: &Run) -> impl Iterator<Item = String> {
    let used = run.inputs.model_inputs.iter().map(|input| &input.model_id);
    let made = run.outputs.model_outputs.iter().map(|output| &output.model_id);
    used.chain(made).cloned()
}

/// Finds a deleted model of a moved experiment, which only runs name: searches leave it out.
pub(crate) async fn deleted_model(
    source: &Source,
    chosen: &Chosen,
    model_id: &str,
) -> Result<Option<ImportedModel>> {
    let found = source.logged_model(model_id).await?;
    Ok(found.filter(|found| {
        found.lifecycle_stage == LifecycleStage::Deleted && chosen.has(&found.model.info.experiment_id)
    }))
}
