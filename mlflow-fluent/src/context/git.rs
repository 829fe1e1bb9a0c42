//! The commit that the program was built from, or stands beside.

use super::RunContextProvider;
use mlflow_core::{Error, Result};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::OnceLock;

/// Tells the commit of the repository that holds the program: of its sources if Cargo runs it, else of
/// the executable's folder, also where that is ignored by Git, as `target/` is.
pub(super) struct Git;

static COMMIT: OnceLock<Option<String>> = OnceLock::new();

impl RunContextProvider for Git {
    fn name(&self) -> &str {
        "git"
    }

    fn tags(&self) -> Result<Vec<(String, String)>> {
        let commit = match COMMIT.get() {
            Some(commit) => commit.clone(),
            None => {
                let found = directory().map(|directory| commit_of(&directory)).transpose();
                let commit = found.as_ref().ok().cloned().flatten().flatten();
                let commit = COMMIT.get_or_init(|| commit).clone();
                found?;
                commit
            }
        };
        Ok(commit
            .map(|commit| ("mlflow.source.git.commit".to_owned(), commit))
            .into_iter()
            .collect())
    }
}

/// Tells whether the repository has been asked already.
pub(super) fn is_known() -> bool {
    COMMIT.get().is_some()
}

fn directory() -> Option<PathBuf> {
    if let Some(manifest) = std::env::var_os("CARGO_MANIFEST_DIR").filter(|d| !d.is_empty()) {
        return Some(manifest.into());
    }
    let given = std::env::args_os().next().map(PathBuf::from);
    let program = given
        .filter(|path| path.is_file())
        .or_else(|| std::env::current_exe().ok())?;
    Some(std::path::absolute(program).ok()?.parent()?.to_owned())
}

/// Asks `git` for the commit; `None` where there is no repository, no commit or no `git`.
fn commit_of(directory: &Path) -> Result<Option<String>> {
    let asked = Command::new("git")
        .arg("-C")
        .arg(directory)
        .args(["rev-parse", "--verify", "HEAD"])
        .env("LC_ALL", "C")
        .stdin(Stdio::null())
        .output();
    let Ok(answer) = asked else {
        return Ok(None);
    };
    if answer.status.success() {
        let commit = String::from_utf8_lossy(&answer.stdout).trim().to_owned();
        return Ok(Some(commit).filter(|commit| !commit.is_empty()));
    }
    let complaint = String::from_utf8_lossy(&answer.stderr);
    if complaint.contains("dubious ownership") || complaint.contains("safe.directory") {
        let message = complaint.lines().next().unwrap_or_default().to_owned();
        return Err(Error::invalid_parameter_value(message));
    }
    Ok(None)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn git(directory: &Path, arguments: &[&str]) {
        let done = Command::new("git")
            .arg("-C")
            .arg(directory)
            .args(arguments)
            .output()
            .unwrap();
        assert!(done.status.success(), "{done:?}");
    }

    #[test]
    fn a_repository_has_a_commit_and_another_folder_none() {
        let directory = tempfile::tempdir().unwrap();
        assert_eq!(commit_of(directory.path()).unwrap(), None);
        git(directory.path(), &["init", "-q"]);
        assert_eq!(commit_of(directory.path()).unwrap(), None, "no commit yet");
        let me = [
            "-c",
            "user.name=a",
            "-c",
            "user.email=a@b",
            "commit",
            "-q",
            "--allow-empty",
            "-m",
            "m",
        ];
        git(directory.path(), &me);
        let inside = directory.path().join("target/release");
        std::fs::create_dir_all(&inside).unwrap();
        assert_eq!(commit_of(&inside).unwrap().map(|commit| commit.len()), Some(40));
        assert_eq!(commit_of(Path::new("/nowhere")).unwrap(), None);
    }
}
