//! The JSON that crosses the border beside MLflow's own.

use super::manifest::Kind;
use crate::contract::CallContext;
use crate::error::{Error, Result};
use bytes::Bytes;
use serde::{Deserialize, Serialize};
use std::time::Duration;

/// What is opened.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct OpenRequest {
    pub(crate) kind: Kind,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub(crate) uri: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) name: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) artifact_root: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) tracking_uri: Option<String>,
}

/// A [`CallContext`] as JSON.
#[derive(Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct WireContext {
    #[serde(skip_serializing_if = "Option::is_none")]
    user: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    workspace: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    request_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    deadline_ms: Option<u64>,
}

impl WireContext {
    /// Returns a context in its wire form; `None` for an empty one.
    pub(super) fn of(context: &CallContext) -> Option<Self> {
        if *context == CallContext::default() {
            return None;
        }
        let deadline = context.deadline;
        Some(WireContext {
            user: context.user.clone(),
            workspace: context.workspace.clone(),
            request_id: context.request_id.clone(),
            deadline_ms: deadline.map(|time| u64::try_from(time.as_millis()).unwrap_or(u64::MAX)),
        })
    }
}

impl From<WireContext> for CallContext {
    fn from(wire: WireContext) -> Self {
        CallContext {
            user: wire.user,
            workspace: wire.workspace,
            request_id: wire.request_id,
            deadline: wire.deadline_ms.map(Duration::from_millis),
        }
    }
}

/// Writes a context; nothing for an empty one.
pub(crate) fn write_context(context: &CallContext) -> Result<Bytes> {
    match WireContext::of(context) {
        Some(wire) => crate::contract::proto_json::write(&wire),
        None => Ok(Bytes::new()),
    }
}

/// Reads a context.
pub(crate) fn read_context(bytes: &[u8]) -> Result<CallContext> {
    if bytes.is_empty() {
        return Ok(CallContext::default());
    }
    let wire = serde_json::from_slice::<WireContext>(bytes);
    wire.map(CallContext::from)
        .map_err(|e| Error::invalid_parameter_value(format!("no context of a call: {e}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_context_survives_the_border() {
        let context = CallContext {
            user: Some("ann".into()),
            workspace: None,
            request_id: Some("r-1".into()),
            deadline: Some(Duration::from_millis(1500)),
        };
        for context in [context, CallContext::default()] {
            assert_eq!(read_context(&write_context(&context).unwrap()).unwrap(), context);
        }
        assert!(read_context(b"[]x").is_err());
    }
}
