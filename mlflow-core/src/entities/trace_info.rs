//! What is known of a trace, as clients of the second generation see it.

use super::param::text_by_key;
use super::{KeyList, KeyValue, TraceInfoV3, TraceState};
use serde::{Deserialize, Serialize};

text_by_key! {
    /// A tag of a trace.
    TraceTag
}

text_by_key! {
    /// An entry of a trace's metadata, which do not change.
    TraceRequestMetadata
}

wire_enum! {
    /// How far a trace has come, by its names of the second generation.
    #[derive(Default)]
    pub enum TraceStatus {
        /// Ended, without being called a success or a failure.
        #[default]
        Unspecified = 0, "TRACE_STATUS_UNSPECIFIED";
        /// Ended well.
        Ok = 1, "OK";
        /// Failed.
        Error = 2, "ERROR";
        /// Not ended.
        InProgress = 3, "IN_PROGRESS";
    }
}

impl From<TraceState> for TraceStatus {
    fn from(state: TraceState) -> Self {
        match state {
            TraceState::Unspecified => TraceStatus::Unspecified,
            TraceState::Ok => TraceStatus::Ok,
            TraceState::Error => TraceStatus::Error,
            TraceState::InProgress => TraceStatus::InProgress,
        }
    }
}

impl From<TraceStatus> for TraceState {
    fn from(status: TraceStatus) -> Self {
        match status {
            TraceStatus::Unspecified => TraceState::Unspecified,
            TraceStatus::Ok => TraceState::Ok,
            TraceStatus::Error => TraceState::Error,
            TraceStatus::InProgress => TraceState::InProgress,
        }
    }
}

/// A trace without its spans, in the form of the second generation; [`TraceInfoV3`] is the one to use.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct TraceInfo {
    /// The trace's id.
    pub request_id: String,
    /// The experiment that keeps it.
    pub experiment_id: String,
    /// When it began, in milliseconds since 1970.
    pub timestamp_ms: i64,
    /// How long it took, in milliseconds; 0 while it has not ended.
    pub execution_time_ms: i64,
    /// How far it has come.
    pub status: TraceStatus,
    /// What does not change.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub request_metadata: KeyList<TraceRequestMetadata>,
    /// What may change.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub tags: KeyList<TraceTag>,
}

impl From<TraceInfoV3> for TraceInfo {
    fn from(info: TraceInfoV3) -> Self {
        let experiment_id = info.trace_location.experiment_id().unwrap_or_default().to_owned();
        TraceInfo {
            request_id: info.trace_id,
            experiment_id,
            timestamp_ms: info.request_time,
            execution_time_ms: info.execution_duration.unwrap_or(0),
            status: info.state.into(),
            request_metadata: info
                .trace_metadata
                .iter()
                .map(|(k, v)| TraceRequestMetadata::new(k, v))
                .collect(),
            tags: info.tags.iter().map(|(k, v)| TraceTag::new(k, v)).collect(),
        }
    }
}
