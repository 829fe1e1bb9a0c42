//! What counts as the same on both sides: everything, or what ordinary calls can keep.

use crate::digest;
use crate::ids::SOURCE;
use crate::place::Places;
use mlflow_core::entities::{
    Experiment, KeyList, KeyValue, LifecycleStage, LoggedModelStatus, Metric, ModelVersionStatus,
    RegisteredModel, Run, Trace,
};
use mlflow_core::import::{ImportedModel, ImportedVersion};
use mlflow_core::traces::{ARTIFACT_LOCATION, SPANS_LOCATION};

/// The tag in which a store counts the versions that are made of a logged model.
pub(crate) const VERSIONS_OF_MODEL: &str = "mlflow.modelVersions";
const RUN_NAME: &str = "mlflow.runName";

impl Places {
    pub(crate) fn is_same_experiment(&self, experiment: &Experiment, mut found: Experiment) -> bool {
        let mut expected = self.experiment(experiment.clone());
        if self.is_through_api {
            for side in [&mut expected, &mut found] {
                side.artifact_location.clear();
                side.creation_time = None;
                side.last_update_time = None;
            }
            only_moved(&mut expected.tags, &mut found.tags, &[]);
        }
        digest::of_experiment(expected) == digest::of_experiment(found)
    }

    /// Compares runs; those of a deleted experiment are all deleted by ordinary calls.
    pub(crate) fn is_same_run(
        &self,
        run: &Run,
        mut found: Run,
        is_in_deleted: bool,
        knows_models: bool,
    ) -> bool {
        let mut expected = self.run(run.clone());
        if self.is_through_api {
            let is_unnamed = expected.info.run_name.is_empty();
            for side in [&mut expected, &mut found] {
                side.info.artifact_uri.clear();
                side.info.start_time.take_if(|time| *time == 0);
                side.data.metrics.iter_mut().for_each(unlabelled);
                if is_unnamed {
                    side.info.run_name.clear();
                    side.data.tags.retain(|tag| tag.key != RUN_NAME);
                }
                if is_in_deleted {
                    side.info.lifecycle_stage = LifecycleStage::Deleted;
                }
                if !knows_models {
                    side.inputs.model_inputs.clear();
                    side.outputs.model_outputs.clear();
                }
            }
            only_moved(&mut expected.data.tags, &mut found.data.tags, &[]);
        }
        digest::of_run(expected) == digest::of_run(found)
    }

    pub(crate) fn is_same_model(&self, model: ImportedModel, mut found: ImportedModel) -> bool {
        let mut expected = ImportedModel {
            model: self.model(model.model),
            ..model
        };
        if self.is_through_api {
            let is_moved = |metric: &Metric| metric.run_id.as_ref().is_some_and(|id| self.has_run(id));
            expected.model.data.metrics.retain(is_moved);
            for side in [&mut expected.model, &mut found.model] {
                let info = &mut side.info;
                info.artifact_uri.clear();
                info.creation_timestamp_ms = 0;
                info.last_updated_timestamp_ms = 0;
                info.status_message = None;
                info.model_type.take_if(|kind| kind.is_empty());
                info.source_run_id.take_if(|id| id.is_empty());
                if info.status == LoggedModelStatus::Unspecified {
                    info.status = LoggedModelStatus::Pending;
                }
            }
            only_moved(
                &mut expected.model.info.tags,
                &mut found.model.info.tags,
                &[VERSIONS_OF_MODEL],
            );
        }
        digest::of_model(expected) == digest::of_model(found)
    }

    pub(crate) fn is_same_trace(&self, trace: Trace, mut found: Trace) -> bool {
        let mut expected = self.trace(trace);
        if self.is_through_api {
            let (wanted, there) = (&mut expected.trace_info, &mut found.trace_info);
            for tag in [ARTIFACT_LOCATION, SPANS_LOCATION, SOURCE] {
                wanted.tags.remove(tag);
            }
            there.tags.retain(|key, _| wanted.tags.contains_key(key));
            there
                .trace_metadata
                .retain(|key, _| wanted.trace_metadata.contains_key(key));
        }
        digest::of_trace(expected) == digest::of_trace(found)
    }

    pub(crate) fn is_same_registered_model(
        &self,
        model: &RegisteredModel,
        mut found: RegisteredModel,
    ) -> bool {
        let mut expected = self.registered_model(model.clone());
        if self.is_registry_through_api {
            for side in [&mut expected, &mut found] {
                side.creation_timestamp = None;
                side.last_updated_timestamp = None;
                side.user_id = None;
            }
            only_moved(&mut expected.tags, &mut found.tags, &[]);
            found.aliases.retain(|alias| expected.aliases.contains(alias));
        }
        digest::of_registered_model(expected) == digest::of_registered_model(found)
    }

    pub(crate) fn is_same_version(&self, version: ImportedVersion, mut found: ImportedVersion) -> bool {
        let mut expected = self.version(version);
        if self.is_registry_through_api {
            for side in [&mut expected, &mut found] {
                side.storage_location.clear();
                let version = &mut side.version;
                version.creation_timestamp = None;
                version.last_updated_timestamp = None;
                version.user_id = None;
                version.status = ModelVersionStatus::Ready;
                version.status_message = None;
            }
            // A version without a run gets the one of its logged model.
            if expected.version.source_run().is_none() {
                found.version.run_id = None;
            }
            // Some registries do not tell it: it follows from the source.
            if expected.version.model_id.is_none() || found.version.model_id.is_none() {
                expected.version.model_id = None;
                found.version.model_id = None;
            }
            only_moved(&mut expected.version.tags, &mut found.version.tags, &[]);
        }
        digest::of_version(expected) == digest::of_version(found)
    }
}

/// Leaves out the tag that a migration adds, tags that the store writes by itself, and what was in the target before.
fn only_moved<T: KeyValue>(expected: &mut KeyList<T>, found: &mut KeyList<T>, by_itself: &[&str]) {
    expected.retain(|tag| tag.key() != SOURCE && !by_itself.contains(&tag.key()));
    found.retain(|tag| expected.contains_key(tag.key()));
}

/// Leaves of the latest point of a metric what every store tells alike. Points are compared by themselves, and folders
/// choose freely between a number and none at one step and time.
fn unlabelled(latest: &mut Metric) {
    latest.value = 0.0;
    latest.dataset_name = None;
    latest.dataset_digest = None;
    latest.model_id = None;
}
