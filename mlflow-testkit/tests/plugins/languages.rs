//! The plugins in other languages, in the folder `plugins`.

use crate::library::compile;
use mlflow_core::contract::runs::*;
use mlflow_core::entities::{Metric, RunStatus, RunTag};
use mlflow_core::{ErrorCode, Registry, TrackingStore};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;

fn source(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../plugins")
        .join(name)
}

/// Copies a file to where nobody else may write, as a plugin has to lie.
fn copy(name: &str, folder: &Path) -> PathBuf {
    let from = source(name);
    let to = folder.join(from.file_name().unwrap());
    std::fs::copy(&from, &to).unwrap();
    std::fs::set_permissions(&to, std::fs::Permissions::from_mode(0o755)).unwrap();
    to
}

/// What both do: runs, with metrics, parameters and tags.
async fn keeps_runs(store: Arc<dyn TrackingStore>) {
    let tag = |key: &str, value: &str| RunTag {
        key: key.into(),
        value: value.into(),
    };
    let run = CreateRun {
        experiment_id: "0".into(),
        run_name: "a \"quoted\" näme".into(),
        start_time: Some(7),
        tags: vec![tag("colour", "red")],
        ..CreateRun::default()
    };
    let made = store.create_run(run.clone()).await.unwrap().run;
    let other = store.create_run(run).await.unwrap().run;
    assert_ne!(made.info.run_id, other.info.run_id);
    assert_eq!(made.info.run_name, "a \"quoted\" näme");
    assert_eq!(made.info.status, RunStatus::Running);
    let run_id = made.info.run_id;
    for value in [0.5, 1.0 / 3.0] {
        let metric = LogMetric {
            run_id: run_id.clone(),
            key: "loss".into(),
            value,
            ..LogMetric::default()
        };
        store.log_metric(metric).await.unwrap();
    }
    let metric = |number: i32| Metric {
        key: format!("m{number}"),
        value: f64::from(number),
        ..Metric::default()
    };
    let batch = LogBatch {
        run_id: run_id.clone(),
        metrics: (0..300).map(metric).collect(),
        tags: vec![tag("colour", "blue")],
        ..LogBatch::default()
    };
    store.log_batch(batch).await.unwrap();
    let update = UpdateRun {
        run_id: run_id.clone(),
        status: Some(RunStatus::Finished),
        end_time: Some(9),
        ..UpdateRun::default()
    };
    store.update_run(update).await.unwrap();
    let run = store.get_run(GetRun { run_id }).await.unwrap().run;
    assert_eq!(
        (run.info.status, run.info.end_time),
        (RunStatus::Finished, Some(9))
    );
    assert_eq!(run.data.metrics.len(), 301);
    let loss = run
        .data
        .metrics
        .iter()
        .find(|metric| metric.key == "loss")
        .unwrap();
    assert_eq!(loss.value.to_bits(), (1.0_f64 / 3.0).to_bits());
    assert!(
        run.data.tags.contains(&tag("colour", "blue")),
        "{:?}",
        run.data.tags
    );

    let error = store
        .get_run(GetRun {
            run_id: "ab\"c".into(),
        })
        .await
        .unwrap_err();
    assert_eq!(error.code(), ErrorCode::ResourceDoesNotExist, "{error}");
    let error = store.search_runs(SearchRuns::default()).await.unwrap_err();
    assert_eq!(error.code(), ErrorCode::NotImplemented, "{error}");
}

#[tokio::test]
async fn a_library_in_c_keeps_runs() {
    let folder = tempfile::tempdir().unwrap();
    compile(
        &source("minimal-c/minimal.c"),
        &folder.path().join("libminimal.so"),
        &[],
    );
    let mut registry = Registry::empty();
    registry
        .load_plugin(copy("minimal-c/minimal.plugin.json", folder.path()))
        .unwrap();
    keeps_runs(registry.tracking_store("minimal://x").await.unwrap()).await;
}

/// A program needs no ABI.
#[tokio::test]
async fn a_program_in_python_keeps_runs() {
    if Command::new("python3").arg("--version").output().is_err() {
        println!("left out: there is no python3");
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    copy("python-shelf/shelf.py", folder.path());
    let mut registry = Registry::empty();
    registry
        .load_plugin(copy("python-shelf/shelf.plugin.json", folder.path()))
        .unwrap();
    keeps_runs(registry.tracking_store("shelf://x").await.unwrap()).await;
}

/// A program keeps artifacts as well: the whole suite, on pages and pieces that Python reads.
#[tokio::test]
async fn a_program_in_python_keeps_artifacts() {
    if Command::new("python3").arg("--version").output().is_err() {
        println!("left out: there is no python3");
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    copy("python-drawer/drawer.py", folder.path());
    let mut registry = Registry::empty();
    registry
        .load_plugin(copy("python-drawer/drawer.plugin.json", folder.path()))
        .unwrap();
    for behaviour in mlflow_testkit::artifacts::behaviours() {
        let repo = registry.artifact_repo("drawer://x").await.unwrap();
        let test = async move {
            behaviour.check(&*repo).await;
            Ok(())
        };
        assert_eq!(mlflow_testkit::verdict(test).await, Ok(()), "{}", behaviour.name);
    }
}
