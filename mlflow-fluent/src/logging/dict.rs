//! Values as YAML or JSON.

use mlflow_core::{Error, Result};
use serde::Serialize;
use serde_json::Value;

/// Writes a value as YAML with sorted keys or, for other extensions, as JSON with an indent of 2.
pub(crate) fn text_for(value: &(impl Serialize + ?Sized), path: &str) -> Result<String> {
    let wrong = |e: &dyn std::fmt::Display| {
        Error::invalid_parameter_value(format!("cannot write the value as `{path}`: {e}"))
    };
    let extension = path
        .rsplit_once('.')
        .map(|(_, extension)| extension.to_ascii_lowercase());
    if matches!(extension.as_deref(), Some("yaml" | "yml")) {
        let mut value = serde_json::to_value(value).map_err(|e| wrong(&e))?;
        sort(&mut value);
        return serde_saphyr::to_string(&value).map_err(|e| wrong(&e));
    }
    serde_json::to_string_pretty(value).map_err(|e| wrong(&e))
}

fn sort(value: &mut Value) {
    match value {
        Value::Object(fields) => {
            fields.sort_keys();
            fields.values_mut().for_each(sort);
        }
        Value::Array(items) => items.iter_mut().for_each(sort),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn the_extension_decides() {
        let value = json!({"b": {"z": 1, "a": [1, "x: y", null, true]}, "a": 0.5});
        let yaml = text_for(&value, "x/config.YML").unwrap();
        assert_eq!(
            yaml,
            "a: 0.5\nb:\n  a:\n  - 1\n  - \"x: y\"\n  - null\n  - true\n  z: 1\n"
        );
        let json = text_for(&json!({"b": 1}), "config").unwrap();
        assert_eq!(json, "{\n  \"b\": 1\n}");
    }
}
