//! Conveniences for callers of a repository.

use std::future::Future;
use std::path::{Path, PathBuf};

use bytes::Bytes;
use tokio::io::AsyncReadExt;

use super::{ArtifactPath, ArtifactRepo, FileInfo, TransferFailure, TransferOptions};
use super::{download, failures, upload};
use crate::{Error, Result};

/// What every [`ArtifactRepo`] can do for its callers.
pub trait ArtifactRepoExt: ArtifactRepo {
    /// Reads a whole artifact into memory.
    fn read_bytes(&self, path: &ArtifactPath) -> impl Future<Output = Result<Bytes>> + Send {
        async move {
            let mut reader = self.read(path).await?;
            let mut bytes = Vec::new();
            reader.read_to_end(&mut bytes).await.map_err(|error| {
                let message = format!("cannot read artifact '{path}': {error}");
                Error::new(Error::from(error).code(), message)
            })?;
            Ok(bytes.into())
        }
    }

    /// Stores bytes as an artifact.
    fn write_bytes(
        &self,
        path: &ArtifactPath,
        bytes: impl AsRef<[u8]> + Send + Sync,
    ) -> impl Future<Output = Result<()>> + Send {
        async move {
            let mut bytes = bytes.as_ref();
            let length = bytes.len() as u64;
            self.write(path, &mut bytes, Some(length)).await
        }
    }

    /// Uploads a file or a directory into `directory` under its own name, as `log_artifact` does.
    fn upload(
        &self,
        local: &Path,
        directory: Option<&ArtifactPath>,
        options: &TransferOptions,
    ) -> impl Future<Output = Result<()>> + Send {
        upload::upload(self, local, directory, options)
    }

    /// Uploads what is in a local directory into `directory`, as `log_artifacts` does.
    ///
    /// Links are followed. Empty directories leave no trace. All files are tried; those that failed
    /// are listed in one error. A repository inside of the local directory is not copied into itself.
    fn upload_tree(
        &self,
        local: &Path,
        directory: Option<&ArtifactPath>,
        options: &TransferOptions,
    ) -> impl Future<Output = Result<()>> + Send {
        upload::upload_tree(self, local, directory, options)
    }

    /// Downloads a file, or a directory with all that is in it, and returns where it is.
    ///
    /// With a destination, which must be a directory, the artifact `a/b` goes to `a/b` below it.
    /// Without one it goes to a new temporary directory that the caller owns; an artifact that is in
    /// the local file system already is not copied at all. All files are tried; those that failed are
    /// listed in one error.
    fn download(
        &self,
        path: Option<&ArtifactPath>,
        destination: Option<&Path>,
        options: &TransferOptions,
    ) -> impl Future<Output = Result<PathBuf>> + Send {
        download::download(self, path, destination, options)
    }

    /// Lists all files below a directory, in the order of their paths.
    fn list_files(&self, path: Option<&ArtifactPath>) -> impl Future<Output = Result<Vec<FileInfo>>> + Send {
        async move {
            let (files, failed) = download::walk(self, path).await?;
            failures::collected("listing", failed)?;
            let row = |(path, file_size): (ArtifactPath, Option<i64>)| FileInfo {
                path: path.as_str().to_owned(),
                is_dir: false,
                file_size,
            };
            Ok(files.into_iter().map(row).collect())
        }
    }

    /// Deletes everything in the root, and leaves the root.
    fn delete_all(&self) -> impl Future<Output = Result<()>> + Send {
        async move {
            let mut failed = Vec::new();
            for row in self.list(None).await? {
                let deleted = match ArtifactPath::parse(&row.path) {
                    Ok(path) => self.delete(&path).await,
                    Err(error) => Err(error),
                };
                failed.extend(deleted.err().map(|error| TransferFailure::new(row.path, error)));
            }
            failures::collected("deleting", failed)
        }
    }
}

impl<R: ArtifactRepo + ?Sized> ArtifactRepoExt for R {}
