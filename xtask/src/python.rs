//! Python environments with official MLflow and others, for the tests and benchmarks that compare with them.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail, ensure};

use crate::command::{capture, without_mlflow_settings};
use crate::workspace::Workspace;

/// A release of a program that we compare with.
pub(crate) struct Release {
    /// The name on the package index.
    package: &'static str,
    /// The version on the package index.
    pub(crate) version: &'static str,
    /// The variable that names the interpreter: tests read it, and a developer may set it to an environment
    /// of their own.
    pub(crate) variable: &'static str,
    /// What is installed beside it: drivers of databases, and limits of what it needs, since a release does not know what
    /// newer ones of its dependencies leave out.
    beside: &'static [&'static str],
}

/// The release that the databases and the REST API follow.
pub(crate) const MLFLOW_3: Release = Release {
    package: "mlflow",
    version: "3.17.2",
    variable: "MLFLOW_TEST_PYTHON_3",
    beside: &["psycopg2-binary", "pymysql"],
};

/// The older release whose clients must keep working.
pub(crate) const MLFLOW_2: Release = Release {
    package: "mlflow",
    version: "2.22.5",
    variable: "MLFLOW_TEST_PYTHON_2",
    beside: &["sqlalchemy<2.1", "psycopg2-binary", "pymysql"],
};

/// A server of the same REST API, written in Go.
pub(crate) const FASTTRACKML: Release = Release {
    package: "fasttrackml",
    version: "0.6.0",
    variable: "MLFLOW_TEST_PYTHON_FASTTRACKML",
    beside: &[],
};

/// Returns the interpreter that the developer has named by the variable; a wrong one is an error.
pub(crate) fn given(release: &Release) -> Result<Option<PathBuf>> {
    let Some(python) = std::env::var_os(release.variable).map(PathBuf::from) else {
        return Ok(None);
    };
    check_version(&python, release)
        .with_context(|| format!("{} names {}", release.variable, python.display()))?;
    Ok(Some(python))
}

/// Returns the interpreter that is named by the variable, or else the one of an environment in the target folder.
pub(crate) fn find(workspace: &Workspace, release: &Release) -> Result<PathBuf> {
    match given(release)? {
        Some(python) => Ok(python),
        None => installed(workspace, release),
    }
}

/// Returns the interpreter of the environment in the target folder, which is made if it is not there yet. An error
/// says why that is not possible here.
pub(crate) fn installed(workspace: &Workspace, release: &Release) -> Result<PathBuf> {
    let environment = workspace
        .target
        .join("python")
        .join(format!("{}-{}", release.package, release.version));
    let python = environment.join(if cfg!(windows) {
        "Scripts/python.exe"
    } else {
        "bin/python"
    });
    let ready = environment.join("ready");
    let content = [&[release.version], release.beside].concat().join(" ");
    let is_ready = std::fs::read_to_string(&ready).is_ok_and(|found| found == content);
    if !is_ready || check_version(&python, release).is_err() {
        install(&environment, &python, release)?;
        std::fs::write(&ready, content).context("cannot mark the Python environment as ready")?;
    }
    Ok(python)
}

/// Makes the environment anew, whatever a broken or interrupted installation has left behind.
fn install(environment: &Path, python: &Path, release: &Release) -> Result<()> {
    println!(
        "making a Python environment with {} {} (once)",
        release.package, release.version
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
        .arg(format!("{}=={}", release.package, release.version))
        .args(release.beside);
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
    check_version(python, release)
}

fn check_version(python: &Path, release: &Release) -> Result<()> {
    let mut command = Command::new(python);
    command.args([
        "-c",
        "import sys; from importlib.metadata import version; print(version(sys.argv[1]))",
        release.package,
    ]);
    let found = capture(without_mlflow_settings(&mut command))?;
    let (found, expected) = (found.trim(), release.version);
    ensure!(
        found == expected,
        "{} has {} {found}, not {expected}",
        python.display(),
        release.package
    );
    Ok(())
}

fn system_python() -> &'static str {
    if cfg!(windows) { "python" } else { "python3" }
}
