//! A repository on any service.

use crate::errors::{failed, is_a_directory, is_missing, no_artifact};
use crate::keys;
use crate::write::write;
use async_trait::async_trait;
use mlflow_core::artifact::{
    ArtifactPath, ArtifactReader, ArtifactRepo, ArtifactSource, FileInfo, RESERVED_PREFIX,
};
use mlflow_core::{Error, Result};
use opendal::{Metadata, Operator};
use std::collections::BTreeMap;
use tokio_util::compat::FuturesAsyncReadCompatExt;

/// So many bytes are fetched at once.
const PIECE: usize = 1 << 20;

pub(crate) struct OpendalRepo {
    pub(crate) operator: Operator,
    uri: String,
}

impl OpendalRepo {
    pub(crate) fn new(operator: Operator, uri: &str) -> Self {
        OpendalRepo {
            operator,
            uri: uri.to_owned(),
        }
    }

    /// Returns what is known of a file; `None` if there is none, and an error for a directory.
    pub(crate) async fn file(&self, path: &ArtifactPath) -> Result<Option<Metadata>> {
        match self.operator.stat(&keys::file(path)?).await {
            Ok(found) if found.is_dir() => Err(is_a_directory(path)),
            Ok(found) => Ok(Some(found)),
            Err(error) if is_missing(&error) => match self.is_directory(path).await? {
                true => Err(is_a_directory(path)),
                false => Ok(None),
            },
            Err(error) => Err(failed(&format!("cannot read artifact '{path}'"), error)),
        }
    }

    /// Lists what is directly in a path that is no file.
    async fn rows(&self, path: Option<&ArtifactPath>) -> Result<Vec<FileInfo>> {
        let directory = keys::directory(path)?;
        let shown = path.map_or("", ArtifactPath::as_str);
        let entries = match self.operator.list(&directory).await {
            Ok(entries) => entries,
            Err(error) if is_missing(&error) => return Ok(Vec::new()),
            Err(error) => return Err(failed(&format!("cannot list artifacts in '{shown}'"), error)),
        };
        let mut rows = BTreeMap::new();
        for entry in entries {
            let path = keys::path(entry.path());
            let name = path.rsplit('/').next().unwrap_or_default();
            // A service may list the directory itself, and a file where a directory was asked for.
            if path.is_empty() || path == shown || name.starts_with(RESERVED_PREFIX) {
                continue;
            }
            let row = match entry.metadata() {
                found if found.is_dir() => FileInfo::directory(path),
                found if found.content_length() > 0 => FileInfo::file(path, found.content_length()),
                // Some services do not list sizes.
                _ => {
                    let found = self.operator.stat(entry.path()).await;
                    let found = found.map_err(|e| failed(&format!("cannot list artifact '{path}'"), e))?;
                    FileInfo::file(path, found.content_length())
                }
            };
            rows.insert(row.path.clone(), row);
        }
        Ok(rows.into_values().collect())
    }

    /// Tells whether anything is below a path: many services have no other directories.
    async fn is_directory(&self, path: &ArtifactPath) -> Result<bool> {
        Ok(!self.rows(Some(path)).await?.is_empty())
    }
}

#[async_trait]
impl ArtifactRepo for OpendalRepo {
    fn uri(&self) -> &str {
        &self.uri
    }

    async fn list(&self, path: Option<&ArtifactPath>) -> Result<Vec<FileInfo>> {
        if let Some(path) = path {
            // Services differ in what they say of a file that is listed as a directory.
            let found = self.operator.stat(&keys::file(path)?).await;
            if found.is_ok_and(|found| found.is_file()) {
                return Ok(Vec::new());
            }
        }
        self.rows(path).await
    }

    async fn read(&self, path: &ArtifactPath) -> Result<ArtifactReader> {
        let found = self.file(path).await?.ok_or_else(|| no_artifact(path))?;
        let wrong = |error| failed(&format!("cannot read artifact '{path}'"), error);
        let length = found.content_length();
        let key = keys::file(path)?;
        let reader = self
            .operator
            .reader_with(&key)
            .chunk(PIECE)
            .await
            .map_err(wrong)?;
        let stream = reader.into_futures_async_read(0..length).await.map_err(wrong)?;
        let mut reader = ArtifactReader::seekable(stream.compat(), length);
        if let Some(version) = found.etag() {
            reader = reader.with_version(version.trim_matches('"'));
        }
        if let Some(time) = found.last_modified() {
            reader = reader.with_modified(time.into());
        }
        Ok(reader)
    }

    async fn write(
        &self,
        path: &ArtifactPath,
        content: ArtifactSource<'_>,
        length: Option<u64>,
    ) -> Result<()> {
        self.file(path).await?;
        let mut parent = path.parent();
        while let Some(directory) = parent {
            let found = self.operator.stat(&keys::file(&directory)?).await;
            if found.is_ok_and(|found| found.is_file()) {
                return Err(Error::invalid_parameter_value(format!(
                    "cannot write artifact '{path}': '{directory}' is a file"
                )));
            }
            parent = directory.parent();
        }
        write(&self.operator, path, content, length).await
    }

    async fn delete(&self, path: &ArtifactPath) -> Result<()> {
        let wrong = |error| failed(&format!("cannot delete artifact '{path}'"), error);
        match self.file(path).await {
            Ok(Some(_)) => self.operator.delete(&keys::file(path)?).await.map_err(wrong),
            Ok(None) => Ok(()),
            // A directory.
            Err(_) => {
                let directory = keys::directory(Some(path))?;
                let deleting = self.operator.delete_with(&directory).recursive(true);
                deleting.await.map_err(wrong)
            }
        }
    }
}
