//! Options of new experiments.

use crate::contract::experiments::CreateExperiment;
use crate::entities::ExperimentTag;

/// A new experiment: its name, and what may be said beside it.
///
/// ```
/// use mlflow_core::ExperimentOptions;
/// let options = ExperimentOptions::new("wine").artifact_location("s3://bucket/path").tag("team", "a");
/// assert_eq!(options.name, "wine");
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct ExperimentOptions {
    /// The name: 1 to 500 characters, not taken by another experiment, live or deleted.
    pub name: String,
    /// The URI below which artifacts are kept; the store's own choice if not set.
    pub artifact_location: Option<String>,
    /// Tags to begin with.
    pub tags: Vec<ExperimentTag>,
}

impl ExperimentOptions {
    /// Makes an experiment without tags that leaves the artifacts' place to the store.
    pub fn new(name: impl Into<String>) -> Self {
        ExperimentOptions {
            name: name.into(),
            ..ExperimentOptions::default()
        }
    }

    /// Sets the URI or path below which artifacts are kept.
    #[must_use]
    pub fn artifact_location(mut self, uri: impl Into<String>) -> Self {
        self.artifact_location = Some(uri.into());
        self
    }

    /// Adds a tag.
    #[must_use]
    pub fn tag(mut self, key: impl Into<String>, value: impl ToString) -> Self {
        self.tags.push(ExperimentTag::new(key, value.to_string()));
        self
    }

    /// Adds tags.
    #[must_use]
    pub fn tags<K: Into<String>, V: ToString>(mut self, tags: impl IntoIterator<Item = (K, V)>) -> Self {
        for (key, value) in tags {
            self = self.tag(key, value);
        }
        self
    }
}

impl<S: Into<String>> From<S> for ExperimentOptions {
    /// Takes a name.
    fn from(name: S) -> Self {
        ExperimentOptions::new(name)
    }
}

impl From<ExperimentOptions> for CreateExperiment {
    fn from(options: ExperimentOptions) -> Self {
        CreateExperiment {
            name: options.name,
            artifact_location: options.artifact_location.unwrap_or_default(),
            tags: options.tags,
        }
    }
}
