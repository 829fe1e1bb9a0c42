//! Shapes as JSON Schema.

use mlflow_core::contract::{Shape, Shapes};
use serde_json::{Map, Value, json};

/// Returns the schema of a field.
pub(super) fn of(shape: &Shape) -> Value {
    match shape {
        Shape::Text => json!({ "type": "string" }),
        Shape::Integer => json!({ "type": "integer", "format": "int64" }),
        Shape::Double => json!({
            "anyOf": [{ "type": "number" }, { "enum": ["NaN", "Infinity", "-Infinity"] }],
        }),
        Shape::Bool => json!({ "type": "boolean" }),
        Shape::Name(name) => json!({ "type": "string", "title": name }),
        Shape::List(item) => json!({ "type": "array", "items": of(item) }),
        Shape::Map(item) => json!({ "type": "object", "additionalProperties": of(item) }),
        Shape::Message(name) => json!({ "$ref": format!("#/components/schemas/{name}") }),
        _ => json!({}),
    }
}

/// Returns what a body holds.
pub(super) fn content(message: &Shape) -> Value {
    json!({ "application/json": { "schema": of(message) } })
}

/// Returns the schemas of all messages.
pub(super) fn all(shapes: &Shapes) -> Map<String, Value> {
    let schema = |name: &'static str| {
        let fields = shapes.fields(name);
        let properties: Map<_, _> = fields.map(|(name, shape)| (name.to_owned(), of(shape))).collect();
        (
            name.to_owned(),
            json!({ "type": "object", "properties": properties }),
        )
    };
    shapes.names().map(schema).collect()
}

/// Returns the schema of what every refusal is.
pub(super) fn error() -> Value {
    json!({
        "type": "object",
        "required": ["error_code", "message"],
        "properties": { "error_code": { "type": "string" }, "message": { "type": "string" } },
    })
}
