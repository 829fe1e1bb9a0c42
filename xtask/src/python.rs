//! Python environments with official MLflow, for the tests and benchmarks that compare with it.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail, ensure};

use crate::command::{capture, without_mlflow_settings};
use crate::workspace::Workspace;

/// A release of official MLflow that we compare with.
pub(crate) struct Official {
    /// The version on the package index.
    pub(crate) version: &'static str,
    /// The variable that names the interpreter: tests read it, and a developer may set it to an environment
    /// of their own.
    pub(crate) variable: &'static str,
    /// Limits of what it needs: a release does not know what newer ones of its dependencies leave out.
    limits: &'static [&'static str],
}

/// What it needs to reach PostgreSQL and MySQL.
const DRIVERS: [&str; 2] = ["psycopg2-binary", "pymysql"];

/// The release that the databases and the REST API follow.
pub(crate) const MLFLOW_3: Official = Official {
    version: "3.17.2",
    variable: "MLFLOW_TEST_PYTHON_3",
    limits: &[],
};

/// The older release whose clients must keep working.
pub(crate) const MLFLOW_2: Official = Official {
    version: "2.22.5",
    variable: "MLFLOW_TEST_PYTHON_2",
    limits: &["sqlalchemy<2.1"],
};

/// Returns the interpreter that the developer has named by the variable; a wrong one is an error.
pub(crate) fn given(official: &Official) -> Result<Option<PathBuf>> {
    let Some(python) = std::env::var_os(official.variable).map(PathBuf::from) else {
        return Ok(None);
    };
    check_version(&python, official)
        .with_context(|| format!("{} names {}", official.variable, python.display()))?;
    Ok(Some(python))
}

/// Returns the interpreter of the environment in the target folder, which is made if it is not there yet. An error
/// says why that is not possible here.
pub(crate) fn installed(workspace: &Workspace, official: &Official) -> Result<PathBuf> {
    let environment = workspace
        .target
        .join("python")
        .join(format!("mlflow-{}", official.version));
    let python = environment.join(if cfg!(windows) {
        "Scripts/python.exe"
    } else {
        "bin/python"
    });
    let ready = environment.join("ready");
    let content = [&[official.version], official.limits, &DRIVERS]
        .concat()
        .join(" ");
    let is_ready = std::fs::read_to_string(&ready).is_ok_and(|found| found == content);
    if !is_ready || check_version(&python, official).is_err() {
        install(&environment, &python, official)?;
        std::fs::write(&ready, content).context("cannot mark the Python environment as ready")?;
    }
    Ok(python)
}

/// Makes the environment anew, whatever a broken or interrupted installation has left behind.
fn install(environment: &Path, python: &Path, official: &Official) -> Result<()> {
    println!(
        "making a Python environment with official MLflow {} (once)",
        official.version
    );
    capture(
        Command::new(system_python())
            .args(["-m", "venv", "--clear"])
            .arg(environment),
    )?;
    let mut pip = Command::new(python);
    pip.args([
        "-m",
        "pip",
        "install",
        "--quiet",
        "--disable-pip-version-check",
        "--no-input",
    ]);
    pip.args(["--retries", "2", "--timeout", "30"])
        .arg(format!("mlflow=={}", official.version))
        .args(official.limits)
        .args(DRIVERS);
    let output = pip.stdin(Stdio::null()).output().context("cannot start pip")?;
    if !output.status.success() {
        let complaint = String::from_utf8_lossy(&output.stderr);
        bail!(
            "pip: {}",
            complaint
                .lines()
                .rfind(|line| !line.trim().is_empty())
                .unwrap_or("no reason given")
        );
    }
    check_version(python, official)
}

fn check_version(python: &Path, official: &Official) -> Result<()> {
    let mut command = Command::new(python);
    command.args([
        "-c",
        "from importlib.metadata import version; print(version('mlflow'))",
    ]);
    let found = capture(without_mlflow_settings(&mut command))?;
    let (found, expected) = (found.trim(), official.version);
    ensure!(
        found == expected,
        "{} has MLflow {found}, not {expected}",
        python.display()
    );
    Ok(())
}

fn system_python() -> &'static str {
    if cfg!(windows) { "python" } else { "python3" }
}
