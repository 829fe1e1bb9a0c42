//! Lists, reads and deletes.

use std::fs::File;
use std::io::{self, ErrorKind};
use std::path::PathBuf;

use cap_std::fs::{Dir, OpenOptions};
use mlflow_core::Result;
use mlflow_core::artifact::{ArtifactPath, FileInfo};

use super::failure;
use super::root::{Root, Touched, is_hidden};

/// Lists a directory; a file and a missing directory have no rows.
pub(super) fn list(root: &Root, path: Option<&ArtifactPath>) -> Result<Vec<FileInfo>> {
    let failed = |error| failure::of_artifact("list", path, error);
    let Some(root) = root.open()? else {
        return Ok(Vec::new());
    };
    let directory = match path {
        Some(path) => match root.open_dir(path.as_str()) {
            Err(error) if failure::is_absence(&error) => return Ok(Vec::new()),
            opened => opened.map_err(failed)?,
        },
        None => root.try_clone().map_err(failed)?,
    };
    let mut rows = Vec::new();
    for entry in directory.entries().map_err(failed)? {
        let name = entry.map_err(failed)?.file_name();
        if is_hidden(&name) {
            continue;
        }
        let Some(name) = name.to_str() else {
            tracing::warn!(
                ?name,
                directory = path.map(ArtifactPath::as_str),
                "left out a name that is not UTF-8"
            );
            continue;
        };
        rows.extend(row(
            &root,
            path.map_or(name.to_owned(), |path| format!("{path}/{name}")),
        ));
    }
    rows.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(rows)
}

/// Makes a row; nothing for a link that leads nowhere or out of the root, and for devices and pipes.
fn row(root: &Dir, path: String) -> Option<FileInfo> {
    match root.metadata(&path) {
        Ok(metadata) if metadata.is_dir() => Some(FileInfo::directory(path)),
        Ok(metadata) if metadata.is_file() => Some(FileInfo::file(path, metadata.len())),
        Ok(_) => None,
        Err(error) => {
            tracing::debug!(path, %error, "left out of a list");
            None
        }
    }
}

/// Opens a regular file and returns it with its length.
pub(super) fn open_file(root: &Root, path: &ArtifactPath) -> Result<(File, u64)> {
    let failed = |error| failure::of_artifact("read", Some(path), error);
    let Some(root) = root.open()? else {
        return Err(failure::missing(Some(path)));
    };
    let file = match root.open_with(path.as_str(), &read_options()) {
        Err(error) if failure::is_absence(&error) => return Err(failure::missing(Some(path))),
        opened => opened.map_err(failed)?,
    };
    let metadata = file.metadata().map_err(failed)?;
    if metadata.is_dir() {
        return Err(failed(ErrorKind::IsADirectory.into()));
    }
    if !metadata.is_file() {
        return Err(failed(io::Error::new(
            ErrorKind::InvalidInput,
            "it is not a regular file",
        )));
    }
    Ok((file.into_std(), metadata.len()))
}

/// Makes options whose `open` does not wait for the other end of a pipe.
fn read_options() -> OpenOptions {
    let mut options = OpenOptions::new();
    options.read(true);
    #[cfg(unix)]
    {
        use cap_std::fs::OpenOptionsExt;
        options.custom_flags(rustix::fs::OFlags::NONBLOCK.bits().cast_signed());
    }
    options
}

/// Returns where an artifact is.
pub(super) fn locate(root: &Root, path: Option<&ArtifactPath>) -> Result<PathBuf> {
    let mut place = root.directory().to_owned();
    let Some(root) = root.open()? else {
        return Err(failure::missing(path));
    };
    if let Some(path) = path {
        match root.metadata(path.as_str()) {
            Ok(_) => place.extend(path.segments()),
            Err(error) if failure::is_absence(&error) => return Err(failure::missing(Some(path))),
            Err(error) => return Err(failure::of_artifact("read", Some(path), error)),
        }
    }
    Ok(place)
}

/// Deletes a file, a directory tree, or a link (not what it leads to).
pub(super) fn delete(root: &Root, path: &ArtifactPath) -> Result<()> {
    let Some(dir) = root.open()? else {
        return Ok(());
    };
    match remove(&dir, path.as_str()) {
        Err(error) if failure::is_absence(&error) => Ok(()),
        Err(error) => Err(failure::of_artifact("delete", Some(path), error)),
        Ok(()) => root.sync_directories(&Touched::from([path.parent()])),
    }
}

fn remove(root: &Dir, path: &str) -> io::Result<()> {
    let metadata = root.symlink_metadata(path)?;
    if metadata.is_symlink() {
        match root.metadata(path) {
            Err(error) if error.kind() != ErrorKind::NotFound => return Err(error),
            _ => return root.remove_file(path),
        }
    }
    if metadata.is_dir() {
        return root.remove_dir_all(path);
    }
    root.remove_file(path)
}
