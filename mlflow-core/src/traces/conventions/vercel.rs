//! Spans of Vercel's AI SDK, which says of a call to a model each part in an attribute of its own.

use super::{decoded, said};
use crate::python_json;
use serde_json::{Map, Value};

const INPUTS: [&str; 4] = ["ai.prompt", "ai.toolCall.args", "ai.value", "ai.values"];
const OUTPUTS: [&str; 5] = [
    "ai.response.text",
    "ai.toolCall.result",
    "ai.response.object",
    "ai.embedding",
    "ai.embeddings",
];

/// Tells whether a span is a call to a model.
pub(super) fn is_chat(attributes: &Map<String, Value>) -> bool {
    let kind = decoded(attributes, "ai.operationId");
    let kind = kind.as_ref().and_then(Value::as_str);
    matches!(
        kind,
        Some("ai.generateText.doGenerate" | "ai.streamText.doStream")
    )
}

pub(super) fn inputs(attributes: &Map<String, Value>) -> Option<String> {
    if !is_chat(attributes) {
        return first(attributes, &INPUTS);
    }
    let mut parts = below(attributes, "ai.prompt.");
    if let Some(Value::Array(tools)) = parts.get_mut("tools") {
        tools.iter_mut().for_each(|tool| *tool = unpacked(tool, 2));
    }
    written(parts)
}

pub(super) fn outputs(attributes: &Map<String, Value>) -> Option<String> {
    match is_chat(attributes) {
        true => written(below(attributes, "ai.response.")),
        false => first(attributes, &OUTPUTS),
    }
}

fn first(attributes: &Map<String, Value>, keys: &[&str]) -> Option<String> {
    keys.iter().find_map(|key| said(attributes.get(*key)?))
}

fn below(attributes: &Map<String, Value>, prefix: &str) -> Map<String, Value> {
    let parts = attributes.iter();
    parts
        .filter_map(|(key, value)| Some((key.strip_prefix(prefix)?.to_owned(), unpacked(value, 2))))
        .collect()
}

/// Reads JSON, and JSON in a text of it.
fn unpacked(value: &Value, layers: u8) -> Value {
    let Value::String(text) = value else {
        return value.clone();
    };
    match serde_json::from_str(text) {
        Ok(inner) if layers > 0 => unpacked(&inner, layers - 1),
        Ok(inner) => inner,
        Err(_) => value.clone(),
    }
}

fn written(parts: Map<String, Value>) -> Option<String> {
    (!parts.is_empty()).then(|| python_json::ascii(&parts))
}
