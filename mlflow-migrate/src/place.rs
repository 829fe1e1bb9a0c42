//! Where things stand in the target: ids and artifacts.

use crate::ids::Ids;
use crate::migration::Artifacts;
use mlflow_core::artifact::location;
use mlflow_core::entities::{Experiment, LoggedModel, RegisteredModel, Run, Trace, TraceLocation};
use mlflow_core::import::ImportedVersion;
use mlflow_core::prompt_tags;
use mlflow_core::traces::ARTIFACT_LOCATION;
use std::collections::BTreeMap;

/// How the things of a migration are kept in the target, by their ids in the source.
#[derive(Debug)]
pub(crate) struct Places {
    artifacts: Artifacts,
    /// Whether experiments and what is in them are written by ordinary calls.
    pub(crate) is_through_api: bool,
    /// Whether registered models are written by ordinary calls.
    pub(crate) is_registry_through_api: bool,
    experiments: BTreeMap<String, Kept>,
    /// What has another id than before.
    pub(crate) ids: Ids,
    /// Where the files of runs and logged models are that got new ids, by these.
    roots: BTreeMap<String, String>,
}

#[derive(Debug)]
struct Kept {
    id: String,
    from: String,
    to: String,
}

impl Places {
    pub(crate) fn new(artifacts: Artifacts) -> Self {
        Places {
            artifacts,
            is_through_api: false,
            is_registry_through_api: false,
            experiments: BTreeMap::new(),
            ids: Ids::default(),
            roots: BTreeMap::new(),
        }
    }

    /// Tells whether files stay where they are.
    pub(crate) fn are_artifacts_left(&self) -> bool {
        self.artifacts == Artifacts::Reference
    }

    /// Returns an experiment as the target is asked to keep it.
    pub(crate) fn asked(&self, experiment: &Experiment) -> Experiment {
        let mut asked = experiment.clone();
        if self.artifacts != Artifacts::Reference {
            asked.artifact_location.clear();
        }
        asked
    }

    /// Notes how an experiment is kept.
    pub(crate) fn note(&mut self, source: &Experiment, kept: &Experiment) {
        let place = Kept {
            id: kept.experiment_id.clone(),
            from: source.artifact_location.clone(),
            to: kept.artifact_location.clone(),
        };
        self.experiments.insert(source.experiment_id.clone(), place);
    }

    /// Tells whether an experiment, and so all that is in it, stays behind.
    pub(crate) fn is_refused(&self, experiment_id: &str) -> bool {
        self.is_through_api && !self.experiments.contains_key(experiment_id)
    }

    /// Notes the run that is kept for one of the source.
    pub(crate) fn note_run(&mut self, run_id: &str, kept: &Run) {
        let id = kept.id().to_owned();
        self.roots.insert(id.clone(), kept.info.artifact_uri.clone());
        self.ids.runs.insert(run_id.to_owned(), id);
    }

    /// Tells whether a run of the target is one that was moved.
    pub(crate) fn has_run(&self, kept_id: &str) -> bool {
        self.roots.contains_key(kept_id)
    }

    /// Notes the logged model that is kept for one of the source.
    pub(crate) fn note_model(&mut self, model_id: &str, kept: &LoggedModel) {
        let id = kept.id().to_owned();
        self.roots.insert(id.clone(), kept.info.artifact_uri.clone());
        self.ids.models.insert(model_id.to_owned(), id);
    }

    /// Returns the experiments whose ids could not be kept: their ids in the source and in the target.
    pub(crate) fn changed_ids(&self) -> BTreeMap<String, String> {
        let changed = self
            .experiments
            .iter()
            .filter(|(source, kept)| **source != kept.id);
        changed
            .map(|(source, kept)| (source.clone(), kept.id.clone()))
            .collect()
    }

    /// Returns an experiment as the target should answer it.
    pub(crate) fn experiment(&self, mut experiment: Experiment) -> Experiment {
        if let Some(kept) = self.experiments.get(&experiment.experiment_id) {
            experiment.experiment_id.clone_from(&kept.id);
            experiment.artifact_location.clone_from(&kept.to);
        }
        for tag in experiment.tags.iter_mut() {
            self.ids.rename(&tag.key, &mut tag.value);
        }
        experiment
    }

