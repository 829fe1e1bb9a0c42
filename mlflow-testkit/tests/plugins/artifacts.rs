//! Repositories of plugins pass what all repositories pass, whichever way their bytes cross the border.

use crate::isolated::Isolated;
use crate::library::{own_example, registry_with};
use mlflow_core::artifact::{ArtifactPath, ArtifactRepo, ArtifactRepoExt, TransferOptions};
use mlflow_core::{ErrorCode, Registry};
use std::sync::{Arc, LazyLock};
use tokio::io::AsyncReadExt;

async fn repo(registry: &Registry, uri: &str) -> (Arc<dyn ArtifactRepo>, ()) {
    (registry.artifact_repo(uri).await.unwrap(), ())
}

static PROMPT: LazyLock<Registry> =
    LazyLock::new(|| registry_with(&crate::example::example("memory_plugin")));
static BY_PATH: LazyLock<Registry> =
    LazyLock::new(|| registry_with(&crate::example::example("hostile_plugin")));
static APART: LazyLock<Isolated> = LazyLock::new(|| Isolated::library("memory_plugin"));

mlflow_testkit::artifact_suite!(prompt_artifacts, async || repo(&PROMPT, "memo://x").await);
mlflow_testkit::artifact_suite!(artifacts_by_path, async || repo(&BY_PATH, "good://x").await);
mlflow_testkit::artifact_suite!(isolated_artifacts, async || repo(&APART.registry, "memo://x")
    .await);

const LENGTH: usize = 3 * 1024 * 1024 + 5;

fn content() -> Vec<u8> {
    (0..LENGTH).map(|at| (at / 7 % 251) as u8).collect()
}

/// What is left out is not sent.
#[tokio::test]
async fn a_reader_begins_where_it_is_told() {
    let path = ArtifactPath::parse("d/large").unwrap();
    for registry in [&*PROMPT, &APART.registry] {
        let (repo, ()) = repo(registry, "memo://ranges").await;
        repo.write_bytes(&path, content()).await.unwrap();
        for (skipped, then) in [(0, 10), (5, 2 << 20), (LENGTH - 3, 3), (LENGTH, 0)] {
            let mut reader = repo.read(&path).await.unwrap();
            assert_eq!(reader.length(), Some(LENGTH as u64));
            reader.skip(skipped as u64).await.unwrap();
            let mut bytes = vec![0; then];
            reader.read_exact(&mut bytes).await.unwrap();
            assert!(bytes == content()[skipped..skipped + then], "{skipped} {then}");
        }
    }
}

/// Nobody is left with half of an artifact, nor with an open stream.
#[tokio::test]
async fn a_reader_outlives_the_process_of_its_plugin() {
    let hostile = Isolated::library("hostile_plugin");
    let repo = hostile.registry.artifact_repo("good://x").await.unwrap();
    let path = ArtifactPath::parse("large").unwrap();
    repo.write_bytes(&path, content()).await.unwrap();
    let mut reader = repo.read(&path).await.unwrap();
    let mut first = vec![0; 1024];
    reader.read_exact(&mut first).await.unwrap();
    crate::isolated::abort(&hostile).await;
    // What a store in memory held is gone with its process.
    let error = reader.read_to_end(&mut Vec::new()).await.unwrap_err();
    assert_eq!(error.kind(), std::io::ErrorKind::NotFound, "{error}");
    repo.write_bytes(&path, content()).await.unwrap();
    assert!(repo.read_bytes(&path).await.unwrap() == content());
}

/// A manifest that promises repositories is held to it.
#[tokio::test]
async fn who_has_no_repository_says_so() {
    let (_folder, library) = own_example("hostile_plugin");
    let registry = registry_with(&library);
    let error = registry.artifact_repo("panics://x").await.err().unwrap();
    assert_eq!(error.code(), ErrorCode::InvalidParameterValue);
    assert!(error.message().contains("known schemes are good"), "{error}");
}

/// Many transfers at once share the border.
#[tokio::test]
async fn trees_cross_with_all_files_at_once() {
    let local = tempfile::tempdir().unwrap();
    for number in 0..40 {
        let name = format!("{number}.bin");
        std::fs::write(
            local.path().join(name),
            vec![number; usize::from(number) * 100_000],
        )
        .unwrap();
    }
    for (registry, uri) in [
        (&*PROMPT, "memo://t"),
        (&*BY_PATH, "good://t"),
        (&APART.registry, "memo://t"),
    ] {
        let (repo, ()) = repo(registry, uri).await;
        let down = tempfile::tempdir().unwrap();
        let options = TransferOptions::new();
        repo.upload_tree(local.path(), None, &options).await.unwrap();
        repo.download(None, Some(down.path()), &options).await.unwrap();
        for number in 0..40_u8 {
            let bytes = std::fs::read(down.path().join(format!("{number}.bin"))).unwrap();
            assert!(bytes == vec![number; usize::from(number) * 100_000], "{number}");
        }
    }
}
