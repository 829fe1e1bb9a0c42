//! What a request must be before a store looks at it.
//!
//! Stores begin every method with `let request = request.validated()?;`, so limits and wording are
//! the same everywhere. Lengths count characters.
//!
//! | what | where |
//! |---|---|
//! | names of keys, run ids, experiment ids | `names` |
//! | lengths, truncation, NUL | `text` |
//! | requests of experiments | `experiments` |
//! | requests of registered models and their versions | `registered_models`, `model_versions` |
//! | requests of logged models | `logged_models` |
//! | requests of traces and assessments | `traces`, `trace_metrics`, `assessments` |
//! | requests of webhooks | `webhooks` |
//! | requests of datasets for evaluations, and of scorers | `evaluation_datasets`, `scorers` |
//! | requests of runs; their metrics, inputs and histories | `runs`, `metrics`, `inputs`, `histories` |

mod assessments;
mod evaluation_datasets;
mod experiments;
mod histories;
mod inputs;
mod location;
mod logged_models;
mod metrics;
mod model_versions;
mod names;
mod registered_models;
mod runs;
mod scorers;
pub(crate) mod text;
mod trace_metrics;
mod traces;
pub(crate) mod webhooks;

pub(crate) use metrics::batch_of_any_size;
pub use model_versions::{is_prompt_request, version_number};
pub use names::{entry_key, experiment_number};
pub(crate) use traces::trace_tag;

use crate::error::{Error, Result};

/// A request that can be checked.
///
/// ```
/// use mlflow_core::contract::runs::LogParam;
/// use mlflow_core::validation::{MAX_PARAM_VALUE, Validate};
///
/// let request = LogParam { run_id: "f00".into(), key: "lr".into(), value: "1".repeat(7000) };
/// assert_eq!(request.validated()?.value.len(), MAX_PARAM_VALUE);
///
/// let error = LogParam { run_id: "f00".into(), ..LogParam::default() }.validated().unwrap_err();
/// assert!(error.message().starts_with("Missing value for required parameter 'key'."));
/// # Ok::<(), mlflow_core::Error>(())
/// ```
pub trait Validate: Sized {
    /// Returns the request as a store may take it: over-long values of parameters and tags are cut.
    ///
    /// # Errors
    ///
    /// Mostly `INVALID_PARAMETER_VALUE`, in MLflow's words, naming the field.
    fn validated(self) -> Result<Self>;
}

