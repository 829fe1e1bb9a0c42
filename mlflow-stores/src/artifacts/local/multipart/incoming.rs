//! A part on its way.

use std::fmt::Write as _;
use std::fs::File;
use std::io::Write as _;

use cap_std::fs::OpenOptions;
use mlflow_core::artifact::{ArtifactPath, UploadedPart};
use mlflow_core::{Error, Result};
use sha2::{Digest, Sha256};

use super::upload::Upload;

/// A hidden file, removed when it is dropped before it was kept.
pub(super) struct Incoming {
    upload: Upload,
    name: String,
    file: File,
    number: u32,
    declared: Option<u64>,
    written: u64,
    hash: Sha256,
    is_kept: bool,
}

impl Incoming {
    pub(super) fn create(upload: Upload, number: u32, declared: Option<u64>) -> Result<Self> {
        if number == 0 || number > upload.parts {
            return Err(Error::invalid_parameter_value(format!(
                "part {number} is none of this upload, whose parts are 1 to {}",
                upload.parts
            )));
        }
        let name = format!("incoming.{}", uuid::Uuid::new_v4().simple());
        let options = OpenOptions::new().write(true).create_new(true).clone();
        let opened = upload.folder.open_with(&name, &options);
        let file = opened.map_err(|error| upload.failed(error))?.into_std();
        Ok(Incoming {
            upload,
            name,
            file,
            number,
            declared,
            written: 0,
            hash: Sha256::new(),
            is_kept: false,
        })
    }

    pub(super) fn path(&self) -> &ArtifactPath {
        &self.upload.path
    }

    pub(super) fn append(&mut self, bytes: &[u8]) -> Result<()> {
        let written = self.file.write_all(bytes);
        written.map_err(|error| self.upload.failed(error))?;
        self.hash.update(bytes);
        self.written += bytes.len() as u64;
        match self.declared {
            Some(declared) if self.written > declared => Err(self.length_error(declared)),
            _ => Ok(()),
        }
    }

    /// Makes the file a part. It is not synced: its bytes are checked by the entity tag before they become an artifact.
    pub(super) fn keep(mut self) -> Result<UploadedPart> {
        if let Some(declared) = self.declared.filter(|declared| *declared != self.written) {
            return Err(self.length_error(declared));
        }
        let etag = hex(self.hash.clone());
        let folder = &self.upload.folder;
        let renamed = folder.rename(&self.name, folder, part_name(self.number, &etag));
        renamed.map_err(|error| self.upload.failed(error))?;
        self.is_kept = true;
        if self.upload.is_gone() {
            return Err(self.upload.unknown());
        }
        Ok(UploadedPart {
            number: self.number,
            etag,
            size: self.written,
        })
    }

    fn length_error(&self, declared: u64) -> Error {
        Error::invalid_parameter_value(format!(
            "part {} of artifact '{}' is not stored: {} bytes arrived, {declared} were declared",
            self.number, self.upload.path, self.written
        ))
    }
}

impl Drop for Incoming {
    fn drop(&mut self) {
        if !self.is_kept {
            let _ = self.upload.folder.remove_file(&self.name);
        }
    }
}

pub(super) fn part_name(number: u32, etag: &str) -> String {
    format!("{number}.{etag}")
}

pub(super) fn hex(hash: Sha256) -> String {
    let mut text = String::new();
    for byte in hash.finalize() {
        // Writing to a `String` does not fail.
        let _ = write!(text, "{byte:02x}");
    }
    text
}