    /// Returns a run as the target should answer it.
    pub(crate) fn run(&self, mut run: Run) -> Run {
        let info = &mut run.info;
        let artifacts = self.moved(&info.experiment_id, &[&info.run_id, "artifacts"]);
        info.artifact_uri = artifacts.unwrap_or_else(|| std::mem::take(&mut info.artifact_uri));
        info.experiment_id = self.id(&info.experiment_id);
        self.ids.rename_run(&mut run);
        if let Some(root) = self.roots.get(run.id()) {
            run.info.artifact_uri.clone_from(root);
        }
        run
    }

    /// Returns a logged model as the target should answer it.
    pub(crate) fn model(&self, mut model: LoggedModel) -> LoggedModel {
        let info = &mut model.info;
        let artifacts = self.moved(&info.experiment_id, &["models", &info.model_id, "artifacts"]);
        info.artifact_uri = artifacts.unwrap_or_else(|| std::mem::take(&mut info.artifact_uri));
        info.experiment_id = self.id(&info.experiment_id);
        self.ids.rename_model(&mut model);
        if let Some(root) = self.roots.get(model.id()) {
            model.info.artifact_uri.clone_from(root);
        }
        model
    }

    /// Returns a trace as the target should answer it.
    pub(crate) fn trace(&self, mut trace: Trace) -> Trace {
        let info = &mut trace.trace_info;
        let experiment_id = info.experiment_id().unwrap_or_default().to_owned();
        let artifacts = self.moved(&experiment_id, &["traces", &info.trace_id, "artifacts"]);
        if let (Some(artifacts), Some(tag)) = (artifacts, info.tags.get_mut(ARTIFACT_LOCATION)) {
            *tag = artifacts;
        }
        info.trace_location = TraceLocation::experiment(self.id(&experiment_id));
        self.ids.rename_trace(info);
        trace
    }

    /// Returns a version as the target should answer it: files below a moved experiment are where they are now.
    pub(crate) fn version(&self, mut imported: ImportedVersion) -> ImportedVersion {
        imported.version.source = imported.version.source.map(|source| self.relocated(source));
        imported.storage_location = self.relocated(imported.storage_location);
        self.ids.rename_version(&mut imported, self.are_artifacts_left());
        self.rename_experiments(
            imported
                .version
                .tags
                .iter_mut()
                .map(|tag| (&tag.key, &mut tag.value)),
        );
        imported
    }

    /// Returns a registered model as the target should answer it.
    pub(crate) fn registered_model(&self, mut model: RegisteredModel) -> RegisteredModel {
        for alias in &mut model.aliases {
            alias.version = self.ids.version(&model.name, &alias.version);
        }
        self.rename_experiments(model.tags.iter_mut().map(|tag| (&tag.key, &mut tag.value)));
        model
    }

    /// Lets prompts name the experiments of the target.
    fn rename_experiments<'t>(&self, tags: impl Iterator<Item = (&'t String, &'t mut String)>) {
        for (_, value) in tags.filter(|(key, _)| *key == prompt_tags::EXPERIMENT_IDS) {
            let ids = value.split(',').map(|id| self.id(id));
            *value = ids.collect::<Vec<_>>().join(",");
        }
    }

    /// Returns the id of an experiment in the target.
    pub(crate) fn id(&self, experiment_id: &str) -> String {
        let kept = self.experiments.get(experiment_id);
        kept.map_or_else(|| experiment_id.to_owned(), |kept| kept.id.clone())
    }

    /// Returns where the files of something in an experiment are, if files do not stay where they were.
    fn moved(&self, experiment_id: &str, segments: &[&str]) -> Option<String> {
        if self.artifacts == Artifacts::Reference {
            return None;
        }
        let kept = self.experiments.get(experiment_id)?;
        Some(location::join(&kept.to, segments))
    }

    fn relocated(&self, uri: String) -> String {
        if self.artifacts == Artifacts::Reference {
            return uri;
        }
        let below = |kept: &&Kept| {
            let rest = uri.strip_prefix(kept.from.as_str());
            !kept.from.is_empty() && rest.is_some_and(|rest| rest.starts_with('/'))
        };
        match self.experiments.values().find(below) {
            Some(kept) => format!("{}{}", kept.to, &uri[kept.from.len()..]),
            None => uri,
        }
    }
}
