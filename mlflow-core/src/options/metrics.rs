//! Options of points of metrics.

/// What a point of a metric tells about: a logged model, and the dataset that it was measured on.
///
/// ```
/// use mlflow_core::MetricOptions;
/// let options = MetricOptions::new().model_id("m-1").dataset("test", "abc");
/// assert_eq!(options.dataset_name.as_deref(), Some("test"));
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct MetricOptions {
    /// The logged model, which keeps the point beside the run.
    pub model_id: Option<String>,
    /// The dataset's name.
    pub dataset_name: Option<String>,
    /// The dataset's digest.
    pub dataset_digest: Option<String>,
}

impl MetricOptions {
    /// Says nothing.
    pub fn new() -> Self {
        MetricOptions::default()
    }

    /// Sets the logged model.
    #[must_use]
    pub fn model_id(mut self, id: impl Into<String>) -> Self {
        self.model_id = Some(id.into());
        self
    }

    /// Sets the dataset by its name and digest.
    #[must_use]
    pub fn dataset(mut self, name: impl Into<String>, digest: impl Into<String>) -> Self {
        self.dataset_name = Some(name.into());
        self.dataset_digest = Some(digest.into());
        self
    }
}
