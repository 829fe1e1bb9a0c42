//! Providers: a name, schemes, and a function that opens.

use crate::artifact::ArtifactRepo;
use crate::contract::{ImportTarget, RegistryImportTarget, RegistryStore, TraceStore, TrackingStore};
use crate::error::{Error, Result};
use crate::uri::StoreUri;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

type Opening<T> = Pin<Box<dyn Future<Output = Result<Arc<T>>> + Send>>;

/// What a store may be told when it is opened, beside its URI.
#[derive(Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct OpenOptions {
    /// The URI or path below which new experiments keep their artifacts; the store's default if not set.
    pub artifact_root: Option<String>,
    /// The tracking URI of who asks, which `mlflow-artifacts:` URIs are relative to.
    pub tracking_uri: Option<String>,
}

impl OpenOptions {
    /// Makes options that leave everything to the store.
    pub fn new() -> Self {
        OpenOptions::default()
    }

    /// Sets where new experiments keep their artifacts.
    #[must_use]
    pub fn artifact_root(mut self, root: impl Into<String>) -> Self {
        self.artifact_root = Some(root.into());
        self
    }

    /// Sets the tracking URI of who asks.
    #[must_use]
    pub fn tracking_uri(mut self, uri: impl Into<String>) -> Self {
        self.tracking_uri = Some(uri.into());
        self
    }
}

impl std::fmt::Debug for OpenOptions {
    /// Hides the password of the tracking URI.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let tracking_uri = self.tracking_uri.as_deref().map(StoreUri::parse);
        f.debug_struct("OpenOptions")
            .field("artifact_root", &self.artifact_root)
            .field("tracking_uri", &tracking_uri)
            .finish()
    }
}

/// Opens implementations of one trait for some URI schemes.
pub struct Provider<T: ?Sized> {
    name: Arc<str>,
    schemes: Arc<[String]>,
    open: Arc<dyn Fn(StoreUri, OpenOptions) -> Opening<T> + Send + Sync>,
}

impl<T: ?Sized> Provider<T> {
    /// Makes a provider; the name tells people where it comes from, such as a crate or a plugin's file.
    ///
    /// A registry refuses an empty name, no scheme, and what is no scheme of a URI.
    pub fn new<S, F, Fut>(name: &str, schemes: S, open: F) -> Self
    where
        S: IntoIterator,
        S::Item: AsRef<str>,
        F: Fn(StoreUri, OpenOptions) -> Fut + Send + Sync + 'static,
        Fut: Future<Output = Result<Arc<T>>> + Send + 'static,
    {
        Provider {
            name: name.into(),
            schemes: schemes
                .into_iter()
                .map(|s| s.as_ref().to_ascii_lowercase())
                .collect(),
            open: Arc::new(move |uri, options| Box::pin(open(uri, options))),
        }
    }

    /// Returns the provider's name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Returns the schemes that it opens.
    pub fn schemes(&self) -> &[String] {
        &self.schemes
    }

    /// Checks the name and the schemes, which [`new`](Provider::new) takes as they are.
    pub(super) fn check(&self) -> Result<()> {
        let wrong = |what: String| Err(Error::invalid_parameter_value(what));
        if self.name.trim().is_empty() {
            return wrong(format!(
                "the provider of the schemes [{}] has an empty name",
                self.schemes.join(", ")
            ));
        }
        if self.schemes.is_empty() {
            return wrong(format!("the provider `{}` has no scheme", self.name));
        }
        match self.schemes.iter().find(|scheme| !is_scheme(scheme)) {
            Some(scheme) => wrong(format!(
                "`{scheme}` of the provider `{}` is no URI scheme: a letter, then letters, digits, `+`, `-` or `.`",
                self.name
            )),
            None => Ok(()),
        }
    }

    pub(crate) fn open(&self, uri: StoreUri, options: OpenOptions) -> Opening<T> {
        (self.open)(uri, options)
    }
}

/// Tells whether a text is a scheme by RFC 3986, in lower case.
fn is_scheme(text: &str) -> bool {
    let others = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b"+-.".contains(&b);
    text.starts_with(|c: char| c.is_ascii_lowercase()) && text.bytes().all(others)
}

impl<T: ?Sized> Clone for Provider<T> {
    fn clone(&self) -> Self {
        Provider {
            name: self.name.clone(),
            schemes: self.schemes.clone(),
            open: self.open.clone(),
        }
    }
}

/// A provider of any section of the registry.
#[non_exhaustive]
pub enum AnyProvider {
    /// Opens tracking stores.
    Tracking(Provider<dyn TrackingStore>),
    /// Opens model registries.
    Registry(Provider<dyn RegistryStore>),
    /// Opens trace stores.
    Traces(Provider<dyn TraceStore>),
    /// Opens artifact repositories.
    Artifacts(Provider<dyn ArtifactRepo>),
    /// Opens tracking stores that migrations write to.
    Imports(Provider<dyn ImportTarget>),
    /// Opens model registries that migrations write to.
    RegistryImports(Provider<dyn RegistryImportTarget>),
}

impl AnyProvider {
    /// Returns the provider's name.
    pub fn name(&self) -> &str {
        match self {
            AnyProvider::Tracking(provider) => provider.name(),
            AnyProvider::Registry(provider) => provider.name(),
            AnyProvider::Traces(provider) => provider.name(),
            AnyProvider::Artifacts(provider) => provider.name(),
            AnyProvider::Imports(provider) => provider.name(),
            AnyProvider::RegistryImports(provider) => provider.name(),
        }
    }
}

impl From<Provider<dyn TrackingStore>> for AnyProvider {
    fn from(provider: Provider<dyn TrackingStore>) -> Self {
        AnyProvider::Tracking(provider)
    }
}

impl From<Provider<dyn RegistryStore>> for AnyProvider {
    fn from(provider: Provider<dyn RegistryStore>) -> Self {
        AnyProvider::Registry(provider)
    }
}

impl From<Provider<dyn TraceStore>> for AnyProvider {
    fn from(provider: Provider<dyn TraceStore>) -> Self {
        AnyProvider::Traces(provider)
    }
}

impl From<Provider<dyn ArtifactRepo>> for AnyProvider {
    fn from(provider: Provider<dyn ArtifactRepo>) -> Self {
        AnyProvider::Artifacts(provider)
    }
}

impl From<Provider<dyn ImportTarget>> for AnyProvider {
    fn from(provider: Provider<dyn ImportTarget>) -> Self {
        AnyProvider::Imports(provider)
    }
}

impl From<Provider<dyn RegistryImportTarget>> for AnyProvider {
    fn from(provider: Provider<dyn RegistryImportTarget>) -> Self {
        AnyProvider::RegistryImports(provider)
    }
}

/// A provider that a crate links in: `inventory::submit! { LinkedProvider(|| …) }`.
///
/// Such a crate has a `link()` function that programs call, so that no linker drops it.
pub struct LinkedProvider(pub fn() -> AnyProvider);

inventory::collect!(LinkedProvider);
