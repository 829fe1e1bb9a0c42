//! The programs that are measured, and how their answers are read.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};
use serde_json::Value;

use super::samples::{Samples, Side};
use crate::command::{capture, run as run_command, without_mlflow_settings};
use crate::python::{self, MLFLOW_3};
use crate::workspace::Workspace;

/// Where the programs lie.
pub(super) struct Programs {
    /// Our side, `mlflow-bench`.
    ours: PathBuf,
    mlflow: Option<PathBuf>,
    python: PathBuf,
    scripts: PathBuf,
    /// Where they are started, so that nothing is left elsewhere.
    folder: PathBuf,
}

impl Programs {
    /// Compiles our programs and finds or makes the Python environment.
    pub(super) fn prepare(workspace: &Workspace, folder: &Path) -> Result<Self> {
        ensure!(
            workspace.has("mlflow-bench"),
            "the package `mlflow-bench` is not a member of the workspace yet"
        );
        let has_binary = workspace.has("mlflow-cli");
        let mut build = workspace.cargo();
        build.args(["build", "--release", "--locked", "--package", "mlflow-bench"]);
        if has_binary {
            build.args(["--package", "mlflow-cli"]);
        }
        run_command(&mut build)?;
        let binary = |name: &str| {
            workspace
                .target
                .join("release")
                .join(name)
                .with_extension(std::env::consts::EXE_EXTENSION)
        };
        Ok(Self {
            ours: binary("mlflow-bench"),
            mlflow: has_binary.then(|| binary("mlflow")),
            python: python::find(workspace, &MLFLOW_3).context("nothing to compare with")?,
            scripts: workspace.root.join("benches/python"),
            folder: folder.to_owned(),
        })
    }

    /// A sub-command of `mlflow-bench`.
    pub(super) fn ours(&self, subcommand: &str) -> Command {
        let mut command = self.command(&self.ours);
        command.arg(subcommand);
        command
    }

    /// The `mlflow` binary, if the workspace has it.
    pub(super) fn mlflow(&self) -> Option<Command> {
        self.mlflow.as_deref().map(|program| self.command(program))
    }

    /// A script for official MLflow.
    pub(super) fn official(&self, script: &str) -> Command {
        self.official_at(&self.scripts.join(script))
    }

    /// A script for official MLflow that lies elsewhere.
    pub(super) fn official_at(&self, script: &Path) -> Command {
        let mut command = self.command(&self.python);
        command.arg(script);
        command
    }

    /// A module of official MLflow's environment, as `python -m` starts it.
    pub(super) fn official_module(&self, module: &str) -> Command {
        let mut command = self.command(&self.python);
        command.args(["-m", module]);
        command
    }

    /// Any program, started in the bench's folder and without the developer's settings.
    pub(super) fn command(&self, program: &Path) -> Command {
        let mut command = Command::new(program);
        without_mlflow_settings(&mut command).current_dir(&self.folder);
        command
    }
}

/// Adds `--name value` to a command.
pub(super) fn option(command: &mut Command, name: &str, value: impl AsRef<OsStr>) {
    command.arg(format!("--{name}")).arg(value);
}

/// Runs a program that prints a JSON line for each item, and keeps what one operation took.
pub(super) fn collect(command: &mut Command, side: Side, samples: &mut Samples) -> Result<()> {
    let output = capture(command)?;
    for line in output.lines().filter(|line| line.starts_with('{')) {
        let line: Value = serde_json::from_str(line).with_context(|| format!("`{line}` is not JSON"))?;
        let item = line["item"].as_str().context("a line names no item")?;
        let seconds = line["seconds_per_op"]
            .as_f64()
            .context("a line has no `seconds_per_op`")?;
        samples.add(side, item, seconds);
    }
    Ok(())
}

/// A folder that is empty now.
pub(super) fn empty_folder(path: &Path) -> Result<()> {
    if path.exists() {
        std::fs::remove_dir_all(path).with_context(|| format!("cannot empty {}", path.display()))?;
    }
    std::fs::create_dir_all(path).with_context(|| format!("cannot make {}", path.display()))
}
