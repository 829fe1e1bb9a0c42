//! What a program knows of its surroundings, as tags of the runs that it starts.

use crate::error::Result;

/// Tells something about the surroundings that a run is started in.
///
/// Providers are asked in order; of two that set one tag the later wins, and tags that the user gives
/// win over all. An error is logged as a warning and does not stop the run from being started.
///
/// ```
/// use mlflow_core::context::RunContextProvider;
///
/// struct Queue;
///
/// impl RunContextProvider for Queue {
///     fn name(&self) -> &str {
///         "queue"
///     }
///
///     fn tags(&self) -> mlflow_core::Result<Vec<(String, String)>> {
///         let job = std::env::var("JOB_ID").ok();
///         Ok(job.into_iter().map(|id| ("queue.job".to_owned(), id)).collect())
///     }
/// }
/// # assert!(Queue.tags()?.is_empty());
/// # Ok::<(), mlflow_core::Error>(())
/// ```
pub trait RunContextProvider: Send + Sync {
    /// Returns the provider's name, for warnings.
    fn name(&self) -> &str;

    /// Returns the tags; none where the provider has nothing to say.
    fn tags(&self) -> Result<Vec<(String, String)>>;
}

/// Names the experiment of runs for which nobody else has named one, as platforms do for their notebooks.
///
/// The first provider that names one wins. An error is logged as a warning.
///
/// ```
/// use mlflow_core::context::DefaultExperimentProvider;
///
/// struct Notebook;
///
/// impl DefaultExperimentProvider for Notebook {
///     fn name(&self) -> &str {
///         "notebook"
///     }
///
///     fn experiment_id(&self) -> mlflow_core::Result<Option<String>> {
///         Ok(std::env::var("NOTEBOOK_EXPERIMENT").ok())
///     }
/// }
/// # assert_eq!(Notebook.experiment_id()?, None);
/// # Ok::<(), mlflow_core::Error>(())
/// ```
pub trait DefaultExperimentProvider: Send + Sync {
    /// Returns the provider's name, for warnings.
    fn name(&self) -> &str;

    /// Returns the id of the experiment; none where the provider has nothing to say.
    fn experiment_id(&self) -> Result<Option<String>>;
}
