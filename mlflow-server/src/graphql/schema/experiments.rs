//! Experiments.

use super::errors::API_ERROR;
use crate::graphql::fetch::Ask;
use crate::graphql::types::{Field, In, Input, Object, long, object, objects, question, string};

pub(super) const GET: Field = question("mlflowGetExperiment", Ask::Experiment, &INPUT, &RESPONSE);

static INPUT: Input = Input {
    name: "MlflowGetExperimentInput",
    fields: &[("experimentId", In::String)],
};

static RESPONSE: Object = Object {
    name: "MlflowGetExperimentResponse",
    fields: &[object("experiment", &EXPERIMENT), API_ERROR],
};

pub(super) static EXPERIMENT: Object = Object {
    name: "MlflowExperiment",
    fields: &[
        string("experimentId"),
        string("name"),
        string("artifactLocation"),
        string("lifecycleStage"),
        long("lastUpdateTime"),
        long("creationTime"),
        objects("tags", &TAG),
        string("effectiveTraceArchivalRetention"),
        string("workspace"),
    ],
};

static TAG: Object = Object {
    name: "MlflowExperimentTag",
    fields: &[string("key"), string("value")],
};
