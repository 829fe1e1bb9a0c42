//! What stores keep apart from metadata, to compute with: session, tokens and cost.

use super::{COST, SESSION, TOKEN_USAGE};
use crate::python_json;
use serde_json::{Map, Value};
use std::collections::BTreeMap;

/// The counts of tokens, which are also the names of their columns.
pub const TOKEN_KEYS: [&str; 6] = [
    "input_tokens",
    "output_tokens",
    "total_tokens",
    "cache_read_input_tokens",
    "cache_creation_input_tokens",
    "cache_creation_input_tokens_above_1hr",
];

/// The parts of a cost, which are also the names of their columns.
pub const COST_KEYS: [&str; 3] = ["input_cost", "output_cost", "total_cost"];

/// Session, tokens and cost of a trace.
///
/// ```
/// use mlflow_core::traces::Promoted;
/// let mut metadata = [("mlflow.trace.tokenUsage".to_owned(), r#"{"input_tokens":5}"#.to_owned())].into();
/// let mut promoted = Promoted::default();
/// promoted.take_from(&mut metadata);
/// assert!(metadata.is_empty());
/// assert_eq!(promoted.tokens[0], Some(5));
/// promoted.write_to(&mut metadata);
/// assert_eq!(metadata["mlflow.trace.tokenUsage"], r#"{"input_tokens": 5}"#);
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Promoted {
    /// The session.
    pub session_id: Option<String>,
    /// The counts of [`TOKEN_KEYS`].
    pub tokens: [Option<i64>; 6],
    /// The parts of [`COST_KEYS`].
    pub cost: [Option<f64>; 3],
}

impl Promoted {
    /// Moves what metadata say here. What they do not say stays.
    pub fn take_from(&mut self, metadata: &mut BTreeMap<String, String>) {
        if let Some(session) = metadata.remove(SESSION) {
            self.session_id = Some(session);
        }
        if let Some(usage) = metadata.remove(TOKEN_USAGE) {
            self.set_tokens(&object(&usage));
        }
        if let Some(cost) = metadata.remove(COST) {
            self.set_cost(&object(&cost));
        }
    }

    /// Writes metadata as clients know them.
    pub fn write_to(&self, metadata: &mut BTreeMap<String, String>) {
        if let Some(session) = &self.session_id {
            metadata.insert(SESSION.to_owned(), session.clone());
        }
        if let Some(usage) = self.usage_text() {
            metadata.insert(TOKEN_USAGE.to_owned(), usage);
        }
        if let Some(cost) = self.cost_text() {
            metadata.insert(COST.to_owned(), cost);
        }
    }

    /// Returns the metadata of the tokens, if any are known.
    pub fn usage_text(&self) -> Option<String> {
        json(&TOKEN_KEYS, &self.tokens)
    }

    /// Returns the metadata of the cost, if any is known.
    pub fn cost_text(&self) -> Option<String> {
        json(&COST_KEYS, &self.cost)
    }

    /// Sets the counts that an object has.
    pub(super) fn set_tokens(&mut self, usage: &Map<String, Value>) {
        for (key, count) in TOKEN_KEYS.iter().zip(&mut self.tokens) {
            if let Some(value) = usage.get(*key) {
                *count = token_count(value);
            }
        }
    }

    /// Sets the parts of the cost that an object has.
    pub(super) fn set_cost(&mut self, cost: &Map<String, Value>) {
        for (key, part) in COST_KEYS.iter().zip(&mut self.cost) {
            if let Some(value) = cost.get(*key) {
                *part = finite(value);
            }
        }
    }
}

fn json<T: Copy + Into<Value>>(keys: &[&str], values: &[Option<T>]) -> Option<String> {
    let known = keys.iter().zip(values);
    let known: Map<String, Value> = known
        .filter_map(|(key, value)| Some(((*key).to_owned(), (*value)?.into())))
        .collect();
    (!known.is_empty()).then(|| python_json::ascii(&known))
}

/// Reads an object of JSON; anything else is an empty one.
pub(super) fn object(text: &str) -> Map<String, Value> {
    serde_json::from_str(text).unwrap_or_default()
}

/// Reads a whole number, which may be a text or a float.
pub(super) fn token_count(value: &Value) -> Option<i64> {
    match value {
        Value::Number(number) if number.is_i64() => number.as_i64(),
        Value::Number(number) => whole(number.as_f64()?),
        Value::String(text) => match text.trim().parse() {
            Ok(number) => Some(number),
            Err(_) => whole(text.trim().parse().ok()?),
        },
        _ => None,
    }
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "a whole number within the range of i64"
)]
fn whole(number: f64) -> Option<i64> {
    (number.fract() == 0.0 && number.abs() < 9e18).then_some(number as i64)
}

/// Reads a finite number, which may be a text.
pub(super) fn finite(value: &Value) -> Option<f64> {
    let number = match value {
        Value::Number(number) => number.as_f64(),
        Value::String(text) => text.trim().parse().ok(),
        _ => None,
    };
    number.filter(|number: &f64| number.is_finite())
}
