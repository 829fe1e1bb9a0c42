//! Behaviours of uploads and downloads of files and trees.

use std::path::Path;
use std::sync::{Arc, Mutex};

use mlflow_core::ErrorCode;
use mlflow_core::artifact::{ArtifactRepo, ArtifactRepoExt, TransferOptions, TransferState};
use tempfile::TempDir;

use super::{names, path};

fn tree(files: &[(&str, &str)]) -> TempDir {
    let directory = tempfile::tempdir().unwrap();
    for (name, text) in files {
        let file = directory.path().join(name);
        std::fs::create_dir_all(file.parent().unwrap()).unwrap();
        std::fs::write(file, text).unwrap();
    }
    directory
}

fn text(directory: &Path, name: &str) -> String {
    std::fs::read_to_string(directory.join(name)).unwrap()
}

async fn files(repo: &dyn ArtifactRepo) -> Vec<String> {
    let rows = repo.list_files(None).await.unwrap();
    rows.into_iter().map(|row| row.path).collect()
}

/// A tree goes up into a directory and comes down under its path, whole or in part.
pub async fn tree_up_and_down(repo: &dyn ArtifactRepo) {
    let local = tree(&[("a.txt", "a"), ("d/b.txt", "b"), ("d/e/100%.txt", "")]);
    std::fs::create_dir(local.path().join("no files")).unwrap();
    let options = TransferOptions::new().concurrency(3);
    repo.upload_tree(local.path(), Some(&path("up")), &options)
        .await
        .unwrap();
    assert_eq!(files(repo).await, ["up/a.txt", "up/d/b.txt", "up/d/e/100%.txt"]);

    let destination = tempfile::tempdir().unwrap();
    let down = repo
        .download(Some(&path("up/d")), Some(destination.path()), &options)
        .await
        .unwrap();
    assert_eq!(down, destination.path().join("up/d"));
    assert_eq!(text(&down, "b.txt"), "b");
    assert_eq!(text(&down, "e/100%.txt"), "");
    assert!(!destination.path().join("up/a.txt").exists());

    let anywhere = repo.download(None, None, &options).await.unwrap();
    assert_eq!(text(&anywhere, "up/a.txt"), "a");
    if repo.local_path(None).await.unwrap().is_none() {
        std::fs::remove_dir_all(anywhere).unwrap();
    }
}

/// A file goes up under its own name, and comes down to a destination that must be a directory.
pub async fn file_up_and_down(repo: &dyn ArtifactRepo) {
    let local = tree(&[("model.bin", "weights")]);
    let options = TransferOptions::new();
    let file = local.path().join("model.bin");
    repo.upload(&file, None, &options).await.unwrap();
    repo.upload(&file, Some(&path("d")), &options).await.unwrap();
    assert_eq!(files(repo).await, ["d/model.bin", "model.bin"]);

    let destination = tempfile::tempdir().unwrap();
    let wanted = path("d/model.bin");
    let down = repo
        .download(Some(&wanted), Some(destination.path()), &options)
        .await
        .unwrap();
    assert_eq!(down, destination.path().join("d/model.bin"));
    assert_eq!(std::fs::read_to_string(&down).unwrap(), "weights");
    assert_eq!(std::fs::read_dir(down.parent().unwrap()).unwrap().count(), 1);

    let error = repo
        .download(Some(&wanted), Some(&file), &options)
        .await
        .unwrap_err();
    assert_eq!(error.code(), ErrorCode::InvalidParameterValue);
    let nowhere = local.path().join("nowhere");
    let error = repo
        .download(Some(&wanted), Some(&nowhere), &options)
        .await
        .unwrap_err();
    assert_eq!(error.code(), ErrorCode::ResourceDoesNotExist);
    let missing = path("d/missing");
    let error = repo
        .download(Some(&missing), Some(destination.path()), &options)
        .await
        .unwrap_err();
    assert_eq!(error.code(), ErrorCode::ResourceDoesNotExist);
    let error = repo.upload(&nowhere, None, &options).await.unwrap_err();
    assert_eq!(error.code(), ErrorCode::ResourceDoesNotExist);
    assert!(error.message().contains("nowhere"));
}

