//! The conformance suite on the local and the memory repository, and attacks on the local one.

#![allow(
    clippy::unwrap_used,
    reason = "helpers of tests may stop at the first surprise"
)]
#[path = "artifacts/attacks.rs"]
#[cfg(unix)]
mod attacks;
#[path = "artifacts/faults.rs"]
mod faults;
#[path = "artifacts/hostile.rs"]
mod hostile;

use mlflow_core::artifact::ArtifactPath;
use mlflow_core::memory::MemoryArtifactRepo;
use mlflow_stores::artifacts::LocalArtifactRepo;
use tempfile::TempDir;

fn local() -> (LocalArtifactRepo, TempDir) {
    let directory = tempfile::tempdir().unwrap();
    let root = directory.path().join("the root/artifacts");
    let repo = LocalArtifactRepo::open(root.to_str().unwrap()).unwrap();
    (repo, directory)
}

fn path(text: &str) -> ArtifactPath {
    ArtifactPath::parse(text).unwrap()
}

mlflow_testkit::artifact_suite!(local_paths, async || local());

mlflow_testkit::artifact_suite!(local_uris, async || {
    let directory = tempfile::tempdir().unwrap();
    let uri = format!("file://{}/a%20b", directory.path().display());
    (LocalArtifactRepo::open(&uri).unwrap(), directory)
});

mlflow_testkit::artifact_suite!(memory, async || (MemoryArtifactRepo::new(), ()));
