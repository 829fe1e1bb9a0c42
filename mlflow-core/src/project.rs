//! Backends of projects: what runs a project somewhere.

use crate::entities::RunStatus;
use crate::error::Result;
use async_trait::async_trait;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use std::collections::BTreeMap;

/// A project that is to be run.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct RunProject {
    /// Where the project is: a folder, or the URI of a repository or an archive.
    pub project_uri: String,
    /// What of it is run.
    pub entry_point: String,
    /// Parameters of the entry point.
    pub params: BTreeMap<String, String>,
    /// The commit, tag or branch of a repository.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub version: Option<String>,
    /// Options of the backend, with those of the command: `ENV_MANAGER`, `SYNCHRONOUS`, `DOCKER_ARGS`, `STORAGE_DIR`.
    pub backend_config: Map<String, Value>,
    /// The store that the run is tracked in.
    pub tracking_uri: String,
    /// The experiment that it belongs to.
    pub experiment_id: String,
}

/// A run of a project that was begun.
#[async_trait]
pub trait SubmittedRun: Send + Sync {
    /// Returns the id of the MLflow run.
    fn run_id(&self) -> &str;

    /// Waits for its end; true if it ended well.
    async fn wait(&self) -> Result<bool>;

    /// Tells how far it has come.
    async fn status(&self) -> Result<RunStatus>;

    /// Ends it, and waits for that.
    async fn cancel(&self) -> Result<()>;
}

/// Runs projects somewhere, with official MLflow's arguments: `mlflow run --backend NAME`.
///
/// ```
/// use mlflow_core::entities::RunStatus;
/// use mlflow_core::project::{ProjectBackend, RunProject, SubmittedRun};
///
/// /// Everything has ended before it began.
/// struct Quick(String);
///
/// #[async_trait::async_trait]
/// impl SubmittedRun for Quick {
///     fn run_id(&self) -> &str {
///         &self.0
///     }
///
///     async fn wait(&self) -> mlflow_core::Result<bool> {
///         Ok(true)
///     }
///
///     async fn status(&self) -> mlflow_core::Result<RunStatus> {
///         Ok(RunStatus::Finished)
///     }
///
///     async fn cancel(&self) -> mlflow_core::Result<()> {
///         Ok(())
///     }
/// }
///
/// struct Nowhere;
///
/// #[async_trait::async_trait]
/// impl ProjectBackend for Nowhere {
///     fn name(&self) -> &str {
///         "nowhere"
///     }
///
///     async fn run(&self, project: RunProject) -> mlflow_core::Result<Box<dyn SubmittedRun>> {
///         Ok(Box::new(Quick(project.experiment_id)))
///     }
/// }
/// ```
#[async_trait]
pub trait ProjectBackend: Send + Sync {
    /// Returns the name that callers choose the backend by.
    fn name(&self) -> &str;

    /// Begins to run a project.
    async fn run(&self, project: RunProject) -> Result<Box<dyn SubmittedRun>>;
}
