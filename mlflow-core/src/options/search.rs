//! Options of searches.

use crate::entities::ViewType;

/// Which runs are searched for, and in which order they come.
///
/// ```
/// use mlflow_core::SearchRuns;
/// let search = SearchRuns::new()
///     .experiment_names(["wine"])
///     .filter("metrics.loss < 0.3 and params.depth = '3'")
///     .order_by("metrics.loss ASC")
///     .max_results(10);
/// assert_eq!(search.order_by, ["metrics.loss ASC"]);
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct SearchRuns {
    /// The ids of the experiments to search in.
    pub experiment_ids: Vec<String>,
    /// The names of the experiments to search in, instead of their ids.
    pub experiment_names: Vec<String>,
    /// Whether all live experiments are searched when none is named.
    pub all_experiments: bool,
    /// The filter; all runs if empty.
    pub filter: String,
    /// Live runs, deleted ones or all.
    pub view_type: ViewType,
    /// The keys to sort by, first by the first.
    pub order_by: Vec<String>,
    /// How many runs at most; 100,000 if not set.
    pub max_results: Option<usize>,
}

impl SearchRuns {
    /// Makes a search for all live runs.
    pub fn new() -> Self {
        SearchRuns::default()
    }

    /// Adds experiments by id.
    #[must_use]
    pub fn experiment_ids<S: Into<String>>(mut self, ids: impl IntoIterator<Item = S>) -> Self {
        self.experiment_ids.extend(ids.into_iter().map(Into::into));
        self
    }

    /// Adds experiments by name; unknown names are skipped with a warning.
    #[must_use]
    pub fn experiment_names<S: Into<String>>(mut self, names: impl IntoIterator<Item = S>) -> Self {
        self.experiment_names.extend(names.into_iter().map(Into::into));
        self
    }

    /// Searches in all live experiments.
    #[must_use]
    pub fn all_experiments(mut self) -> Self {
        self.all_experiments = true;
        self
    }

    /// Sets the filter, such as `metrics.loss < 0.3 and params.depth = '3'`.
    #[must_use]
    pub fn filter(mut self, filter: impl Into<String>) -> Self {
        self.filter = filter.into();
        self
    }

    /// Sets whether live runs, deleted ones or all are meant.
    #[must_use]
    pub fn view_type(mut self, view: ViewType) -> Self {
        self.view_type = view;
        self
    }

    /// Adds a key to sort by, such as `metrics.loss ASC`.
    #[must_use]
    pub fn order_by(mut self, key: impl Into<String>) -> Self {
        self.order_by.push(key.into());
        self
    }

    /// Sets how many runs come at most.
    #[must_use]
    pub fn max_results(mut self, runs: usize) -> Self {
        self.max_results = Some(runs);
        self
    }
}

/// Which experiments are searched for, and in which order they come.
///
/// ```
/// use mlflow_core::SearchExperiments;
/// let search = SearchExperiments::new().filter("name LIKE 'w%'").order_by("name ASC");
/// assert_eq!(search.filter, "name LIKE 'w%'");
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct SearchExperiments {
    /// The filter; all experiments if empty.
    pub filter: String,
    /// Live experiments, deleted ones or all.
    pub view_type: ViewType,
    /// The keys to sort by, first by the first.
    pub order_by: Vec<String>,
    /// How many experiments at most; all if not set.
    pub max_results: Option<usize>,
}

impl SearchExperiments {
    /// Makes a search for all live experiments.
    pub fn new() -> Self {
        SearchExperiments::default()
    }

    /// Sets the filter, such as `name LIKE 'w%'`.
    #[must_use]
    pub fn filter(mut self, filter: impl Into<String>) -> Self {
        self.filter = filter.into();
        self
    }

    /// Sets whether live experiments, deleted ones or all are meant.
    #[must_use]
    pub fn view_type(mut self, view: ViewType) -> Self {
        self.view_type = view;
        self
    }

    /// Adds a key to sort by, such as `name ASC`.
    #[must_use]
    pub fn order_by(mut self, key: impl Into<String>) -> Self {
        self.order_by.push(key.into());
        self
    }

    /// Sets how many experiments come at most.
    #[must_use]
    pub fn max_results(mut self, experiments: usize) -> Self {
        self.max_results = Some(experiments);
        self
    }
}
