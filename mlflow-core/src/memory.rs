//! A store and an artifact repository in memory: for tests and examples, and as the shortest account
//! of what a store does.
//!
//! One noun, one file: `experiments`, `runs`, and what hangs on a run: `metrics`, `params_and_tags`,
//! `inputs`; `logged_models`; `registered_models` with their `model_versions`, and `webhooks`; `traces` with their
//! `assessments`; `evaluation_datasets` and `scorers`. Each method checks the whole request before it
//! changes anything, and holds the lock while it does both, so it is atomic.

mod artifacts;
mod assessments;
mod evaluation_datasets;
mod experiments;
mod inputs;
mod logged_models;
mod metrics;
mod model_versions;
mod ordered;
mod params_and_tags;
mod registered_models;
mod registry_contents;
mod registry_search;
mod runs;
mod scorers;
mod search;
mod state;
mod trace_metrics;
mod trace_state;
mod traces;
mod webhooks;

pub use artifacts::MemoryArtifactRepo;
pub use registry_contents::{ModelContents, RegistryContents, VersionContents};

use state::State;
use std::sync::{PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};
use webhooks::WebhookState;

/// A store of runs, models and traces that forgets everything when it is dropped.
///
/// ```
/// # tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(async {
/// use mlflow_core::contract::experiments::{CreateExperiment, GetExperiment};
/// use mlflow_core::{Experiments, MemoryStore};
///
/// let store = MemoryStore::with_artifact_root("s3://bucket/runs");
/// let request = CreateExperiment { name: "nightly".into(), ..CreateExperiment::default() };
/// let experiment_id = store.create_experiment(request).await?.experiment_id;
/// let experiment = store.get_experiment(GetExperiment { experiment_id }).await?.experiment;
/// assert_eq!(experiment.artifact_location, "s3://bucket/runs/1");
/// # Ok::<(), mlflow_core::Error>(())
/// # }).unwrap();
/// ```
#[derive(Debug)]
pub struct MemoryStore {
    artifact_root: String,
    state: RwLock<State>,
    registry: RwLock<RegistryContents>,
    webhooks: WebhookState,
}

impl MemoryStore {
    /// Makes a store with nothing but the experiment `Default`, whose id is 0.
    pub fn new() -> Self {
        MemoryStore::default()
    }

    /// Makes a store that keeps the artifacts of experiments without a location of their own below a root.
    pub fn with_artifact_root(artifact_root: impl Into<String>) -> Self {
        let artifact_root = artifact_root.into();
        let mut state = State::default();
        state.add_experiment("Default", "", &artifact_root, Vec::new());
        MemoryStore {
            artifact_root,
            state: RwLock::new(state),
            registry: RwLock::default(),
            webhooks: WebhookState::default(),
        }
    }

    /// Makes a store of registered models that are kept elsewhere.
    ///
    /// ```
    /// use mlflow_core::MemoryStore;
    /// use mlflow_core::memory::RegistryContents;
    /// let store = MemoryStore::of_registry(RegistryContents::default());
    /// assert!(store.into_registry().models.is_empty());
    /// ```
    pub fn of_registry(contents: RegistryContents) -> Self {
        MemoryStore {
            artifact_root: String::new(),
            state: RwLock::default(),
            registry: RwLock::new(contents),
            webhooks: WebhookState::default(),
        }
    }

    /// Returns the registered models.
    pub fn into_registry(self) -> RegistryContents {
        self.registry.into_inner().unwrap_or_else(PoisonError::into_inner)
    }

    fn read(&self) -> RwLockReadGuard<'_, State> {
        self.state.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn write(&self) -> RwLockWriteGuard<'_, State> {
        self.state.write().unwrap_or_else(PoisonError::into_inner)
    }

    fn read_registry(&self) -> RwLockReadGuard<'_, RegistryContents> {
        self.registry.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn write_registry(&self) -> RwLockWriteGuard<'_, RegistryContents> {
        self.registry.write().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Default for MemoryStore {
    /// Makes a store whose artifacts are served by the tracking server: `mlflow-artifacts:/`.
    fn default() -> Self {
        MemoryStore::with_artifact_root("mlflow-artifacts:/")
    }
}
