//! The JSON of operations that is not that of a trait's own arguments.

use crate::entities::RunStatus;
use crate::project::RunProject;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// Pairs in the order in which they were told.
type Pairs = Vec<(String, String)>;

#[derive(Debug, Default, Serialize, Deserialize)]
pub(in crate::plugin) struct Nothing {}

#[derive(Debug, Serialize, Deserialize)]
pub(in crate::plugin) struct Tags {
    #[serde(default)]
    pub(in crate::plugin) tags: Pairs,
}

#[derive(Debug, Serialize, Deserialize)]
pub(in crate::plugin) struct Headers {
    #[serde(default)]
    pub(in crate::plugin) headers: Pairs,
}

#[derive(Debug, Serialize, Deserialize)]
pub(in crate::plugin) struct NamedExperiment {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(in crate::plugin) experiment_id: Option<String>,
}

/// A request that is sent to a server; its body follows.
#[derive(Debug, Serialize, Deserialize)]
pub(in crate::plugin) struct Outgoing {
    pub(in crate::plugin) method: String,
    pub(in crate::plugin) url: String,
    /// Whether the body is known: it is not where it is a stream.
    #[serde(default)]
    pub(in crate::plugin) has_body: bool,
}

#[derive(Debug, Serialize, Deserialize)]
pub(in crate::plugin) struct CanEvaluate {
    pub(in crate::plugin) model_type: String,
    #[serde(default)]
    pub(in crate::plugin) evaluator_config: Map<String, Value>,
}

#[derive(Debug, Serialize, Deserialize)]
pub(in crate::plugin) struct Answer {
    pub(in crate::plugin) answer: bool,
}

#[derive(Debug, Serialize, Deserialize)]
pub(in crate::plugin) struct RawSource {
    pub(in crate::plugin) raw_source: String,
}

#[derive(Debug, Serialize, Deserialize)]
pub(in crate::plugin) struct Source {
    pub(in crate::plugin) source: Map<String, Value>,
}

#[derive(Debug, Serialize, Deserialize)]
pub(in crate::plugin) struct Load {
    pub(in crate::plugin) source: Map<String, Value>,
    pub(in crate::plugin) into: String,
}

#[derive(Debug, Serialize, Deserialize)]
pub(in crate::plugin) struct Loaded {
    pub(in crate::plugin) path: String,
}

/// A project and the number that its run has here; the program chooses it.
#[derive(Debug, Serialize, Deserialize)]
pub(in crate::plugin) struct Submit {
    pub(in crate::plugin) submission: u64,
    #[serde(flatten)]
    pub(in crate::plugin) project: RunProject,
}

#[derive(Debug, Serialize, Deserialize)]
pub(in crate::plugin) struct Submission {
    pub(in crate::plugin) submission: u64,
}

#[derive(Debug, Serialize, Deserialize)]
pub(in crate::plugin) struct Submitted {
    pub(in crate::plugin) run_id: String,
}

#[derive(Debug, Serialize, Deserialize)]
pub(in crate::plugin) struct Wait {
    pub(in crate::plugin) submission: u64,
    /// How long to wait at most, in milliseconds.
    pub(in crate::plugin) wait_ms: u64,
}

#[derive(Debug, Serialize, Deserialize)]
pub(in crate::plugin) struct Waited {
    /// Whether the run ended well; missing as long as it runs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(in crate::plugin) succeeded: Option<bool>,
}

#[derive(Debug, Serialize, Deserialize)]
pub(in crate::plugin) struct Status {
    pub(in crate::plugin) status: RunStatus,
}
