//! Artifacts of runs.

use super::errors::API_ERROR;
use crate::graphql::fetch::Ask;
use crate::graphql::types::{Field, In, Input, Object, boolean, long, objects, question, string};

pub(super) const LIST: Field = question("mlflowListArtifacts", Ask::Artifacts, &INPUT, &RESPONSE);

static INPUT: Input = Input {
    name: "MlflowListArtifactsInput",
    fields: &[
        ("runId", In::String),
        ("runUuid", In::String),
        ("path", In::String),
        ("pageToken", In::String),
    ],
};

static RESPONSE: Object = Object {
    name: "MlflowListArtifactsResponse",
    fields: &[
        string("rootUri"),
        objects("files", &FILE),
        string("nextPageToken"),
        API_ERROR,
    ],
};

static FILE: Object = Object {
    name: "MlflowFileInfo",
    fields: &[string("path"), boolean("isDir"), long("fileSize")],
};
