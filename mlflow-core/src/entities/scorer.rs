//! Scorers of traces.

use serde::{Deserialize, Serialize};

/// A version of a scorer: what judges the answers of an application.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Scorer {
    /// The number of the experiment.
    pub experiment_id: i64,
    /// The name, which no other scorer of the experiment has.
    pub scorer_name: String,
    /// The number of the version.
    pub scorer_version: i32,
    /// What it does, as JSON.
    pub serialized_scorer: String,
    /// When the version was made, in milliseconds since 1970.
    pub creation_time: i64,
    /// The id of the scorer, which all its versions have.
    pub scorer_id: String,
}

/// Which new traces a scorer is to judge by itself.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct OnlineScoringConfig {
    /// The id.
    pub online_scoring_config_id: String,
    /// The scorer's id.
    pub scorer_id: String,
    /// How many of the traces, from 0 to 1.
    pub sample_rate: f64,
    /// The experiment.
    pub experiment_id: String,
    /// Only traces that this filter finds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub filter_string: Option<String>,
}
