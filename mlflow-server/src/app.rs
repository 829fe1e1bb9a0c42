//! What every handler has at hand.

use crate::guard::Limits;
use crate::metrics::Metrics;
use crate::options::ServerOptions;
use crate::webhooks::Webhooks;
use mlflow_core::artifact::ArtifactRepo;
use mlflow_core::contract::{ImportTarget, RegistryImportTarget};
use mlflow_core::{Client, Registry, RegistryStore, TraceStore, TrackingStore};
use mlflow_registry::sources::SourceRules;
use std::sync::Arc;

/// The stores that a server stands before.
#[derive(Clone)]
#[non_exhaustive]
pub struct Backends {
    /// Experiments, runs and logged models.
    pub tracking: Arc<dyn TrackingStore>,
    /// Registered models.
    pub models: Arc<dyn RegistryStore>,
    /// Traces; a server without them says so.
    pub traces: Option<Arc<dyn TraceStore>>,
    /// What migrations write to; a server without it refuses them.
    pub imports: Option<Imports>,
    /// What `mlflow-artifacts:` means, for clients that leave their artifacts with the server.
    pub artifacts: Option<Arc<dyn ArtifactRepo>>,
    /// Opens the artifact roots of runs and models that are elsewhere.
    pub registry: Registry,
    /// What clients are told the tracking store is, in official MLflow's words: `SqlStore` or `FileStore`.
    pub store_type: Option<String>,
    /// What may be the source of a model version.
    pub sources: SourceRules,
}

impl Backends {
    /// Takes two stores; artifacts are not served.
    pub fn new(tracking: Arc<dyn TrackingStore>, models: Arc<dyn RegistryStore>) -> Self {
        Backends {
            tracking,
            models,
            traces: None,
            imports: None,
            artifacts: None,
            registry: Registry::default(),
            store_type: None,
            sources: SourceRules::new(),
        }
    }

    /// Serves traces from a store.
    #[must_use]
    pub fn traces(mut self, store: Arc<dyn TraceStore>) -> Self {
        self.traces = Some(store);
        self
    }

    /// Lets clients write what other stores hold, with ids and times of their own.
    ///
    /// Whoever may call that may write over anything.
    #[must_use]
    pub fn imports(mut self, tracking: Arc<dyn ImportTarget>, models: Arc<dyn RegistryImportTarget>) -> Self {
        self.imports = Some(Imports { tracking, models });
        self
    }

    /// Serves artifacts from a repository.
    #[must_use]
    pub fn artifacts(mut self, repo: Arc<dyn ArtifactRepo>) -> Self {
        self.artifacts = Some(repo);
        self
    }
}

/// The writing halves of a server's stores.
#[derive(Clone)]
#[non_exhaustive]
pub struct Imports {
    /// That of experiments, runs, logged models and traces.
    pub tracking: Arc<dyn ImportTarget>,
    /// That of registered models.
    pub models: Arc<dyn RegistryImportTarget>,
}

/// The state of a server.
#[derive(Clone)]
pub(crate) struct App(Arc<Inner>);

pub(crate) struct Inner {
    pub(crate) backends: Backends,
    pub(crate) options: ServerOptions,
    /// Finds runs and models for the server itself.
    pub(crate) client: Client,
    pub(crate) limits: Limits,
    /// What is counted, if somebody asks for it.
    pub(crate) metrics: Option<Arc<Metrics>>,
    /// Who is told what happens to registered models.
    pub(crate) webhooks: Webhooks,
}

impl App {
    pub(crate) fn new(backends: Backends, options: ServerOptions) -> Self {
        let client =
            Client::from_store(backends.tracking.clone()).with_registry_store(backends.models.clone());
        let limits = Limits::new(&options);
        let metrics = options.expose_prometheus.then(|| Arc::new(Metrics::new()));
        App(Arc::new(Inner {
            backends,
            options,
            client,
            limits,
            metrics,
            webhooks: Webhooks::new(),
        }))
    }
}

impl std::ops::Deref for App {
    type Target = Inner;

    fn deref(&self) -> &Inner {
        &self.0
    }
}
