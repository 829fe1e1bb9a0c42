//! Artifacts of any run: listed and downloaded.
//!
//! ```
//! # let dir = tempfile::tempdir()?; std::env::set_current_dir(&dir)?;
//! # let run = mlflow::start_run()?; mlflow::log_text("hello", "notes/hello.txt")?;
//! # let run_id = run.id();
//! let files: Vec<mlflow::FileInfo> = mlflow::artifacts::list(&run_id, None)?;
//! let path: std::path::PathBuf = mlflow::artifacts::download(format!("runs:/{run_id}/notes"))?;
//! # assert!(files[0].is_dir && path.join("hello.txt").is_file());
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

use crate::{state, twins};
use mlflow_core::artifact::{FileInfo, TransferOptions};
use mlflow_core::{Error, Result};
use std::path::{Path, PathBuf};

twins::twins! {
    /// Lists what is directly in a directory of a run's artifacts, by path; `None` is their root.
    pub async fn list(run_id: impl AsRef<str>, directory: Option<&str>) -> Result<Vec<FileInfo>> {
        state::client()?.list_artifacts(run_id, directory).await
    }

    /// Lists what is at an artifact URI, such as `runs:/<id>/plots`.
    pub async fn list_uri(uri: impl AsRef<str>) -> Result<Vec<FileInfo>> {
        state::client()?.list_artifact_uri(uri).await
    }

    /// Downloads a file or a directory by its URI, such as `runs:/<id>/plots`, and returns where it is.
    ///
    /// What is in the local file system already is not copied; other artifacts go to a new temporary
    /// directory that the caller owns.
    pub async fn download(uri: impl AsRef<str>) -> Result<PathBuf> {
        state::client()?.download_artifact_uri(uri, None, TransferOptions::new()).await
    }

    /// Downloads a file or a directory by its URI into a directory, which is made if it is not there.
    ///
    /// The artifact `a/b` of a run goes to `a/b` below it.
    ///
    /// ```
    /// # let dir = tempfile::tempdir()?; std::env::set_current_dir(&dir)?;
    /// # let run = mlflow::start_run()?; mlflow::log_text("hello", "a.txt")?;
    /// let file = mlflow::artifacts::download_to(format!("runs:/{}/a.txt", run.id()), "not/there/yet")?;
    /// assert_eq!(std::fs::read_to_string(file)?, "hello");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub async fn download_to(uri: impl AsRef<str>, destination: impl AsRef<Path>) -> Result<PathBuf> {
        let destination = destination.as_ref();
        if let Err(error) = tokio::fs::create_dir_all(destination).await {
            if !destination.exists() {
                let message = format!("cannot create '{}': {error}", destination.display());
                return Err(Error::new(Error::from(error).code(), message));
            }
        }
        let destination = Some(destination);
        state::client()?.download_artifact_uri(uri, destination, TransferOptions::new()).await
    }
}
