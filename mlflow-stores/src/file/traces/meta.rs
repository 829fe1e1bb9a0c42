//! The file `trace_info.yaml`, in the forms of both generations.

use crate::file::meta::{read as read_document, text_or_number};
use crate::file::yaml::Yaml;
use crate::file::disk;
use mlflow_core::Result;
use mlflow_core::entities::{TraceInfoV3, TraceLocation, TraceStatus};
use serde::Deserialize;
use serde_json::Value;

/// The name of these files.
pub(super) const TRACE_META: &str = "trace_info.yaml";

const DURATION: &str = "execution_duration_ms";

/// Which official MLflow reads a file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Form {
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

/// Reads the file of the trace in the folder of this name, without tags, metadata and assessments, which have files of
/// their own.
pub(super) fn read(path: &str, text: &str, trace_id: &str) -> Result<(TraceInfoV3, Form)> {
    let mut document: Value = read_document(path, text)?;
    let damaged = |why: &dyn std::fmt::Display| disk::damaged(path, why);
    let Some(entries) = document.as_object_mut() else {
        return Err(damaged(&"it is no mapping"));
    };
    let (info, form) = if entries.contains_key("request_id") {
        let old = serde_json::from_value(document).map_err(|error| damaged(&error))?;
        (of_second(old), Form::Second)
    } else {
        let duration = entries.remove(DURATION);
        for needed in ["trace_id", "trace_location", "request_time", "state"] {
            if !entries.contains_key(needed) {
                return Err(damaged(&format!("it has no `{needed}`")));
            }
        }
        entries.remove("assessments");
        let mut info: TraceInfoV3 = serde_json::from_value(document).map_err(|error| damaged(&error))?;
        info.execution_duration = match duration {
            None | Some(Value::Null) => info.execution_duration,
            Some(given) => {
                let whole = given.as_i64();
                Some(whole.ok_or_else(|| damaged(&format!("its {DURATION} `{given}` is no whole number")))?)
            }
        };
        (info, Form::Third)
    };
    if info.trace_id != trace_id {
        return Err(damaged(&format!("it is the file of the trace '{}'", info.trace_id)));
    }
    Ok((info, form))
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
