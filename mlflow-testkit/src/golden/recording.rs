//! The recorded requests.

use super::{Replay, Version};
use serde::Deserialize;
use serde_json::{Map, Value};
use std::collections::BTreeMap;
use std::path::PathBuf;

/// One request with its answer.
#[derive(Debug, Deserialize)]
pub(super) struct Recorded {
    pub(super) n: usize,
    pub(super) method: String,
    pub(super) path: String,
    #[serde(default)]
    pub(super) query: Map<String, Value>,
    #[serde(default)]
    pub(super) body: Value,
    #[serde(default)]
    pub(super) text: Option<String>,
    #[serde(default)]
    save: BTreeMap<String, String>,
    pub(super) status: u16,
    #[serde(default)]
    pub(super) response: Value,
}

impl Recorded {
    /// Describes the request in a line.
    pub(super) fn what(&self) -> String {
        let what = match (&self.text, self.query.is_empty()) {
            (Some(text), _) => text.clone(),
            (None, true) => self.body.to_string(),
            (None, false) => Value::Object(self.query.clone()).to_string(),
        };
        let start: String = what.chars().take(160).collect();
        format!("{} {start}", self.path.trim_start_matches("/api/2.0/mlflow/"))
    }
}

pub(super) fn directory() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("data")
}

pub(super) fn read(part: &str, version: Version, replay: Replay) -> Vec<Recorded> {
    let kind = match replay {
        Replay::Reads => "reads",
        Replay::Writes => "writes",
    };
    let path = directory().join(format!("{part}{kind}-{}.json", version.name()));
    let text = std::fs::read_to_string(path).expect("the recordings are beside the sources");
    let mut recorded: Vec<Recorded> = serde_json::from_str(&text).expect("the recordings are JSON");
    for one in &mut recorded {
        change_texts(&mut one.body, &expanded);
        change_texts(&mut one.response, &expanded);
    }
    recorded
}

/// What the answers so far gave names to.
#[derive(Debug, Default)]
pub(super) struct Variables(BTreeMap<String, String>);

impl Variables {
    pub(super) fn save(&mut self, recorded: &Recorded, body: &Value) {
        for (name, path) in &recorded.save {
            let value = body.pointer(&format!("/{}", path.replace('.', "/")));
            if let Some(Value::String(value)) = value {
                self.0.insert(name.clone(), value.clone());
            }
        }
    }

    /// Replaces names in braces by what they stand for.
    pub(super) fn filled(&self, text: &str) -> String {
        self.0.iter().fold(text.to_owned(), |text, (name, value)| {
            text.replace(&format!("{{{name}}}"), value)
        })
    }

    pub(super) fn fill(&self, value: &mut Value) {
        change_texts(value, &|text| self.filled(text));
    }
}

pub(super) fn change_texts(value: &mut Value, change: &impl Fn(&str) -> String) {
    match value {
        Value::String(text) => *text = change(text),
        Value::Array(items) => items.iter_mut().for_each(|item| change_texts(item, change)),
        Value::Object(entries) => entries.values_mut().for_each(|item| change_texts(item, change)),
        _ => {}
    }
}

/// Writes out long runs of one character, such as `{x*6000}`.
fn expanded(text: &str) -> String {
    let Some((before, rest)) = text.split_once('{') else {
        return text.to_owned();
    };
    let run = rest.split_once('}').and_then(|(run, after)| {
        let (character, count) = run.split_once('*')?;
        Some((character.repeat(count.parse().ok()?), after))
    });
    match run {
        Some((run, after)) => format!("{before}{run}{}", expanded(after)),
        None => format!("{before}{{{}", expanded(rest)),
    }
}
