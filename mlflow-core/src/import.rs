//! Stores that take over what another store holds, with its ids and times: the writing half of a migration.
//!
//! Ordinary calls cannot do that: they make ids and times of their own, and refuse to write to what is deleted. The
//! methods here take whole entities, as a store answers them, in slices that the caller keeps small. Each call is
//! atomic, and writing an entity again changes nothing: what is found under an id is replaced, so that a migration
//! that was interrupted begins again without doubles.
//!
//! Entities are written in the order of the methods of [`ImportTarget`], since later ones name earlier ones.

use crate::entities::{
    Experiment, LifecycleStage, LoggedModel, Metric, ModelVersion, RegisteredModel, RegisteredModelAlias,
    Run, Trace,
};
use crate::error::Result;
use async_trait::async_trait;

/// A tracking store that takes over experiments, runs, logged models and traces.
///
/// A provider of it is found by the scheme of a URI, as those of other stores:
/// [`Registry::import_target`](crate::Registry::import_target).
#[async_trait]
pub trait ImportTarget: Send + Sync {
    /// Writes experiments, and returns them as they are kept, in the same order.
    ///
    /// An experiment keeps its id if that can be had. It gets another one if the id is no number that the store can
    /// hold, or belongs to an experiment of another name; and where an experiment of its name is there, that one
    /// takes it over. Without an artifact location it gets the one that a new experiment would have.
    async fn import_experiments(&self, experiments: Vec<Experiment>) -> Result<Vec<Experiment>>;

    /// Writes runs with their parameters, tags, inputs and outputs; the latest metrics that they carry are not
    /// written, since they follow from the points.
    async fn import_runs(&self, runs: Vec<Run>) -> Result<()>;

    /// Writes points of metrics, each of which names its run.
    ///
    /// # Errors
    ///
    /// `INVALID_PARAMETER_VALUE` for a point that names no run.
    async fn import_metrics(&self, points: Vec<Metric>) -> Result<()>;

    /// Writes logged models with their parameters, tags and metrics. Points of runs that the store does not have are
    /// left out.
    async fn import_logged_models(&self, models: Vec<ImportedModel>) -> Result<()>;

    /// Writes traces with the assessments that they carry, and their spans where these are given.
    async fn import_traces(&self, traces: Vec<Trace>) -> Result<()>;

    /// Links traces to runs and to versions of prompts.
    async fn import_trace_links(&self, links: Vec<TraceLink>) -> Result<()>;
}

/// A model registry that takes over registered models and their versions.
#[async_trait]
pub trait RegistryImportTarget: Send + Sync {
    /// Writes registered models with their tags; versions and aliases are written by the other methods.
    async fn import_registered_models(&self, models: Vec<RegisteredModel>) -> Result<()>;

    /// Writes versions of models that are there, with their numbers, stages and tags.
    async fn import_model_versions(&self, versions: Vec<ImportedVersion>) -> Result<()>;

    /// Points aliases of a model to versions that are there.
    async fn import_aliases(&self, name: String, aliases: Vec<RegisteredModelAlias>) -> Result<()>;
}

/// A logged model as a migration hands it over.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ImportedModel {
    /// The model.
    pub model: LoggedModel,
    /// Whether it is deleted, which the model itself does not tell.
    pub lifecycle_stage: LifecycleStage,
}

/// A link of a trace.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct TraceLink {
    /// The trace's id.
    pub trace_id: String,
    /// What it is linked to.
    pub to: TraceLinkTo,
}

/// What a trace is linked to.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum TraceLinkTo {
    /// A run, by its id.
    Run(String),
    /// A version of a prompt.
    Prompt {
        /// The prompt's name.
        name: String,
        /// The number of the version.
        version: String,
    },
}

/// A version of a registered model as a migration hands it over.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ImportedVersion {
    /// The version.
    pub version: ModelVersion,
    /// Where its files are, which its source may only point to.
    pub storage_location: String,
}
