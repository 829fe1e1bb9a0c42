//! What a store of artifacts offers.

use std::path::{Path, PathBuf};

use async_trait::async_trait;
use futures::stream::{self, StreamExt};

use super::{
    ArtifactPath, ArtifactReader, ArtifactSource, FileInfo, LocalFile, Meter, MultipartUploads,
    TransferFailure,
};
use super::{download, upload};
use crate::Result;

/// A store of the artifacts below one root: of a run, of a model, or of a whole server.
///
/// Implementers write the first five methods. The others have defaults over them and are there to be
/// replaced by something quicker. Callers find more in [`ArtifactRepoExt`](super::ArtifactRepoExt).
///
/// Every implementation keeps these promises, which the suite in `mlflow-testkit` checks:
///
/// - An artifact appears whole or not at all, also when its writer is dropped half-way.
/// - A directory is never overwritten by a file, nor a file by a directory: both are
///   `INVALID_PARAMETER_VALUE`.
/// - Reading what is not there is `RESOURCE_DOES_NOT_EXIST`.
/// - The root is never deleted.
#[async_trait]
pub trait ArtifactRepo: Send + Sync {
    /// Returns the URI of the root.
    fn uri(&self) -> &str;

    /// Lists what is directly in a directory, where `None` is the root.
    ///
    /// Rows are sorted by path and relative to the root. A file and a missing directory have none.
    async fn list(&self, path: Option<&ArtifactPath>) -> Result<Vec<FileInfo>>;

    /// Opens an artifact for reading.
    async fn read(&self, path: &ArtifactPath) -> Result<ArtifactReader>;

    /// Stores an artifact, replacing one that is there.
    ///
    /// If `length` is given and another number of bytes comes, nothing is stored.
    async fn write(
        &self,
        path: &ArtifactPath,
        content: ArtifactSource<'_>,
        length: Option<u64>,
    ) -> Result<()>;

    /// Deletes a file, or a directory with all that is in it; a missing one is fine.
    async fn delete(&self, path: &ArtifactPath) -> Result<()>;

    /// Returns where an artifact or directory is in the local file system, if that is where it is.
    ///
    /// Such a store is downloaded from without copying. A missing artifact is an error there.
    async fn local_path(&self, path: Option<&ArtifactPath>) -> Result<Option<PathBuf>> {
        let _ = path;
        Ok(None)
    }

    /// Returns what takes artifacts in parts, where a repository does.
    fn multipart(&self) -> Option<&dyn MultipartUploads> {
        None
    }

    /// Uploads one local file.
    async fn upload_file(&self, local: &Path, path: &ArtifactPath, meter: &Meter) -> Result<()> {
        upload::stream_file(self, local, path, meter).await
    }

    /// Uploads many local files, at most `concurrency` at once, and returns those that failed.
    async fn upload_files(
        &self,
        files: Vec<LocalFile>,
        concurrency: usize,
        meter: &Meter,
    ) -> Vec<TransferFailure> {
        let failed = stream::iter(files).map(async |file: LocalFile| {
            let result = self.upload_file(&file.source, &file.target, meter).await;
            meter.finish_file();
            result
                .err()
                .map(|error| TransferFailure::new(file.source.display(), error))
        });
        let results: Vec<_> = failed.buffer_unordered(concurrency.max(1)).collect().await;
        results.into_iter().flatten().collect()
    }

    /// Downloads one artifact to a local file, whose directory exists, replacing one that is there.
    async fn download_file(&self, path: &ArtifactPath, local: &Path, meter: &Meter) -> Result<()> {
        download::stream_file(self, path, local, meter).await
    }
}
