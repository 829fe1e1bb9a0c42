//! Plugins as providers of a [`Registry`].

use super::artifacts::PluginRepo;
use super::installed::{self, Found};
use super::loaded::{Plugin, Source};
use super::manifest::{Kind, Manifest, Offer};
use super::store::PluginStore;
use crate::artifact::ArtifactRepo;
use crate::contract::{RegistryStore, Remote, TraceStore, TrackingStore};
use crate::error::Result;
use crate::registry::{AnyProvider, Provider, Registry};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// A plugin that was loaded, with the providers that a [`Registry`] takes.
pub struct LoadedPlugin {
    /// Where its library is, or its program.
    pub path: PathBuf,
    /// Whether it runs in a process of its own.
    pub is_isolated: bool,
    /// What it says of itself.
    pub manifest: Manifest,
    /// One for each of its offers.
    pub providers: Vec<AnyProvider>,
}

/// Loads a plugin from its library, or from the manifest beside it, which may start a process for it.
///
/// The library stays loaded until the program ends.
///
/// # Errors
///
/// `INVALID_PARAMETER_VALUE` naming the file, if it is no plugin or one of another version of the ABI;
/// `PERMISSION_DENIED` if others than this user and root may write it or its folder.
///
/// ```
/// let error = mlflow_core::plugin::load_plugin("/nowhere/libshelf.so").err().unwrap();
/// assert!(error.message().contains("/nowhere/libshelf.so"));
/// ```
pub fn load_plugin(path: impl AsRef<Path>) -> Result<LoadedPlugin> {
    let path = path.as_ref();
    let source = match installed::is_manifest(path) {
        true => Source::Installed(Box::new(installed::read(path)?)),
        false => Source::Library(path.to_owned()),
    };
    let plugin = source.plugin()?;
    let manifest = crate::blocking::run(plugin.manifest())?;
    let file = plugin.file().to_owned();
    let source = match source {
        // The name of a library is that of its file, whichever link led to it.
        Source::Library(_) => Source::Library(file.clone()),
        installed => installed,
    };
    Ok(LoadedPlugin {
        path: file,
        is_isolated: matches!(plugin, Plugin::Apart(_)),
        providers: providers(&manifest, source),
        manifest: manifest.as_ref().clone(),
    })
}

impl Registry {
    /// Loads a plugin and registers all that it offers, or nothing.
    ///
    /// # Errors
    ///
    /// Those of [`load_plugin`], and `RESOURCE_ALREADY_EXISTS` if one of its schemes has an owner.
    pub fn load_plugin(&mut self, path: impl AsRef<Path>) -> Result<Manifest> {
        let plugin = load_plugin(path)?;
        let mut changed = self.clone();
        for provider in plugin.providers {
            changed.register(provider)?;
        }
        *self = changed;
        Ok(plugin.manifest)
    }
}

/// Registers what the plugins offer that are installed; nothing is loaded before it is used.
pub(crate) fn register_installed(registry: &mut Registry) {
    for found in &*installed::found() {
        for provider in providers(&found.manifest, Source::Installed(Box::new(found.clone()))) {
            if let Err(error) = registry.register(provider) {
                tracing::warn!("{}: {}", found.path.display(), error.message());
            }
        }
    }
}

fn provider_name(manifest: &Manifest, file: &Path) -> String {
    format!("plugin {} {}", manifest.name, file.display())
}

/// Makes a provider of each offer.
fn providers(manifest: &Manifest, source: Source) -> Vec<AnyProvider> {
    let name = provider_name(manifest, source.file());
    let source = Arc::new(source);
    let offers = manifest.offers.iter();
    offers
        .map(|offer| provider(&name, offer, source.clone()))
        .collect()
}

fn provider(name: &str, offer: &Offer, source: Arc<Source>) -> AnyProvider {
    macro_rules! provides {
        ($Store:ident, $kind:expr) => {
            Provider::<dyn $Store>::new(name, &offer.schemes, move |uri, options| {
                let source = source.clone();
                async move {
                    let plugin = source.take().await?;
                    let store = PluginStore::open(&plugin, $kind, &uri, &options).await?;
                    Ok(Arc::new(Remote(store)) as Arc<dyn $Store>)
                }
            })
            .into()
        };
    }
    match offer.kind {
        Kind::TrackingStore => provides!(TrackingStore, Kind::TrackingStore),
        Kind::TraceStore => provides!(TraceStore, Kind::TraceStore),
        Kind::RegistryStore => provides!(RegistryStore, Kind::RegistryStore),
        Kind::ArtifactRepo => artifacts(name, offer, source),
    }
}

fn artifacts(name: &str, offer: &Offer, source: Arc<Source>) -> AnyProvider {
    Provider::<dyn ArtifactRepo>::new(name, &offer.schemes, move |uri, options| {
        let source = source.clone();
        async move {
            let plugin = source.take().await?;
            let store = PluginStore::open(&plugin, Kind::ArtifactRepo, &uri, &options).await?;
            let by_path = plugin.manifest().await?.by_path;
            Ok(Arc::new(PluginRepo::new(store, uri.as_str(), by_path)) as Arc<dyn ArtifactRepo>)
        }
    })
    .into()
}

impl Found {
    /// Returns the name of its providers in a [`Registry`].
    pub fn provider(&self) -> String {
        provider_name(&self.manifest, &self.file)
    }

    /// Loads the plugin.
    ///
    /// # Errors
    ///
    /// Those of [`load_plugin`].
    pub fn load(&self) -> Result<LoadedPlugin> {
        load_plugin(&self.path)
    }
}
