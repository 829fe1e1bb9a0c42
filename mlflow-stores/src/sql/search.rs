//! Searches as SQL: filters and orders become one `SELECT` with bound values.
//!
//! Each clause about a metric, a parameter or a tag is a join by the primary key `(key, run_uuid)`, or an `EXISTS`
//! where there are many, so that the time grows with the number of runs and not with that of their entries. What
//! the text of a request names is only ever a bound value; tables and columns come from this module.

mod conditions;
mod dialect;
mod entries;
mod evaluation_datasets;
mod experiments;
mod logged_models;
mod model_versions;
mod registered_models;
mod registry_tags;
mod runs;
mod traces;

#[cfg(test)]
mod tests;

pub use dialect::Dialect;
pub use evaluation_datasets::{EvaluationDatasetsQuery, evaluation_datasets};
pub use experiments::{ExperimentsQuery, experiments};
pub use logged_models::{LoggedModelsQuery, logged_models};
pub use model_versions::{DELETED, ModelVersionsQuery, model_versions};
pub use registered_models::{RegisteredModelsQuery, registered_models};
pub use runs::{RunsQuery, runs};
pub use traces::{TracesQuery, traces};