macro_rules! limits {
    ($( $(#[$doc:meta])* $NAME:ident = $limit:expr; )+) => { $( $(#[$doc])* pub const $NAME: usize = $limit; )+ };
}

limits! {
    /// The longest name of an experiment.
    MAX_EXPERIMENT_NAME = 500;
    /// The longest key of a tag of an experiment.
    MAX_EXPERIMENT_TAG_KEY = 250;
    /// The longest value of a tag of an experiment.
    MAX_EXPERIMENT_TAG_VALUE = 20_000;
    /// The longest artifact location, unless `MLFLOW_ARTIFACT_LOCATION_MAX_LENGTH` says otherwise.
    MAX_ARTIFACT_LOCATION = 2048;
    /// The longest key of a metric, a parameter or a tag of a run.
    MAX_KEY = 250;
    /// The longest value of a parameter; longer ones are cut while `MLFLOW_TRUNCATE_LONG_VALUES` is true.
    MAX_PARAM_VALUE = 6000;
    /// The longest value of a tag of a run; longer ones are cut while `MLFLOW_TRUNCATE_LONG_VALUES` is true.
    MAX_TAG_VALUE = 8000;
    /// The most metrics of a batch.
    MAX_BATCH_METRICS = 1000;
    /// The most parameters of a batch.
    MAX_BATCH_PARAMS = 100;
    /// The most tags of a batch.
    MAX_BATCH_TAGS = 100;
    /// The most metrics, parameters and tags of a batch together.
    MAX_BATCH_ENTITIES = 1000;
    /// The longest name of a dataset.
    MAX_DATASET_NAME = 500;
    /// The longest digest of a dataset.
    MAX_DATASET_DIGEST = 36;
    /// The longest source of a dataset.
    MAX_DATASET_SOURCE = 65_535;
    /// The longest schema of a dataset.
    MAX_DATASET_SCHEMA = 1_048_575;
    /// The longest profile of a dataset.
    MAX_DATASET_PROFILE = 16_777_215;
    /// The longest name of a logged model.
    MAX_LOGGED_MODEL_NAME = 500;
    /// The longest type of a logged model.
    MAX_LOGGED_MODEL_TYPE = 500;
    /// The longest id of the run that made a logged model.
    MAX_SOURCE_RUN_ID = 32;
    /// The longest key of a parameter or a tag of a logged model.
    MAX_LOGGED_MODEL_KEY = 255;
    /// The longest key of a tag of a run's input.
    MAX_INPUT_TAG_KEY = 255;
    /// The longest value of a tag of a run's input.
    MAX_INPUT_TAG_VALUE = 500;
    /// The longest key of a tag of a registered model or a version.
    MAX_REGISTRY_TAG_KEY = 250;
    /// The longest value of a tag of a registered model or a version.
    MAX_REGISTRY_TAG_VALUE = 100_000;
    /// The longest alias of a version.
    MAX_ALIAS = 255;
    /// The longest id of a trace.
    MAX_TRACE_ID = 50;
    /// The longest id that a caller's own system has for a trace.
    MAX_CLIENT_REQUEST_ID = 50;
    /// The longest preview of what was asked or answered; longer ones are cut.
    MAX_TRACE_PREVIEW = 1000;
    /// The longest key of a tag or an entry of the metadata of a trace.
    MAX_TRACE_KEY = 250;
    /// The longest value of a tag or an entry of the metadata of a trace; longer ones are cut.
    MAX_TRACE_VALUE = 8000;
    /// The longest name of a trace.
    MAX_TRACE_NAME = 4096;
    /// The longest id of a session.
    MAX_TRACE_SESSION = 250;
    /// The most traces that one request may link to a run.
    MAX_TRACE_LINKS = 100;
    /// The longest id of an assessment.
    MAX_ASSESSMENT_ID = 50;
    /// The longest name of an assessment.
    MAX_ASSESSMENT_NAME = 250;
    /// The longest id of who assesses.
    MAX_ASSESSMENT_SOURCE_ID = 250;
    /// The most runs that one request for histories may name.
    MAX_HISTORY_RUNS = 100;
    /// The most experiments that one request for datasets may name.
    MAX_DATASET_EXPERIMENTS = 20;
    /// The longest name of a dataset for evaluations.
    MAX_EVALUATION_DATASET_NAME = 255;
    /// The longest key of a tag of a dataset for evaluations.
    MAX_EVALUATION_DATASET_TAG_KEY = 255;
    /// The longest value of a tag of a dataset for evaluations.
    MAX_EVALUATION_DATASET_TAG_VALUE = 5000;
    /// The longest name of a scorer.
    MAX_SCORER_NAME = 256;
    /// The longest name of a webhook.
    MAX_WEBHOOK_NAME = 63;
    /// The longest URL of a webhook.
    MAX_WEBHOOK_URL = 500;
    /// The longest description of a webhook.
    MAX_WEBHOOK_DESCRIPTION = 1000;
    /// The longest secret of a webhook in bytes: what databases keep of it is encrypted, and has 1000 characters.
    MAX_WEBHOOK_SECRET = 687;
}

/// The most results of a page of a search.
pub const MAX_SEARCH_RESULTS: i64 = 50_000;

/// The results of a page of datasets for evaluations, or of their records, if the request does not say.
pub const DEFAULT_DATASET_RESULTS: i64 = 1000;

/// The most points of one answer of `get_metric_history_bulk`.
pub const MAX_BULK_HISTORY_RESULTS: i64 = 25_000;

/// The most points per run of one answer of `get_metric_history_bulk_interval`.
pub const MAX_INTERVAL_RESULTS: i32 = 2500;

/// The results of a page of logged models if the request does not say.
pub const DEFAULT_SEARCH_LOGGED_MODELS_RESULTS: i64 = 50;

/// The results of a page of runs if the request does not say.
pub const DEFAULT_SEARCH_RUNS_RESULTS: i64 = 1000;

/// The results of a page of registered models if the request does not say.
pub const DEFAULT_SEARCH_REGISTERED_MODELS_RESULTS: i64 = 100;

/// The results of a page of versions of registered models if the request does not say, and the most there are.
pub const DEFAULT_SEARCH_MODEL_VERSIONS_RESULTS: i64 = 200_000;

/// The results of a page of webhooks if the request does not say.
pub const DEFAULT_WEBHOOK_RESULTS: i64 = 100;

pub(crate) use crate::contract::proto_json::missing;

fn required(path: &str, value: &str) -> Result<()> {
    if value.is_empty() {
        return Err(missing(path));
    }
    text::no_nul(path, value)
}

fn invalid(path: &str, value: impl std::fmt::Display, rule: &str) -> Error {
    Error::invalid_parameter_value(format!(
        "Invalid value {value} for parameter '{path}' supplied{rule}"
    ))
}

/// Checks the size of a page; `stop` is the full stop that some of MLflow's messages have.
fn positive_page(max_results: i64, stop: &str) -> Result<()> {
    if max_results < 1 {
        let rule = format!(". It must be a positive integer{stop}");
        return Err(invalid("max_results", max_results, &rule));
    }
    Ok(())
}
