//! The file `trace_info.yaml`, in the forms of both generations.

use crate::file::disk;
use crate::file::meta::{read as read_document, text_or_number};
use crate::file::yaml::Yaml;
use mlflow_core::Result;
use mlflow_core::entities::{TraceInfoV3, TraceLocation, TraceState, TraceStatus};
use serde::Deserialize;
use serde::de::IgnoredAny;

/// The name of these files.
pub(super) const TRACE_META: &str = "trace_info.yaml";

const DURATION: &str = "execution_duration_ms";

/// Which official MLflow reads a file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::file) enum Form {
    /// Both; it has no previews and no id of the client.
    Second,
    /// 3.x alone.
    #[default]
    Third,
}

#[derive(Deserialize)]
struct SecondForm {
    request_id: String,
    #[serde(deserialize_with = "text_or_number")]
    experiment_id: String,
    timestamp_ms: i64,
    #[serde(default)]
    execution_time_ms: Option<i64>,
    status: TraceStatus,
}

#[derive(Deserialize)]
struct ThirdForm {
    trace_id: String,
    #[serde(default)]
    client_request_id: Option<String>,
    trace_location: TraceLocation,
    request_time: String,
    #[serde(default)]
    execution_duration_ms: Option<i64>,
    state: TraceState,
    #[serde(default)]
    request_preview: Option<String>,
    #[serde(default)]
    response_preview: Option<String>,
}

#[derive(Deserialize)]
struct AnyForm {
    #[serde(default)]
    request_id: Option<IgnoredAny>,
}

/// Reads the file of the trace in the folder of this name, without tags, metadata and assessments, which have files of
/// their own.
pub(super) fn read(path: &str, text: &str, trace_id: &str) -> Result<(TraceInfoV3, Form)> {
    let AnyForm { request_id } = read_document(path, text)?;
    let (info, form) = match request_id {
        Some(_) => (of_second(read_document(path, text)?), Form::Second),
        None => (of_third(path, read_document(path, text)?)?, Form::Third),
    };
    if info.trace_id != trace_id {
        let why = format!("it is the file of the trace '{}'", info.trace_id);
        return Err(disk::damaged(path, why));
    }
    Ok((info, form))
}

fn of_third(path: &str, file: ThirdForm) -> Result<TraceInfoV3> {
    let time = serde_json::json!({ "request_time": file.request_time });
    let TraceInfoV3 { request_time, .. } =
        serde_json::from_value(time).map_err(|error| disk::damaged(path, error))?;
    Ok(TraceInfoV3 {
        trace_id: file.trace_id,
        client_request_id: file.client_request_id,
        trace_location: file.trace_location,
        request_time,
        execution_duration: file.execution_duration_ms,
        state: file.state,
        request_preview: file.request_preview,
        response_preview: file.response_preview,
        ..TraceInfoV3::default()
    })
}

fn of_second(old: SecondForm) -> TraceInfoV3 {
    TraceInfoV3 {
        trace_id: old.request_id,
        trace_location: TraceLocation::experiment(old.experiment_id),
        request_time: old.timestamp_ms,
        execution_duration: old.execution_time_ms,
        state: old.status.into(),
        ..TraceInfoV3::default()
    }
}

/// Makes the file of a trace.
pub(super) fn of_trace(info: &TraceInfoV3, form: Form) -> Result<Yaml> {
    if form == Form::Second {
        let status = TraceStatus::from(info.state);
        return Ok(Yaml::map([
            ("assessments", Yaml::List(Vec::new())),
            ("execution_time_ms", info.execution_duration.into()),
            ("experiment_id", info.experiment_id().unwrap_or_default().into()),
            ("request_id", (&info.trace_id).into()),
            ("status", status.as_str().into()),
            ("timestamp_ms", info.request_time.into()),
        ]));
    }
    let alone = TraceInfoV3 {
        execution_duration: None,
        trace_metadata: Default::default(),
        tags: Default::default(),
        assessments: Vec::new(),
        ..info.clone()
    };
    let mut document = crate::file::traces::as_json(&alone)?;
    if let (Some(entries), Some(duration)) = (document.as_object_mut(), info.execution_duration) {
        entries.insert(DURATION.to_owned(), duration.into());
    }
    Ok(Yaml::from(&document))
}
