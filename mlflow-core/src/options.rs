//! What calls take beside their required arguments: one value with chained setters.

mod experiments;
mod registry;
mod runs;
mod search;

pub use experiments::ExperimentOptions;
pub use registry::{SearchModelVersions, SearchRegisteredModels};
pub use runs::RunOptions;
pub use search::{SearchExperiments, SearchRuns};
