//! Runs other programs; an error names the command line and how it ended.

use std::ffi::OsStr;
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail, ensure};

/// Shows the command line, runs it on this terminal and fails unless it succeeds.
pub(crate) fn run(command: &mut Command) -> Result<()> {
    let line = command_line(command);
    println!("$ {line}");
    let status = command
        .status()
        .with_context(|| format!("cannot start `{line}`"))?;
    ensure!(status.success(), "`{line}` failed: {status}");
    Ok(())
}

/// Runs a command and returns what it writes to its standard output.
pub(crate) fn capture(command: &mut Command) -> Result<String> {
    let line = command_line(command);
    let output = command
        .stdin(Stdio::null())
        .output()
        .with_context(|| format!("cannot start `{line}`"))?;
    if !output.status.success() {
        bail!(
            "`{line}` failed: {}\n{}",
            output.status,
            String::from_utf8_lossy(&output.stderr).trim_end()
        );
    }
    String::from_utf8(output.stdout).with_context(|| format!("`{line}` wrote something that is not UTF-8"))
}

/// Whether a program can be started; `--version` is what all of them understand.
pub(crate) fn is_installed(program: impl AsRef<OsStr>) -> bool {
    capture(Command::new(program).arg("--version")).is_ok()
}

/// Takes the developer's own MLflow settings out of the environment of a command, because they would decide
/// where the program under test writes. What begins with `MLFLOW_TEST_` is meant for the tests and stays.
pub(crate) fn without_mlflow_settings(command: &mut Command) -> &mut Command {
    for (name, _) in std::env::vars_os() {
        let name_text = name.to_string_lossy();
        if name_text.starts_with("MLFLOW_") && !name_text.starts_with("MLFLOW_TEST_") {
            command.env_remove(&name);
        }
    }
    command
}

/// The command as a person would type it, with the program's name instead of its path.
fn command_line(command: &Command) -> String {
    let program = std::path::Path::new(command.get_program());
    let name = program.file_name().unwrap_or(command.get_program());
    let words = std::iter::once(name).chain(command.get_args());
    words
        .map(|word| word.to_string_lossy().into_owned())
        .collect::<Vec<_>>()
        .join(" ")
}
