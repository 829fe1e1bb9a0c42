//! JSON.

use serde::Serialize;
use serde_json::Value;
use serde_json::ser::{PrettyFormatter, Serializer};

/// Writes JSON with four spaces per level, as `runs describe` of official MLflow does.
pub(super) fn pretty(value: &Value) -> String {
    let mut text = Vec::new();
    let mut serializer = Serializer::with_formatter(&mut text, PrettyFormatter::with_indent(b"    "));
    if value.serialize(&mut serializer).is_err() {
        return String::new();
    }
    text.push(b'\n');
    String::from_utf8_lossy(&text).into_owned()
}
