//! Both sides are read, and compared.

use crate::digest;
use crate::event::Kind;
use crate::migration::Work;
use crate::moving::{artifacts_of, deleted_model, models_of};
use crate::place::Places;
use crate::source::{Source, there};
use futures::stream::TryStreamExt;
use mlflow_core::Result;
use mlflow_core::contract::experiments::GetExperiment;
use mlflow_core::entities::{LifecycleStage, Run};
use mlflow_core::import::ImportedModel;
use std::collections::{BTreeSet, HashMap, HashSet};
use std::pin::pin;

impl Work<'_> {
    pub(crate) async fn verify(&mut self, kept: &Source, places: &Places) -> Result<()> {
        let chosen = self.chosen;
        for experiment in &chosen.experiments {
            let found = match places.is_refused(&experiment.experiment_id) {
                true => None,
                false => {
                    let experiment_id = places.id(&experiment.experiment_id);
                    let request = GetExperiment { experiment_id };
                    there(kept.tracking.get_experiment(request).await)?
                }
            };
            let is_equal = found.map(|found| places.is_same_experiment(experiment, found.experiment));
            let what = || experiment.name.clone();
            self.report.compare(Kind::Experiments, is_equal, what);
        }
        let mut named = BTreeSet::new();
        for index in 0..chosen.experiments.len() {
            self.begins(Kind::Runs, index, true);
            self.verify_runs(index, kept, places, &mut named).await?;
        }
        for index in 0..chosen.experiments.len() {
            self.begins(Kind::LoggedModels, index, true);
            self.verify_models(index, kept, places, &mut named).await?;
        }
        for model_id in named {
            if let Some(model) = deleted_model(self.source, chosen, &model_id).await? {
                self.verify_model(model, kept, places).await?;
            }
        }
        for index in 0..chosen.experiments.len() {
            self.begins(Kind::Traces, index, true);
            self.verify_traces(index, kept, places).await?;
        }
        self.verify_registry(kept, places).await
    }

    /// Finds where experiments are kept that an earlier migration moved, and counts what there is to compare.
    pub(crate) async fn find_places(&mut self, kept: &Source, places: &mut Places) -> Result<()> {
        for experiment in &self.chosen.experiments {
            if let Some(found) = kept.experiment_named(&experiment.name).await? {
                places.note(experiment, &found);
            }
        }
        if places.is_through_api {
            self.find_copies(kept, places).await?;
        }
        if places.is_registry_through_api {
            self.find_copies_of_versions(kept, places).await?;
        }
        self.count().await
    }

    async fn verify_runs(
        &mut self,
        index: usize,
        kept: &Source,
        places: &Places,
        named: &mut BTreeSet<String>,
    ) -> Result<()> {
        let source = self.source;
        let experiment = &self.chosen.experiments[index];
        let is_deleted = experiment.lifecycle_stage == LifecycleStage::Deleted;
        let knows_models = !self.report.unknown_kinds.contains(&Kind::LoggedModels);
        let mut pages = pin!(source.run_ids(&experiment.experiment_id));
        while let Some(ids) = pages.try_next().await? {
            let expected = source.runs(&ids).await?;
            named.extend(expected.iter().flat_map(models_of));
            let ids: Vec<_> = ids.iter().map(|id| places.ids.run(id)).collect();
            let found = kept.runs_there(&ids).await?;
            for (expected, found) in expected.iter().zip(found) {
                let is_equal =
                    found.map(|found| places.is_same_run(expected, found, is_deleted, knows_models));
                let what = || expected.info.run_id.clone();
                self.report.compare(Kind::Runs, is_equal, what);
                if is_equal.is_some() {
                    self.verify_points(expected, kept, places).await?;
                    let to = places.run(expected.clone()).info.artifact_uri;
                    self.verify_artifacts(&expected.info.artifact_uri, &to).await?;
                }
                self.done(Kind::Runs, 1);
            }
        }
        Ok(())
    }

    /// Compares the histories of a run; the tally counts distinct points, since a folder may hold one twice.
    async fn verify_points(&mut self, run: &Run, kept: &Source, places: &Places) -> Result<()> {
        for metric in run.data.metrics.iter() {
            let mut expected = HashSet::new();
            let (run_id, key) = (run.id(), metric.key.as_str());
            let mut pages = pin!(self.source.history(run_id, key));
            let mut count = 0;
            while let Some(points) = pages.try_next().await? {
                count += points.len();
                digest::add_points(&mut expected, &points);
            }
            let mut found = HashSet::new();
            let kept_id = places.ids.run(run_id);
            let mut pages = pin!(kept.history(&kept_id, key));
            while let Some(points) = pages.try_next().await? {
                digest::add_points(&mut found, &points);
            }
            let equal = expected.intersection(&found).count();
            let doubles = (count - expected.len()) as u64;
            self.report.drop_doubles(doubles);
            self.report.compare_points(found.len() as u64, equal as u64);
            if equal != expected.len() || equal != found.len() {
                let what = format!("{key} of the run {run_id}");
                self.report.differs(Kind::Points, found.is_empty(), what);
            }
            self.done(Kind::Points, count);
        }
        Ok(())
    }

    async fn verify_models(
        &mut self,
        index: usize,
        kept: &Source,
        places: &Places,
        named: &mut BTreeSet<String>,
    ) -> Result<()> {
        let source = self.source;
        let mut pages = pin!(source.logged_models(&self.chosen.experiments[index].experiment_id));
        while let Some(models) = pages.try_next().await? {
            for model in models {
                named.remove(model.id());
                let lifecycle_stage = LifecycleStage::Active;
                self.verify_model(
                    ImportedModel {
                        model,
                        lifecycle_stage,
                    },
                    kept,
                    places,
                )
                .await?;
            }
        }
        Ok(())
    }

    async fn verify_model(&mut self, model: ImportedModel, kept: &Source, places: &Places) -> Result<()> {
        if self.report.unknown_kinds.contains(&Kind::LoggedModels) {
            return Ok(());
        }
        let id = model.model.id().to_owned();
        let from = model.model.info.artifact_uri.clone();
        let found = kept.logged_model(&places.ids.model(&id)).await?;
        if found.is_some() {
            let to = places.model(model.model.clone()).info.artifact_uri;
            self.verify_artifacts(&from, &to).await?;
        }
        let is_equal = found.map(|found| places.is_same_model(model, found));
        self.report.compare(Kind::LoggedModels, is_equal, || id);
        self.done(Kind::LoggedModels, 1);
        Ok(())
    }

    async fn verify_traces(&mut self, index: usize, kept: &Source, places: &Places) -> Result<()> {
        if self.report.unknown_kinds.contains(&Kind::Traces) {
            return Ok(());
        }
        let source = self.source;
        let mut pages = pin!(source.trace_infos(&self.chosen.experiments[index].experiment_id));
        while let Some(infos) = pages.try_next().await? {
            let ids: Vec<String> = infos.iter().map(|info| info.trace_id.clone()).collect();
            let expected = source.with_spans(infos).await?;
            let found = kept.traces(&ids).await?;
            for (expected, found) in expected.into_iter().zip(found) {
                let id = expected.trace_info.trace_id.clone();
                if found.is_some() {
                    let from = artifacts_of(&expected.trace_info).to_owned();
                    let to = artifacts_of(&places.trace(expected.clone()).trace_info).to_owned();
                    self.verify_artifacts(&from, &to).await?;
                }
                let is_equal = found.map(|found| places.is_same_trace(expected, found));
                self.report.compare(Kind::Traces, is_equal, || id);
                self.done(Kind::Traces, 1);
            }
        }
        Ok(())
    }

    async fn verify_artifacts(&mut self, from: &str, to: &str) -> Result<()> {
        match self.copies {
            true => self.compare_artifacts(from, to).await,
            false => Ok(()),
        }
    }

    async fn verify_registry(&mut self, kept: &Source, places: &Places) -> Result<()> {
        let (source, chosen) = (self.source, self.chosen);
        let mut found = HashMap::new();
        let mut pages = pin!(kept.registered_models());
        while let Some(models) = pages.try_next().await? {
            found.extend(models.into_iter().map(|model| (model.name.clone(), model)));
        }
        for (index, model) in chosen.models.iter().enumerate() {
            self.begins(Kind::RegisteredModels, index, true);
            let there = found.get(&model.name);
            let is_equal = there.map(|there| places.is_same_registered_model(model, there.clone()));
            self.report
                .compare(Kind::RegisteredModels, is_equal, || model.name.clone());
            self.done(Kind::RegisteredModels, 1);
            let mut versions = HashMap::new();
            if let Some(there) = there {
                let mut pages = pin!(kept.versions(there));
                while let Some(page) = pages.try_next().await? {
                    versions.extend(page.into_iter().map(|v| (v.version.version.clone(), v)));
                }
            }
            let mut pages = pin!(source.versions(model));
            while let Some(page) = pages.try_next().await? {
                for expected in page {
                    let number = expected.version.version.clone();
                    let found = versions.remove(&places.ids.version(&model.name, &number));
                    let is_equal = found.map(|found| places.is_same_version(expected, found));
                    let what = || format!("{}/{number}", model.name);
                    self.report.compare(Kind::ModelVersions, is_equal, what);
                    self.done(Kind::ModelVersions, 1);
                }
            }
        }
        Ok(())
    }
}
