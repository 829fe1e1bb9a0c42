//! Artifacts in memory.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::io::Cursor;
use std::sync::{PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};

use async_trait::async_trait;
use bytes::Bytes;
use tokio::io::AsyncReadExt;

use crate::artifact::{ArtifactPath, ArtifactReader, ArtifactRepo, ArtifactSource, FileInfo};
use crate::{Error, Result};

/// An [`ArtifactRepo`] in memory, for tests and examples.
///
/// Directories exist as long as something is in them.
#[derive(Debug, Default)]
pub struct MemoryArtifactRepo {
    files: RwLock<BTreeMap<String, Bytes>>,
}

impl MemoryArtifactRepo {
    /// Makes an empty repository.
    pub fn new() -> Self {
        MemoryArtifactRepo::default()
    }

    fn files(&self) -> RwLockReadGuard<'_, BTreeMap<String, Bytes>> {
        self.files.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn files_mut(&self) -> RwLockWriteGuard<'_, BTreeMap<String, Bytes>> {
        self.files.write().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Returns the paths below a directory, in order.
fn below<'a>(
    files: &'a BTreeMap<String, Bytes>,
    prefix: &'a str,
) -> impl Iterator<Item = (&'a String, &'a Bytes)> {
    files
        .range(prefix.to_owned()..)
        .take_while(move |(path, _)| path.starts_with(prefix))
}

fn is_directory(files: &BTreeMap<String, Bytes>, path: &ArtifactPath) -> bool {
    below(files, &format!("{path}/")).next().is_some()
}

fn directory_error(path: &ArtifactPath) -> Error {
    Error::invalid_parameter_value(format!("artifact '{path}' is a directory"))
}

#[async_trait]
impl ArtifactRepo for MemoryArtifactRepo {
    fn uri(&self) -> &str {
        "memory:"
    }

    async fn list(&self, path: Option<&ArtifactPath>) -> Result<Vec<FileInfo>> {
        let prefix = path.map_or(String::new(), |path| format!("{path}/"));
        let files = self.files();
        let mut rows: BTreeMap<String, FileInfo> = BTreeMap::new();
        for (path, bytes) in below(&files, &prefix) {
            match path[prefix.len()..].split_once('/') {
                None => {
                    rows.insert(path.clone(), FileInfo::file(path, bytes.len() as u64));
                }
                Some((name, _)) => {
                    if let Entry::Vacant(row) = rows.entry(format!("{prefix}{name}")) {
                        let directory = FileInfo::directory(row.key());
                        row.insert(directory);
                    }
                }
            }
        }
        Ok(rows.into_values().collect())
    }

    async fn read(&self, path: &ArtifactPath) -> Result<ArtifactReader> {
        let files = self.files();
        match files.get(path.as_str()) {
            Some(bytes) => {
                let length = bytes.len() as u64;
                Ok(ArtifactReader::new(Cursor::new(bytes.clone()), Some(length)))
            }
            None if is_directory(&files, path) => Err(directory_error(path)),
            None => Err(Error::does_not_exist(format!("No such artifact: '{path}'"))),
        }
    }

    async fn write(
        &self,
        path: &ArtifactPath,
        content: ArtifactSource<'_>,
        length: Option<u64>,
    ) -> Result<()> {
        let mut bytes = Vec::new();
        content.read_to_end(&mut bytes).await.map_err(|error| {
            let message = format!("cannot write artifact '{path}': {error}");
            Error::new(Error::from(error).code(), message)
        })?;
        let received = bytes.len() as u64;
        if let Some(expected) = length.filter(|expected| *expected != received) {
            return Err(Error::invalid_parameter_value(format!(
                "artifact '{path}' is not stored: {received} bytes arrived, {expected} were declared"
            )));
        }
        let mut files = self.files_mut();
        if is_directory(&files, path) {
            return Err(directory_error(path));
        }
        let mut parent = path.parent();
        while let Some(directory) = parent {
            if files.contains_key(directory.as_str()) {
                return Err(Error::invalid_parameter_value(format!(
                    "cannot write artifact '{path}': '{directory}' is a file"
                )));
            }
            parent = directory.parent();
        }
        files.insert(path.as_str().to_owned(), bytes.into());
        Ok(())
    }

    async fn delete(&self, path: &ArtifactPath) -> Result<()> {
        let mut files = self.files_mut();
        let prefix = format!("{path}/");
        files.retain(|file, _| file != path.as_str() && !file.starts_with(&prefix));
        Ok(())
    }
}
