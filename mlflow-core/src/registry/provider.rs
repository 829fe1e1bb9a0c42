//! Providers: a name, schemes, and a function that opens.

use crate::artifact::ArtifactRepo;
use crate::contract::TrackingStore;
use crate::error::Result;
use crate::uri::StoreUri;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

type Opening<T> = Pin<Box<dyn Future<Output = Result<Arc<T>>> + Send>>;

/// What a store may be told when it is opened, beside its URI.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct OpenOptions {
    /// The URI or path below which new experiments keep their artifacts; the store's default if not set.
    pub artifact_root: Option<String>,
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
}

/// Opens implementations of one trait for some URI schemes.
pub struct Provider<T: ?Sized> {
    name: Arc<str>,
    schemes: Arc<[String]>,
    open: Arc<dyn Fn(StoreUri, OpenOptions) -> Opening<T> + Send + Sync>,
}

impl<T: ?Sized> Provider<T> {
    /// Makes a provider; the name tells people where it comes from, such as a crate or a plugin's file.
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

    pub(super) fn open(&self, uri: StoreUri, options: OpenOptions) -> Opening<T> {
        (self.open)(uri, options)
    }
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
    /// Opens artifact repositories.
    Artifacts(Provider<dyn ArtifactRepo>),
}

impl AnyProvider {
    /// Returns the provider's name.
    pub fn name(&self) -> &str {
        match self {
            AnyProvider::Tracking(provider) => provider.name(),
            AnyProvider::Artifacts(provider) => provider.name(),
        }
    }
}

impl From<Provider<dyn TrackingStore>> for AnyProvider {
    fn from(provider: Provider<dyn TrackingStore>) -> Self {
        AnyProvider::Tracking(provider)
    }
}

impl From<Provider<dyn ArtifactRepo>> for AnyProvider {
    fn from(provider: Provider<dyn ArtifactRepo>) -> Self {
        AnyProvider::Artifacts(provider)
    }
}

/// A provider that a crate links in: `inventory::submit! { LinkedProvider(|| …) }`.
///
/// Such a crate has a `link()` function that programs call, so that no linker drops it.
pub struct LinkedProvider(pub fn() -> AnyProvider);

inventory::collect!(LinkedProvider);
