//! Parameters out of a serde value.

use mlflow_core::{Error, Result};
use serde::Serialize;
use serde_json::value::RawValue;
use std::collections::BTreeMap;

type Fields = BTreeMap<String, Box<RawValue>>;

/// Returns the fields of a struct or map, nested keys joined by dots.
///
/// It goes through JSON text and takes numbers from there as they are written, so that an `f32` keeps
/// its own shortest form.
pub(crate) fn flatten(value: &(impl Serialize + ?Sized)) -> Result<Vec<(String, String)>> {
    let json = serde_json::to_string(value).map_err(|e| {
        Error::invalid_parameter_value(format!("cannot make parameters of the value: {e}")).with_source(e)
    })?;
    let fields: Fields = serde_json::from_str(&json).map_err(|_| {
        Error::invalid_parameter_value(format!(
            "cannot make parameters of `{}`: expected a struct or a map",
            json.chars().take(80).collect::<String>()
        ))
    })?;
    let mut params = Vec::new();
    collect(fields, "", &mut params)?;
    Ok(params)
}

fn collect(fields: Fields, prefix: &str, params: &mut Vec<(String, String)>) -> Result<()> {
    for (name, value) in fields {
        let key = match prefix {
            "" => name,
            _ => format!("{prefix}.{name}"),
        };
        let json = value.get();
        let wrong = |e| Error::internal(format!("cannot read the parameter `{key}` back")).with_source(e);
        match json.as_bytes().first() {
            Some(b'{') => collect(serde_json::from_str(json).map_err(wrong)?, &key, params)?,
            Some(b'"') => {
                let text = serde_json::from_str(json).map_err(wrong)?;
                params.push((key, text));
            }
            _ if json == "null" => {}
            _ => params.push((key, json.to_owned())),
        }
    }
    Ok(())
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

    #[test]
    fn what_has_no_fields_is_named() {
        let error = flatten(&[1, 2]).unwrap_err();
        assert!(error.message().contains("`[1,2]`"), "{error}");
    }
}
