//! Tags out of `MLFLOW_RUN_CONTEXT`.

use super::RunContextProvider;
use mlflow_core::config::{self, settings};
use mlflow_core::{Error, Result};
use serde_json::{Map, Value};

/// Passes on the tags of the variable `MLFLOW_RUN_CONTEXT`, a JSON object.
pub(super) struct Environment;

impl RunContextProvider for Environment {
    fn name(&self) -> &str {
        "MLFLOW_RUN_CONTEXT"
    }

    fn tags(&self) -> Result<Vec<(String, String)>> {
        let Some(json) = config::current()?.get(&settings::RUN_CONTEXT)?.value else {
            return Ok(Vec::new());
        };
        let tags: Map<String, Value> = serde_json::from_str(&json).map_err(|e| {
            Error::invalid_parameter_value(format!("MLFLOW_RUN_CONTEXT is no JSON object: {e}"))
        })?;
        let text = |value| match value {
            Value::String(text) => text,
            other => other.to_string(),
        };
        Ok(tags.into_iter().map(|(key, value)| (key, text(value))).collect())
    }
}
