//! Experiments: named collections of runs.

use crate::entities::{DatasetSummary, Experiment, ExperimentTag, ViewType};
use serde::{Deserialize, Serialize};

contract! {
    /// Experiments and their tags.
    pub trait Experiments {
        /// Creates an experiment and returns its id.
        create_experiment: CreateExperiment => CreateExperimentResponse,
            POST "2.0/mlflow/experiments/create", needs Update on Server;
        /// Reads an experiment by its id, deleted or not.
        get_experiment: GetExperiment => GetExperimentResponse,
            GET "2.0/mlflow/experiments/get", needs Read on Experiment(experiment_id);
        /// Reads an experiment by its name, deleted or not.
        get_experiment_by_name: GetExperimentByName => GetExperimentByNameResponse,
            GET "2.0/mlflow/experiments/get-by-name", needs Read on ExperimentName(experiment_name);
        /// Finds experiments, a page at a time.
        search_experiments: SearchExperiments => SearchExperimentsResponse,
            POST "2.0/mlflow/experiments/search" | GET "2.0/mlflow/experiments/search", needs Read on Results;
        /// Marks an experiment and all its runs as deleted.
        delete_experiment: DeleteExperiment => DeleteExperimentResponse,
            POST "2.0/mlflow/experiments/delete", needs Delete on Experiment(experiment_id);
        /// Brings a deleted experiment back, with all its runs.
        restore_experiment: RestoreExperiment => RestoreExperimentResponse,
            POST "2.0/mlflow/experiments/restore", needs Delete on Experiment(experiment_id);
        /// Renames a live experiment.
        update_experiment: UpdateExperiment => UpdateExperimentResponse,
            POST "2.0/mlflow/experiments/update", needs Update on Experiment(experiment_id);
        /// Writes a tag of a live experiment.
        set_experiment_tag: SetExperimentTag => SetExperimentTagResponse,
            POST "2.0/mlflow/experiments/set-experiment-tag", needs Update on Experiment(experiment_id);
        /// Removes a tag of a live experiment.
        delete_experiment_tag: DeleteExperimentTag => DeleteExperimentTagResponse,
            POST "2.0/mlflow/experiments/delete-experiment-tag", needs Update on Experiment(experiment_id);
        /// Lists the datasets that the runs of some experiments used, with the context of the use.
        search_datasets: SearchDatasets => SearchDatasetsResponse,
            POST "ajax-api/2.0/mlflow/experiments/search-datasets", needs Read on Experiments(experiment_ids);
    }
}

/// Asks for a new experiment.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct CreateExperiment {
    /// The name: 1 to 500 characters, not taken by another experiment, live or deleted.
    pub name: String,
    /// The URI below which artifacts are kept; the store's own choice if empty.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub artifact_location: String,
    /// Tags to begin with.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<ExperimentTag>,
}

/// Answers with the new experiment's id.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct CreateExperimentResponse {
    /// The id.
    pub experiment_id: String,
}

/// Asks for an experiment by its id.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct GetExperiment {
    /// The id.
    pub experiment_id: String,
}

/// Answers with an experiment.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct GetExperimentResponse {
    /// The experiment.
    pub experiment: Experiment,
}

/// Asks for an experiment by its name.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct GetExperimentByName {
    /// The name, in exact case.
    pub experiment_name: String,
}

/// Answers with an experiment.
pub type GetExperimentByNameResponse = GetExperimentResponse;

/// Asks for a page of experiments.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct SearchExperiments {
    /// How many at most: 1 to 50,000.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_results: Option<i64>,
    /// Where the page before ended.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub page_token: String,
    /// A filter such as `name LIKE 'w%'`.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub filter: String,
    /// Keys such as `name ASC`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub order_by: Vec<String>,
    /// Live ones, deleted ones or all; live ones if not set.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub view_type: Option<ViewType>,
}

/// Answers with a page of experiments.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct SearchExperimentsResponse {
    /// The experiments.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub experiments: Vec<Experiment>,
    /// Asks for the next page; empty on the last one.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub next_page_token: String,
}

/// Asks to delete an experiment.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct DeleteExperiment {
    /// The id.
    pub experiment_id: String,
}

/// Asks to restore an experiment.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct RestoreExperiment {
    /// The id.
    pub experiment_id: String,
}

/// Asks to rename an experiment.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct UpdateExperiment {
    /// The id.
    pub experiment_id: String,
    /// The new name.
    pub new_name: String,
}

/// Asks to write a tag of an experiment.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct SetExperimentTag {
    /// The experiment's id.
    pub experiment_id: String,
    /// The tag's key: up to 250 characters.
    pub key: String,
    /// The tag's value: up to 20,000 characters.
    pub value: String,
}

/// Asks to remove a tag of an experiment.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct DeleteExperimentTag {
    /// The experiment's id.
    pub experiment_id: String,
    /// The tag's key.
    pub key: String,
}

/// Asks for the datasets of some experiments.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct SearchDatasets {
    /// 1 to 20 experiment ids.
    pub experiment_ids: Vec<String>,
}

/// Answers with the datasets of some experiments.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct SearchDatasetsResponse {
    /// Each dataset with each context that it was used in.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub dataset_summaries: Vec<DatasetSummary>,
}

empty_answers! {
    DeleteExperimentResponse, RestoreExperimentResponse, UpdateExperimentResponse, SetExperimentTagResponse,
    DeleteExperimentTagResponse
}
