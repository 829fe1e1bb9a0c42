//! Copies of local files into the root, one or many.

use std::fs::File;
use std::io::Read;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError, Weak};

use cap_std::fs::Metadata;
use mlflow_core::artifact::{ArtifactPath, LocalFile, Meter, TransferFailure};
use mlflow_core::{Error, Result};

use super::root::{Root, Touched};
use super::staged::{Staged, present_target};

/// Bytes that are copied between two reports of progress.
const PIECE_BYTES: u64 = 8 * 1024 * 1024;

/// Copies one file and returns the directories to sync.
pub(super) fn copy_in(root: &Root, local: &Path, path: ArtifactPath, meter: &Meter) -> Result<Touched> {
    let failed = |error: std::io::Error| {
        let message = format!("cannot read '{}': {error}", local.display());
        Error::new(Error::from(error).code(), message)
    };
    let metadata = std::fs::metadata(local).map_err(failed)?;
    if !metadata.is_file() {
        let message = format!("cannot read '{}': not a regular file", local.display());
        return Err(Error::invalid_parameter_value(message));
    }
    if let Some(present) = present_target(&root.open_for_write()?, &path)?
        && is_same_file(&metadata, &present)
    {
        meter.advance(metadata.len());
        return Ok(Touched::new());
    }
    let mut source = File::open(local).map_err(failed)?;
    let mut staged = Staged::create(root, path, None)?;
    loop {
        let copied = staged.append_with(|file| std::io::copy(&mut source.by_ref().take(PIECE_BYTES), file));
        // A copy does not say which side failed; a source that did fails again.
        let copied = copied.map_err(|error| match source.read(&mut [0]) {
            Err(unreadable) => failed(unreadable),
            Ok(_) => error,
        })?;
        meter.advance(copied);
        if copied < PIECE_BYTES {
            return staged.publish();
        }
    }
}

#[cfg(unix)]
fn is_same_file(local: &std::fs::Metadata, present: &Metadata) -> bool {
    use cap_std::fs::MetadataExt as _;
    (
        std::os::unix::fs::MetadataExt::dev(local),
        std::os::unix::fs::MetadataExt::ino(local),
    ) == (present.dev(), present.ino())
}

#[cfg(not(unix))]
fn is_same_file(_: &std::fs::Metadata, _: &Metadata) -> bool {
    false
}

type Queue = Mutex<std::vec::IntoIter<LocalFile>>;

/// Copies many files with a few threads, then syncs each touched directory once.
///
/// The threads stop after their present file when the caller goes away.
pub(super) async fn copy_all_in(
    root: &Arc<Root>,
    files: Vec<LocalFile>,
    concurrency: usize,
    meter: &Meter,
) -> Vec<TransferFailure> {
    let workers = concurrency.clamp(1, files.len().max(1));
    let queue: Arc<Queue> = Arc::new(Mutex::new(files.into_iter()));
    let running: Vec<_> = (0..workers)
        .map(|_| {
            let (root, queue, meter) = (Arc::clone(root), Arc::downgrade(&queue), meter.clone());
            tokio::task::spawn_blocking(move || work(&root, &queue, &meter))
        })
        .collect();
    let mut touched = Touched::new();
    let mut failures = Vec::new();
    for worker in running {
        match worker.await {
            Ok((its_touched, its_failures)) => {
                touched.extend(its_touched);
                failures.extend(its_failures);
            }
            Err(error) => failures.push(TransferFailure::new(
                "",
                Error::internal("an upload was cut").with_source(error),
            )),
        }
    }
    let root = Arc::clone(root);
    match tokio::task::spawn_blocking(move || root.sync_directories(&touched)).await {
        Ok(Ok(())) => {}
        Ok(Err(error)) => failures.push(TransferFailure::new("", error)),
        Err(error) => failures.push(TransferFailure::new(
            "",
            Error::internal("an upload was cut").with_source(error),
        )),
    }
    failures
}

fn work(root: &Root, queue: &Weak<Queue>, meter: &Meter) -> (Touched, Vec<TransferFailure>) {
    let mut touched = Touched::new();
    let mut failures = Vec::new();
    while let Some(file) = next(queue) {
        match copy_in(root, &file.source, file.target, meter) {
            Ok(its_touched) => touched.extend(its_touched),
            Err(error) => failures.push(TransferFailure::new(file.source.display(), error)),
        }
        meter.finish_file();
    }
    (touched, failures)
}

fn next(queue: &Weak<Queue>) -> Option<LocalFile> {
    let queue = queue.upgrade()?;
    let mut files = queue.lock().unwrap_or_else(PoisonError::into_inner);
    files.next()
}
