//! What stores of datasets for evaluations have in common: how records are read, merged and described.
//!
//! ```text
//!  request ─► new_records ─► merged(stored records) ─► records to write
//!                       └──► described(stored dataset) ─► schema, profile, digest
//! ```

mod page;
mod records;
mod schema;

pub use page::RecordsPage;
pub use records::{Merged, NewRecord, input_hash, merged, new_records, record_id};

use crate::entities::EvaluationDataset;
use crate::error::{Error, Result};
use crate::python_json;
use crate::search::python_value;
use serde_json::{Map, Value};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

/// The tag that says who writes a dataset, or a record.
pub const USER: &str = "mlflow.user";

/// The tags of a dataset; official MLflow keeps those without a value too.
pub type DatasetTags = BTreeMap<String, Option<String>>;

/// Makes the id of a new dataset.
pub fn dataset_id() -> String {
    format!("d-{}", uuid::Uuid::new_v4().simple())
}

/// Returns the digest of a dataset that changed at a time.
///
/// ```
/// assert_eq!(mlflow_core::datasets::digest("amber eval 0", 1_700_950_509_000), "7e1e82f1");
/// ```
pub fn digest(name: &str, last_update_time: i64) -> String {
    let mut digest = sha256(&format!("{name}:{last_update_time}"));
    digest.truncate(8);
    digest
}

fn sha256(text: &str) -> String {
    let bytes = Sha256::digest(text);
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Makes a dataset without records, as its store and the answer have it.
pub fn made(name: String, tags: &DatasetTags, experiment_ids: Vec<String>, now: i64) -> EvaluationDataset {
    let user = tags.get(USER).cloned().flatten();
    EvaluationDataset {
        dataset_id: dataset_id(),
        digest: digest(&name, now),
        name,
        tags: Some(tags_json(tags)),
        created_time: now,
        last_update_time: now,
        created_by: user.clone(),
        last_updated_by: user,
        experiment_ids,
        ..EvaluationDataset::default()
    }
}

/// Writes what records change of their dataset, which then has `count` records.
///
/// # Errors
///
/// `DATA_LOSS` if the schema that is there cannot be read.
pub fn described(dataset: &mut EvaluationDataset, new: &[NewRecord], count: u64, now: i64) -> Result<()> {
    if let Some(schema) = schema::grown(dataset.schema.as_deref(), new)? {
        dataset.schema = Some(schema);
    }
    if count > 0 {
        dataset.profile = Some(profile(count));
    }
    dataset.last_updated_by = new
        .iter()
        .rev()
        .find_map(|record| record.user())
        .map(str::to_owned);
    dataset.digest = digest(&dataset.name, now);
    dataset.last_update_time = now;
    Ok(())
}

/// Returns the profile of a dataset with a number of records.
pub fn profile(count: u64) -> String {
    match count {
        0 => "null".to_owned(),
        count => format!("{{\"num_records\": {count}}}"),
    }
}

/// Reads the tags of a request, a JSON object; values that are no texts become what Python prints of them.
///
/// # Errors
///
/// `INVALID_PARAMETER_VALUE` for anything else.
///
/// ```
/// let tags = mlflow_core::datasets::tags(r#"{"team": "search", "n": 5, "none": null}"#)?;
/// assert_eq!(tags["n"].as_deref(), Some("5"));
/// assert_eq!(tags["none"], None);
/// # Ok::<(), mlflow_core::Error>(())
/// ```
pub fn tags(json: &str) -> Result<DatasetTags> {
    let object: Map<String, Value> =
        serde_json::from_str(json).map_err(|e| no_json("tags", "an object", e))?;
    let text = |value| match value {
        Value::Null => None,
        Value::String(text) => Some(text),
        other => Some(python_value(&other)),
    };
    Ok(object
        .into_iter()
        .map(|(key, value)| (key, text(value)))
        .collect())
}

/// Writes tags as answers have them.
pub fn tags_json(tags: &DatasetTags) -> String {
    python_json::ascii(tags)
}

fn no_json(field: &str, what: &str, cause: serde_json::Error) -> Error {
    let message =
        format!("Invalid value for parameter '{field}' supplied: it must be the JSON of {what}: {cause}");
    Error::invalid_parameter_value(message).with_source(cause)
}

#[cfg(test)]
mod tests;
