//! The root directory: opening, making, sweeping and syncing it.

use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use cap_std::ambient_authority;
use cap_std::fs::{Dir, DirEntry};
use mlflow_core::Result;
use mlflow_core::artifact::{ArtifactPath, RESERVED_PREFIX};

use super::failure;
use super::multipart::{is_abandoned, is_upload};

/// How old a hidden file is that nobody writes any more.
const ORPHAN_AGE: Duration = Duration::from_secs(60 * 60);

/// Directories with new entries, where `None` is the root.
pub(super) type Touched = BTreeSet<Option<ArtifactPath>>;

/// The root directory of a repository.
#[derive(Debug)]
pub(super) struct Root {
    directory: PathBuf,
    is_swept: AtomicBool,
}

impl Root {
    pub(super) fn new(directory: PathBuf) -> Self {
        Root {
            directory,
            is_swept: AtomicBool::new(false),
        }
    }

    pub(super) fn directory(&self) -> &Path {
        &self.directory
    }

    /// Opens the root; `None` where there is none yet.
    pub(super) fn open(&self) -> Result<Option<Dir>> {
        match Dir::open_ambient_dir(&self.directory, ambient_authority()) {
            Ok(root) => Ok(Some(root)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(failure::of_root(&self.directory, error)),
        }
    }

    /// Opens the root for a write, and makes it first if needed.
    pub(super) fn open_for_write(&self) -> Result<Dir> {
        let root = match self.open()? {
            Some(root) => root,
            None => self
                .make()
                .map_err(|error| failure::of_root(&self.directory, error))?,
        };
        if !self.is_swept.swap(true, Ordering::Relaxed) {
            sweep(&root);
        }
        Ok(root)
    }

    /// Removes what killed and abandoned uploads left.
    pub(super) fn sweep_again(&self) -> Result<()> {
        if let Some(root) = self.open()? {
            self.is_swept.store(true, Ordering::Relaxed);
            sweep(&root);
        }
        Ok(())
    }

    fn make(&self) -> io::Result<Dir> {
        let missing: Vec<&Path> = self.directory.ancestors().take_while(|d| !d.exists()).collect();
        std::fs::create_dir_all(&self.directory)?;
        for parent in missing.iter().filter_map(|directory| directory.parent()) {
            sync_directory(&Dir::open_ambient_dir(parent, ambient_authority())?)?;
        }
        Dir::open_ambient_dir(&self.directory, ambient_authority())
    }

    /// Makes new entries durable; a directory that is gone again needs nothing.
    pub(super) fn sync_directories(&self, touched: &Touched) -> Result<()> {
        let Some(root) = self.open()? else {
            return Ok(());
        };
        for directory in touched {
            let opened = match directory {
                Some(path) => root.open_dir(path.as_str()),
                None => root.try_clone(),
            };
            let synced = opened.and_then(|directory| sync_directory(&directory));
            match synced {
                Err(error) if !failure::is_absence(&error) => {
                    return Err(failure::of_artifact("sync", directory.as_ref(), error));
                }
                _ => {}
            }
        }
        Ok(())
    }
}

/// Syncs a directory through a second handle: the first may be one that only names it (`O_PATH`).
#[cfg(unix)]
fn sync_directory(directory: &Dir) -> io::Result<()> {
    directory.open(".")?.sync_all()
}

#[cfg(not(unix))]
fn sync_directory(_: &Dir) -> io::Result<()> {
    Ok(())
}

/// Tells whether a name is that of an upload in progress.
pub(super) fn is_hidden(name: &std::ffi::OsStr) -> bool {
    name.as_encoded_bytes().starts_with(RESERVED_PREFIX.as_bytes())
}

/// Removes what killed uploads left; what cannot be removed does no harm.
fn sweep(root: &Dir) {
    let Ok(entries) = root.entries() else { return };
    for entry in entries.flatten() {
        let removed = match is_upload(&entry) {
            true if is_abandoned(&entry) => Some(root.remove_dir_all(entry.file_name())),
            false if is_hidden(&entry.file_name()) && is_orphan(&entry) => Some(entry.remove_file()),
            _ => None,
        };
        if let Some(removed) = removed {
            match removed {
                Ok(()) => tracing::debug!(name = ?entry.file_name(), "removed an abandoned upload"),
                Err(error) => tracing::debug!(name = ?entry.file_name(), %error, "kept an abandoned upload"),
            }
        }
    }
}

fn is_orphan(entry: &DirEntry) -> bool {
    let age = entry
        .metadata()
        .and_then(|metadata| metadata.modified())
        .ok()
        .and_then(|modified| modified.into_std().elapsed().ok());
    age.is_some_and(|age| age > ORPHAN_AGE)
}
