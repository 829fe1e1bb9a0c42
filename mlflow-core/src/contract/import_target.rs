//! What a migration writes to a tracking store.

use super::traces::{LinkPromptsToTrace, LinkTracesToRun};
use crate::entities::{Experiment, Metric, Run, Trace};
use crate::import::ImportedModel;
use serde::{Deserialize, Serialize};

contract! {
    /// A tracking store that takes over experiments, runs, logged models and traces, with their ids and times.
    ///
    /// Ordinary calls cannot do that: they make ids and times of their own, and refuse to write to what is deleted. The
    /// methods here take whole entities, as a store answers them, in slices that the caller keeps small. Each call is
    /// atomic, and writing an entity again changes nothing: what is found under an id is replaced, so that a migration
    /// that was interrupted begins again without doubles.
    ///
    /// Entities are written in the order of the methods, since later ones name earlier ones. A provider of it is found
    /// by the scheme of a URI, as those of other stores: [`Registry::import_target`](crate::Registry::import_target).
    pub trait ImportTarget {
        /// Writes experiments, and returns them as they are kept, in the same order.
        ///
        /// An experiment keeps its id if that can be had. It gets another one if the id is no number that the store can
        /// hold, or belongs to an experiment of another name; and where an experiment of its name is there, that one
        /// takes it over. Without an artifact location it gets the one that a new experiment would have.
        import_experiments: ImportExperiments => ImportExperimentsResponse,
            POST "2.0/mlflow-import/experiments", needs Manage on Server;
        /// Writes runs with their parameters, tags, inputs and outputs; the latest metrics that they carry are not
        /// written, since they follow from the points.
        import_runs: ImportRuns => ImportRunsResponse,
            POST "2.0/mlflow-import/runs", needs Manage on Server;
        /// Writes points of metrics, each of which names its run; one that names none is
        /// `INVALID_PARAMETER_VALUE`. A request may say that more follow, and the last one may have none.
        import_metrics: ImportMetrics => ImportMetricsResponse,
            POST "2.0/mlflow-import/metrics", needs Manage on Server;
        /// Writes logged models with their parameters, tags and metrics. Points of runs that the store does not have
        /// are left out.
        import_logged_models: ImportLoggedModels => ImportLoggedModelsResponse,
            POST "2.0/mlflow-import/logged-models", needs Manage on Server;
        /// Writes traces with the assessments that they carry, and their spans where these are given.
        import_traces: ImportTraces => ImportTracesResponse,
            POST "2.0/mlflow-import/traces", needs Manage on Server;
        /// Links traces to runs and to versions of prompts.
        import_trace_links: ImportTraceLinks => ImportTraceLinksResponse,
            POST "2.0/mlflow-import/trace-links", needs Manage on Server;
    }
}

/// Asks to take over experiments.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ImportExperiments {
    /// The experiments.
    pub experiments: Vec<Experiment>,
}

/// Answers with experiments that were taken over.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ImportExperimentsResponse {
    /// The experiments as they are kept, in the order of the request.
    pub experiments: Vec<Experiment>,
}

/// Asks to take over runs.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ImportRuns {
    /// The runs.
    pub runs: Vec<Run>,
}

/// Asks to take over points of metrics.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ImportMetrics {
    /// The points; each one names its run.
    pub metrics: Vec<Metric>,
    /// Whether more points follow at once. A store may put these aside until a request says that no more follow, and
    /// lose them if none does; then the migration begins again. Over a wire it is never so.
    #[serde(skip)]
    pub more_follow: bool,
}

/// Asks to take over logged models.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ImportLoggedModels {
    /// The models.
    pub models: Vec<ImportedModel>,
}

/// Asks to take over traces.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ImportTraces {
    /// The traces.
    pub traces: Vec<Trace>,
}

/// Asks to link traces.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ImportTraceLinks {
    /// The links to runs.
    pub runs: Vec<LinkTracesToRun>,
    /// The links to versions of prompts.
    pub prompts: Vec<LinkPromptsToTrace>,
}

empty_answers! {
    ImportRunsResponse,
    ImportMetricsResponse,
    ImportLoggedModelsResponse,
    ImportTracesResponse,
    ImportTraceLinksResponse
}
