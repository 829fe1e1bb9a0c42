//! Plugins as providers of a [`Registry`].

use super::artifacts::PluginRepo;
use super::extensions::Proxy;
use super::installed::{self, Found};
use super::loaded::{Plugin, Source};
use super::manifest::{Kind, Manifest, Offer};
use super::store::PluginStore;
use crate::artifact::ArtifactRepo;
use crate::contract::{RegistryStore, Remote, TraceStore, TrackingStore};
use crate::error::Result;
use crate::extension::Extension;
use crate::registry::{AnyProvider, Provider, Registry};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

/// A plugin that was loaded, with the providers that a [`Registry`] takes.
pub struct LoadedPlugin {
    /// Where its library is, or its program.
    pub path: PathBuf,
    /// Whether it runs in a process of its own.
    pub is_isolated: bool,
    /// What it says of itself.
    pub manifest: Manifest,
    /// One for each of its offers that has schemes.
    pub providers: Vec<AnyProvider>,
    /// One for each name of the others.
    pub extensions: Vec<Extension>,
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
        extensions: extensions(&manifest, &source),
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
        .filter_map(|offer| provider(&name, offer, source.clone()))
        .collect()
}

/// Makes an extension of each name that is offered.
fn extensions(manifest: &Manifest, source: &Source) -> Vec<Extension> {
    let source = Arc::new(source.clone());
    let offers = manifest.offers.iter();
    let named = offers.flat_map(|offer| offer.names.iter().map(|name| (offer.kind, name)));
    named
        .filter_map(|(kind, name)| Proxy::extension(source.clone(), kind, name))
        .collect()
}

/// Returns the extensions of the plugins that are installed; each is loaded when it is asked.
///
/// Of two with one kind and name the first is kept.
pub fn installed_extensions() -> Arc<Vec<Extension>> {
    type Known = (Arc<Vec<Found>>, Arc<Vec<Extension>>);
    static KNOWN: Mutex<Option<Known>> = Mutex::new(None);
    let found = installed::found();
    let mut known = KNOWN.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some((of, extensions)) = &*known
        && Arc::ptr_eq(of, &found)
    {
        return extensions.clone();
    }
    let mut all: Vec<Extension> = Vec::new();
    for plugin in found.iter() {
        let source = Source::Installed(Box::new(plugin.clone()));
        for extension in extensions(&plugin.manifest, &source) {
            let is_known =
                |other: &Extension| other.kind() == extension.kind() && other.name() == extension.name();
            match all.iter().any(is_known) {
                true => tracing::warn!(
                    "{}: the {} `{}` belongs to another plugin",
                    plugin.path.display(),
                    extension.kind(),
                    extension.name()
                ),
                false => all.push(extension),
            }
        }
    }
    let all = Arc::new(all);
    *known = Some((found, all.clone()));
    all
}

fn provider(name: &str, offer: &Offer, source: Arc<Source>) -> Option<AnyProvider> {
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
    Some(match offer.kind {
        Kind::TrackingStore => provides!(TrackingStore, Kind::TrackingStore),
        Kind::TraceStore => provides!(TraceStore, Kind::TraceStore),
        Kind::RegistryStore => provides!(RegistryStore, Kind::RegistryStore),
        Kind::ArtifactRepo => artifacts(name, offer, source),
        _ => return None,
    })
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
