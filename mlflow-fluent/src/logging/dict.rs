//! Values as YAML or JSON.

use super::tree::Tree;
use mlflow_core::{Error, Result};
use serde::Serialize;

/// Writes a value as YAML with sorted keys or, for other extensions, as JSON with an indent of 2.
pub(crate) fn text_for(value: &(impl Serialize + ?Sized), path: &str) -> Result<String> {
    let mut tree = Tree::of(value).map_err(|e| e.with_context("path", path))?;
    let extension = path
        .rsplit_once('.')
        .map(|(_, extension)| extension.to_ascii_lowercase());
    if matches!(extension.as_deref(), Some("yaml" | "yml")) {
        tree.sort_keys();
        return serde_saphyr::to_string(&tree)
            .map_err(|e| Error::invalid_parameter_value(format!("cannot write the value as `{path}`: {e}")));
    }
    Ok(tree.to_json())
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

    /// R-04: what is logged is what is read back.
    #[test]
    fn numbers_keep_their_value_in_each_form() {
        let value = (
            f32::NAN,
            [f64::INFINITY, f64::NEG_INFINITY],
            0.9_f32,
            u64::MAX,
            Some("x"),
            (),
        );
        let json = text_for(&value, "n.json").unwrap();
        let one_line: String = json.split_whitespace().collect();
        assert_eq!(
            one_line,
            r#"[NaN,[Infinity,-Infinity],0.9,18446744073709551615,"x",null]"#
        );
        let yaml = text_for(&value, "n.yaml").unwrap();
        assert_eq!(
            yaml,
            "- .nan\n- - .inf\n  - -.inf\n- 0.9\n- 18446744073709551615\n- x\n- null\n"
        );
    }

    #[test]
    fn enums_and_empty_values_are_written_as_serde_json_writes_them() {
        #[derive(Serialize)]
        enum Kind {
            Unit,
            New(u8),
            Tuple(u8, u8),
            Struct {
                a: Vec<u8>,
                b: std::collections::BTreeMap<u8, bool>,
            },
        }
        let value = [
            Kind::Unit,
            Kind::New(1),
            Kind::Tuple(1, 2),
            Kind::Struct {
                a: vec![],
                b: [(1, true)].into(),
            },
        ];
        assert_eq!(
            text_for(&value, "k").unwrap(),
            serde_json::to_string_pretty(&value).unwrap()
        );
        assert!(text_for(&std::collections::BTreeMap::from([(vec![1], 1)]), "k").is_err());
    }
}
