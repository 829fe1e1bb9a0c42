//! Functions of our own in SQLite's statements.

use super::error::error;
use mlflow_core::Result;
use regex::Regex;
use rusqlite::Connection;
use rusqlite::functions::{Context, FunctionFlags};
use std::sync::Arc;

/// Adds `REGEXP`, which finds nothing where the pattern is no pattern.
pub(super) fn add(connection: &Connection) -> Result<()> {
    let flags = FunctionFlags::SQLITE_UTF8 | FunctionFlags::SQLITE_DETERMINISTIC;
    connection
        .create_scalar_function("regexp", 2, flags, is_found)
        .map_err(error)
}

fn is_found(context: &Context<'_>) -> rusqlite::Result<bool> {
    let pattern: Arc<Option<Regex>> = context.get_or_create_aux(0, |pattern| {
        Ok::<_, rusqlite::Error>(pattern.as_str().ok().and_then(|text| Regex::new(text).ok()))
    })?;
    let text = context.get_raw(1);
    Ok(match (pattern.as_ref(), text.as_str()) {
        (Some(pattern), Ok(text)) => pattern.is_match(text),
        _ => false,
    })
}
