//! The core of MLflow for Rust: entities, errors, the contract of the stores, the search grammar,
//! store URIs, configuration, the registry of providers, and the async [`Client`].

pub mod artifact;
pub mod blocking;
pub mod client;
pub mod clock;
pub mod config;
pub mod context;
pub mod contract;
pub mod dataset_source;
pub mod datasets;
pub mod entities;
pub mod error;
pub mod evaluator;
pub mod extension;
mod finite;
pub mod import;
pub mod memory;
pub mod model_history;
pub mod model_uri;
pub mod names;
pub mod notice;
pub mod options;
pub mod outgoing;
pub mod plugin;
pub mod project;
pub mod prompt_tags;
pub mod python_json;
pub mod refusals;
pub mod registry;
pub mod scorers;
pub mod search;
pub mod traces;
pub mod uri;
pub mod validation;
pub mod webhooks;

pub use client::{BlockingClient, Client};
pub use contract::{
    Assessments, EvaluationDatasets, Experiments, LoggedModels, ModelVersions, RegisteredModels,
    RegistryStore, Remote, Runs, Scorers, TraceStore, Traces, TrackingStore, Transport, Webhooks,
};
pub use error::{Error, ErrorCode, Result};
pub use memory::MemoryStore;
pub use options::{
    ExperimentOptions, LoggedModelOptions, MetricOptions, RunOptions, SearchExperiments, SearchLoggedModels,
    SearchModelVersions, SearchRegisteredModels, SearchRuns,
};
pub use registry::Registry;
pub use uri::StoreUri;
pub use validation::Validate;
