//! The search grammar: filters, orders and page tokens of every entity, and how they apply to records.
//!
//! A filter is a list of clauses that must all hold, `key comparator value AND …`. Each entity has its own keys and
//! its own typed tree; the text of a request ends here, and stores see only the tree.
//!
//! ```text
//!  filter text ─► Filter<RunKey>  ─┬─► filter.matches(&record)      stores in memory
//!  order texts ─► OrderBy<RunKey> ─┤   order.compare(&a, &b)
//!  page token  ─► PageToken       ─┴─► mlflow-stores, sql/search    one SELECT with bound values
//! ```
//!
//! ```
//! use mlflow_core::search::{Comparator, Filter, Literal, RunAttribute, RunKey};
//!
//! let filter = Filter::<RunKey>::parse("metrics.loss < 0.1 AND attributes.status = 'FINISHED'")?;
//! let [loss, status] = filter.clauses() else { unreachable!() };
//! assert_eq!(loss.key, RunKey::Metric("loss".into()));
//! assert_eq!(loss.value, Literal::Float(0.1));
//! assert_eq!(status.key, RunKey::Attribute(RunAttribute::Status));
//! assert_eq!(status.comparator, Comparator::Equal);
//!
//! let error = Filter::<RunKey>::parse("metrics.loss < 0.1 OR metrics.loss > 9").unwrap_err();
//! assert_eq!(error.message(), "Invalid clause(s) in filter string: 'OR'");
//! # Ok::<(), mlflow_core::Error>(())
//! ```
//!
//! Which texts are accepted, and the wording of the errors, follow the SQL stores of official MLflow 3.17. Where those
//! fail with an internal error, the answer here is a plain `INVALID_PARAMETER_VALUE`.

mod chars;
mod clause;
mod entity;
mod evaluation_datasets;
mod experiments;
mod filter;
mod grammar;
mod like;
mod limits;
mod logged_model_page;
mod logged_models;
mod matching;
mod model_versions;
mod order;
mod order_text;
mod page;
mod prompts;
mod record;
mod registered_models;
mod repr;
mod runs;
mod select;
mod sorting;
mod syntax;
mod trace_metrics;
mod traces;

pub use clause::{Clause, Comparator, Literal};
pub use entity::Entity;
pub use evaluation_datasets::{EvaluationDatasetAttribute, EvaluationDatasetKey};
pub use experiments::{ExperimentAttribute, ExperimentKey};
pub use filter::Filter;
pub use grammar::SearchKey;
pub use like::LikePattern;
pub use limits::{MAX_CLAUSES, MAX_FILTER_BYTES, MAX_LIKE_BYTES, MAX_LIST_ITEMS, MAX_ORDER_TERMS};
pub use logged_model_page::LoggedModelPageToken;
pub use logged_models::{LoggedModelAttribute, LoggedModelDataset, LoggedModelKey, LoggedModelOrder};
pub use model_versions::{ModelVersionAttribute, ModelVersionKey};
pub use order::{Direction, OrderBy, OrderTerm};
pub use page::PageToken;
pub use prompts::{RegistryKey, asks_for_prompts, is_about_prompts};
pub use record::{Field, Record};
pub use registered_models::{RegisteredModelAttribute, RegisteredModelKey};
pub use runs::{DatasetField, RunAttribute, RunKey};
pub(crate) use select::TraceSearch;
pub use select::{
    RunSearch, SearchableRun, cut_page, sampled, select_experiments, select_logged_models, select_runs,
    select_traces,
};
pub use trace_metrics::TraceMetricFilter;
pub use traces::{SpanField, TraceAttribute, TraceKey};

pub use repr::float as python_float;
pub(crate) use repr::{json as python_value, list as python_list, string as python_repr};
