//! The schema of a dataset: which fields its records have had, and of which types.

use super::NewRecord;
use crate::error::{Error, ErrorCode, Result};
use crate::python_json;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

#[derive(Serialize, Deserialize)]
struct Schema {
    #[serde(default)]
    inputs: Map<String, Value>,
    /// The types of fields, or that of outputs that are no object.
    #[serde(default)]
    outputs: Value,
    #[serde(default)]
    expectations: Map<String, Value>,
    #[serde(default)]
    version: Value,
}

/// Adds the fields of new records to a schema; `None` if there is no schema then.
pub(super) fn grown(schema: Option<&str>, new: &[NewRecord]) -> Result<Option<String>> {
    let mut schema = match schema {
        Some(json) => serde_json::from_str(json).map_err(|e| {
            let message = format!("the database holds a schema that cannot be read: {e}");
            Error::new(ErrorCode::DataLoss, message).with_source(e)
        })?,
        None if new.is_empty() => return Ok(None),
        None => Schema {
            inputs: Map::new(),
            outputs: Value::Object(Map::new()),
            expectations: Map::new(),
            version: "1.0".into(),
        },
    };
    for record in new {
        add(&mut schema.inputs, record.inputs());
        if let Some(outputs) = record.outputs() {
            add_outputs(&mut schema.outputs, outputs);
        }
        if let Some(expectations) = record.expectations() {
            add(&mut schema.expectations, expectations);
        }
    }
    Ok(Some(python_json::ascii(&schema)))
}

fn add(types: &mut Map<String, Value>, fields: &Map<String, Value>) {
    for (field, value) in fields {
        if !types.contains_key(field) {
            types.insert(field.clone(), type_name(value).into());
        }
    }
}

/// Adds the fields of outputs, or their type; what is known of them already stays.
fn add_outputs(known: &mut Value, outputs: &Value) {
    match (known, outputs) {
        (Value::Object(types), Value::Object(fields)) => add(types, fields),
        (Value::Object(types), _) if !types.is_empty() => {}
        (known @ (Value::Object(_) | Value::Null), outputs) => *known = type_name(outputs).into(),
        _ => {}
    }
}

fn type_name(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(number) if number.is_f64() => "float",
        Value::Number(_) => "integer",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    }
}
