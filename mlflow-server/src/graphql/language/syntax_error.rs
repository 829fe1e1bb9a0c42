//! What is wrong with a text that is no document.

use mlflow_core::Error;

/// Says what stands where it must not.
pub(super) fn syntax_error(text: &str, offset: usize, what: impl std::fmt::Display) -> Error {
    let before = text.get(..offset).unwrap_or(text);
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
    Error::invalid_parameter_value(format!(
        "Syntax Error in the GraphQL query, line {line}, column {column}: {what}"
    ))
}
