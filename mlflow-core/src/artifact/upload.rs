//! Uploads of files and trees.

use std::path::{Path, PathBuf};
use std::pin::Pin;
use std::task::{Context, Poll};

use tokio::io::{AsyncRead, ReadBuf};

use super::source::{files_of, text_of};
use super::{ArtifactPath, ArtifactRepo, LocalFile, Meter, TransferOptions, failures};
use crate::{Error, Result};

/// Uploads a file or a directory under its own name.
pub(super) async fn upload<R: ArtifactRepo + ?Sized>(
    repo: &R,
    local: &Path,
    directory: Option<&ArtifactPath>,
    options: &TransferOptions,
) -> Result<()> {
    let metadata = tokio::fs::metadata(local)
        .await
        .map_err(|error| local_error("read", local, error))?;
    let target = ArtifactPath::join_to(directory, text_of(&own_name(local)?)?)?;
    if metadata.is_dir() {
        return upload_tree(repo, local, Some(&target), options).await;
    }
    let meter = options.meter(1, Some(metadata.len()));
    let result = repo.upload_file(local, &target, &meter).await;
    meter.finish_file();
    result
}

/// Uploads what is in a directory.
pub(super) async fn upload_tree<R: ArtifactRepo + ?Sized>(
    repo: &R,
    local: &Path,
    directory: Option<&ArtifactPath>,
    options: &TransferOptions,
) -> Result<()> {
    let metadata = tokio::fs::metadata(local)
        .await
        .map_err(|error| local_error("read", local, error))?;
    if !metadata.is_dir() {
        let message = format!("cannot read '{}': not a directory", local.display());
        return Err(Error::invalid_parameter_value(message));
    }
    let own_root = repo.local_path(None).await.unwrap_or(None);
    let (tree, target) = (local.to_owned(), directory.cloned());
    let (files, mut failed) =
        tokio::task::spawn_blocking(move || files_of(&tree, target.as_ref(), own_root.as_deref()))
            .await
            .map_err(|error| Error::internal("the walk of the directory was cut").with_source(error))?;
    let bytes = files.iter().map(|file: &LocalFile| file.size).sum();
    let meter = options.meter(files.len() as u64, Some(bytes));
    failed.extend(repo.upload_files(files, options.concurrent_files(), &meter).await);
    failures::collected("uploading", failed)
}

/// Uploads a file through [`ArtifactRepo::write`].
pub(crate) async fn stream_file<R: ArtifactRepo + ?Sized>(
    repo: &R,
    local: &Path,
    path: &ArtifactPath,
    meter: &Meter,
) -> Result<()> {
    let wrong = |error| local_error("read", local, error);
    let metadata = tokio::fs::metadata(local).await.map_err(wrong)?;
    if !metadata.is_file() {
        let message = format!("cannot read '{}': not a regular file", local.display());
        return Err(Error::invalid_parameter_value(message));
    }
    let file = tokio::fs::File::open(local).await.map_err(wrong)?;
    let mut metered = Metered {
        file,
        meter,
        failure: None,
    };
    let written = repo.write(path, &mut metered, Some(metadata.len())).await;
    match metered.failure {
        Some(error) => Err(wrong(error)),
        None => written,
    }
}

struct Metered<'a> {
    file: tokio::fs::File,
    meter: &'a Meter,
    /// Why the file could not be read, which is no fault of the repository that was reading it.
    failure: Option<std::io::Error>,
}

impl AsyncRead for Metered<'_> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<std::io::Result<()>> {
        let before = buffer.filled().len();
        let polled = Pin::new(&mut self.file).poll_read(context, buffer);
        let read = buffer.filled().len() - before;
        if read > 0 {
            self.meter.advance(read as u64);
        }
        if let Poll::Ready(Err(error)) = &polled {
            self.failure = Some(std::io::Error::new(error.kind(), error.to_string()));
        }
        polled
    }
}

fn own_name(local: &Path) -> Result<std::ffi::OsString> {
    if let Some(name) = local.file_name() {
        return Ok(name.to_owned());
    }
    let real: PathBuf = local
        .canonicalize()
        .map_err(|error| local_error("read", local, error))?;
    match real.file_name() {
        Some(name) => Ok(name.to_owned()),
        None => Err(Error::invalid_parameter_value(format!(
            "'{}' has no name to be logged under",
            local.display()
        ))),
    }
}

/// Makes an error that names the caller's own path.
pub(super) fn local_error(doing: &str, path: &Path, error: std::io::Error) -> Error {
    let message = format!("cannot {doing} '{}': {error}", path.display());
    Error::new(Error::from(error).code(), message)
}
