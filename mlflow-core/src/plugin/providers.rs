//! Plugins as providers of a [`Registry`].

use super::installed::{self, Found};
use super::library::Library;
use super::manifest::{Kind, Manifest, Offer};
use super::store::PluginStore;
use crate::contract::{RegistryStore, Remote, TraceStore, TrackingStore};
use crate::error::{Error, Result};
use crate::registry::{AnyProvider, Provider, Registry};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// A plugin that was loaded, with the providers that a [`Registry`] takes.
pub struct LoadedPlugin {
    /// Where its library is.
    pub path: PathBuf,
    /// What it says of itself.
    pub manifest: Manifest,
    /// One for each of its offers.
    pub providers: Vec<AnyProvider>,
}

/// Loads a plugin from its library, or from the manifest beside it.
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
    let found = match installed::is_manifest(path) {
        true => Some(installed::read(path)?),
        false => None,
    };
    let library = Library::load(found.as_ref().map_or(path, |found| &found.library))?;
    Ok(LoadedPlugin {
        path: library.path.clone(),
        manifest: library.manifest.clone(),
        providers: providers(&library.manifest, &library.path),
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
        for provider in providers(&found.manifest, &found.library) {
            if let Err(error) = registry.register(provider) {
                tracing::warn!("{}: {}", found.path.display(), error.message());
            }
        }
    }
}

fn provider_name(manifest: &Manifest, library: &Path) -> String {
    format!("plugin {} {}", manifest.name, library.display())
}

/// Makes a provider of each offer.
fn providers(manifest: &Manifest, library: &Path) -> Vec<AnyProvider> {
    let name = provider_name(manifest, library);
    manifest
        .offers
        .iter()
        .map(|offer| provider(&name, offer, library))
        .collect()
}

fn provider(name: &str, offer: &Offer, library: &Path) -> AnyProvider {
    let library: Arc<Path> = library.into();
    macro_rules! provides {
        ($Store:ident, $kind:expr) => {
            Provider::<dyn $Store>::new(name, &offer.schemes, move |uri, options| {
                let library = library.clone();
                async move {
                    let store = PluginStore::open(load(&library).await?, $kind, &uri, &options).await?;
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
    }
}

/// Loads a library beside the caller, since constructors of a library may do anything.
async fn load(path: &Arc<Path>) -> Result<&'static Library> {
    let path = path.clone();
    let loading = crate::blocking::spawn_blocking(move || Library::load(&path))?;
    loading
        .await
        .map_err(|e| Error::internal(format!("a plugin cannot be loaded: {e}")))?
}

impl Found {
    /// Returns the name of its providers in a [`Registry`].
    pub fn provider(&self) -> String {
        provider_name(&self.manifest, &self.library)
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
