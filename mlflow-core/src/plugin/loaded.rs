//! A plugin that is loaded or has been started.

use super::installed::Found;
use super::isolation::{self, Launch};
use super::library::Library;
use super::manifest::Manifest;
use super::process::Process;
use crate::blocking;
use crate::error::{Error, Result};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Where a plugin is to be taken from.
#[derive(Clone)]
pub(super) enum Source {
    /// A library, into this process.
    Library(PathBuf),
    /// What was installed, into a process of its own if the user wants.
    Installed(Box<Found>),
}

impl Source {
    pub(super) fn file(&self) -> &Path {
        match self {
            Source::Library(path) => path,
            Source::Installed(found) => &found.file,
        }
    }

    /// Takes the plugin from there.
    pub(super) fn plugin(&self) -> Result<Plugin> {
        match self {
            Source::Installed(found) if isolation::is_isolated(&found.manifest)? => Ok(Plugin::Apart(
                Process::of(&found.manifest.name, Launch::of(found)?),
            )),
            source => Ok(Plugin::Here(Library::load(source.file())?)),
        }
    }

    /// As [`plugin`](Source::plugin), beside the caller, since constructors of a library may do anything.
    pub(super) async fn take(self: Arc<Self>) -> Result<Plugin> {
        let taking = blocking::spawn_blocking(move || self.plugin())?;
        taking
            .await
            .map_err(|e| Error::internal(format!("a plugin cannot be loaded: {e}")))?
    }
}

/// A plugin that can be called.
#[derive(Clone, Copy)]
pub(super) enum Plugin {
    /// In this process.
    Here(&'static Library),
    /// In a process of its own.
    Apart(&'static Process),
}

impl Plugin {
    /// Returns what the plugin says of itself.
    pub(super) async fn manifest(&self) -> Result<Arc<Manifest>> {
        match self {
            Plugin::Here(library) => Ok(library.manifest.clone()),
            Plugin::Apart(process) => process.manifest().await,
        }
    }

    pub(super) fn file(&self) -> &Path {
        match self {
            Plugin::Here(library) => &library.path,
            Plugin::Apart(process) => process.file(),
        }
    }
}
