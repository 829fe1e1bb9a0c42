//! Runs.

use super::datasets::DATASET_INPUT;
use super::errors::API_ERROR;
use super::experiments::EXPERIMENT;
use super::metrics::METRIC;
use super::model_versions::MODEL_VERSIONS;
use crate::graphql::fetch::Ask;
use crate::graphql::types::{
    Enum, Field, In, Input, Object, long, object, objects, one_of, question, string,
};

pub(super) const GET: Field = question("mlflowGetRun", Ask::Run, &GET_INPUT, &GET_RESPONSE);
pub(super) const SEARCH: Field = question("mlflowSearchRuns", Ask::Runs, &SEARCH_INPUT, &SEARCH_RESPONSE);

/// The field of a run that holds its experiment.
pub(in crate::graphql) const EXPERIMENT_OF_RUN: Field = object("experiment", &EXPERIMENT);

static GET_INPUT: Input = Input {
    name: "MlflowGetRunInput",
    fields: &[("runId", In::String), ("runUuid", In::String)],
};

static GET_RESPONSE: Object = Object {
    name: "MlflowGetRunResponse",
    fields: &[object("run", &RUN), API_ERROR],
};

static SEARCH_INPUT: Input = Input {
    name: "MlflowSearchRunsInput",
    fields: &[
        ("experimentIds", In::Strings),
        ("filter", In::String),
        ("runViewType", In::Enum(&VIEW_TYPE)),
        ("maxResults", In::Int),
        ("orderBy", In::Strings),
        ("pageToken", In::String),
    ],
};

static VIEW_TYPE: Enum = Enum {
    name: "MlflowViewType",
    values: &["ACTIVE_ONLY", "DELETED_ONLY", "ALL"],
};

static SEARCH_RESPONSE: Object = Object {
    name: "MlflowSearchRunsResponse",
    fields: &[objects("runs", &RUN), string("nextPageToken"), API_ERROR],
};

static RUN: Object = Object {
    name: "MlflowRunExtension",
    fields: &[
        object("info", &INFO),
        object("data", &DATA),
        object("inputs", &INPUTS),
        object("outputs", &OUTPUTS),
        EXPERIMENT_OF_RUN,
        MODEL_VERSIONS,
    ],
};

static INFO: Object = Object {
    name: "MlflowRunInfo",
    fields: &[
        string("runId"),
        string("runUuid"),
        string("runName"),
        string("experimentId"),
        string("userId"),
        one_of("status", &STATUS),
        long("startTime"),
        long("endTime"),
        string("artifactUri"),
        string("lifecycleStage"),
    ],
};

static STATUS: Enum = Enum {
    name: "MlflowRunStatus",
    values: &["RUNNING", "SCHEDULED", "FINISHED", "FAILED", "KILLED"],
};

static DATA: Object = Object {
    name: "MlflowRunData",
    fields: &[
        objects("metrics", &METRIC),
        objects("params", &PARAM),
        objects("tags", &TAG),
    ],
};

static PARAM: Object = Object {
    name: "MlflowParam",
    fields: &[string("key"), string("value")],
};

static TAG: Object = Object {
    name: "MlflowRunTag",
    fields: &[string("key"), string("value")],
};

static INPUTS: Object = Object {
    name: "MlflowRunInputs",
    fields: &[
        objects("datasetInputs", &DATASET_INPUT),
        objects("modelInputs", &MODEL_INPUT),
    ],
};

static MODEL_INPUT: Object = Object {
    name: "MlflowModelInput",
    fields: &[string("modelId")],
};

static OUTPUTS: Object = Object {
    name: "MlflowRunOutputs",
    fields: &[objects("modelOutputs", &MODEL_OUTPUT)],
};

static MODEL_OUTPUT: Object = Object {
    name: "MlflowModelOutput",
    fields: &[string("modelId"), long("step")],
};
