//! The folder of an upload.

use std::fs::File;
use std::io::{self, ErrorKind, Write};
use std::time::{Duration, SystemTime};

use cap_std::fs::{Dir, DirEntry, OpenOptions};
use mlflow_core::artifact::{ArtifactPath, MOST_PARTS, RESERVED_PREFIX, UploadedPart};
use mlflow_core::{Error, Result};
use serde_json::{Value, json};

use super::super::failure;
use super::super::root::Root;
use super::super::staged::present_target;

/// How long an upload may lie without a new part.
const ABANDONED_AFTER: Duration = Duration::from_secs(24 * 60 * 60);
const UPLOADS: &str = "parts.";
const UPLOAD: &str = "upload";
const COMPLETE: &str = "complete";
/// New parts may come while the folder is removed.
const TRIES_TO_REMOVE: usize = 5;

/// An upload that is neither complete nor aborted.
pub(super) struct Upload {
    root: Dir,
    /// The name of the folder.
    name: String,
    pub(super) folder: Dir,
    pub(super) path: ArtifactPath,
    pub(super) parts: u32,
    is_complete: bool,
}

/// Makes the folder of a new upload.
pub(super) fn create(root: &Root, path: &ArtifactPath, parts: u32) -> Result<String> {
    if parts > MOST_PARTS {
        return Err(Error::invalid_parameter_value(format!(
            "an upload has at most {MOST_PARTS} parts, and not {parts}: make the parts larger"
        )));
    }
    let root = root.open_for_write()?;
    present_target(&root, path)?;
    let id = uuid::Uuid::new_v4().simple().to_string();
    let made = || {
        let name = folder_name(&id);
        make_private(&root, &name)?;
        let text = json!({"path": path.as_str(), "parts": parts}).to_string();
        let options = OpenOptions::new().write(true).create_new(true).clone();
        let mut file = root.open_dir(&name)?.open_with(UPLOAD, &options)?;
        file.write_all(text.as_bytes())
    };
    made().map_err(|error| failure::of_artifact("write", Some(path), error))?;
    Ok(id)
}

impl Upload {
    /// Opens an upload that takes parts.
    pub(super) fn open(root: &Root, id: &str) -> Result<Self> {
        let upload = Upload::find(root, id)?;
        match upload.is_complete {
            true => Err(unknown(id)),
            false => Ok(upload),
        }
    }

    /// Opens the upload of a path that is not complete.
    pub(super) fn open_for(root: &Root, id: &str, path: &ArtifactPath) -> Result<Self> {
        let upload = Upload::open(root, id)?;
        match upload.path == *path {
            true => Ok(upload),
            false => Err(unknown(id)),
        }
    }

