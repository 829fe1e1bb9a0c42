//! Runs.

use super::{DatasetInput, KeyList, LifecycleStage, Metric, Param, RunTag};
use serde::ser::SerializeStruct;
use serde::{Deserialize, Serialize, Serializer};

wire_enum! {
    /// How far a run has come.
    #[derive(Default)]
    pub enum RunStatus {
        /// It runs, or it was killed without a chance to say so.
        #[default]
        Running = 1, "RUNNING";
        /// It will run.
        Scheduled = 2, "SCHEDULED";
        /// It ended well.
        Finished = 3, "FINISHED";
        /// It ended in an error.
        Failed = 4, "FAILED";
        /// Somebody ended it.
        Killed = 5, "KILLED";
    }
}

impl RunStatus {
    /// Tells whether a run of this status has ended.
    pub fn is_terminated(self) -> bool {
        matches!(self, RunStatus::Finished | RunStatus::Failed | RunStatus::Killed)
    }
}

/// One execution of some code, with all that was logged to it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Run {
    /// What the store knows of the run itself.
    pub info: RunInfo,
    /// Latest metrics, parameters and tags.
    pub data: RunData,
    /// What the run used.
    pub inputs: RunInputs,
    /// What the run made.
    pub outputs: RunOutputs,
}

impl Run {
    /// Returns the run's id.
    pub fn id(&self) -> &str {
        &self.info.run_id
    }
}

/// What the store knows of a run itself.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct RunInfo {
    /// The id: 32 lower-case hexadecimal digits where MLflow made it.
    pub run_id: String,
    /// The experiment that the run belongs to.
    pub experiment_id: String,
    /// The name, which is also the tag `mlflow.runName`.
    pub run_name: String,
    /// Who ran it.
    pub user_id: String,
    /// How far it has come.
    pub status: RunStatus,
    /// When it began, in milliseconds since 1970.
    pub start_time: Option<i64>,
    /// When it ended, in milliseconds since 1970.
    pub end_time: Option<i64>,
    /// The URI of its artifacts.
    pub artifact_uri: String,
    /// Whether it is deleted.
    pub lifecycle_stage: LifecycleStage,
}

impl Serialize for RunInfo {
    /// Writes the id under its old name too.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut info = serializer.serialize_struct("RunInfo", 10)?;
        info.serialize_field("run_uuid", &self.run_id)?;
        info.serialize_field("experiment_id", &self.experiment_id)?;
        info.serialize_field("run_name", &self.run_name)?;
        info.serialize_field("user_id", &self.user_id)?;
        info.serialize_field("status", &self.status)?;
        match self.start_time {
            Some(time) => info.serialize_field("start_time", &time)?,
            None => info.skip_field("start_time")?,
        }
        match self.end_time {
            Some(time) => info.serialize_field("end_time", &time)?,
            None => info.skip_field("end_time")?,
        }
        match self.artifact_uri.as_str() {
            "" => info.skip_field("artifact_uri")?,
            uri => info.serialize_field("artifact_uri", uri)?,
        }
        info.serialize_field("lifecycle_stage", &self.lifecycle_stage)?;
        info.serialize_field("run_id", &self.run_id)?;
        info.end()
    }
}

/// What was logged to a run.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct RunData {
    /// The latest point of each metric.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub metrics: KeyList<Metric>,
    /// The parameters.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub params: KeyList<Param>,
    /// The tags.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub tags: KeyList<RunTag>,
}

/// What a run used.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct RunInputs {
    /// Datasets.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub dataset_inputs: Vec<DatasetInput>,
    /// Logged models.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub model_inputs: Vec<ModelInput>,
}

/// What a run made.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct RunOutputs {
    /// Logged models.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub model_outputs: Vec<ModelOutput>,
}

impl RunOutputs {
    /// Tells whether the run made nothing.
    pub fn is_empty(&self) -> bool {
        self.model_outputs.is_empty()
    }
}

/// A logged model that a run used.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ModelInput {
    /// The model's id.
    pub model_id: String,
}

/// A logged model that a run made.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ModelOutput {
    /// The model's id.
    pub model_id: String,
    /// The step at which it was made.
    pub step: i64,
}
