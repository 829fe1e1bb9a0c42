//! databases that may only be read, and are made writable again. Root may write everything, so
//! the test runs as another user then.

#![cfg(unix)]

use super::{get, log, new_run, open, uri};
use mlflow_core::ErrorCode;
use mlflow_core::entities::{Run, RunInfo};
use mlflow_stores::sql::SqlStore;
use std::os::unix::fs::PermissionsExt;
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::Command;

const NOBODY: u32 = 65534;

fn set_mode(path: &Path, mode: u32) {
    std::fs::set_permissions(path, PermissionsExt::from_mode(mode)).unwrap();
}

/// A role: finds the database read-only, has it made writable, and goes on with the same handle.
#[tokio::test]
async fn read_then_write() {
    let Ok(role) = std::env::var("MLFLOW_TEST_ROLE_URI") else {
        return;
    };
    let (path, run_id) = role.split_once('#').unwrap();
    let path = Path::new(path);
    let run = Run {
        info: RunInfo {
            run_id: run_id.into(),
            ..RunInfo::default()
        },
        ..Run::default()
    };

    let store = SqlStore::open(&uri(path)).await.unwrap();
    assert_eq!(get(&store, &run).await.unwrap().id(), run_id);
    for _ in 0..2 {
        let error = log(&store, &run, 1).await.unwrap_err();
        assert_eq!(error.code(), ErrorCode::PermissionDenied, "{error:?}");
        assert!(error.message().contains("mlflow.db is read-only"), "{error}");
    }
    let beside: Vec<_> = std::fs::read_dir(path.parent().unwrap())
        .unwrap()
        .map(|e| e.unwrap().file_name())
        .collect();
    assert!(
        beside
            .iter()
            .all(|name| !name.to_string_lossy().ends_with("-shm")),
        "{beside:?}"
    );

    set_mode(path, 0o644);
    log(&store, &run, 2).await.unwrap();
    assert_eq!(
        get(&store, &run)
            .await
            .unwrap()
            .data
            .metrics
            .item("loss")
            .unwrap()
            .step,
        2
    );
}

#[tokio::test]
async fn a_read_only_database_is_read_and_written_once_it_may_be() {
    let folder = tempfile::tempdir().unwrap();
    set_mode(folder.path(), 0o777);
    let data = folder.path().join("data");
    std::fs::create_dir(&data).unwrap();
    let path = data.join("mlflow.db");
    let store = open(&path).await;
    let run = new_run(&store).await;
    drop(store);
    for side in ["mlflow.db-wal", "mlflow.db-shm"] {
        let _ = std::fs::remove_file(data.join(side));
    }
    set_mode(&path, 0o444);
    set_mode(&data, 0o777);

    let program = folder.path().join("program");
    std::fs::copy(std::env::current_exe().unwrap(), &program).unwrap();
    set_mode(&program, 0o755);
    let mut child = Command::new(&program);
    child
        .args(["--exact", "permissions::read_then_write", "--nocapture"])
        .env("MLFLOW_TEST_ROLE_URI", format!("{}#{}", path.display(), run.id()))
        .current_dir(&data);
    if std::fs::metadata("/proc/self").is_ok_and(|me| std::os::unix::fs::MetadataExt::uid(&me) == 0) {
        std::os::unix::fs::chown(&path, Some(NOBODY), Some(NOBODY)).unwrap();
        child.uid(NOBODY).gid(NOBODY);
    }
    let output = match child.output() {
        Ok(output) => output,
        Err(e) => return println!("left out: the test cannot run as another user here: {e}"),
    };
    let text = String::from_utf8_lossy(&output.stdout);
    assert!(
        output.status.success(),
        "{text}{}",
        String::from_utf8_lossy(&output.stderr)
    );
    assert!(text.contains("1 passed"), "{text}");
}
