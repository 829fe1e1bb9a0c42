//! The files of a local tree that is about to be uploaded.

use std::path::{Path, PathBuf};

use walkdir::WalkDir;

use super::{ArtifactPath, TransferFailure};
use crate::{Error, Result};

/// A local file and the path under which it is uploaded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LocalFile {
    /// Where the file is.
    pub source: PathBuf,
    /// Where it goes.
    pub target: ArtifactPath,
    /// Its size when it was found.
    pub size: u64,
}

/// Lists the regular files below a directory, by name, and what cannot be uploaded.
///
/// Links are followed; one that leads back to a directory above it is a failure. The directory
/// `except` is left out, so that a store inside of the tree is not copied into itself.
pub(super) fn files_of(
    directory: &Path,
    target: Option<&ArtifactPath>,
    except: Option<&Path>,
) -> (Vec<LocalFile>, Vec<TransferFailure>) {
    let except = except.and_then(|path| path.canonicalize().ok());
    let is_left_out = |path: &Path| match &except {
        Some(except) => {
            path.file_name() == except.file_name() && path.canonicalize().is_ok_and(|p| p == *except)
        }
        None => false,
    };
    let mut files = Vec::new();
    let mut failures = Vec::new();
    let entries = WalkDir::new(directory)
        .follow_links(true)
        .min_depth(1)
        .sort_by_file_name()
        .into_iter()
        .filter_entry(|entry| !(entry.file_type().is_dir() && is_left_out(entry.path())));
    for entry in entries {
        match entry {
            Ok(entry) if entry.file_type().is_dir() => {}
            Ok(entry) => match file_of(&entry, directory, target) {
                Ok(file) => files.push(file),
                Err(error) => failures.push(TransferFailure::new(entry.path().display(), error)),
            },
            Err(error) => {
                let path = error.path().unwrap_or(directory).to_owned();
                failures.push(TransferFailure::new(path.display(), walk_error(error)));
            }
        }
    }
    (files, failures)
}

fn file_of(entry: &walkdir::DirEntry, directory: &Path, target: Option<&ArtifactPath>) -> Result<LocalFile> {
    if !entry.file_type().is_file() {
        return Err(Error::invalid_parameter_value("not a regular file"));
    }
    let relative = entry.path().strip_prefix(directory).unwrap_or(entry.path());
    let mut segments = Vec::new();
    for segment in relative.components() {
        segments.push(text_of(segment.as_os_str())?);
    }
    Ok(LocalFile {
        source: entry.path().to_owned(),
        target: ArtifactPath::join_to(target, &segments.join("/"))?,
        size: entry.metadata().map_err(walk_error)?.len(),
    })
}

/// Returns a file name as text, which artifact names must be.
pub(super) fn text_of(name: &std::ffi::OsStr) -> Result<&str> {
    name.to_str()
        .ok_or_else(|| Error::invalid_parameter_value(format!("the name {name:?} is not UTF-8")))
}

fn walk_error(error: walkdir::Error) -> Error {
    if let Some(ancestor) = error.loop_ancestor() {
        let message = format!("the link leads back to '{}'", ancestor.display());
        return Error::invalid_parameter_value(message);
    }
    match error.into_io_error() {
        Some(error) => error.into(),
        None => Error::internal("cannot read the directory"),
    }
}