/// A directory that is uploaded like a file becomes a directory of its own name.
pub async fn directory_keeps_its_name(repo: &dyn ArtifactRepo) {
    let local = tree(&[("plots/a.png", "a"), ("plots/b/c.png", "c")]);
    let plots = local.path().join("plots");
    repo.upload(&plots, Some(&path("out")), &TransferOptions::new())
        .await
        .unwrap();
    assert_eq!(files(repo).await, ["out/plots/a.png", "out/plots/b/c.png"]);
}

/// Files that fail are listed in one error; the others are there.
pub async fn failures_are_listed(repo: &dyn ArtifactRepo) {
    repo.write_bytes(&path("taken/below"), "x").await.unwrap();
    let local = tree(&[("good", "1"), ("bad#name", "2"), ("taken", "3"), ("z", "4")]);
    let error = repo
        .upload_tree(local.path(), None, &TransferOptions::new())
        .await
        .unwrap_err();
    assert_eq!(error.code(), ErrorCode::InvalidParameterValue, "{error:?}");
    assert!(error.message().contains("bad#name") && error.message().contains("taken"));
    assert!(!error.message().contains("good"));
    assert_eq!(names(repo, None).await, ["good", "taken", "z"]);
}

/// Links in an uploaded tree are followed; one that leads back up is a failure, not a loop.
pub async fn loops_end(repo: &dyn ArtifactRepo) {
    #[cfg(unix)]
    {
        let outside = tree(&[("shared", "content")]);
        let local = tree(&[("d/file", "1")]);
        std::os::unix::fs::symlink(outside.path(), local.path().join("linked")).unwrap();
        repo.upload_tree(local.path(), None, &TransferOptions::new())
            .await
            .unwrap();
        assert_eq!(repo.read_bytes(&path("linked/shared")).await.unwrap(), "content");

        std::os::unix::fs::symlink("..", local.path().join("d/up")).unwrap();
        let error = repo
            .upload_tree(local.path(), None, &TransferOptions::new())
            .await
            .unwrap_err();
        assert!(error.message().contains("leads back"), "{error}");
    }
    #[cfg(not(unix))]
    let _ = repo;
}

/// A watcher sees every byte and file, and the totals.
pub async fn progress_adds_up(repo: &dyn ArtifactRepo) {
    let local = tree(&[("a", "12345"), ("d/b", "123"), ("c", "")]);
    let last = Arc::new(Mutex::new(TransferState::default()));
    let seen = Arc::clone(&last);
    let options = TransferOptions::new().progress(move |state: &TransferState| {
        let mut seen = seen.lock().unwrap();
        if (state.files_done, state.bytes_done) >= (seen.files_done, seen.bytes_done) {
            *seen = *state;
        }
    });
    let is_complete = |state: TransferState| {
        (
            state.files_done,
            state.files_total,
            state.bytes_done,
            state.bytes_total,
        ) == (3, 3, 8, Some(8))
    };
    repo.upload_tree(local.path(), None, &options).await.unwrap();
    assert!(is_complete(*last.lock().unwrap()), "{last:?}");

    *last.lock().unwrap() = TransferState::default();
    let destination = tempfile::tempdir().unwrap();
    repo.download(None, Some(destination.path()), &options)
        .await
        .unwrap();
    assert!(is_complete(*last.lock().unwrap()), "{last:?}");
}

/// Nothing is downloaded from an empty repository, and that is no error.
pub async fn empty_repository_downloads(repo: &dyn ArtifactRepo) {
    let destination = tempfile::tempdir().unwrap();
    let down = repo
        .download(None, Some(destination.path()), &TransferOptions::new())
        .await
        .unwrap();
    assert_eq!(down, destination.path());
    assert_eq!(std::fs::read_dir(down).unwrap().count(), 0);
}
