//! The compiled tests, started without cargo, because a stopped cargo leaves the test that it started
//! running.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, ensure};
use serde_json::Value;

use crate::command::without_mlflow_settings;
use crate::workspace::Workspace;

/// The tests of one library or of one file in a `tests` folder.
pub(super) struct TestBinary {
    program: PathBuf,
    package: PathBuf,
}

impl TestBinary {
    /// A command with the folder and the variable that cargo would give it; proptest finds its files by them.
    pub(super) fn command(&self) -> Command {
        let mut command = Command::new(&self.program);
        command
            .current_dir(&self.package)
            .env("CARGO_MANIFEST_DIR", &self.package);
        without_mlflow_settings(&mut command);
        command
    }
}

/// Compiles the tests of a package, or of all.
pub(super) fn build(workspace: &Workspace, package: Option<&str>) -> Result<Vec<TestBinary>> {
    let mut cargo = workspace.cargo();
    cargo.args([
        "test",
        "--locked",
        "--lib",
        "--tests",
        "--no-run",
        "--message-format",
        "json-render-diagnostics",
    ]);
    match package {
        Some(name) => cargo.args(["--package", name]),
        None => cargo.arg("--workspace"),
    };
    let output = cargo
        .stderr(Stdio::inherit())
        .output()
        .context("cannot start cargo")?;
    ensure!(output.status.success(), "the tests do not compile");
    let messages = String::from_utf8(output.stdout).context("cargo's messages are not UTF-8")?;
    Ok(messages.lines().filter_map(test_binary).collect())
}

fn test_binary(message: &str) -> Option<TestBinary> {
    let message: Value = serde_json::from_str(message).ok()?;
    let is_test = message["profile"]["test"].as_bool()?;
    let program = message["executable"].as_str().filter(|_| is_test)?;
    let package = Path::new(message["manifest_path"].as_str()?).parent()?;
    Some(TestBinary {
        program: program.into(),
        package: package.to_owned(),
    })
}
