//! Parameters out of a serde value.

use super::tree::Tree;
use mlflow_core::{Error, Result};
use serde::Serialize;

/// Returns the fields of a struct or map, nested keys joined by dots; fields that are not set are left out.
pub(crate) fn flatten(value: &(impl Serialize + ?Sized)) -> Result<Vec<(String, String)>> {
    let mut tree = Tree::of(value)?;
    tree.sort_keys();
    let Tree::Map(fields) = tree else {
        let start: String = tree.to_json_line().chars().take(80).collect();
        let message = format!("cannot make parameters of `{start}`: expected a struct or a map");
        return Err(Error::invalid_parameter_value(message));
    };
    let mut params = Vec::new();
    collect(fields, "", &mut params);
    Ok(params)
}

fn collect(fields: Vec<(String, Tree)>, prefix: &str, params: &mut Vec<(String, String)>) {
    for (name, value) in fields {
        let key = match prefix {
            "" => name,
            _ => format!("{prefix}.{name}"),
        };
        match value {
            Tree::Null => {}
            Tree::Map(fields) => collect(fields, &key, params),
            Tree::Text(text) => params.push((key, text)),
            Tree::NotFinite(number) => params.push((key, number.to_string())),
            other => params.push((key, other.to_json_line())),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Serialize)]
    struct Config {
        lr: f32,
        eps: f64,
        seed: Option<u64>,
        nesterov: bool,
        inner: Inner,
    }

    #[derive(Serialize)]
    struct Inner {
        name: &'static str,
        sizes: Vec<u8>,
    }

    #[test]
    fn nested_keys_are_joined_and_numbers_keep_their_form() {
        let config = Config {
            lr: 0.1,
            eps: 1e-8,
            seed: None,
            nesterov: true,
            inner: Inner {
                name: "a \"b\"",
                sizes: vec![1, 2],
            },
        };
        let params = flatten(&config).unwrap();
        let shown: Vec<_> = params.iter().map(|(k, v)| format!("{k}={v}")).collect();
        let expected = [
            "eps=1e-8",
            "inner.name=a \"b\"",
            "inner.sizes=[1,2]",
            "lr=0.1",
            "nesterov=true",
        ];
        assert_eq!(shown, expected);
    }

    /// a number that JSON cannot hold is a parameter like any other, as `log_param` writes it.
    #[test]
    fn nan_and_infinities_are_kept() {
        let params = flatten(&std::collections::BTreeMap::from([
            ("a", f64::NAN),
            ("b", f64::NEG_INFINITY),
        ]))
        .unwrap();
        assert_eq!(
            params,
            [("a", "NaN"), ("b", "-inf")].map(|(k, v)| (k.to_owned(), v.to_owned()))
        );
    }

    #[test]
    fn what_has_no_fields_is_named() {
        let error = flatten(&[1, 2]).unwrap_err();
        assert!(error.message().contains("`[1,2]`"), "{error}");
    }
}
