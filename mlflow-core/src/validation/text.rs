//! Lengths of texts, and texts as MLflow's messages quote them.

use crate::config::{self, settings};
use crate::error::{Error, Result};

/// Refuses a NUL character, which databases and file names cannot hold.
pub(super) fn no_nul(path: &str, value: &str) -> Result<()> {
    if value.contains('\0') {
        return Err(super::invalid(
            path,
            json_text(value),
            ": It must not contain the NUL character.",
        ));
    }
    Ok(())
}

/// Refuses a text that is longer than a limit, and one with a NUL.
pub(super) fn at_most(name: &str, limit: usize, value: &str) -> Result<()> {
    no_nul(name, value)?;
    match boundary(value, limit) {
        None => Ok(()),
        Some(_) => Err(too_long(name, limit)),
    }
}

/// Cuts a text to a limit, or refuses it where the settings say so.
pub(super) fn cut(name: &str, limit: usize, value: &mut String) -> Result<()> {
    no_nul(name, value)?;
    match boundary(value, limit) {
        None => Ok(()),
        Some(_) if !truncates()? => Err(too_long(name, limit)),
        Some(end) => {
            let length = value.chars().count();
            let start: String = value.chars().take(100).collect();
            tracing::warn!("{name} '{start}...' ({length} characters) is truncated to {limit} characters");
            value.truncate(end);
            Ok(())
        }
    }
}

fn too_long(name: &str, limit: usize) -> Error {
    Error::invalid_parameter_value(format!(
        "'{name}' exceeds the maximum length of {limit} characters"
    ))
}

/// Returns where the first character past the limit begins, if there is one.
fn boundary(value: &str, limit: usize) -> Option<usize> {
    if value.len() <= limit {
        return None;
    }
    value.char_indices().nth(limit).map(|(index, _)| index)
}

/// Looked up only where a value is over-long, since every metric comes by here.
fn truncates() -> Result<bool> {
    let truncates = config::current()?.get(&settings::TRUNCATE_LONG_VALUES)?;
    Ok(truncates.value.unwrap_or(true))
}

/// Quotes a text as Python's `json.dumps` does: in double quotes, ASCII only.
pub(crate) fn json_text(text: &str) -> String {
    ascii(&serde_json::Value::from(text).to_string())
}

/// Escapes what is not ASCII in a JSON text.
pub(crate) fn ascii(json: &str) -> String {
    if json.is_ascii() {
        return json.to_owned();
    }
    let mut escaped = String::with_capacity(json.len() + 16);
    for c in json.chars() {
        if c.is_ascii() {
            escaped.push(c);
            continue;
        }
        for unit in c.encode_utf16(&mut [0; 2]) {
            escaped.push_str(&format!("\\u{unit:04x}"));
        }
    }
    escaped
}

/// Prints a double as Python does.
pub(crate) fn python_float(value: f64) -> String {
    if value.is_nan() {
        return "nan".to_owned();
    }
    if value.is_infinite() {
        return if value > 0.0 { "inf" } else { "-inf" }.to_owned();
    }
    if value == 0.0 || (1e-4..1e16).contains(&value.abs()) {
        return format!("{value:?}");
    }
    let scientific = format!("{value:e}");
    match scientific.split_once('e') {
        Some((digits, exponent)) => match exponent.strip_prefix('-') {
            Some(exponent) => format!("{digits}e-{exponent:0>2}"),
            None => format!("{digits}e+{exponent:0>2}"),
        },
        None => scientific,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_count_characters() {
        assert!(at_most("key", 3, "日本語").is_ok());
        assert!(at_most("key", 3, "日本語x").is_err());
        assert_eq!(
            at_most("key", 3, "日本語x").unwrap_err().message(),
            "'key' exceeds the maximum length of 3 characters"
        );
        let mut value = "🚀🚀🚀🚀".to_owned();
        cut("Param value", 3, &mut value).unwrap();
        assert_eq!(value, "🚀🚀🚀");
    }

    #[test]
    fn nul_is_refused() {
        assert!(at_most("key", 3, "a\0").is_err());
        assert!(cut("key", 3, &mut "\0".to_owned()).is_err());
    }

    #[test]
    fn texts_and_floats_look_like_python() {
        assert_eq!(json_text("a\n\"日🚀"), r#""a\n\"\u65e5\ud83d\ude80""#);
        let printed: Vec<_> = [1.0, 1e22, 1.5e-5, 0.0001, -0.0, f64::NAN, f64::NEG_INFINITY]
            .map(python_float)
            .to_vec();
        assert_eq!(
            printed,
            ["1.0", "1e+22", "1.5e-05", "0.0001", "-0.0", "nan", "-inf"]
        );
    }
}
