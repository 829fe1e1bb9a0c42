//! The registry of providers: which implementation answers to which URI scheme.

mod explain;
mod provider;

pub use provider::{AnyProvider, LinkedProvider, OpenOptions, Provider};

use crate::artifact::ArtifactRepo;
use crate::contract::{ImportTarget, RegistryImportTarget, RegistryStore, TraceStore, TrackingStore};
use crate::error::{Error, ErrorCode, Result};
use crate::uri::StoreUri;
use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

const ARTIFACTS: &str = "artifact repository";

/// Finds implementations by URI scheme, in one section per trait.
///
/// `Registry::default()` holds what is linked into the program, and the [plugins](crate::plugin::found) that are installed
/// and loaded when they are needed. A program may
/// [`register`](Registry::register) its own providers, or [`replace`](Registry::replace) one on purpose.
///
/// ```
/// # tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(async {
/// use mlflow_core::{Registry, TrackingStore, memory::MemoryStore, registry::Provider};
/// use std::sync::Arc;
///
/// let mut registry = Registry::default();
/// registry.register(Provider::<dyn TrackingStore>::new("my crate", ["mine"], |_uri, _options| async {
///     Ok(Arc::new(MemoryStore::default()) as Arc<dyn TrackingStore>)
/// }))?;
/// let store = registry.tracking_store("mine://x").await?;
///
/// let unknown = registry.tracking_store("hers://x").await.err().unwrap();
/// assert!(unknown.message().contains("mine"));
/// # Ok::<(), mlflow_core::Error>(()) }).unwrap();
/// ```
#[derive(Clone)]
pub struct Registry {
    tracking: Section<dyn TrackingStore>,
    models: Section<dyn RegistryStore>,
    traces: Section<dyn TraceStore>,
    artifacts: Section<dyn ArtifactRepo>,
    imports: Section<dyn ImportTarget>,
    registry_imports: Section<dyn RegistryImportTarget>,
}

impl Registry {
    /// Makes a registry without any provider.
    pub fn empty() -> Self {
        Registry {
            tracking: Section::new("tracking store"),
            models: Section::new("model registry"),
            traces: Section::new("trace store"),
            artifacts: Section::new(ARTIFACTS),
            imports: Section::new("target of migrations"),
            registry_imports: Section::new("registry as a target of migrations"),
        }
    }

    /// Adds a provider.
    ///
    /// # Errors
    ///
    /// `RESOURCE_ALREADY_EXISTS` if one of its schemes has an owner; the message names both.
    /// `INVALID_PARAMETER_VALUE` if it has an empty name, no scheme, or one that is no scheme of a URI.
    pub fn register(&mut self, provider: impl Into<AnyProvider>) -> Result<()> {
        match provider.into() {
            AnyProvider::Tracking(provider) => self.tracking.register(provider),
            AnyProvider::Registry(provider) => self.models.register(provider),
            AnyProvider::Traces(provider) => self.traces.register(provider),
            AnyProvider::Artifacts(provider) => self.artifacts.register(provider),
            AnyProvider::Imports(provider) => self.imports.register(provider),
            AnyProvider::RegistryImports(provider) => self.registry_imports.register(provider),
        }
    }

    /// Adds a provider in the place of whoever owns its schemes now.
    ///
    /// # Errors
    ///
    /// `INVALID_PARAMETER_VALUE` if it has an empty name, no scheme, or one that is no scheme of a URI.
    pub fn replace(&mut self, provider: impl Into<AnyProvider>) -> Result<()> {
        match provider.into() {
            AnyProvider::Tracking(provider) => self.tracking.replace(provider),
            AnyProvider::Registry(provider) => self.models.replace(provider),
            AnyProvider::Traces(provider) => self.traces.replace(provider),
            AnyProvider::Artifacts(provider) => self.artifacts.replace(provider),
            AnyProvider::Imports(provider) => self.imports.replace(provider),
            AnyProvider::RegistryImports(provider) => self.registry_imports.replace(provider),
        }
    }

