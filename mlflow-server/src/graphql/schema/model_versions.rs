//! Versions of registered models.

use super::errors::API_ERROR;
use crate::graphql::fetch::Ask;
use crate::graphql::types::{
    Enum, Field, In, Input, Object, float, long, object, objects, one_of, question, string, strings,
};

pub(super) const SEARCH: Field = question("mlflowSearchModelVersions", Ask::ModelVersions, &INPUT, &RESPONSE);

/// The field of a run that holds the versions that were made of it.
pub(in crate::graphql) const MODEL_VERSIONS: Field = objects("modelVersions", &VERSION);

static INPUT: Input = Input {
    name: "MlflowSearchModelVersionsInput",
    fields: &[
        ("filter", In::String),
        ("maxResults", In::Long),
        ("orderBy", In::Strings),
        ("pageToken", In::String),
    ],
};

static RESPONSE: Object = Object {
    name: "MlflowSearchModelVersionsResponse",
    fields: &[MODEL_VERSIONS, string("nextPageToken"), API_ERROR],
};

static VERSION: Object = Object {
    name: "MlflowModelVersion",
    fields: &[
        string("name"),
        string("version"),
        long("creationTimestamp"),
        long("lastUpdatedTimestamp"),
        string("userId"),
        string("currentStage"),
        string("description"),
        string("source"),
        string("runId"),
        one_of("status", &STATUS),
        string("statusMessage"),
        objects("tags", &TAG),
        string("runLink"),
        strings("aliases"),
        string("modelId"),
        objects("modelParams", &PARAM),
        objects("modelMetrics", &METRIC),
        object("deploymentJobState", &DEPLOYMENT),
    ],
};

static STATUS: Enum = Enum {
    name: "MlflowModelVersionStatus",
    values: &["PENDING_REGISTRATION", "FAILED_REGISTRATION", "READY"],
};

static TAG: Object = Object {
    name: "MlflowModelVersionTag",
    fields: &[string("key"), string("value")],
};

static PARAM: Object = Object {
    name: "MlflowModelParam",
    fields: &[string("name"), string("value")],
};

static METRIC: Object = Object {
    name: "MlflowModelMetric",
    fields: &[
        string("key"),
        float("value"),
        long("timestamp"),
        long("step"),
        string("datasetName"),
        string("datasetDigest"),
        string("modelId"),
        string("runId"),
    ],
};

static DEPLOYMENT: Object = Object {
    name: "MlflowModelVersionDeploymentJobState",
    fields: &[
        string("jobId"),
        string("runId"),
        one_of("jobState", &CONNECTION),
        one_of("runState", &JOB_RUN),
        string("currentTaskName"),
    ],
};

static CONNECTION: Enum = Enum {
    name: "MlflowDeploymentJobConnectionState",
    values: &[
        "DEPLOYMENT_JOB_CONNECTION_STATE_UNSPECIFIED",
        "NOT_SET_UP",
        "CONNECTED",
        "NOT_FOUND",
        "REQUIRED_PARAMETERS_CHANGED",
    ],
};

static JOB_RUN: Enum = Enum {
    name: "MlflowModelVersionDeploymentJobStateDeploymentJobRunState",
    values: &[
        "DEPLOYMENT_JOB_RUN_STATE_UNSPECIFIED",
        "NO_VALID_DEPLOYMENT_JOB_FOUND",
        "RUNNING",
        "SUCCEEDED",
        "FAILED",
        "PENDING",
        "APPROVAL",
    ],
};
