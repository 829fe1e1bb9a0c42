//! The libraries that the tests load: examples of this crate, and C files compiled here.

use crate::example::example;
use mlflow_core::Registry;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::Command;

pub(crate) fn header_folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../mlflow-core/include")
}

/// Returns the library of an example under a name of its own, so that no other test sees whether it answers.
pub(crate) fn own_example(name: &str) -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    let path = folder.path().join("libown.so");
    std::fs::hard_link(example(name), &path).unwrap();
    (folder, path)
}

/// Runs a test once more in a process where no other one runs; true in that process.
pub(crate) fn is_alone(test: &str) -> bool {
    is_alone_with(test, &[])
}

/// As [`is_alone`], with variables.
pub(crate) fn is_alone_with(test: &str, variables: &[(&str, &OsStr)]) -> bool {
    const ALONE: &str = "MLFLOW_TEST_ALONE";
    if std::env::var_os(ALONE).is_some() {
        return true;
    }
    let mut again = Command::new(std::env::current_exe().unwrap());
    let output = again
        .args(["--exact", test])
        .env(ALONE, "1")
        .envs(variables.iter().copied())
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success() && said.contains("1 passed"), "{said}");
    false
}

/// Compiles `strange.c` with some definitions.
pub(crate) fn strange(folder: &Path, definitions: &[&str]) -> PathBuf {
    let library = folder.join("libstrange.so");
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/plugins/strange.c");
    compile(&source, &library, definitions);
    library
}

pub(crate) fn compile(source: &Path, library: &Path, definitions: &[&str]) {
    let mut cc = Command::new("cc");
    cc.args(["-shared", "-fPIC", "-Wall", "-Wextra", "-Werror", "-std=c11"]);
    cc.args(definitions).arg("-I").arg(header_folder());
    let status = cc
        .arg("-o")
        .arg(library)
        .arg(source)
        .arg("-lpthread")
        .status()
        .unwrap();
    assert!(status.success());
}

pub(crate) fn registry_with(library: &Path) -> Registry {
    let mut registry = Registry::empty();
    registry.load_plugin(library).unwrap();
    registry
}
