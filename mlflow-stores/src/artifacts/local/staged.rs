//! A write in progress: a hidden file that becomes the artifact at once, or nothing.

use std::fs::File;
use std::io::{self, ErrorKind, Write};

use cap_std::fs::{Dir, Metadata, OpenOptions};
use mlflow_core::artifact::{ArtifactPath, RESERVED_PREFIX};
use mlflow_core::{Error, Result};

use super::failure;
use super::root::{Root, Touched};
use super::write_behind::WriteBehind;

/// A hidden file in the root, removed when it is dropped before it was published.
pub(super) struct Staged {
    root: Dir,
    name: String,
    file: File,
    path: ArtifactPath,
    declared: Option<u64>,
    written: u64,
    behind: WriteBehind,
    is_published: bool,
}

impl Staged {
    /// Starts a write, and refuses at once what could not be published.
    pub(super) fn create(root: &Root, path: ArtifactPath, declared: Option<u64>) -> Result<Self> {
        let root = root.open_for_write()?;
        present_target(&root, &path)?;
        let (name, file) =
            hidden_file(&root).map_err(|error| failure::of_artifact("write", Some(&path), error))?;
        Ok(Staged {
            root,
            name,
            file,
            path,
            declared,
            written: 0,
            behind: WriteBehind::default(),
            is_published: false,
        })
    }

    /// Adds bytes.
    pub(super) fn append(&mut self, bytes: &[u8]) -> Result<()> {
        self.append_with(|file| file.write_all(bytes).map(|()| bytes.len() as u64))
            .map(drop)
    }

    /// Lets a function write to the file, and counts the bytes that it reports.
    pub(super) fn append_with(&mut self, write: impl FnOnce(&mut File) -> io::Result<u64>) -> Result<u64> {
        let added = write(&mut self.file).map_err(|error| self.failed(error))?;
        self.written += added;
        let started = self.behind.wrote(&self.file, added);
        started.map_err(|error| self.failed(error))?;
        match self.declared {
            Some(declared) if self.written > declared => Err(self.length_error(declared)),
            _ => Ok(added),
        }
    }

    /// Makes the file the artifact, and returns the directories to sync.
    pub(super) fn publish(mut self) -> Result<Touched> {
        if let Some(declared) = self.declared.filter(|declared| *declared != self.written) {
            return Err(self.length_error(declared));
        }
        let synced = self.behind.finish().and_then(|()| self.file.sync_all());
        synced.map_err(|error| self.failed(error))?;
        let (parent, touched) = self.open_parent().map_err(|error| self.failed(error))?;
        present_target(&self.root, &self.path)?;
        self.rename_into(&parent).map_err(|error| self.failed(error))?;
        self.is_published = true;
        Ok(touched)
    }

    fn rename_into(&self, parent: &Dir) -> io::Result<()> {
        match self.root.rename(&self.name, parent, self.path.file_name()) {
            Err(error) if error.kind() == ErrorKind::CrossesDevices => self.copy_into(parent),
            renamed => renamed,
        }
    }

    /// Publishes where a part of the tree is a file system of its own.
    fn copy_into(&self, parent: &Dir) -> io::Result<()> {
        let (name, mut near) = hidden_file(parent)?;
        let copied = self
            .root
            .open(&self.name)
            .and_then(|staged| io::copy(&mut staged.into_std(), &mut near))
            .and_then(|_| near.sync_all())
            .and_then(|()| parent.rename(&name, parent, self.path.file_name()));
        match copied {
            Ok(()) => self.root.remove_file(&self.name),
            Err(error) => {
                let _ = parent.remove_file(&name);
                Err(error)
            }
        }
    }

    /// Opens the directory of the artifact, made if needed, and names it and those above it.
    fn open_parent(&self) -> io::Result<(Dir, Touched)> {
        let Some(parent) = self.path.parent() else {
            return Ok((self.root.try_clone()?, Touched::from([None])));
        };
        let opened = match self.root.open_dir(parent.as_str()) {
            Err(error) if error.kind() == ErrorKind::NotFound => {
                self.root.create_dir_all(parent.as_str())?;
                self.root.open_dir(parent.as_str())?
            }
            opened => opened?,
        };
        let mut touched = Touched::from([None]);
        let mut above = Some(parent);
        while let Some(directory) = above {
            above = directory.parent();
            touched.insert(Some(directory));
        }
        Ok((opened, touched))
    }

    fn failed(&self, error: io::Error) -> Error {
        failure::of_artifact("write", Some(&self.path), error)
    }

    fn length_error(&self, declared: u64) -> Error {
        Error::invalid_parameter_value(format!(
            "artifact '{}' is not stored: {} bytes arrived, {declared} were declared",
            self.path, self.written
        ))
    }
}

impl Drop for Staged {
    fn drop(&mut self) {
        if !self.is_published {
            let _ = self.root.remove_file(&self.name);
        }
    }
}

fn hidden_file(directory: &Dir) -> io::Result<(String, File)> {
    let name = format!("{RESERVED_PREFIX}{}", uuid::Uuid::new_v4().simple());
    let options = OpenOptions::new().write(true).create_new(true).clone();
    let file = directory.open_with(&name, &options)?;
    Ok((name, file.into_std()))
}

/// Returns what is at a path that is about to be written, `None` where it is free.
///
/// A directory, a path through a file and a link out of the root are refused.
pub(super) fn present_target(root: &Dir, path: &ArtifactPath) -> Result<Option<Metadata>> {
    let error = match root.metadata(path.as_str()) {
        Ok(metadata) if metadata.is_dir() => ErrorKind::IsADirectory.into(),
        Ok(metadata) => return Ok(Some(metadata)),
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        Err(error) => error,
    };
    Err(failure::of_artifact("write", Some(path), error))
}
