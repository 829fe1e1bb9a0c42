//! Records as requests have them, and how they change what is there.

use super::{USER, no_json, sha256};
use crate::entities::{DatasetRecord, DatasetRecordSource, DatasetRecordSourceType};
use crate::error::{Error, Result};
use crate::python_json;
use serde::Deserialize;
use serde_json::{Map, Value};
use std::collections::HashMap;

/// A record that is to be written.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct NewRecord {
    inputs: Map<String, Value>,
    /// `None` if the request says nothing of them, which leaves them as they are.
    outputs: Option<Value>,
    expectations: Option<Map<String, Value>>,
    tags: Map<String, Value>,
    source: Option<DatasetRecordSource>,
}

/// A record as JSON; `source` is read once it is known to be there.
#[derive(Deserialize)]
struct Given {
    #[serde(default)]
    inputs: Map<String, Value>,
    #[serde(default, deserialize_with = "even_null")]
    outputs: Option<Value>,
    expectations: Option<Map<String, Value>>,
    tags: Option<Map<String, Value>>,
    source: Option<Value>,
}

fn even_null<'de, D: serde::Deserializer<'de>>(
    deserializer: D,
) -> std::result::Result<Option<Value>, D::Error> {
    Value::deserialize(deserializer).map(Some)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct GivenSource {
    source_type: String,
    source_data: Option<Map<String, Value>>,
}

/// Reads the records of a request.
///
/// # Errors
///
/// `INVALID_PARAMETER_VALUE` for what is no JSON list of records, and for a source of an unknown type.
pub fn new_records(json: &str) -> Result<Vec<NewRecord>> {
    let given: Vec<Given> =
        serde_json::from_str(json).map_err(|e| no_json("records", "a list of records", e))?;
    given.into_iter().map(new_record).collect()
}

fn new_record(given: Given) -> Result<NewRecord> {
    let source = match given.source {
        None | Some(Value::Null) => None,
        Some(source) => Some(read_source(source)?),
    };
    Ok(NewRecord {
        inputs: given.inputs,
        outputs: given.outputs,
        expectations: given.expectations,
        tags: given.tags.unwrap_or_default(),
        source,
    })
}

fn read_source(source: Value) -> Result<DatasetRecordSource> {
    let given: GivenSource = serde_json::from_value(source).map_err(|e| no_json("source", "a source", e))?;
    let name = given.source_type.to_uppercase();
    let known = DatasetRecordSourceType::ALL
        .iter()
        .find(|known| known.as_str() == name);
    let source_type = *known.ok_or_else(|| {
        let names: Vec<_> = DatasetRecordSourceType::ALL
            .iter()
            .map(|known| format!("'{known}'"))
            .collect();
        Error::invalid_parameter_value(format!(
            "Invalid dataset record source type: {name}. Valid source types: [{}]",
            names.join(", ")
        ))
    })?;
    Ok(DatasetRecordSource {
        source_type,
        source_data: given.source_data.unwrap_or_default(),
    })
}

/// Makes the id of a new record.
pub fn record_id() -> String {
    format!("dr-{}", uuid::Uuid::new_v4().simple())
}

/// Returns what tells inputs from others, whatever the order of their keys is.
///
/// ```
/// let inputs = serde_json::json!({"q": "q0"}).as_object().cloned().unwrap_or_default();
/// assert!(mlflow_core::datasets::input_hash(&inputs).starts_with("a89e669d01ce10b5"));
/// ```
pub fn input_hash(inputs: &Map<String, Value>) -> String {
    sha256(&python_json::ascii(&sorted(&Value::Object(inputs.clone()))))
}

fn sorted(value: &Value) -> Value {
    match value {
        Value::Object(fields) => {
            let mut fields: Vec<_> = fields
                .iter()
                .map(|(key, value)| (key.clone(), sorted(value)))
                .collect();
            fields.sort_by(|(a, _), (b, _)| a.cmp(b));
            Value::Object(fields.into_iter().collect())
        }
        Value::Array(items) => items.iter().map(sorted).collect(),
        other => other.clone(),
    }
}

impl NewRecord {
    /// Returns what tells its inputs from others.
    pub fn hash(&self) -> String {
        input_hash(&self.inputs)
    }

    /// Returns who writes it.
    pub(super) fn user(&self) -> Option<&str> {
        self.tags.get(USER).and_then(Value::as_str)
    }

    pub(super) fn inputs(&self) -> &Map<String, Value> {
        &self.inputs
    }

    pub(super) fn outputs(&self) -> Option<&Value> {
        self.outputs.as_ref().filter(|outputs| !outputs.is_null())
    }

    pub(super) fn expectations(&self) -> Option<&Map<String, Value>> {
        self.expectations.as_ref()
    }

    fn to_record(&self, dataset_id: &str, now: i64) -> DatasetRecord {
        let id_key = match &self.source {
            Some(source) if source.source_type == DatasetRecordSourceType::Trace => "trace_id",
            _ => "source_id",
        };
        let source_id = self
            .source
            .as_ref()
            .and_then(|source| source.source_data.get(id_key));
        let outputs = match &self.outputs {
            None => Some(Value::Object(Map::new())),
            given => given.clone().filter(|outputs| !outputs.is_null()),
        };
        let user = self.user().map(str::to_owned);
        DatasetRecord {
            dataset_record_id: record_id(),
            dataset_id: dataset_id.to_owned(),
            inputs: self.inputs.clone(),
            outputs,
            expectations: self.expectations.clone(),
            tags: self.tags.clone(),
            source_id: source_id.and_then(Value::as_str).map(str::to_owned),
            source_type: self.source.as_ref().map(|source| source.source_type),
            source: self.source.clone(),
            created_time: now,
            last_update_time: now,
            created_by: user.clone(),
            last_updated_by: user,
        }
    }

    /// Changes a record with the same inputs; the source stays.
    fn change(&self, record: &mut DatasetRecord, now: i64) {
        if let Some(outputs) = &self.outputs {
            record.outputs = Some(outputs.clone()).filter(|outputs| !outputs.is_null());
        }
        if let Some(expectations) = self.expectations.as_ref().filter(|new| !new.is_empty()) {
            record
                .expectations
                .get_or_insert_default()
                .extend(expectations.clone());
        }
        record.tags.extend(self.tags.clone());
        record.last_update_time = now;
        if let Some(user) = self.user() {
            record.last_updated_by = Some(user.to_owned());
        }
    }
}

/// A record to be written.
#[derive(Clone, Debug, PartialEq)]
pub struct Merged {
    /// What tells its inputs from others.
    pub hash: String,
    /// The record.
    pub record: DatasetRecord,
    /// Whether the store has it not yet.
    pub is_new: bool,
}

/// Merges new records, in their order, with those that are stored, by their hashes.
///
/// Returns each record to be written once, and how often one was inserted and updated.
pub fn merged(
    new: &[NewRecord],
    mut stored: HashMap<String, DatasetRecord>,
    dataset_id: &str,
    now: i64,
) -> (Vec<Merged>, [i32; 2]) {
    let (mut written, mut places, mut counts) = (Vec::<Merged>::new(), HashMap::new(), [0, 0]);
    for given in new {
        let hash = given.hash();
        let place = match (places.get(&hash), stored.remove(&hash)) {
            (Some(place), _) => *place,
            (None, found) => {
                let is_new = found.is_none();
                let record = found.unwrap_or_else(|| given.to_record(dataset_id, now));
                written.push(Merged {
                    hash: hash.clone(),
                    record,
                    is_new,
                });
                places.insert(hash, written.len() - 1);
                if is_new {
                    counts[0] += 1;
                    continue;
                }
                written.len() - 1
            }
        };
        given.change(&mut written[place].record, now);
        counts[1] += 1;
    }
    (written, counts)
}
