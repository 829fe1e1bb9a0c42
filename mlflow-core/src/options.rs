//! What calls take beside their required arguments: one value with chained setters.

mod experiments;
mod logged_models;
mod metrics;
mod registry;
mod runs;
mod search;

pub use experiments::ExperimentOptions;
pub use logged_models::{LoggedModelOptions, SearchLoggedModels};
pub use metrics::MetricOptions;
pub use registry::{SearchModelVersions, SearchRegisteredModels};
pub use runs::RunOptions;
pub use search::{SearchExperiments, SearchRuns};
