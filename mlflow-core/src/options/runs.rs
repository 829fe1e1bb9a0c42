//! Options of runs that are started or resumed.

use crate::entities::RunTag;

/// How a run is started, or which one is resumed.
///
/// ```
/// use mlflow_core::RunOptions;
/// let options = RunOptions::new().name("fold 1").nested(true).tag("k", "v").description("the first fold");
/// assert_eq!(options.name.as_deref(), Some("fold 1"));
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct RunOptions {
    /// The run to resume; the variable `MLFLOW_RUN_ID` counts if not set.
    pub run_id: Option<String>,
    /// The experiment of the new run; the active one if not set.
    pub experiment_id: Option<String>,
    /// The name of the new run; a random one if not set.
    pub name: Option<String>,
    /// Whether the run may start while another one is active, as its child.
    pub nested: bool,
    /// The parent of the new run; must be the active run if there is one.
    pub parent_run_id: Option<String>,
    /// Tags to set.
    pub tags: Vec<RunTag>,
    /// The description, kept as the tag `mlflow.note.content`.
    pub description: Option<String>,
}

impl RunOptions {
    /// Makes the options of a new top-level run in the active experiment.
    pub fn new() -> Self {
        RunOptions::default()
    }

    /// Sets the run to resume. Of the other options only tags and description count then.
    #[must_use]
    pub fn run_id(mut self, id: impl Into<String>) -> Self {
        self.run_id = Some(id.into());
        self
    }

    /// Sets the experiment.
    #[must_use]
    pub fn experiment_id(mut self, id: impl Into<String>) -> Self {
        self.experiment_id = Some(id.into());
        self
    }

    /// Sets the name.
    #[must_use]
    pub fn name(mut self, name: impl Into<String>) -> Self {
        self.name = Some(name.into());
        self
    }

    /// Allows the run to start while another one is active, as its child.
    #[must_use]
    pub fn nested(mut self, nested: bool) -> Self {
        self.nested = nested;
        self
    }

    /// Sets the parent.
    #[must_use]
    pub fn parent_run_id(mut self, id: impl Into<String>) -> Self {
        self.parent_run_id = Some(id.into());
        self
    }

    /// Adds a tag.
    #[must_use]
    pub fn tag(mut self, key: impl Into<String>, value: impl ToString) -> Self {
        self.tags.push(RunTag::new(key, value.to_string()));
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

    /// Sets the description, which the pages show as Markdown.
    #[must_use]
    pub fn description(mut self, text: impl Into<String>) -> Self {
        self.description = Some(text.into());
        self
    }
}
