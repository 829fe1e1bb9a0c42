//! YAML as official MLflow writes it: PyYAML's block style by its C emitter, keys in order, lines of 80 characters.
//!
//! ```
//! use mlflow_stores::file::yaml::{Yaml, to_text};
//! let meta = Yaml::map([("name", "wine".into()), ("experiment_id", "0".into()), ("end_time", Yaml::Null)]);
//! assert_eq!(to_text(&meta), "end_time: null\nexperiment_id: '0'\nname: wine\n");
//! ```

mod emit;
mod meaning;
mod scalar;
#[cfg(test)]
mod tests;

use serde::de::DeserializeOwned;
use std::borrow::Cow;
use std::collections::BTreeMap;

/// A value of a YAML document.
#[derive(Clone, Debug, PartialEq)]
pub enum Yaml {
    /// `null`
    Null,
    /// `true` or `false`
    Bool(bool),
    /// A whole number.
    Int(i64),
    /// A number with a fraction.
    Float(f64),
    /// A text.
    Text(String),
    /// A sequence.
    List(Vec<Yaml>),
    /// A mapping, whose keys are written in the order of their bytes.
    Map(BTreeMap<String, Yaml>),
}

impl Yaml {
    /// Makes a mapping.
    pub fn map<K: Into<String>>(entries: impl IntoIterator<Item = (K, Yaml)>) -> Self {
        let entries = entries.into_iter();
        Yaml::Map(entries.map(|(key, value)| (key.into(), value)).collect())
    }
}

impl From<&str> for Yaml {
    fn from(text: &str) -> Self {
        Yaml::Text(text.to_owned())
    }
}

impl From<String> for Yaml {
    fn from(text: String) -> Self {
        Yaml::Text(text)
    }
}

impl From<&String> for Yaml {
    fn from(text: &String) -> Self {
        Yaml::Text(text.clone())
    }
}

impl From<i64> for Yaml {
    fn from(number: i64) -> Self {
        Yaml::Int(number)
    }
}

impl<T: Into<Yaml>> From<Option<T>> for Yaml {
    fn from(value: Option<T>) -> Self {
        value.map_or(Yaml::Null, Into::into)
    }
}

impl From<&serde_json::Value> for Yaml {
    fn from(value: &serde_json::Value) -> Self {
        use serde_json::Value;
        match value {
            Value::Null => Yaml::Null,
            Value::Bool(value) => Yaml::Bool(*value),
            Value::Number(number) => match number.as_i64() {
                Some(number) => Yaml::Int(number),
                None => Yaml::Float(number.as_f64().unwrap_or(f64::NAN)),
            },
            Value::String(text) => Yaml::Text(text.clone()),
            Value::Array(items) => Yaml::List(items.iter().map(Yaml::from).collect()),
            Value::Object(entries) => Yaml::map(entries.iter().map(|(key, value)| (key, value.into()))),
        }
    }
}

/// Writes a document.
pub fn to_text(value: &Yaml) -> String {
    emit::document(value)
}

/// Tells whether a plain scalar is a text to Python, which takes `1e3` for one.
pub(super) fn is_text(plain: &str) -> bool {
    !meaning::is_no_text(plain)
}

/// Reads a document; of keys that are there twice the last one counts, as in Python.
///
/// # Errors
///
/// A sentence that says what is wrong where.
pub fn from_text<T: DeserializeOwned>(text: &str) -> Result<T, String> {
    let options = serde_saphyr::options! {
        duplicate_keys: serde_saphyr::DuplicateKeyPolicy::LastWins,
        // Python writes `y` and `n` without quotes, and takes them for texts.
        strict_booleans: true,
        with_snippet: false,
    };
    let text = with_indents_dropped(text);
    serde_saphyr::from_str_with_options(&text, options).map_err(|error| error.to_string())
}

/// Drops the indents behind the separators of Unicode: to YAML 1.1 these end lines of a text in quotes, to 1.2 they do
/// not.
fn with_indents_dropped(text: &str) -> Cow<'_, str> {
    const SEPARATORS: [char; 2] = ['\u{2028}', '\u{2029}'];
    if !text.contains(SEPARATORS) {
        return Cow::Borrowed(text);
    }
    let mut parts = text.split_inclusive(SEPARATORS);
    let first = parts.next().unwrap_or_default().to_owned();
    let rest = parts.map(|part| part.trim_start_matches([' ', '\t']));
    Cow::Owned(rest.fold(first, |whole, part| whole + part))
}
