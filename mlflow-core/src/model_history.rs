//! The tag `mlflow.log-model.history`: what `log_model` notes of models of the old kind.

use crate::error::{Error, Result};
use crate::validation::text::ascii;
use serde_json::{Map, Value};

/// The tag's key.
pub const MODEL_HISTORY: &str = "mlflow.log-model.history";

/// Returns the tag's value after one more model: a JSON list of what the tag keeps of each.
///
/// ```
/// let model = r#"{"artifact_path": "m", "flavors": {}, "utc_time_created": "2024-01-01", "run_id": "f00"}"#;
/// assert_eq!(
///     mlflow_core::model_history::appended(None, model)?,
///     r#"[{"run_id": "f00", "artifact_path": "m", "utc_time_created": "2024-01-01", "model_uuid": null, "flavors": {}}]"#,
/// );
/// # Ok::<(), mlflow_core::Error>(())
/// ```
///
/// # Errors
///
/// `INVALID_PARAMETER_VALUE` if the model is no JSON object, or the tag that is there no JSON list.
pub fn appended(tag: Option<&str>, model_json: &str) -> Result<String> {
    let mut models = match serde_json::from_str(tag.unwrap_or("[]")) {
        Ok(Value::Array(models)) => models,
        _ => {
            return Err(Error::invalid_parameter_value(format!(
                "The tag '{MODEL_HISTORY}' of the run is no JSON list"
            )));
        }
    };
    let Ok(Value::Object(model)) = serde_json::from_str(model_json) else {
        return Err(Error::invalid_parameter_value(format!(
            "Malformed model info. \n {model_json} \n is not a valid JSON."
        )));
    };
    models.push(Value::Object(kept(model)));
    let mut text = String::new();
    print(&Value::Array(models), &mut text);
    Ok(ascii(&text))
}

fn kept(mut model: Map<String, Value>) -> Map<String, Value> {
    let mut kept = Map::new();
    for key in ["run_id", "artifact_path"] {
        if let Some(value) = model.remove(key).filter(|value| !value.is_null()) {
            kept.insert(key.to_owned(), value);
        }
    }
    for key in ["utc_time_created", "model_uuid"] {
        kept.insert(key.to_owned(), model.remove(key).unwrap_or_default());
    }
    let mut flavors = model.remove("flavors").unwrap_or_default();
    if let Value::Object(flavors) = &mut flavors {
        for flavor in flavors.values_mut() {
            if let Value::Object(flavor) = flavor {
                flavor.shift_remove("config");
            }
        }
    }
    kept.insert("flavors".to_owned(), flavors);
    kept
}

/// Prints JSON with the spaces that Python's `json.dumps` puts after commas and colons.
fn print(value: &Value, text: &mut String) {
    match value {
        Value::Array(items) => {
            text.push('[');
            for (i, item) in items.iter().enumerate() {
                text.push_str(if i == 0 { "" } else { ", " });
                print(item, text);
            }
            text.push(']');
        }
        Value::Object(entries) => {
            text.push('{');
            for (i, (key, value)) in entries.iter().enumerate() {
                text.push_str(if i == 0 { "" } else { ", " });
                text.push_str(&Value::from(key.as_str()).to_string());
                text.push_str(": ");
                print(value, text);
            }
            text.push('}');
        }
        scalar => text.push_str(&scalar.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_history_grows_and_leaves_configurations_out() {
        let model = r#"{"artifact_path": "日", "flavors": {"f": {"a": [1, 2], "config": {"b": 1}, "c": 2}, "g": 1},
                        "utc_time_created": "t", "run_id": null, "model_uuid": "u", "signature": {}}"#;
        let one = appended(None, model).unwrap();
        assert_eq!(
            one,
            r#"[{"artifact_path": "\u65e5", "utc_time_created": "t", "model_uuid": "u", "flavors": {"f": {"a": [1, 2], "c": 2}, "g": 1}}]"#
        );
        let two: Vec<Value> = serde_json::from_str(&appended(Some(&one), model).unwrap()).unwrap();
        assert_eq!((two.len(), &two[0]), (2, &two[1]));
        assert!(appended(Some("{}"), model).is_err());
        assert!(appended(None, "[]").is_err());
    }
}
