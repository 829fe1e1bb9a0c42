//! Logged models: what a run made, or what was made elsewhere, with parameters, tags and metrics of its own.

use super::param::text_by_key;
use super::{KeyList, KeyValue, Metric};
use serde::{Deserialize, Serialize};

wire_enum! {
    /// Whether the files of a logged model are there.
    #[derive(Default)]
    pub enum LoggedModelStatus {
        /// Nobody said.
        Unspecified = 0, "LOGGED_MODEL_STATUS_UNSPECIFIED";
        /// They are still being written.
        #[default]
        Pending = 1, "LOGGED_MODEL_PENDING";
        /// The model is whole.
        Ready = 2, "LOGGED_MODEL_READY";
        /// They could not be written.
        Failed = 3, "LOGGED_MODEL_UPLOAD_FAILED";
    }
}

impl LoggedModelStatus {
    /// Returns the number of the protocol, which databases hold.
    pub fn number(self) -> i64 {
        self as i64
    }

    /// Tells whether nothing more is to come.
    pub fn is_finalized(self) -> bool {
        matches!(self, LoggedModelStatus::Ready | LoggedModelStatus::Failed)
    }
}

text_by_key! {
    /// A tag of a logged model.
    LoggedModelTag
}

text_by_key! {
    /// A parameter of a logged model: written once, never changed.
    LoggedModelParameter
}

/// A logged model, with all that was logged to it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct LoggedModel {
    /// What the store knows of the model itself, and its tags.
    pub info: LoggedModelInfo,
    /// Parameters and metrics.
    pub data: LoggedModelData,
}

impl LoggedModel {
    /// Returns the model's id.
    pub fn id(&self) -> &str {
        &self.info.model_id
    }

    /// Returns the URI that names the model to whoever loads it: `models:/` and the id.
    ///
    /// ```
    /// let mut model = mlflow_core::entities::LoggedModel::default();
    /// model.info.model_id = "m-1".into();
    /// assert_eq!(model.model_uri(), "models:/m-1");
    /// ```
    pub fn model_uri(&self) -> String {
        format!("models:/{}", self.info.model_id)
    }
}

/// What the store knows of a logged model itself.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct LoggedModelInfo {
    /// The id: `m-` and 32 lower-case hexadecimal digits where MLflow made it.
    pub model_id: String,
    /// The experiment that the model belongs to.
    pub experiment_id: String,
    /// The name, which several models may share.
    pub name: String,
    /// When it was made, in milliseconds since 1970.
    pub creation_timestamp_ms: i64,
    /// When its status last changed, in milliseconds since 1970.
    pub last_updated_timestamp_ms: i64,
    /// The URI of its files.
    pub artifact_uri: String,
    /// Whether its files are there.
    pub status: LoggedModelStatus,
    /// What kind of model it is, in the words of whoever made it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub model_type: Option<String>,
    /// The run that made it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source_run_id: Option<String>,
    /// Why it failed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status_message: Option<String>,
    /// Its tags, by key.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub tags: KeyList<LoggedModelTag>,
}

/// What was logged to a model.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct LoggedModelData {
    /// The parameters, by key.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub params: KeyList<LoggedModelParameter>,
    /// Every point of its metrics, by name, time and step; each names its run, and its dataset if it has one.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub metrics: KeyList<Metric>,
}
