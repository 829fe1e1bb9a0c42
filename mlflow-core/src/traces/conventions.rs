//! What spans of other programs say in their own words, in MLflow's: type, inputs, outputs, tokens, model and tools.
//!
//! Official MLflow does so when spans are stored, and so is what is stored here. The words of a convention are in
//! [`table`]; the first convention that knows something counts, and what a span says in MLflow's words stays. Costs are
//! not computed, since the prices are a library's of Python.

mod table;
mod vercel;

use crate::entities::{Span, SpanEvent};
use crate::python_json;
use serde_json::{Map, Value};
use table::{CONVENTIONS, Convention};

const SPAN_TYPE: &str = "mlflow.spanType";
const INPUTS: &str = "mlflow.spanInputs";
const OUTPUTS: &str = "mlflow.spanOutputs";
const USAGE: &str = "mlflow.chat.tokenUsage";
const MESSAGE_FORMAT: &str = "mlflow.message.format";
const TOOLS: &str = "mlflow.chat.tools";
const MODEL: &str = "mlflow.llm.model";
const PROVIDER: &str = "mlflow.llm.provider";

/// Adds the attributes of MLflow that the others tell.
pub(super) fn translate(span: &mut Span) {
    let Span {
        attributes, events, ..
    } = span;
    let known = decoded(attributes, SPAN_TYPE).filter(|known| known != "UNKNOWN");
    if known.is_none()
        && let Some(kind) = CONVENTIONS.iter().find_map(|of| of.span_type(attributes))
    {
        set(attributes, SPAN_TYPE, &kind.into());
    }
    if !attributes.contains_key(INPUTS) {
        if vercel::is_chat(attributes) {
            // Official MLflow writes this one without quotes.
            attributes.insert(MESSAGE_FORMAT.to_owned(), "vercel_ai".into());
        }
        let said = first(attributes, |of| of.inputs).or_else(|| vercel::inputs(attributes));
        let said = said.or_else(|| of_event(events, "gen_ai.content.prompt", "gen_ai.prompt"));
        insert(attributes, INPUTS, said);
    }
    if !attributes.contains_key(OUTPUTS) {
        let said = first(attributes, |of| of.outputs).or_else(|| vercel::outputs(attributes));
        let said = said.or_else(|| of_event(events, "gen_ai.content.completion", "gen_ai.completion"));
        insert(attributes, OUTPUTS, said);
    }
    if !attributes.contains_key(USAGE)
        && let Some(usage) = CONVENTIONS.iter().find_map(|of| of.usage(attributes))
    {
        set(attributes, USAGE, &Value::Object(usage));
    }
    if !attributes.contains_key(MESSAGE_FORMAT) && attributes.contains_key("lmnr.span.type") {
        set(attributes, MESSAGE_FORMAT, &"openai".into());
    }
    if !attributes.contains_key(TOOLS) {
        let said = first(attributes, |of| of.tools);
        insert(attributes, TOOLS, said);
    }
    if !attributes.contains_key(MODEL) {
        let said = first(attributes, |of| of.models).map(|json| parsed(&json));
        let model = said.or_else(|| model_in(attributes, INPUTS).or_else(|| model_in(attributes, OUTPUTS)));
        if let Some(model) = model {
            set(attributes, MODEL, &model);
        }
    }
    if !attributes.contains_key(PROVIDER)
        && let Some(provider) = first(attributes, |of| of.providers)
    {
        set(attributes, PROVIDER, &parsed(&provider));
    }
}