    /// Opens an upload, complete or not.
    pub(super) fn find(root: &Root, id: &str) -> Result<Self> {
        let is_id = id.len() == 32 && id.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'a'..=b'f'));
        let Some(root) = root.open()?.filter(|_| is_id) else {
            return Err(unknown(id));
        };
        let name = folder_name(id);
        let read = || {
            let folder = root.open_dir(&name)?;
            let text = folder.read_to_string(UPLOAD)?;
            let is_complete = folder.exists(COMPLETE);
            Ok((folder, text, is_complete))
        };
        let (folder, text, is_complete) = read().map_err(|error: io::Error| match error.kind() {
            ErrorKind::NotFound => unknown(id),
            _ => Error::new(
                Error::from(io::Error::from(error.kind())).code(),
                format!("cannot open upload '{id}': {error}"),
            ),
        })?;
        let (path, parts) = described(&text).ok_or_else(|| unknown(id))?;
        Ok(Upload {
            root,
            name,
            folder,
            path,
            parts,
            is_complete,
        })
    }

    /// Returns the parts that are there, in the order of their numbers.
    pub(super) fn parts(&self) -> Result<Vec<UploadedPart>> {
        let list = || {
            let mut parts = Vec::new();
            for entry in self.folder.entries()? {
                let entry = entry?;
                let name = entry.file_name();
                let Some((number, etag)) = name.to_str().and_then(|name| name.split_once('.')) else {
                    continue;
                };
                if let Ok(number) = number.parse() {
                    let (etag, size) = (etag.to_owned(), entry.metadata()?.len());
                    parts.push(UploadedPart { number, etag, size });
                }
            }
            parts.sort_by(|a, b| (a.number, &a.etag).cmp(&(b.number, &b.etag)));
            Ok(parts)
        };
        list().map_err(|error| self.failed(error))
    }

    /// Lets one request at a time complete the upload; `None` while another one does.
    pub(super) fn lock(&self) -> Result<Option<File>> {
        let options = OpenOptions::new().read(true).write(true).clone();
        let file = match self.folder.open_with(UPLOAD, &options) {
            Ok(file) => file.into_std(),
            Err(error) => return Err(self.failed(error)),
        };
        match file.try_lock() {
            Ok(()) => Ok(Some(file)),
            Err(std::fs::TryLockError::WouldBlock) => Ok(None),
            Err(std::fs::TryLockError::Error(error)) => Err(self.failed(error)),
        }
    }

    /// Tells whether the upload was aborted since it was opened.
    pub(super) fn is_gone(&self) -> bool {
        !self.folder.exists(UPLOAD)
    }

    /// Returns the parts that became the artifact, if they did.
    pub(super) fn completed_with(&self) -> Result<Option<Value>> {
        match self.folder.read_to_string(COMPLETE) {
            Ok(text) => Ok(Some(serde_json::from_str(&text).unwrap_or_default())),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(error) => Err(self.failed(error)),
        }
    }

    /// Notes which parts became the artifact, and removes them all.
    ///
    /// The note stays until it is swept, for a client whose answer was lost.
    pub(super) fn finish(&self, etags: &Value) {
        let finished = || {
            self.folder.write("incoming.complete", etags.to_string())?;
            self.folder.rename("incoming.complete", &self.folder, COMPLETE)?;
            for entry in self.folder.entries()? {
                let entry = entry?;
                if entry.file_name() != COMPLETE && entry.file_name() != UPLOAD {
                    entry.remove_file()?;
                }
            }
            Ok::<_, io::Error>(())
        };
        if let Err(error) = finished() {
            tracing::debug!(name = self.name, %error, "kept parts of an upload");
        }
    }

    /// Removes the upload with all parts.
    pub(super) fn remove(&self) -> Result<()> {
        // Without this file no request finds the upload any more.
        match self.folder.remove_file(UPLOAD) {
            Err(error) if error.kind() != ErrorKind::NotFound => return Err(self.failed(error)),
            _ => {}
        }
        for _ in 1..TRIES_TO_REMOVE {
            if self.root.remove_dir_all(&self.name).is_ok() {
                return Ok(());
            }
        }
        match self.root.remove_dir_all(&self.name) {
            Err(error) if error.kind() != ErrorKind::NotFound => Err(self.failed(error)),
            _ => Ok(()),
        }
    }

    /// Says what is wrong with an upload that may have been aborted meanwhile.
    pub(super) fn failed(&self, error: io::Error) -> Error {
        match error.kind() {
            ErrorKind::NotFound => unknown(self.id()),
            _ => failure::of_artifact("write", Some(&self.path), error),
        }
    }

    pub(super) fn unknown(&self) -> Error {
        unknown(self.id())
    }

    fn id(&self) -> &str {
        self.name.rsplit('.').next().unwrap_or_default()
    }
}

/// Says that an upload is not known, in the same words whether it never was, is over, or is another path's.
fn unknown(id: &str) -> Error {
    let id: String = id.chars().filter(|c| !c.is_control()).take(100).collect();
    Error::does_not_exist(format!(
        "No such upload: '{id}'. It is complete, was aborted or abandoned, or belongs to another path"
    ))
}

fn folder_name(id: &str) -> String {
    format!("{RESERVED_PREFIX}{UPLOADS}{id}")
}

fn described(text: &str) -> Option<(ArtifactPath, u32)> {
    let value: Value = serde_json::from_str(text).ok()?;
    let path = ArtifactPath::parse(value.get("path")?.as_str()?).ok()?;
    let parts = u32::try_from(value.get("parts")?.as_u64()?).ok()?;
    Some((path, parts))
}

#[cfg(unix)]
fn make_private(root: &Dir, name: &str) -> io::Result<()> {
    use cap_std::fs::{DirBuilder, DirBuilderExt};
    let mut builder = DirBuilder::new();
    builder.mode(0o700);
    root.create_dir_with(name, &builder)
}

#[cfg(not(unix))]
fn make_private(root: &Dir, name: &str) -> io::Result<()> {
    root.create_dir(name)
}

/// Tells whether an entry of the root is the folder of an upload.
pub(in super::super) fn is_upload(entry: &DirEntry) -> bool {
    let name = entry.file_name();
    let of_upload = |name: &str| {
        name.strip_prefix(RESERVED_PREFIX)?
            .strip_prefix(UPLOADS)
            .map(drop)
    };
    name.to_str().and_then(of_upload).is_some()
}

/// Tells whether nothing has come for an upload for a day.
pub(in super::super) fn is_abandoned(entry: &DirEntry) -> bool {
    let changed = |metadata: io::Result<cap_std::fs::Metadata>| {
        let modified = metadata.and_then(|metadata| metadata.modified());
        modified.ok().map(cap_std::time::SystemTime::into_std)
    };
    let Some(mut last) = changed(entry.metadata()) else {
        return false;
    };
    if let Ok(entries) = entry.open_dir().and_then(|folder| folder.entries()) {
        let inside = entries.flatten().filter_map(|entry| changed(entry.metadata()));
        last = inside.fold(last, SystemTime::max);
    }
    last.elapsed().is_ok_and(|age| age > ABANDONED_AFTER)
}