    /// Returns the schemes of tracking stores with the name of each one's provider, sorted.
    pub fn tracking_schemes(&self) -> impl Iterator<Item = (&str, &str)> {
        self.tracking.schemes()
    }

    /// Returns the schemes of model registries with the name of each one's provider, sorted.
    pub fn registry_schemes(&self) -> impl Iterator<Item = (&str, &str)> {
        self.models.schemes()
    }

    /// Returns the schemes of trace stores with the name of each one's provider, sorted.
    pub fn trace_schemes(&self) -> impl Iterator<Item = (&str, &str)> {
        self.traces.schemes()
    }

    /// Returns the schemes of artifact repositories with the name of each one's provider, sorted.
    pub fn artifact_schemes(&self) -> impl Iterator<Item = (&str, &str)> {
        self.artifacts.schemes()
    }

    /// Opens the artifact repository of a root's URI or path.
    ///
    /// # Errors
    ///
    /// `INVALID_PARAMETER_VALUE` for a scheme without a provider, and whatever the provider answers.
    pub async fn artifact_repo(&self, root: &str) -> Result<Arc<dyn ArtifactRepo>> {
        self.artifact_repo_with(root, OpenOptions::default()).await
    }

    /// Opens the artifact repository of a root's URI or path with options.
    pub async fn artifact_repo_with(
        &self,
        root: &str,
        options: OpenOptions,
    ) -> Result<Arc<dyn ArtifactRepo>> {
        self.artifacts.open(&StoreUri::parse(root)?, options).await
    }

    /// Opens a tracking store.
    ///
    /// # Errors
    ///
    /// `INVALID_PARAMETER_VALUE` for a scheme without a provider, with what can be done about it, and
    /// whatever the provider answers.
    pub async fn tracking_store(&self, uri: &str) -> Result<Arc<dyn TrackingStore>> {
        self.tracking_store_with(uri, OpenOptions::default()).await
    }

    /// Opens a tracking store with options.
    pub async fn tracking_store_with(
        &self,
        uri: &str,
        options: OpenOptions,
    ) -> Result<Arc<dyn TrackingStore>> {
        self.tracking.open(&StoreUri::parse(uri)?, options).await
    }

    /// Opens a model registry.
    ///
    /// # Errors
    ///
    /// `INVALID_PARAMETER_VALUE` for a scheme without a provider, with what can be done about it, and
    /// whatever the provider answers.
    pub async fn registry_store(&self, uri: &str) -> Result<Arc<dyn RegistryStore>> {
        let options = OpenOptions::default();
        self.models.open(&StoreUri::parse(uri)?, options).await
    }

    /// Opens a trace store.
    ///
    /// # Errors
    ///
    /// `INVALID_PARAMETER_VALUE` for a scheme without a provider, with what can be done about it, and
    /// whatever the provider answers.
    pub async fn trace_store(&self, uri: &str) -> Result<Arc<dyn TraceStore>> {
        self.trace_store_with(uri, OpenOptions::default()).await
    }

    /// Opens a trace store with options.
    pub async fn trace_store_with(&self, uri: &str, options: OpenOptions) -> Result<Arc<dyn TraceStore>> {
        self.traces.open(&StoreUri::parse(uri)?, options).await
    }

    /// Returns the schemes that migrations can write to with ids and times kept, with the name of each one's
    /// provider, sorted.
    pub fn import_schemes(&self) -> impl Iterator<Item = (&str, &str)> {
        self.imports.schemes()
    }

    /// Opens a tracking store as the target of a migration.
    ///
    /// # Errors
    ///
    /// `INVALID_PARAMETER_VALUE` for a scheme without a provider, and whatever the provider answers.
    pub async fn import_target(&self, uri: &str, options: OpenOptions) -> Result<Arc<dyn ImportTarget>> {
        self.imports.open(&StoreUri::parse(uri)?, options).await
    }

