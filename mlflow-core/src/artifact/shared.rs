//! A repository that several owners share is one as well.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use async_trait::async_trait;

use super::{
    ArtifactPath, ArtifactReader, ArtifactRepo, ArtifactSource, FileInfo, LocalFile, Meter, MultipartUploads,
    TransferFailure,
};
use crate::Result;

#[async_trait]
impl<R: ArtifactRepo + ?Sized> ArtifactRepo for Arc<R> {
    fn uri(&self) -> &str {
        (**self).uri()
    }

    async fn list(&self, path: Option<&ArtifactPath>) -> Result<Vec<FileInfo>> {
        (**self).list(path).await
    }

    async fn read(&self, path: &ArtifactPath) -> Result<ArtifactReader> {
        (**self).read(path).await
    }

    async fn write(
        &self,
        path: &ArtifactPath,
        content: ArtifactSource<'_>,
        length: Option<u64>,
    ) -> Result<()> {
        (**self).write(path, content, length).await
    }

    async fn delete(&self, path: &ArtifactPath) -> Result<()> {
        (**self).delete(path).await
    }

    async fn local_path(&self, path: Option<&ArtifactPath>) -> Result<Option<PathBuf>> {
        (**self).local_path(path).await
    }

    fn multipart(&self) -> Option<&dyn MultipartUploads> {
        (**self).multipart()
    }

    async fn upload_file(&self, local: &Path, path: &ArtifactPath, meter: &Meter) -> Result<()> {
        (**self).upload_file(local, path, meter).await
    }

    async fn upload_files(
        &self,
        files: Vec<LocalFile>,
        concurrency: usize,
        meter: &Meter,
    ) -> Vec<TransferFailure> {
        (**self).upload_files(files, concurrency, meter).await
    }

    async fn download_file(&self, path: &ArtifactPath, local: &Path, meter: &Meter) -> Result<()> {
        (**self).download_file(path, local, meter).await
    }
}
