//! What clients say of an upload.

use super::super::place::Place;
use crate::answer::Refusal;
use crate::app::App;
use crate::request::body_of_json;
use axum::extract::{Path, Request};
use mlflow_core::artifact::{ArtifactPath, MOST_PARTS};
use mlflow_core::{Error, ErrorCode, Result};
use serde_json::{Map, Value};
use std::collections::BTreeMap;

/// The JSON of a request about an upload.
pub(super) struct Asked(Map<String, Value>);

impl Asked {
    pub(super) async fn read(app: &App, request: Request) -> Result<Self, Refusal> {
        let body = body_of_json(request, &app.options).await?;
        let wrong = |e| {
            Error::new(
                ErrorCode::BadRequest,
                format!("the body is not a JSON object: {e}"),
            )
        };
        match body.is_empty() {
            true => Ok(Asked(Map::new())),
            false => Ok(Asked(serde_json::from_slice(&body).map_err(wrong)?)),
        }
    }

    pub(super) fn text(&self, name: &'static str) -> Result<&str> {
        match self.0.get(name) {
            None | Some(Value::Null) => Err(missing(name)),
            Some(Value::String(text)) if text.is_empty() => Err(missing(name)),
            Some(Value::String(text)) => Ok(text),
            Some(other) => Err(invalid(name, other)),
        }
    }

    /// Returns the path of the artifact: its directory stands in the address, and clients say where the file is that
    /// they upload.
    pub(super) fn path(&self, place: &Place, directory: Option<Path<String>>) -> Result<ArtifactPath> {
        let local = self.text("path")?;
        let name = local.rsplit(['/', '\\']).next().unwrap_or_default();
        match directory {
            Some(Path(directory)) => place.path(&format!("{}/{name}", directory.trim_end_matches('/'))),
            None => place.path(name),
        }
    }

    pub(super) fn number_of_parts(&self) -> Result<u32> {
        let given = self.0.get("num_parts").ok_or_else(|| missing("num_parts"))?;
        let number = integer(given).and_then(|number| u32::try_from(number).ok());
        number.filter(|number| *number <= MOST_PARTS).ok_or_else(|| {
            let message =
                format!("Invalid value {given} for parameter 'num_parts': expected 0 to {MOST_PARTS}, with larger parts");
            Error::invalid_parameter_value(message)
        })
    }

    /// Returns the entity tags of the parts by their numbers.
    pub(super) fn etags(&self) -> Result<BTreeMap<u32, String>> {
        let parts = match self.0.get("parts") {
            None | Some(Value::Null) => return Err(missing("parts")),
            Some(Value::Array(parts)) => parts,
            Some(other) => return Err(invalid("parts", other)),
        };
        let mut etags = BTreeMap::new();
        for part in parts {
            let number = part.get("part_number").and_then(integer);
            let Some(number) = number.and_then(|number| u32::try_from(number).ok()) else {
                return Err(invalid("parts.part_number", part));
            };
            let etag = part.get("etag").and_then(Value::as_str).unwrap_or_default();
            let etag = etag.trim_matches('"');
            if etag.is_empty() {
                return Err(Error::invalid_parameter_value(format!(
                    "part {number} has no ETag: name the one that its upload was answered with"
                )));
            }
            if etags.insert(number, etag.to_owned()).is_some() {
                return Err(Error::invalid_parameter_value(format!(
                    "part {number} is named twice"
                )));
            }
        }
        Ok(etags)
    }
}

fn integer(value: &Value) -> Option<i64> {
    value.as_i64().or_else(|| value.as_str()?.parse().ok())
}

pub(super) fn missing(name: &str) -> Error {
    Error::invalid_parameter_value(format!("Missing value for required parameter '{name}'."))
}

pub(super) fn invalid(name: &str, value: impl std::fmt::Display) -> Error {
    let value: String = value.to_string().chars().take(200).collect();
    Error::invalid_parameter_value(format!("Invalid value {value} for parameter '{name}' supplied."))
}