    /// Opens a model registry as the target of a migration.
    ///
    /// # Errors
    ///
    /// `INVALID_PARAMETER_VALUE` for a scheme without a provider, and whatever the provider answers.
    pub async fn registry_import_target(&self, uri: &str) -> Result<Arc<dyn RegistryImportTarget>> {
        let options = OpenOptions::default();
        self.registry_imports.open(&StoreUri::parse(uri)?, options).await
    }

    /// Checks that a registry URI has a provider, without opening it.
    pub fn check_registry_uri(&self, uri: &StoreUri) -> Result<()> {
        self.models.find(uri).map(|_| ())
    }

    /// Checks that a tracking URI has a provider, without opening it.
    pub fn check_tracking_uri(&self, uri: &StoreUri) -> Result<()> {
        self.tracking.find(uri).map(|_| ())
    }
}

impl Default for Registry {
    /// Returns what is linked in and what is installed. Of two linked owners of one scheme the first by name is kept, and
    /// the log names both.
    fn default() -> Self {
        let mut registry = Registry::empty();
        let mut linked: Vec<AnyProvider> = inventory::iter::<LinkedProvider>().map(|l| (l.0)()).collect();
        linked.sort_by(|a, b| a.name().cmp(b.name()));
        for provider in linked {
            if let Err(error) = registry.register(provider) {
                tracing::error!("{}", error.message());
            }
        }
        crate::plugin::register_installed(&mut registry);
        registry
    }
}

impl fmt::Debug for Registry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Registry {
            tracking,
            models,
            traces,
            artifacts,
            imports,
            registry_imports,
        } = self;
        f.debug_struct("Registry")
            .field("tracking", tracking)
            .field("models", models)
            .field("traces", traces)
            .field("artifacts", artifacts)
            .field("imports", imports)
            .field("registry_imports", registry_imports)
            .finish()
    }
}

/// The providers of one trait by scheme.
struct Section<T: ?Sized> {
    what: &'static str,
    by_scheme: BTreeMap<String, Provider<T>>,
}

impl<T: ?Sized> fmt::Debug for Section<T> {
    /// Lists the schemes, each with its provider's name.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self.schemes()).finish()
    }
}

impl<T: ?Sized> Clone for Section<T> {
    fn clone(&self) -> Self {
        Section {
            what: self.what,
            by_scheme: self.by_scheme.clone(),
        }
    }
}

impl<T: ?Sized> Section<T> {
    fn new(what: &'static str) -> Self {
        Section {
            what,
            by_scheme: BTreeMap::new(),
        }
    }

    fn register(&mut self, provider: Provider<T>) -> Result<()> {
        for scheme in provider.schemes() {
            if let Some(owner) = self.by_scheme.get(scheme) {
                return Err(Error::new(
                    ErrorCode::ResourceAlreadyExists,
                    format!(
                        "the {} scheme `{scheme}` of `{}` already belongs to `{}`; `replace` takes it over on purpose",
                        self.what,
                        provider.name(),
                        owner.name(),
                    ),
                ));
            }
        }
        self.replace(provider)
    }

    fn replace(&mut self, provider: Provider<T>) -> Result<()> {
        provider.check()?;
        for scheme in provider.schemes() {
            self.by_scheme.insert(scheme.clone(), provider.clone());
        }
        Ok(())
    }

    fn schemes(&self) -> impl Iterator<Item = (&str, &str)> {
        self.by_scheme
            .iter()
            .map(|(scheme, provider)| (scheme.as_str(), provider.name()))
    }

    fn find(&self, uri: &StoreUri) -> Result<&Provider<T>> {
        let known = || self.by_scheme.keys().map(String::as_str);
        self.by_scheme
            .get(uri.scheme())
            .ok_or_else(|| explain::unknown_scheme(self.what, uri, known()))
    }

    async fn open(&self, uri: &StoreUri, options: OpenOptions) -> Result<Arc<T>> {
        let provider = self.find(uri)?;
        let opened = provider.open(uri.clone(), options).await;
        opened.map_err(|e| {
            e.with_context("uri", uri)
                .with_context("provider", provider.name())
        })
    }
}
