//! Datasets for evaluations.

use crate::entities::{DatasetRecord, EvaluationDataset};
use crate::error::{Error, Result};
use serde::{Deserialize, Serialize};

contract! {
    /// Datasets that GenAI applications are evaluated on, with their records, tags and experiments.
    pub trait EvaluationDatasets {
        /// Makes a dataset without records.
        create_dataset: CreateDataset => CreateDatasetResponse,
            POST "3.0/mlflow/datasets/create", needs Update on Experiments(experiment_ids);
        /// Finds datasets, a page at a time, the newest first if no order is given.
        search_evaluation_datasets: SearchEvaluationDatasets => SearchEvaluationDatasetsResponse,
            POST "3.0/mlflow/datasets/search" | GET "3.0/mlflow/datasets/search", needs Read on Results;
        /// Reads a dataset, without its records and experiments.
        get_dataset: GetDataset => GetDatasetResponse,
            GET "3.0/mlflow/datasets/{dataset_id}", needs Read on EvaluationDataset(dataset_id);
        /// Deletes a dataset with all that belongs to it. Again is no error.
        delete_dataset: DeleteDataset => DeleteDatasetResponse,
            DELETE "3.0/mlflow/datasets/{dataset_id}", needs Delete on EvaluationDataset(dataset_id);
        /// Writes tags, all or none.
        set_dataset_tags: SetDatasetTags => SetDatasetTagsResponse,
            PATCH "3.0/mlflow/datasets/{dataset_id}/tags", needs Update on EvaluationDataset(dataset_id);
        /// Removes a tag. Again is no error.
        delete_dataset_tag: DeleteDatasetTag => DeleteDatasetTagResponse,
            DELETE "3.0/mlflow/datasets/{dataset_id}/tags/{key}", needs Update on EvaluationDataset(dataset_id);
        /// Writes records, all or none; those with inputs that are there already change what is there.
        upsert_dataset_records: UpsertDatasetRecords => UpsertDatasetRecordsResponse,
            POST "3.0/mlflow/datasets/{dataset_id}/records", needs Update on EvaluationDataset(dataset_id);
        /// Reads records, a page at a time, the oldest first; a dataset that is not there has none.
        get_dataset_records: GetDatasetRecords => GetDatasetRecordsResponse,
            GET "3.0/mlflow/datasets/{dataset_id}/records", needs Read on EvaluationDataset(dataset_id);
        /// Deletes records, and tells how many of them were there.
        delete_dataset_records: DeleteDatasetRecords => DeleteDatasetRecordsResponse,
            DELETE "3.0/mlflow/datasets/{dataset_id}/records", needs Update on EvaluationDataset(dataset_id);
        /// Reads which experiments a dataset belongs to; one that is not there belongs to none.
        get_dataset_experiment_ids: GetDatasetExperimentIds => GetDatasetExperimentIdsResponse,
            GET "3.0/mlflow/datasets/{dataset_id}/experiment-ids", needs Read on EvaluationDataset(dataset_id);
        /// Lets a dataset belong to more experiments, all or none.
        add_dataset_to_experiments: AddDatasetToExperiments => AddDatasetToExperimentsResponse,
            POST "3.0/mlflow/datasets/{dataset_id}/add-experiments", needs Update on Experiments(experiment_ids);
        /// Lets a dataset belong to fewer experiments. Again is no error.
        remove_dataset_from_experiments: RemoveDatasetFromExperiments => RemoveDatasetFromExperimentsResponse,
            POST "3.0/mlflow/datasets/{dataset_id}/remove-experiments",
            needs Update on Experiments(experiment_ids);
    }
}

/// Asks to make a dataset.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct CreateDataset {
    /// The name: up to 255 characters.
    pub name: String,
    /// The experiments that it belongs to.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub experiment_ids: Vec<String>,
    /// The tags: a JSON object; that of `mlflow.user` says who makes it.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub tags: String,
}

/// Answers with a dataset.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct CreateDatasetResponse {
    /// The dataset.
    pub dataset: EvaluationDataset,
}

/// Asks for a page of datasets.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SearchEvaluationDatasets {
    /// Only those that belong to one of these experiments; all if there are none.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub experiment_ids: Vec<String>,
    /// A filter such as `name LIKE 'smoke%' AND tags.team = 'search'`.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub filter_string: String,
    /// How many at most: 1 to 50,000; 1,000 if not set.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_results: Option<i64>,
    /// Keys such as `name DESC`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub order_by: Vec<String>,
    /// Where the page before ended.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub page_token: String,
}

