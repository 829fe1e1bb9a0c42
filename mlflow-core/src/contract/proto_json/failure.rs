//! Errors about a request's JSON, in MLflow's words.

use crate::error::Error;
use crate::validation::text::ascii;
use serde_json::Value;
use serde_path_to_error::Segment;

const SEE_DOCS: &str = "See the API docs for more information about request parameters.";

/// The body as a whole is at fault.
pub(super) fn in_body(body: &[u8], cause: serde_json::Error) -> Error {
    let text = String::from_utf8_lossy(body);
    let start: String = text.chars().take(100).collect();
    Error::invalid_parameter_value(format!(
        "the request body is not one JSON object: {cause}: `{start}`"
    ))
    .with_source(cause)
}

/// A field is at fault: finds it by its path, and says what it holds.
pub(super) fn at_path(body: &[u8], error: &serde_path_to_error::Error<serde_json::Error>) -> Error {
    let cause = error.inner().to_string();
    let Ok(root) = serde_json::from_slice::<Value>(body) else {
        return Error::invalid_parameter_value(format!("the request body is not one JSON object: {cause}"));
    };
    let path = error
        .path()
        .iter()
        .fold(String::new(), |path, segment| match segment {
            Segment::Seq { index } => format!("{path}[{index}]"),
            Segment::Map { key } if path.is_empty() => key.clone(),
            Segment::Map { key } => format!("{path}.{key}"),
            _ => path,
        });
    if let Some(field) = missing_field(&cause) {
        let dot = if path.is_empty() { "" } else { "." };
        return missing(&format!("{path}{dot}{field}"));
    }
    if let Some(error) = twice(&root, &cause) {
        return error;
    }
    if path.is_empty() {
        let kind = python_type(&root);
        return Error::invalid_parameter_value(format!(
            "the request body is not one JSON object but a {kind}"
        ));
    }
    match lookup(&root, error.path().iter()) {
        Some(Value::Null) => missing(&path),
        Some(value) => invalid(&path, value),
        None => Error::invalid_parameter_value(format!(
            "Invalid value for parameter '{path}' supplied: {cause}. {SEE_DOCS}"
        )),
    }
}

/// A required parameter is missing or empty.
pub(crate) fn missing(path: &str) -> Error {
    Error::invalid_parameter_value(format!(
        "Missing value for required parameter '{path}'. {SEE_DOCS}"
    ))
}

fn invalid(path: &str, value: &Value) -> Error {
    let kind = python_type(value);
    let value = ascii(&value.to_string());
    Error::invalid_parameter_value(format!(
        "Invalid value {value} for parameter '{path}' supplied:  Hint: Value was of type '{kind}'. {SEE_DOCS}"
    ))
}

/// A field is there twice, in one spelling or in both.
fn twice(root: &Value, cause: &str) -> Option<Error> {
    let field = cause.strip_prefix("duplicate field `")?.split('`').next()?;
    let mut camel = String::new();
    for part in field.split('_') {
        let mut letters = part.chars();
        match letters.next() {
            Some(first) if !camel.is_empty() => camel.push(first.to_ascii_uppercase()),
            Some(first) => camel.push(first),
            None => {}
        }
        camel.extend(letters);
    }
    let message = if root.get(field).is_some() && root.get(&camel).is_some() {
        format!("Request specifies both '{field}' and '{camel}'; provide only one of them.")
    } else {
        format!("Request specifies '{field}' more than once.")
    };
    Some(Error::invalid_parameter_value(message))
}

fn missing_field(cause: &str) -> Option<&str> {
    cause.strip_prefix("missing field `")?.split('`').next()
}

fn lookup<'v>(root: &'v Value, path: impl Iterator<Item = &'v Segment>) -> Option<&'v Value> {
    let mut value = root;
    for segment in path {
        value = match segment {
            Segment::Seq { index } => value.get(index)?,
            Segment::Map { key } => value.get(key)?,
            _ => value,
        };
    }
    Some(value)
}

fn python_type(value: &Value) -> &'static str {
    match value {
        Value::Null => "NoneType",
        Value::Bool(_) => "bool",
        Value::Number(n) if n.is_f64() => "float",
        Value::Number(_) => "int",
        Value::String(_) => "str",
        Value::Array(_) => "list",
        Value::Object(_) => "dict",
    }
}
