//! What the tests share.
#![allow(dead_code, clippy::unwrap_used)]

use std::process::{Command, Output};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// The result of a test.
pub(crate) type TestResult = Result<(), Box<dyn std::error::Error>>;

static ALONE: Mutex<()> = Mutex::new(());

/// A test that has the process to itself, with an empty working directory.
///
/// Tests of one file share the process under `cargo test`; nextest gives each one its own.
pub(crate) struct Alone {
    _lock: MutexGuard<'static, ()>,
    directory: tempfile::TempDir,
}

impl Alone {
    /// Returns the working directory.
    pub(crate) fn path(&self) -> &std::path::Path {
        self.directory.path()
    }
}

/// Waits until no other test of this process runs and begins with nothing set but the database.
pub(crate) fn alone() -> Alone {
    let lock = ALONE.lock().unwrap_or_else(PoisonError::into_inner);
    let directory = tempfile::tempdir().unwrap();
    std::env::set_current_dir(&directory).unwrap();
    for (name, _) in std::env::vars_os() {
        if name.to_string_lossy().starts_with("MLFLOW_") {
            std::env::remove_var(name);
        }
    }
    let database = directory.path().join("mlflow.db");
    mlflow::set_tracking_uri(format!("sqlite:///{}", database.display())).unwrap();
    mlflow::set_experiment_by_id("0").unwrap();
    Alone {
        _lock: lock,
        directory,
    }
}

/// Makes a runtime whose tasks move between threads.
pub(crate) fn multi_thread() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .unwrap()
}

/// Runs one `#[ignore]`d test of this file in a process of its own, in a directory, with variables.
pub(crate) fn child(test: &str, directory: &std::path::Path, variables: &[(&str, &str)]) -> Output {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command
        .args(["--exact", test, "--ignored", "--nocapture"])
        .current_dir(directory);
    for (name, _) in std::env::vars_os() {
        if name.to_string_lossy().starts_with("MLFLOW_") {
            command.env_remove(name);
        }
    }
    command.envs(variables.iter().copied()).output().unwrap()
}

/// Makes a Git repository with one commit and returns that.
pub(crate) fn repository(directory: &std::path::Path) -> String {
    let git = |arguments: &[&str]| {
        let output = Command::new("git")
            .arg("-C")
            .arg(directory)
            .args(arguments)
            .output()
            .unwrap();
        assert!(output.status.success(), "{output:?}");
        String::from_utf8(output.stdout).unwrap().trim().to_owned()
    };
    git(&["init", "-q"]);
    git(&[
        "-c",
        "user.name=a",
        "-c",
        "user.email=a@b",
        "commit",
        "-q",
        "--allow-empty",
        "-m",
        "m",
    ]);
    git(&["rev-parse", "HEAD"])
}