/// Answers with a page of datasets.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SearchEvaluationDatasetsResponse {
    /// The datasets.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub datasets: Vec<EvaluationDataset>,
    /// Asks for the next page; not set on the last one.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub next_page_token: String,
}

macro_rules! by_dataset {
    ($($(#[$doc:meta])* $Request:ident { $($(#[$field_doc:meta])* $field:ident: $Type:ty),* })+) => { $(
        $(#[$doc])*
        #[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(default)]
        pub struct $Request {
            /// The dataset's id.
            pub dataset_id: String,
            $($(#[$field_doc])* pub $field: $Type,)*
        }
    )+ };
}

by_dataset! {
    /// Asks for a dataset.
    GetDataset {}
    /// Asks to delete a dataset.
    DeleteDataset {}
    /// Asks to write tags of a dataset.
    SetDatasetTags {
        /// The tags: a JSON object. Those that are `null` are left as they are.
        tags: String
    }
    /// Asks to remove a tag of a dataset.
    DeleteDatasetTag {
        /// The tag's key.
        key: String
    }
    /// Asks to write records of a dataset.
    UpsertDatasetRecords {
        /// The records: a JSON list of objects with `inputs`, `outputs`, `expectations`, `tags` and `source`.
        records: String
    }
    /// Asks for a page of records.
    GetDatasetRecords {
        /// How many at most; 1,000 if not set, or 0.
        #[serde(skip_serializing_if = "Option::is_none")]
        max_results: Option<i64>,
        /// Where the page before ended.
        #[serde(skip_serializing_if = "String::is_empty")]
        page_token: String
    }
    /// Asks to delete records of a dataset.
    DeleteDatasetRecords {
        /// The records' ids; none if there are none.
        dataset_record_ids: Vec<String>
    }
    /// Asks which experiments a dataset belongs to.
    GetDatasetExperimentIds {}
    /// Asks to let a dataset belong to more experiments.
    AddDatasetToExperiments {
        /// The experiments, which must be there.
        experiment_ids: Vec<String>
    }
    /// Asks to let a dataset belong to fewer experiments.
    RemoveDatasetFromExperiments {
        /// The experiments.
        experiment_ids: Vec<String>
    }
}

/// Answers with a dataset.
pub type GetDatasetResponse = CreateDatasetResponse;

/// Answers with how many records were written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct UpsertDatasetRecordsResponse {
    /// How many are new.
    pub inserted_count: i32,
    /// How many have changed.
    pub updated_count: i32,
}

/// Answers with a page of records.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct GetDatasetRecordsResponse {
    /// The records: a JSON list.
    pub records: String,
    /// Asks for the next page; not set on the last one.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub next_page_token: String,
}

impl GetDatasetRecordsResponse {
    /// Reads the records.
    ///
    /// # Errors
    ///
    /// `INTERNAL_ERROR`: the peer does not speak MLflow's protocol.
    ///
    /// ```
    /// use mlflow_core::contract::evaluation_datasets::GetDatasetRecordsResponse;
    ///
    /// let records = r#"[{"dataset_record_id": "dr-1", "dataset_id": "d-1", "inputs": {"q": "why?"}}]"#.into();
    /// let answer = GetDatasetRecordsResponse { records, ..Default::default() };
    /// assert_eq!(answer.read()?[0].inputs["q"], "why?");
    /// # Ok::<(), mlflow_core::Error>(())
    /// ```
    pub fn read(&self) -> Result<Vec<DatasetRecord>> {
        serde_json::from_str(&self.records).map_err(|e| {
            Error::internal(format!("the records of a dataset cannot be read: {e}")).with_source(e)
        })
    }
}

/// Answers with how many records were deleted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct DeleteDatasetRecordsResponse {
    /// How many were there.
    pub deleted_count: i32,
}

/// Answers with the experiments of a dataset.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct GetDatasetExperimentIdsResponse {
    /// The experiments' ids.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub experiment_ids: Vec<String>,
}

/// Answers with a dataset.
pub type AddDatasetToExperimentsResponse = CreateDatasetResponse;

/// Answers with a dataset.
pub type RemoveDatasetFromExperimentsResponse = CreateDatasetResponse;

empty_answers! { DeleteDatasetResponse, SetDatasetTagsResponse, DeleteDatasetTagResponse }
