//! Datasets: those of experiments, and those that a run used.

use super::errors::API_ERROR;
use crate::graphql::fetch::Ask;
use crate::graphql::types::{Field, In, Input, Object, object, objects, question, string};

pub(super) const SEARCH: Field = question("mlflowSearchDatasets", Ask::Datasets, &INPUT, &RESPONSE);

static INPUT: Input = Input {
    name: "MlflowSearchDatasetsInput",
    fields: &[("experimentIds", In::Strings)],
};

static RESPONSE: Object = Object {
    name: "MlflowSearchDatasetsResponse",
    fields: &[objects("datasetSummaries", &SUMMARY), API_ERROR],
};

static SUMMARY: Object = Object {
    name: "MlflowDatasetSummary",
    fields: &[
        string("experimentId"),
        string("name"),
        string("digest"),
        string("context"),
    ],
};

pub(super) static DATASET_INPUT: Object = Object {
    name: "MlflowDatasetInput",
    fields: &[objects("tags", &TAG), object("dataset", &DATASET)],
};

static TAG: Object = Object {
    name: "MlflowInputTag",
    fields: &[string("key"), string("value")],
};

static DATASET: Object = Object {
    name: "MlflowDataset",
    fields: &[
        string("name"),
        string("digest"),
        string("sourceType"),
        string("source"),
        string("schema"),
        string("profile"),
    ],
};
