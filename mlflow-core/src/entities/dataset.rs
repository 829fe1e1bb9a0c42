//! Datasets that were inputs of runs.

use super::KeyValue;
use super::param::text_by_key;
use serde::{Deserialize, Serialize};

text_by_key! {
    /// A tag of the edge between a dataset and a run, such as `mlflow.data.context`.
    InputTag
}

/// A dataset: a name and a digest, and where it came from.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Dataset {
    /// The name.
    pub name: String,
    /// A short hash of the content; with the name it identifies the dataset in an experiment.
    pub digest: String,
    /// The kind of source: `local`, `s3`, `http`, `code`, ….
    pub source_type: String,
    /// The source as JSON.
    pub source: String,
    /// The columns or tensors as JSON.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub schema: Option<String>,
    /// Sizes and the like as JSON.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub profile: Option<String>,
}

/// A dataset that a run used, with the tags of that use.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct DatasetInput {
    /// The tags of the use.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<InputTag>,
    /// The dataset.
    pub dataset: Dataset,
}

/// A dataset and a context that it was used in.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(default)]
pub struct DatasetSummary {
    /// The experiment.
    pub experiment_id: String,
    /// The dataset's name.
    pub name: String,
    /// The dataset's digest.
    pub digest: String,
    /// The value of the tag `mlflow.data.context`, if the use had one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub context: Option<String>,
}
