//! Downloads of files and trees.

use std::path::{Path, PathBuf};

use futures::stream::{self, StreamExt};
use tokio::io::{AsyncReadExt, AsyncWriteExt};

use super::upload::local_error;
use super::{ArtifactPath, ArtifactRepo, FileInfo, Meter, TransferFailure, TransferOptions, failures};
use crate::{Error, ErrorCode, Result};

const CHUNK_BYTES: usize = 256 * 1024;
const WALK_DEPTH: usize = 128;
const WALK_ROWS: usize = 1_000_000;

/// Downloads a file or a directory and returns where it is.
pub(super) async fn download<R: ArtifactRepo + ?Sized>(
    repo: &R,
    path: Option<&ArtifactPath>,
    destination: Option<&Path>,
    options: &TransferOptions,
) -> Result<PathBuf> {
    if let Some(destination) = destination {
        let destination = existing_directory(destination).await?;
        return download_into(repo, path, &destination, options).await;
    }
    if let Some(existing) = repo.local_path(path).await? {
        return Ok(existing);
    }
    let destination = new_directory().await?;
    let result = download_into(repo, path, &destination, options).await;
    if result.is_err() {
        let _ = tokio::fs::remove_dir_all(&destination).await;
    }
    result
}

async fn download_into<R: ArtifactRepo + ?Sized>(
    repo: &R,
    path: Option<&ArtifactPath>,
    destination: &Path,
    options: &TransferOptions,
) -> Result<PathBuf> {
    let (files, mut failed) = match path {
        Some(path) if is_file(repo, path).await? => (vec![(path.clone(), None)], Vec::new()),
        _ => walk(repo, path).await?,
    };
    let bytes_total = files
        .iter()
        .map(|(_, size)| size.and_then(|size| u64::try_from(size).ok()))
        .sum();
    let meter = options.meter(files.len() as u64, bytes_total);
    if let (Some(path), [(only, _)]) = (path, files.as_slice())
        && only == path
    {
        let result = download_below(repo, path, destination, &meter).await;
        meter.finish_file();
        result?;
        return Ok(local_form(destination, Some(path)));
    }
    let transfers = stream::iter(files).map(async |(path, _): (ArtifactPath, Option<i64>)| {
        let result = download_below(repo, &path, destination, &meter).await;
        meter.finish_file();
        result.err().map(|error| TransferFailure::new(&path, error))
    });
    let results: Vec<_> = transfers
        .buffer_unordered(options.concurrent_files())
        .collect()
        .await;
    failed.extend(results.into_iter().flatten());
    failures::collected("downloading", failed)?;
    Ok(local_form(destination, path))
}

/// Takes what has no rows for a file, except for an empty directory of a local store.
async fn is_file<R: ArtifactRepo + ?Sized>(repo: &R, path: &ArtifactPath) -> Result<bool> {
    if !repo.list(Some(path)).await?.is_empty() {
        return Ok(false);
    }
    Ok(!repo
        .local_path(Some(path))
        .await?
        .is_some_and(|local| local.is_dir()))
}

type Found = (ArtifactPath, Option<i64>);

/// Lists all files below a directory, and the rows of it that are no good.
///
/// Each name is checked again: a listing may come from a server that is not to be trusted.
pub(super) async fn walk<R: ArtifactRepo + ?Sized>(
    repo: &R,
    path: Option<&ArtifactPath>,
) -> Result<(Vec<Found>, Vec<TransferFailure>)> {
    let mut files = Vec::new();
    let mut failed = Vec::new();
    let mut rows_seen = 0;
    let mut directories: Vec<(Option<ArtifactPath>, usize)> = vec![(path.cloned(), 0)];
    while let Some((directory, depth)) = directories.pop() {
        if depth > WALK_DEPTH || rows_seen > WALK_ROWS {
            let message = format!(
                "the artifacts are more than {WALK_ROWS}, or deeper than {WALK_DEPTH} directories: is there a loop?"
            );
            return Err(Error::invalid_parameter_value(message));
        }
        for row in repo.list(directory.as_ref()).await? {
            rows_seen += 1;
            match child(&row, directory.as_ref()) {
                Ok(child) if row.is_dir => directories.push((Some(child), depth + 1)),
                Ok(child) => files.push((child, row.file_size)),
                Err(error) => failed.push(TransferFailure::new(row.path, error)),
            }
        }
    }
    files.sort();
    Ok((files, failed))
}

