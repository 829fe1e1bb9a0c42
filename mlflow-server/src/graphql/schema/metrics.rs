//! Metrics: the last point of each, and histories.

use super::errors::API_ERROR;
use crate::graphql::fetch::Ask;
use crate::graphql::types::{Field, In, Input, Object, float, long, objects, question, string};

pub(super) const GET_HISTORY: Field = question(
    "mlflowGetMetricHistoryBulkInterval",
    Ask::MetricHistory,
    &INPUT,
    &RESPONSE,
);

static INPUT: Input = Input {
    name: "MlflowGetMetricHistoryBulkIntervalInput",
    fields: &[
        ("runIds", In::Strings),
        ("metricKey", In::String),
        ("startStep", In::Int),
        ("endStep", In::Int),
        ("maxResults", In::Int),
    ],
};

static RESPONSE: Object = Object {
    name: "MlflowGetMetricHistoryBulkIntervalResponse",
    fields: &[objects("metrics", &POINT), API_ERROR],
};

static POINT: Object = Object {
    name: "MlflowMetricWithRunId",
    fields: &[
        string("key"),
        float("value"),
        long("timestamp"),
        long("step"),
        string("runId"),
    ],
};

pub(super) static METRIC: Object = Object {
    name: "MlflowMetricExtension",
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
