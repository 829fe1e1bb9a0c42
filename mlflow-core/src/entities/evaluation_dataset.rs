//! Datasets that GenAI applications are evaluated on, and their records.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// A dataset of inputs and expectations.
///
/// Its tags, schema and profile are JSON in texts, as MLflow's protocol has them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct EvaluationDataset {
    /// The id: `d-` and 32 hexadecimal digits.
    pub dataset_id: String,
    /// The name, which need not be the only one.
    pub name: String,
    /// The tags: a JSON object of texts.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tags: Option<String>,
    /// The types of the fields of all records that there ever were, as JSON.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub schema: Option<String>,
    /// How many records there are, as JSON.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub profile: Option<String>,
    /// Changes with every change of the records.
    pub digest: String,
    /// When it was made, in milliseconds since 1970.
    pub created_time: i64,
    /// When its records or experiments changed last, in milliseconds since 1970.
    pub last_update_time: i64,
    /// Who made it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub created_by: Option<String>,
    /// Who wrote records last.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_updated_by: Option<String>,
    /// The experiments that it belongs to; only the answer to its making has them.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub experiment_ids: Vec<String>,
}

/// A record of a dataset.
///
/// No two records of a dataset have the same inputs.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct DatasetRecord {
    /// The id: `dr-` and 32 hexadecimal digits.
    pub dataset_record_id: String,
    /// The dataset's id.
    pub dataset_id: String,
    /// What an application is given.
    pub inputs: Map<String, Value>,
    /// What it should answer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expectations: Option<Map<String, Value>>,
    /// The tags.
    pub tags: Map<String, Value>,
    /// Where the record comes from.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<DatasetRecordSource>,
    /// The id of the trace, or of what else it comes from.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source_id: Option<String>,
    /// The type of its source.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source_type: Option<DatasetRecordSourceType>,
    /// When it was made, in milliseconds since 1970.
    pub created_time: i64,
    /// When it was changed, in milliseconds since 1970.
    pub last_update_time: i64,
    /// Who made it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub created_by: Option<String>,
    /// Who changed it last.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_updated_by: Option<String>,
    /// What it did answer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub outputs: Option<Value>,
}

/// Where a record comes from.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct DatasetRecordSource {
    /// From what kind of thing.
    pub source_type: DatasetRecordSourceType,
    /// From which one, such as `{"trace_id": "tr-…"}`.
    #[serde(default)]
    pub source_data: Map<String, Value>,
}

wire_enum! {
    /// What a record may come from.
    #[derive(Default)]
    pub enum DatasetRecordSourceType {
        /// Nothing is said of it.
        #[default]
        Unspecified = 0, "UNSPECIFIED";
        /// A trace.
        Trace = 1, "TRACE";
        /// A person.
        Human = 2, "HUMAN";
        /// A document.
        Document = 3, "DOCUMENT";
        /// A program.
        Code = 4, "CODE";
    }
}