fn child(row: &FileInfo, directory: Option<&ArtifactPath>) -> Result<ArtifactPath> {
    let path = ArtifactPath::parse(&row.path)?;
    match path.below(directory) {
        Some(name) if !name.contains('/') => Ok(path),
        _ => Err(Error::internal(format!(
            "the store listed '{path}', which is not in the listed directory"
        ))),
    }
}

async fn download_below<R: ArtifactRepo + ?Sized>(
    repo: &R,
    path: &ArtifactPath,
    destination: &Path,
    meter: &Meter,
) -> Result<()> {
    let local = local_form(destination, Some(path));
    if let Some(parent) = local.parent() {
        tokio::fs::create_dir_all(parent)
            .await
            .map_err(|error| local_error("create", parent, error))?;
    }
    repo.download_file(path, &local, meter).await
}

fn local_form(destination: &Path, path: Option<&ArtifactPath>) -> PathBuf {
    let mut local = destination.to_owned();
    local.extend(path.iter().flat_map(|path| path.segments()));
    local
}

async fn existing_directory(path: &Path) -> Result<PathBuf> {
    let path = std::path::absolute(path).map_err(|error| local_error("find", path, error))?;
    let (code, problem) = match tokio::fs::metadata(&path).await {
        Ok(metadata) if metadata.is_dir() => return Ok(path),
        Ok(_) => (ErrorCode::InvalidParameterValue, "must be a directory!"),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            (ErrorCode::ResourceDoesNotExist, "does not exist!")
        }
        Err(error) => return Err(local_error("find", &path, error)),
    };
    Err(Error::new(
        code,
        format!(
            "The destination path for downloaded artifacts {problem} Destination path: {}",
            path.display()
        ),
    ))
}

/// Makes a directory that only its owner can enter.
async fn new_directory() -> Result<PathBuf> {
    let path = std::env::temp_dir().join(format!("mlflow-artifacts-{}", uuid::Uuid::new_v4().simple()));
    let mut builder = tokio::fs::DirBuilder::new();
    #[cfg(unix)]
    builder.mode(0o700);
    builder
        .create(&path)
        .await
        .map_err(|error| local_error("create", &path, error))?;
    Ok(path)
}

/// Downloads an artifact through [`ArtifactRepo::read`] into a hidden file that is then renamed.
pub(crate) async fn stream_file<R: ArtifactRepo + ?Sized>(
    repo: &R,
    path: &ArtifactPath,
    local: &Path,
    meter: &Meter,
) -> Result<()> {
    let wrong = |error| local_error("write", local, error);
    let mut reader = repo.read(path).await?;
    let part = Part(local.with_file_name(format!(".mlflow-{}.part", uuid::Uuid::new_v4().simple())));
    let mut file = tokio::fs::File::create_new(&part.0).await.map_err(wrong)?;
    let mut buffer = vec![0; CHUNK_BYTES];
    let mut received = 0;
    loop {
        let read = reader.read(&mut buffer).await.map_err(|error| {
            let message = format!("cannot read artifact '{path}': {error}");
            Error::new(Error::from(error).code(), message)
        })?;
        if read == 0 {
            break;
        }
        file.write_all(&buffer[..read]).await.map_err(wrong)?;
        received += read as u64;
        meter.advance(read as u64);
    }
    file.flush().await.map_err(wrong)?;
    if let Some(expected) = reader.length().filter(|expected| *expected != received) {
        return Err(Error::new(
            ErrorCode::DataLoss,
            format!("artifact '{path}' is incomplete: {received} of {expected} bytes arrived"),
        ));
    }
    tokio::fs::rename(&part.0, local).await.map_err(wrong)
}

/// A file that is removed when it is dropped under its first name.
struct Part(PathBuf);

impl Drop for Part {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.0);
    }
}
