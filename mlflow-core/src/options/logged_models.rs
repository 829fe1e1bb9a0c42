//! Options of logged models.

use crate::contract::logged_models::CreateLoggedModel;
use crate::entities::{LoggedModelParameter, LoggedModelTag};
use crate::search::{LoggedModelDataset, LoggedModelOrder};

/// A new logged model.
///
/// ```
/// use mlflow_core::LoggedModelOptions;
/// let options = LoggedModelOptions::new("forest").model_type("Agent").param("depth", 3).tag("team", "a");
/// assert_eq!(options.name, "forest");
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct LoggedModelOptions {
    /// The name, without any of `/ : . % " '`; a random one if empty.
    pub name: String,
    /// What kind of model it is.
    pub model_type: Option<String>,
    /// The experiment; the active one if not set.
    pub experiment_id: Option<String>,
    /// The run that makes it; the active one, if there is one, if not set.
    pub source_run_id: Option<String>,
    /// Parameters to begin with.
    pub params: Vec<LoggedModelParameter>,
    /// Tags to begin with.
    pub tags: Vec<LoggedModelTag>,
}

impl LoggedModelOptions {
    /// Makes a model of a name; an empty one stands for a random one.
    pub fn new(name: impl Into<String>) -> Self {
        LoggedModelOptions {
            name: name.into(),
            ..LoggedModelOptions::default()
        }
    }

    /// Sets what kind of model it is.
    #[must_use]
    pub fn model_type(mut self, model_type: impl Into<String>) -> Self {
        self.model_type = Some(model_type.into());
        self
    }

    /// Sets the experiment.
    #[must_use]
    pub fn experiment_id(mut self, id: impl Into<String>) -> Self {
        self.experiment_id = Some(id.into());
        self
    }

    /// Sets the run that makes it.
    #[must_use]
    pub fn source_run_id(mut self, id: impl Into<String>) -> Self {
        self.source_run_id = Some(id.into());
        self
    }

    /// Adds a parameter.
    #[must_use]
    pub fn param(mut self, key: impl Into<String>, value: impl ToString) -> Self {
        self.params
            .push(LoggedModelParameter::new(key, value.to_string()));
        self
    }

    /// Adds a tag.
    #[must_use]
    pub fn tag(mut self, key: impl Into<String>, value: impl ToString) -> Self {
        self.tags.push(LoggedModelTag::new(key, value.to_string()));
        self
    }
}

impl<S: Into<String>> From<S> for LoggedModelOptions {
    /// Takes a name.
    fn from(name: S) -> Self {
        LoggedModelOptions::new(name)
    }
}

impl From<LoggedModelOptions> for CreateLoggedModel {
    fn from(options: LoggedModelOptions) -> Self {
        CreateLoggedModel {
            experiment_id: options.experiment_id.unwrap_or_default(),
            name: options.name,
            model_type: options.model_type.unwrap_or_default(),
            source_run_id: options.source_run_id.unwrap_or_default(),
            params: options.params,
            tags: options.tags,
        }
    }
}

/// Which logged models are searched for, and in which order they come.
///
/// ```
/// use mlflow_core::SearchLoggedModels;
/// use mlflow_core::search::LoggedModelOrder;
///
/// let search = SearchLoggedModels::new()
///     .experiment_ids(["0"])
///     .filter("metrics.accuracy > 0.9 AND params.depth = '3'")
///     .dataset("test", Some("abc"))
///     .order_by(LoggedModelOrder::descending("metrics.accuracy"))
///     .max_results(10);
/// assert_eq!(search.order_by.len(), 1);
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct SearchLoggedModels {
    /// The ids of the experiments to search in.
    pub experiment_ids: Vec<String>,
    /// The filter; all models if empty.
    pub filter: String,
    /// Metrics count only where they were measured on one of these.
    pub datasets: Vec<LoggedModelDataset>,
    /// What to sort by, first by the first; the newest come first if empty.
    pub order_by: Vec<LoggedModelOrder>,
    /// How many models at most; all if not set.
    pub max_results: Option<usize>,
}

impl SearchLoggedModels {
    /// Makes a search for all models.
    pub fn new() -> Self {
        SearchLoggedModels::default()
    }

    /// Adds experiments by id.
    #[must_use]
    pub fn experiment_ids<S: Into<String>>(mut self, ids: impl IntoIterator<Item = S>) -> Self {
        self.experiment_ids.extend(ids.into_iter().map(Into::into));
        self
    }

    /// Sets the filter, such as `metrics.accuracy > 0.9 AND tags.stage = 'trial'`.
    #[must_use]
    pub fn filter(mut self, filter: impl Into<String>) -> Self {
        self.filter = filter.into();
        self
    }

    /// Adds a data set; without a digest it is one that was logged without any.
    #[must_use]
    pub fn dataset(mut self, name: impl Into<String>, digest: Option<&str>) -> Self {
        self.datasets.push(LoggedModelDataset {
            dataset_name: name.into(),
            dataset_digest: digest.map(str::to_owned),
        });
        self
    }

    /// Adds something to sort by.
    #[must_use]
    pub fn order_by(mut self, order: LoggedModelOrder) -> Self {
        self.order_by.push(order);
        self
    }

    /// Sets how many models come at most.
    #[must_use]
    pub fn max_results(mut self, models: usize) -> Self {
        self.max_results = Some(models);
        self
    }
}
