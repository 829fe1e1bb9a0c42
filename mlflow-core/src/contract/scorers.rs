//! Scorers of traces.

use crate::entities::{OnlineScoringConfig, Scorer};
use serde::{Deserialize, Serialize};

contract! {
    /// Scorers, which judge traces, and their versions.
    pub trait Scorers {
        /// Makes a version of a scorer, and the scorer if there is none of the name.
        register_scorer: RegisterScorer => RegisterScorerResponse,
            POST "3.0/mlflow/scorers/register", needs Update on Experiment(experiment_id);
        /// Reads the latest version of each scorer, in the order of experiments and names.
        list_scorers: ListScorers => ListScorersResponse,
            GET "3.0/mlflow/scorers/list", needs Read on Results;
        /// Reads every version of a scorer, the oldest first.
        list_scorer_versions: ListScorerVersions => ListScorerVersionsResponse,
            GET "3.0/mlflow/scorers/versions", needs Read on Experiment(experiment_id);
        /// Reads a version of a scorer.
        get_scorer: GetScorer => GetScorerResponse,
            GET "3.0/mlflow/scorers/get", needs Read on Experiment(experiment_id);
        /// Deletes a version of a scorer, or all of it.
        delete_scorer: DeleteScorer => DeleteScorerResponse,
            DELETE "3.0/mlflow/scorers/delete", needs Delete on Experiment(experiment_id);
        /// Reads which new traces scorers are to judge by themselves.
        get_online_scoring_configs: GetOnlineScoringConfigs => GetOnlineScoringConfigsResponse,
            GET "3.0/mlflow/scorers/online-configs", needs Read on Results;
        /// Says which new traces a scorer is to judge by itself, instead of what was said before.
        upsert_online_scoring_config: UpsertOnlineScoringConfig => UpsertOnlineScoringConfigResponse,
            PUT "3.0/mlflow/scorers/online-config", needs Update on Experiment(experiment_id);
    }
}

/// Asks to make a version of a scorer.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct RegisterScorer {
    /// The experiment, which must not be deleted.
    pub experiment_id: String,
    /// The name: up to 256 characters.
    pub name: String,
    /// What it does: a JSON object.
    pub serialized_scorer: String,
}

/// Answers with a version of a scorer.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct RegisterScorerResponse {
    /// The number of the version.
    pub version: i32,
    /// The scorer's id.
    pub scorer_id: String,
    /// The experiment.
    pub experiment_id: String,
    /// The name.
    pub name: String,
    /// What it does, as JSON.
    pub serialized_scorer: String,
    /// When it was made, in milliseconds since 1970.
    pub creation_time: i64,
}

impl From<Scorer> for RegisterScorerResponse {
    fn from(scorer: Scorer) -> Self {
        RegisterScorerResponse {
            version: scorer.scorer_version,
            scorer_id: scorer.scorer_id,
            experiment_id: scorer.experiment_id.to_string(),
            name: scorer.scorer_name,
            serialized_scorer: scorer.serialized_scorer,
            creation_time: scorer.creation_time,
        }
    }
}

/// Asks for scorers: those of one experiment, of some, or of all that are not deleted.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ListScorers {
    /// The experiment, which must not be deleted.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub experiment_id: String,
    /// The experiments; those that are deleted have none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub experiment_ids: Option<Vec<String>>,
}

/// Answers with scorers.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ListScorersResponse {
    /// The scorers.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub scorers: Vec<Scorer>,
}

/// Asks for every version of a scorer.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ListScorerVersions {
    /// The experiment, which must not be deleted.
    pub experiment_id: String,
    /// The name.
    pub name: String,
}

/// Answers with the versions of a scorer.
pub type ListScorerVersionsResponse = ListScorersResponse;

/// Asks for a version of a scorer.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct GetScorer {
    /// The experiment, which must not be deleted.
    pub experiment_id: String,
    /// The name.
    pub name: String,
    /// The number of the version; the latest one if not set.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub version: Option<i32>,
}

/// Answers with a version of a scorer.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct GetScorerResponse {
    /// The version.
    pub scorer: Scorer,
}

/// Asks to delete a version of a scorer, or all of it if there is no number.
pub type DeleteScorer = GetScorer;

/// Asks which new traces scorers judge by themselves.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct GetOnlineScoringConfigs {
    /// The scorers' ids.
    pub scorer_ids: Vec<String>,
}

/// Answers with which new traces scorers judge by themselves.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct GetOnlineScoringConfigsResponse {
    /// What was said, of those scorers of which something was.
    pub configs: Vec<OnlineScoringConfig>,
}

/// Asks to let a scorer judge new traces by itself.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct UpsertOnlineScoringConfig {
    /// The experiment, which must not be deleted.
    pub experiment_id: String,
    /// The scorer's name.
    pub name: String,
    /// How many of the traces, from 0 to 1. More than 0 needs a scorer whose model is a gateway's.
    pub sample_rate: Option<f64>,
    /// Only traces that this filter finds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub filter_string: Option<String>,
}

/// Answers with which new traces a scorer judges by itself.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct UpsertOnlineScoringConfigResponse {
    /// What was said.
    pub config: OnlineScoringConfig,
}

empty_answers! { DeleteScorerResponse }
