//! A tree as text: JSON as Python writes it, and for YAML as a serde value again.

use super::Tree;
use serde::ser::{Serialize, SerializeMap, SerializeSeq, Serializer};
use std::fmt::Write;

impl Tree {
    /// Writes JSON with an indent of 2; NaN and infinities as Python's `json` writes and reads them.
    pub(crate) fn to_json(&self) -> String {
        let mut text = String::new();
        self.write_json(&mut text, Some(0));
        text
    }

    /// Writes JSON in one line.
    pub(crate) fn to_json_line(&self) -> String {
        let mut text = String::new();
        self.write_json(&mut text, None);
        text
    }

    fn write_json(&self, text: &mut String, depth: Option<usize>) {
        let inner = depth.map(|depth| depth + 1);
        match self {
            Tree::Null => text.push_str("null"),
            Tree::Bool(flag) => text.push_str(if *flag { "true" } else { "false" }),
            Tree::Number(number) => text.push_str(number),
            Tree::NotFinite(number) if number.is_nan() => text.push_str("NaN"),
            Tree::NotFinite(number) => text.push_str(if *number > 0.0 { "Infinity" } else { "-Infinity" }),
            Tree::Text(value) => text.push_str(&serde_json::Value::from(value.as_str()).to_string()),
            Tree::List(items) if items.is_empty() => text.push_str("[]"),
            Tree::Map(entries) if entries.is_empty() => text.push_str("{}"),
            Tree::List(items) => {
                text.push('[');
                for (i, item) in items.iter().enumerate() {
                    new_line(text, i > 0, inner);
                    item.write_json(text, inner);
                }
                new_line(text, false, depth);
                text.push(']');
            }
            Tree::Map(entries) => {
                text.push('{');
                for (i, (key, value)) in entries.iter().enumerate() {
                    new_line(text, i > 0, inner);
                    let colon = if depth.is_some() { ": " } else { ":" };
                    let _ = write!(text, "{}{colon}", serde_json::Value::from(key.as_str()));
                    value.write_json(text, inner);
                }
                new_line(text, false, depth);
                text.push('}');
            }
        }
    }
}

fn new_line(text: &mut String, comma: bool, depth: Option<usize>) {
    if comma {
        text.push(',');
    }
    if let Some(depth) = depth {
        text.push('\n');
        text.extend(std::iter::repeat_n(' ', 2 * depth));
    }
}

impl Serialize for Tree {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Tree::Null => serializer.serialize_none(),
            Tree::Bool(flag) => serializer.serialize_bool(*flag),
            Tree::Number(text) => match (text.parse::<i64>(), text.parse::<u64>(), text.parse::<f64>()) {
                (Ok(number), ..) => serializer.serialize_i64(number),
                (_, Ok(number), _) => serializer.serialize_u64(number),
                (.., Ok(number)) => serializer.serialize_f64(number),
                _ => serializer.serialize_str(text),
            },
            Tree::NotFinite(number) => serializer.serialize_f64(*number),
            Tree::Text(text) => serializer.serialize_str(text),
            Tree::List(items) => {
                let mut list = serializer.serialize_seq(Some(items.len()))?;
                for item in items {
                    list.serialize_element(item)?;
                }
                list.end()
            }
            Tree::Map(entries) => {
                let mut map = serializer.serialize_map(Some(entries.len()))?;
                for (key, value) in entries {
                    map.serialize_entry(key, value)?;
                }
                map.end()
            }
        }
    }
}