impl Convention {
    fn span_type(&self, attributes: &Map<String, Value>) -> Option<&'static str> {
        let kind = decoded(attributes, self.kind)?;
        let kind = kind.as_str()?;
        let mut kinds = self.kinds.iter();
        kinds.find(|(name, _)| *name == kind).map(|(_, of)| *of)
    }

    /// Returns the counts of tokens, if any is said.
    fn usage(&self, attributes: &Map<String, Value>) -> Option<Map<String, Value>> {
        let count = |keys: &[&str]| keys.iter().find_map(|key| whole(&decoded(attributes, key)?));
        let (input, output) = (count(self.input_tokens), count(self.output_tokens));
        let total = count(self.total_tokens).or_else(|| input?.checked_add(output?));
        let counts = [
            ("input_tokens", input),
            ("output_tokens", output),
            ("total_tokens", total),
        ];
        if counts.iter().all(|(_, count)| count.is_none()) {
            return None;
        }
        let cached = [
            ("cache_read_input_tokens", count(self.cache_read_tokens)),
            ("cache_creation_input_tokens", count(self.cache_write_tokens)),
        ];
        let said = counts.into_iter().chain(cached);
        Some(
            said.filter_map(|(key, count)| Some((key.to_owned(), count?.into())))
                .collect(),
        )
    }
}

/// Returns the first attribute that says something, as it is written. A `#` in a key stands for a number.
fn first(
    attributes: &Map<String, Value>,
    keys: fn(&Convention) -> &'static [&'static str],
) -> Option<String> {
    let keys = CONVENTIONS.iter().flat_map(keys);
    keys.into_iter().find_map(|key| {
        if !key.contains('#') {
            return said(attributes.get(*key)?);
        }
        let mut fitting = attributes.iter().filter(|(name, _)| fits(key, name));
        fitting.find_map(|(_, value)| said(value))
    })
}

/// Tells whether a name begins as a pattern says.
fn fits(pattern: &str, name: &str) -> bool {
    let mut rest = name;
    for (index, part) in pattern.split('#').enumerate() {
        if index > 0 {
            let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
            if digits == 0 {
                return false;
            }
            rest = &rest[digits..];
        }
        match rest.strip_prefix(part) {
            Some(after) => rest = after,
            None => return false,
        }
    }
    true
}

/// Returns a value as it is written, unless it is empty, zero, false or nothing.
fn said(value: &Value) -> Option<String> {
    let Value::String(text) = value else {
        return Some(python_json::text(value));
    };
    let is_empty = match serde_json::from_str(text) {
        Ok(Value::Null | Value::Bool(false)) => true,
        Ok(Value::Number(number)) => number.as_f64() == Some(0.0),
        Ok(Value::String(inner)) => inner.is_empty(),
        Ok(Value::Array(items)) => items.is_empty(),
        Ok(Value::Object(entries)) => entries.is_empty(),
        Ok(Value::Bool(true)) => false,
        Err(_) => text.is_empty(),
    };
    (!is_empty).then(|| text.clone())
}

/// Returns what an event says.
fn of_event(events: &[SpanEvent], name: &str, key: &str) -> Option<String> {
    let mut values = events.iter().filter(|event| event.name == name);
    values.find_map(|event| match event.attributes.get(key)? {
        Value::String(text) => Some(text.clone()).filter(|text| !text.is_empty()),
        value => Some(python_json::text(value)),
    })
}

/// Finds the model that inputs or outputs name.
fn model_in(attributes: &Map<String, Value>, key: &str) -> Option<Value> {
    let model = decoded(attributes, key)?.get("model").cloned()?;
    model
        .as_str()
        .is_some_and(|name| !name.is_empty())
        .then_some(model)
}

fn decoded(attributes: &Map<String, Value>, key: &str) -> Option<Value> {
    Some(match attributes.get(key)? {
        Value::String(text) => parsed(text),
        value => value.clone(),
    })
}

/// Reads JSON; what is none is a text.
fn parsed(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|_| text.into())
}

/// Reads a whole number, which may be a text.
fn whole(value: &Value) -> Option<i64> {
    match value {
        Value::Number(number) => number.as_i64(),
        Value::String(text) => text.trim().parse().ok(),
        _ => None,
    }
}

fn insert(attributes: &mut Map<String, Value>, key: &str, said: Option<String>) {
    if let Some(said) = said {
        attributes.insert(key.to_owned(), said.into());
    }
}

fn set(attributes: &mut Map<String, Value>, key: &str, value: &Value) {
    attributes.insert(key.to_owned(), python_json::text(value).into());
}

#[cfg(test)]
mod tests;
