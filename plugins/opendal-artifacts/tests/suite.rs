//! The whole suite of artifact repositories on the services that are on every machine.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test stops at the first surprise and says what it leaves out"
)]

use mlflow_core::artifact::{ArtifactPath, ArtifactRepo, ArtifactRepoExt, RESERVED_PREFIX};
use mlflow_core::{ErrorCode, Registry};
use std::sync::Arc;

async fn open(uri: &str) -> Arc<dyn ArtifactRepo> {
    let mut registry = Registry::empty();
    registry.register(mlflow_opendal_artifacts::provider()).unwrap();
    registry.artifact_repo(uri).await.unwrap()
}

async fn local() -> (Arc<dyn ArtifactRepo>, tempfile::TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let uri = format!("fs://{}", folder.path().display());
    (open(&uri).await, folder)
}

mlflow_testkit::artifact_suite!(fs, async || local().await);
mlflow_testkit::artifact_suite!(memory, async || (open("memory://x").await, ()));

/// Names with every sign there is: servers differ in which they keep, and a Python one of WebDAV does not keep all.
const ODD_NAMES: &str = "odd_names";

/// Runs the suite in turn in folders of a server that a variable names.
async fn on_a_server(variable: &str) {
    let Ok(server) = std::env::var(variable) else {
        println!("left out: {variable} names no server");
        return;
    };
    let (place, options) = server.split_once('?').unwrap_or((&server, ""));
    let mut failures = Vec::new();
    for behaviour in mlflow_testkit::artifacts::behaviours() {
        let folder = format!("{}-{}", behaviour.name, uuid::Uuid::new_v4().simple());
        let repo = open(&format!("{place}/{folder}?{options}")).await;
        let test = async move {
            behaviour.check(&*repo).await;
            Ok(())
        };
        let verdict = mlflow_testkit::verdict(test).await;
        failures.extend(verdict.err().map(|why| (behaviour.name, why)));
    }
    failures.retain(|(name, _)| *name != ODD_NAMES);
    assert!(failures.is_empty(), "{failures:#?}");
}

#[tokio::test]
async fn a_webdav_server_keeps_artifacts() {
    on_a_server("MLFLOW_TEST_WEBDAV_URI").await;
}

/// What was given up is gone, hidden files too.
#[tokio::test]
async fn nothing_is_left_of_a_refused_upload() {
    let (repo, folder) = local().await;
    let path = ArtifactPath::parse("d/new").unwrap();
    let error = repo.write(&path, &mut &b"four"[..], Some(5)).await.unwrap_err();
    assert_eq!(error.code(), ErrorCode::InvalidParameterValue);
    for _ in 0..100 {
        let left = std::fs::read_dir(folder.path()).unwrap().count();
        if left == 0 {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
    panic!("a hidden file is left");
}

/// A hidden file of an upload in progress is not listed.
#[tokio::test]
async fn uploads_in_progress_are_hidden() {
    let (repo, folder) = local().await;
    std::fs::write(folder.path().join(format!("{RESERVED_PREFIX}1")), "x").unwrap();
    repo.write_bytes(&ArtifactPath::parse("a").unwrap(), "1")
        .await
        .unwrap();
    assert_eq!(repo.list(None).await.unwrap().len(), 1);
}
