//! The plugins among the examples of this crate.

use std::env::consts::{DLL_PREFIX, DLL_SUFFIX, EXE_SUFFIX};
use std::path::PathBuf;
use std::process::Command;

/// Returns the library of an example, or its program, which cargo builds beside the tests, unless it was told which targets to test.
pub(crate) fn example(name: &str) -> PathBuf {
    let test = std::env::current_exe().unwrap();
    let file = match name.ends_with("_plugin") {
        true => format!("{DLL_PREFIX}{name}{DLL_SUFFIX}"),
        false => format!("{name}{EXE_SUFFIX}"),
    };
    let target = test.parent().unwrap().parent().unwrap();
    let path = target.join("examples").join(file);
    if !path.exists() {
        let mut cargo = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
        cargo.args([
            "build",
            "--quiet",
            "--locked",
            "--package",
            "mlflow-testkit",
            "--example",
            name,
        ]);
        cargo.arg("--target-dir").arg(target.parent().unwrap());
        assert!(
            cargo
                .current_dir(env!("CARGO_MANIFEST_DIR"))
                .status()
                .unwrap()
                .success()
        );
    }
    path
}
