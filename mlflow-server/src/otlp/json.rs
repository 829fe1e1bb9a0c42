//! Spans as OpenTelemetry's JSON, whose ids are hexadecimal digits.

use crate::answer::Refusal;
use crate::request;
use mlflow_core::contract::proto_json;
use mlflow_core::entities::otlp::ResourceSpans;
use mlflow_core::{Error, Result};
use serde::Deserialize;

#[derive(Default, Deserialize)]
#[serde(default)]
struct Export {
    resource_spans: Vec<ResourceSpans>,
}

/// Reads a request.
pub(super) fn read(body: &[u8]) -> Result<Vec<ResourceSpans>, Refusal> {
    request::require_levels(body)?;
    let export = proto_json::read::<Export>(body);
    let wrong = |error: Error| {
        let message = format!("Invalid OpenTelemetry format: {}", error.message());
        Error::invalid_parameter_value(message)
    };
    Ok(export.map_err(wrong)?.resource_spans)
}
