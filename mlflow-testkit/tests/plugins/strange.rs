//! libraries that are no plugins of this version, and answers that are none.

use crate::library::{registry_with, strange};
use mlflow_core::contract::experiments::GetExperiment;
use mlflow_core::contract::runs::*;
use mlflow_core::plugin::load_plugin;
use mlflow_core::{Error, ErrorCode, TrackingStore};
use std::os::unix::fs::PermissionsExt;
use std::sync::Arc;
use tempfile::TempDir;

fn refusal(definitions: &[&str]) -> Error {
    let folder = tempfile::tempdir().unwrap();
    let library = strange(folder.path(), definitions);
    let error = load_plugin(&library).err().unwrap();
    let shown = library.canonicalize().unwrap().display().to_string();
    assert!(error.message().contains(&shown), "{error}");
    error
}

#[test]
fn another_abi_is_refused_with_both_versions() {
    let error = refusal(&["-DABI=7"]);
    assert_eq!(error.code(), ErrorCode::InvalidParameterValue);
    assert!(
        error.message().contains("speaks version 7") && error.message().contains("speaks version 1"),
        "{error}"
    );
}

#[test]
fn tables_that_are_none_are_refused() {
    for (definition, said) in [
        ("-DMAGIC=1", "begins with 0x00000001"),
        ("-DLAYOUT=1", "the layout 0x0000000000000001"),
        ("-DSIZE=16", "and 16 bytes"),
        ("-DMANIFEST=\"\"", "no manifest of a plugin"),
        ("-DMANIFEST=\"{}\"", "missing field `name`"),
        (
            "-Dmlflow_plugin_v1=mlflow_plugin_v2",
            "no symbol `mlflow_plugin_v1`",
        ),
    ] {
        let error = refusal(&[definition]);
        assert!(error.message().contains(said), "{definition}: {error}");
    }
}

#[test]
fn what_is_no_library_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("libtext.so");
    std::fs::write(&path, "no library").unwrap();
    let error = load_plugin(&path).err().unwrap();
    assert!(
        error.message().contains("libtext.so: it cannot be loaded"),
        "{error}"
    );
    let error = load_plugin("libtext.so").err().unwrap();
    assert!(
        error.message().contains("not loaded from the working directory"),
        "{error}"
    );
}

/// nothing is loaded that others may write.
#[test]
fn what_others_may_write_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let library = strange(folder.path(), &[]);
    let set = |path: &std::path::Path, mode| {
        std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode)).unwrap();
    };
    for (file, directory) in [(0o777, 0o755), (0o775, 0o755), (0o755, 0o777), (0o755, 0o775)] {
        set(&library, file);
        set(folder.path(), directory);
        let error = load_plugin(&library).err().unwrap();
        assert_eq!(
            error.code(),
            ErrorCode::PermissionDenied,
            "{file:o} {directory:o}"
        );
        assert!(error.message().contains("can be written by others"), "{error}");
    }
    set(&library, 0o755);
    set(folder.path(), 0o755);
    assert!(load_plugin(&library).is_ok());
}

async fn store() -> (Arc<dyn TrackingStore>, TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let registry = registry_with(&strange(folder.path(), &[]));
    (registry.tracking_store("strange://x").await.unwrap(), folder)
}

#[tokio::test]
async fn garbage_is_an_error_that_names_the_plugin() {
    let (store, _folder) = store().await;
    let mut errors = vec![
        store.get_run(GetRun::default()).await.unwrap_err(),
        store.get_experiment(GetExperiment::default()).await.unwrap_err(),
        store.create_run(CreateRun::default()).await.unwrap_err(),
        store.delete_run(DeleteRun::default()).await.unwrap_err(),
        store.restore_run(RestoreRun::default()).await.unwrap_err(),
    ];
    for error in errors.drain(..) {
        assert_eq!(error.code(), ErrorCode::InternalError);
        assert!(
            error.message().contains("the plugin `strange` answered `"),
            "{error}"
        );
    }
    let error = store.search_runs(SearchRuns::default()).await.unwrap_err();
    assert_eq!(error.code(), ErrorCode::NotImplemented);
    assert!(
        error
            .message()
            .contains("`search_runs` is not implemented by the plugin `strange`"),
        "{error}"
    );
}

#[tokio::test]
async fn an_answer_counts_once() {
    let (store, _folder) = store().await;
    for _ in 0..10_000 {
        store.log_metric(LogMetric::default()).await.unwrap();
    }
}

/// A plugin is told the secrets that its manifest names, and no other variable.
#[tokio::test]
async fn secrets_are_told_by_name() {
    let (store, _folder) = store().await;
    assert!(std::env::var_os("HOME").is_some() && std::env::var_os("STRANGE_SECRET").is_none());
    store.set_tag(SetTag::default()).await.unwrap();
    store.log_param(LogParam::default()).await.unwrap();
}
