//! Logged models.

use crate::entities::{LoggedModel, LoggedModelParameter, LoggedModelStatus, LoggedModelTag};
use crate::search::{LoggedModelDataset, LoggedModelOrder};
use serde::{Deserialize, Serialize};

contract! {
    /// Logged models, with their parameters and tags; their metrics are logged to runs.
    pub trait LoggedModels {
        /// Creates a model in an experiment; its files are pending.
        create_logged_model: CreateLoggedModel => CreateLoggedModelResponse,
            POST "2.0/mlflow/logged-models", needs Update on Experiment(experiment_id);
        /// Finds models of some experiments, a page at a time.
        search_logged_models: SearchLoggedModels => SearchLoggedModelsResponse,
            POST "2.0/mlflow/logged-models/search", needs Read on Experiments(experiment_ids);
        /// Says that a model's files are there, or that they could not be written.
        finalize_logged_model: FinalizeLoggedModel => FinalizeLoggedModelResponse,
            PATCH "2.0/mlflow/logged-models/{model_id}", needs Update on LoggedModel(model_id);
        /// Reads a model that is not deleted.
        get_logged_model: GetLoggedModel => GetLoggedModelResponse,
            GET "2.0/mlflow/logged-models/{model_id}", needs Read on LoggedModel(model_id);
        /// Marks a model as deleted; again is no error.
        delete_logged_model: DeleteLoggedModel => DeleteLoggedModelResponse,
            DELETE "2.0/mlflow/logged-models/{model_id}", needs Delete on LoggedModel(model_id);
        /// Writes parameters, all or none; the same values again are no error, others are.
        log_logged_model_params: LogLoggedModelParams => LogLoggedModelParamsResponse,
            POST "2.0/mlflow/logged-models/{model_id}/params", needs Update on LoggedModel(model_id);
        /// Writes tags, all or none.
        set_logged_model_tags: SetLoggedModelTags => SetLoggedModelTagsResponse,
            PATCH "2.0/mlflow/logged-models/{model_id}/tags", needs Update on LoggedModel(model_id);
        /// Removes a tag.
        delete_logged_model_tag: DeleteLoggedModelTag => DeleteLoggedModelTagResponse,
            DELETE "2.0/mlflow/logged-models/{model_id}/tags/{tag_key}", needs Update on LoggedModel(model_id);
    }
}

/// Asks for a new model.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct CreateLoggedModel {
    /// The experiment.
    pub experiment_id: String,
    /// The name, without any of `/ : . % " '`; a random one if empty.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub name: String,
    /// What kind of model it is.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub model_type: String,
    /// The run that makes it.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub source_run_id: String,
    /// Parameters to begin with, each key once.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub params: Vec<LoggedModelParameter>,
    /// Tags to begin with, each key once.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<LoggedModelTag>,
}

/// Answers with a model.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct CreateLoggedModelResponse {
    /// The model.
    pub model: LoggedModel,
}

/// Asks for a page of models.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct SearchLoggedModels {
    /// The experiments to search in.
    pub experiment_ids: Vec<String>,
    /// A filter such as `metrics.accuracy > 0.9 AND params.depth = '3'`.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub filter: String,
    /// Metrics count only where they were measured on one of these; models without any such are left out.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub datasets: Vec<LoggedModelDataset>,
    /// How many at most: up to 50,000; 50 if not set, or 0.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max_results: Option<i64>,
    /// What to sort by, first by the first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub order_by: Vec<LoggedModelOrder>,
    /// Where the page before ended; it holds for the same experiments, filter and order.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub page_token: String,
}

/// Answers with a page of models.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct SearchLoggedModelsResponse {
    /// The models.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub models: Vec<LoggedModel>,
    /// Asks for the next page; empty on the last one.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub next_page_token: String,
}

/// Asks to change the status of a model.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct FinalizeLoggedModel {
    /// The model's id.
    pub model_id: String,
    /// The status, which must be set.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<LoggedModelStatus>,
}

/// Answers with a model.
pub type FinalizeLoggedModelResponse = CreateLoggedModelResponse;

/// Asks for a model.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct GetLoggedModel {
    /// The model's id.
    pub model_id: String,
    /// Whether a deleted one is wanted too.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub allow_deleted: bool,
}

/// Answers with a model.
pub type GetLoggedModelResponse = CreateLoggedModelResponse;

/// Asks to delete a model.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct DeleteLoggedModel {
    /// The model's id.
    pub model_id: String,
}

/// Asks to write parameters of a model.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct LogLoggedModelParams {
    /// The model's id.
    pub model_id: String,
    /// The parameters, each key once.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub params: Vec<LoggedModelParameter>,
}

/// Asks to write tags of a model.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct SetLoggedModelTags {
    /// The model's id.
    pub model_id: String,
    /// The tags; of two with one key the last one counts.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<LoggedModelTag>,
}

/// Asks to remove a tag of a model.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct DeleteLoggedModelTag {
    /// The model's id.
    pub model_id: String,
    /// The tag's key.
    pub tag_key: String,
}

empty_answers! {
    DeleteLoggedModelResponse, LogLoggedModelParamsResponse, SetLoggedModelTagsResponse, DeleteLoggedModelTagResponse
}
