//! Experiments.

use super::param::text_by_key;
use super::{KeyList, KeyValue, LifecycleStage};
use serde::{Deserialize, Serialize};

text_by_key! {
    /// A tag of an experiment.
    ExperimentTag
}

/// A named collection of runs.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Experiment {
    /// The id: a decimal number in SQL stores, text elsewhere.
    pub experiment_id: String,
    /// The name, unique among live and deleted experiments.
    pub name: String,
    /// The URI below which the artifacts of its runs are kept.
    pub artifact_location: String,
    /// Whether it is deleted.
    pub lifecycle_stage: LifecycleStage,
    /// When it was last changed, in milliseconds since 1970.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_update_time: Option<i64>,
    /// When it was made, in milliseconds since 1970.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub creation_time: Option<i64>,
    /// Its tags.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub tags: KeyList<ExperimentTag>,
    /// The workspace that it belongs to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub workspace: Option<String>,
}

impl Experiment {
    /// Returns the experiment's id.
    pub fn id(&self) -> &str {
        &self.experiment_id
    }
}
