//! The files `meta.yaml`: what they say, as official MLflow 3.17 writes and reads them.

use super::disk;
use super::yaml::{self, Yaml};
use mlflow_core::Result;
use mlflow_core::entities::{Dataset, Experiment, LifecycleStage, RunInfo, RunStatus};
use serde::{Deserialize, Deserializer};
use std::collections::BTreeMap;

/// The name of these files.
pub(super) const META: &str = "meta.yaml";

/// The kind of source that official MLflow writes for every run: a local program.
const LOCAL_SOURCE: i64 = 4;

/// Reads a document of a file.
pub(super) fn read<T: serde::de::DeserializeOwned>(path: &str, text: &str) -> Result<T> {
    if text.trim().is_empty() {
        return Err(disk::damaged(path, "it is empty"));
    }
    yaml::from_text(text).map_err(|why| disk::damaged(path, why))
}

/// Reads a text that old versions wrote as a number.
pub(super) fn text_or_number<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Either {
        Number(i64),
        Text(String),
    }
    Ok(match Either::deserialize(deserializer)? {
        Either::Number(number) => number.to_string(),
        Either::Text(text) => text,
    })
}

/// The file of an experiment.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct ExperimentMeta {
    #[serde(deserialize_with = "text_or_number")]
    pub(super) experiment_id: String,
    pub(super) name: String,
    pub(super) artifact_location: String,
    pub(super) lifecycle_stage: LifecycleStage,
    #[serde(default)]
    pub(super) creation_time: Option<i64>,
    #[serde(default)]
    pub(super) last_update_time: Option<i64>,
}

/// Makes the file of an experiment; a new one does not tell its tags, which have files of their own.
pub(super) fn of_experiment(experiment: &Experiment, is_new: bool) -> Yaml {
    let mut entries = vec![
        ("artifact_location", (&experiment.artifact_location).into()),
        ("creation_time", experiment.creation_time.into()),
        ("effective_trace_archival_retention", Yaml::Null),
        ("experiment_id", (&experiment.experiment_id).into()),
        ("last_update_time", experiment.last_update_time.into()),
        ("lifecycle_stage", experiment.lifecycle_stage.as_str().into()),
        ("name", (&experiment.name).into()),
        ("trace_location", Yaml::Null),
        ("workspace", "default".into()),
    ];
    if !is_new {
        let tags = experiment.tags.iter().map(|tag| (&tag.key, (&tag.value).into()));
        entries.push(("tags", Yaml::map(tags)));
    }
    Yaml::map(entries)
}

/// The file of a run.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct RunMeta {
    #[serde(default)]
    run_id: Option<String>,
    #[serde(default)]
    run_uuid: Option<String>,
    #[serde(default)]
    run_name: Option<String>,
    #[serde(deserialize_with = "text_or_number")]
    experiment_id: String,
    #[serde(default)]
    user_id: Option<String>,
    #[serde(default)]
    status: Option<i64>,
    #[serde(default)]
    start_time: Option<i64>,
    #[serde(default)]
    end_time: Option<i64>,
    #[serde(default)]
    artifact_uri: Option<String>,
    #[serde(default)]
    lifecycle_stage: LifecycleStage,
}

impl RunMeta {
    /// Reads the file of the run in the folder of this name, of this experiment.
    pub(super) fn read(path: &str, text: &str, experiment_id: &str, run_id: &str) -> Result<RunInfo> {
        let meta: RunMeta = read(path, text)?;
        let id = meta.run_id.or(meta.run_uuid).unwrap_or_default();
        if id != run_id {
            return Err(disk::damaged(path, format!("it is the file of the run '{id}'")));
        }
        if meta.experiment_id != experiment_id {
            let why = format!(
                "it says that the run belongs to the experiment '{}'",
                meta.experiment_id
            );
            return Err(disk::damaged(path, why));
        }
        let status = meta.status.unwrap_or(RunStatus::Running as i64);
        let status = RunStatus::from_number(status)
            .ok_or_else(|| disk::damaged(path, format!("{status} is no status of a run")))?;
        Ok(RunInfo {
            run_id: id,
            experiment_id: meta.experiment_id,
            run_name: meta.run_name.unwrap_or_default(),
            user_id: meta.user_id.unwrap_or_default(),
            status,
            start_time: meta.start_time,
            end_time: meta.end_time,
            artifact_uri: meta.artifact_uri.unwrap_or_default(),
            lifecycle_stage: meta.lifecycle_stage,
        })
    }
}

/// When a run was deleted, as its file says.
#[derive(Clone, Copy, Debug)]
pub(super) enum Deleted {
    /// The file says nothing of it, as that of a changed run.
    Unsaid,
    /// The file says that it never was, as that of a new run.
    Never,
    /// In milliseconds since 1970.
    At(i64),
}

/// Makes the file of a run.
pub(super) fn of_run(info: &RunInfo, deleted: Deleted) -> Yaml {
    let mut entries = vec![
        ("artifact_uri", (&info.artifact_uri).into()),
        ("end_time", info.end_time.into()),
        ("entry_point_name", "".into()),
        ("experiment_id", (&info.experiment_id).into()),
        ("lifecycle_stage", info.lifecycle_stage.as_str().into()),
        ("run_id", (&info.run_id).into()),
        ("run_name", (&info.run_name).into()),
        ("source_name", "".into()),
        ("source_type", LOCAL_SOURCE.into()),
        ("source_version", "".into()),
        ("start_time", info.start_time.into()),
        ("status", (info.status as i64).into()),
        ("tags", Yaml::List(Vec::new())),
        ("user_id", (&info.user_id).into()),
    ];
    match deleted {
        Deleted::Unsaid => {}
        Deleted::Never => entries.push(("deleted_time", Yaml::Null)),
        Deleted::At(time) => entries.push(("deleted_time", time.into())),
    }
    Yaml::map(entries)
}

/// The file of what a run used or made: an edge between the run and something else.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct Edge {
    pub(super) source_type: String,
    pub(super) source_id: String,
    #[serde(default)]
    pub(super) destination_id: Option<String>,
    #[serde(default)]
    pub(super) tags: Option<BTreeMap<String, Option<String>>>,
    #[serde(default)]
    pub(super) step: Option<i64>,
}

/// Makes the file of an edge; official MLflow names the other end on both sides.
pub(super) fn of_edge(kinds: [&str; 2], other: &str, tags: Yaml, step: Option<i64>) -> Yaml {
    let mut entries = vec![
        ("destination_id", other.into()),
        ("destination_type", kinds[1].into()),
        ("source_id", other.into()),
        ("source_type", kinds[0].into()),
        ("tags", tags),
    ];
    if let Some(step) = step {
        entries.push(("step", step.into()));
    }
    Yaml::map(entries)
}

/// Makes the file of a dataset.
pub(super) fn of_dataset(dataset: &Dataset) -> Yaml {
    Yaml::map([
        ("digest", (&dataset.digest).into()),
        ("name", (&dataset.name).into()),
        ("profile", dataset.profile.as_ref().into()),
        ("schema", dataset.schema.as_ref().into()),
        ("source", (&dataset.source).into()),
        ("source_type", (&dataset.source_type).into()),
    ])
}
