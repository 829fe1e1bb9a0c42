//! The spans of a trace: the artifact that clients keep them in, where the trace's artifacts are in its own folder.

use crate::file::disk;
use cap_std::fs::Dir;
use mlflow_core::entities::{Span, otlp};
use mlflow_core::{Error, Result};
use serde::{Deserialize, Serialize};

const FILE: &str = "artifacts/traces.json";

#[derive(Serialize, Deserialize)]
struct TraceData {
    spans: Vec<Span>,
}

pub(in crate::file) fn path(folder: &str) -> String {
    format!("{folder}/{FILE}")
}

/// Makes the text of the file.
pub(in crate::file) fn document(spans: Vec<otlp::Span>) -> Result<String> {
    let spans = spans.into_iter().map(Span::from_otlp).collect::<Result<_>>()?;
    serde_json::to_string(&TraceData { spans })
        .map_err(|error| Error::internal("spans cannot be written as JSON").with_source(error))
}

/// Reads the spans; `None` if there is no file, or one in the form of MLflow 2.
pub(super) fn read(dir: &Dir, folder: &str) -> Result<Option<Vec<otlp::Span>>> {
    let path = path(folder);
    let Some(text) = disk::read_text(dir, &path)? else {
        return Ok(None);
    };
    let data: TraceData = serde_json::from_str(&text).map_err(|why| disk::damaged(&path, why))?;
    let is_of_today = data.spans.iter().all(|span| span.id().is_some());
    Ok(is_of_today.then(|| data.spans.iter().map(Span::to_otlp).collect()))
}
