//! Artifacts: of runs, and of any URI.

mod uri;

pub use uri::ArtifactUri;

use super::Client;
use crate::artifact::{ArtifactPath, ArtifactRepo, ArtifactRepoExt, FileInfo, TransferOptions};
use crate::error::{Error, Result};
use crate::model_uri::ModelUri;
use crate::registry::OpenOptions;
use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError};

const REPOS_KEPT: usize = 256;

impl Client {
    /// Returns the artifact repository of a run, which is kept for the next call.
    pub async fn artifact_repo(&self, run_id: impl AsRef<str>) -> Result<Arc<dyn ArtifactRepo>> {
        let (run_id, repos) = (run_id.as_ref(), &self.shared.repos);
        let known = repos
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .get(run_id)
            .cloned();
        if let Some(repo) = known {
            return Ok(repo);
        }
        let run = self.get_run(run_id).await?;
        let repo = self.repo_of_root(&run.info.artifact_uri).await?;
        let mut repos = repos.lock().unwrap_or_else(PoisonError::into_inner);
        if repos.len() >= REPOS_KEPT {
            repos.clear();
        }
        repos.insert(run_id.to_owned(), repo.clone());
        Ok(repo)
    }

    /// Uploads a file, or a directory with its name, into a directory of a run's artifacts; `None` is
    /// their root.
    pub async fn log_artifact(
        &self,
        run_id: impl AsRef<str>,
        local: impl AsRef<Path>,
        directory: Option<&str>,
    ) -> Result<()> {
        let options = TransferOptions::new();
        self.log_artifact_with(run_id, local, directory, options).await
    }

    /// Does what [`log_artifact`](Client::log_artifact) does, with somebody watching.
    pub async fn log_artifact_with(
        &self,
        run_id: impl AsRef<str>,
        local: impl AsRef<Path>,
        directory: Option<&str>,
        options: TransferOptions,
    ) -> Result<()> {
        let directory = directory.map(ArtifactPath::from_client).transpose()?;
        let repo = self.artifact_repo(run_id).await?;
        repo.upload(local.as_ref(), directory.as_ref(), &options).await
    }

    /// Uploads what is in a local directory into a directory of a run's artifacts; `None` is their root.
    pub async fn log_artifacts(
        &self,
        run_id: impl AsRef<str>,
        local: impl AsRef<Path>,
        directory: Option<&str>,
    ) -> Result<()> {
        let options = TransferOptions::new();
        self.log_artifacts_with(run_id, local, directory, options).await
    }

    /// Does what [`log_artifacts`](Client::log_artifacts) does, with somebody watching.
    pub async fn log_artifacts_with(
        &self,
        run_id: impl AsRef<str>,
        local: impl AsRef<Path>,
        directory: Option<&str>,
        options: TransferOptions,
    ) -> Result<()> {
        let directory = directory.map(ArtifactPath::from_client).transpose()?;
        let repo = self.artifact_repo(run_id).await?;
        repo.upload_tree(local.as_ref(), directory.as_ref(), &options)
            .await
    }

    /// Stores bytes as an artifact of a run, replacing one that is there.
    pub async fn log_bytes(
        &self,
        run_id: impl AsRef<str>,
        bytes: impl AsRef<[u8]>,
        path: impl AsRef<str>,
    ) -> Result<()> {
        let path = ArtifactPath::from_client(path.as_ref())?;
        let bytes = bytes.as_ref();
        self.artifact_repo(run_id).await?.write_bytes(&path, bytes).await
    }

    /// Lists what is directly in a directory of a run's artifacts, by path; `None` is their root.
    pub async fn list_artifacts(
        &self,
        run_id: impl AsRef<str>,
        directory: Option<&str>,
    ) -> Result<Vec<FileInfo>> {
        let directory = directory.map(ArtifactPath::parse).transpose()?;
        self.artifact_repo(run_id).await?.list(directory.as_ref()).await
    }

    /// Downloads an artifact of a run, or a directory of them, and returns where it is.
    ///
    /// `None` as path is all of them. Without a destination, which must be a directory, artifacts that
    /// are in the local file system are not copied, and others go to a new temporary directory.
    pub async fn download_artifacts(
        &self,
        run_id: impl AsRef<str>,
        path: Option<&str>,
        destination: Option<&Path>,
    ) -> Result<PathBuf> {
        let path = path.map(ArtifactPath::parse).transpose()?;
        let repo = self.artifact_repo(run_id).await?;
        repo.download(path.as_ref(), destination, &TransferOptions::new())
            .await
    }

    /// Lists what is at an artifact URI: `runs:/<id>/<path>`, `models:/<name>/<version>/<path>`, or any
    /// that a repository is found for.
    pub async fn list_artifact_uri(&self, uri: impl AsRef<str>) -> Result<Vec<FileInfo>> {
        let uri = uri.as_ref();
        let (repo, path) = self.resolve(uri).await?;
        repo.list(path.as_ref()).await.map_err(|e| naming(uri, e))
    }

    /// Downloads what is at an artifact URI: `runs:/<id>/<path>`, `models:/<name>/<version>/<path>`, or any
    /// that a repository is found for.
    pub async fn download_artifact_uri(
        &self,
        uri: impl AsRef<str>,
        destination: Option<&Path>,
        options: TransferOptions,
    ) -> Result<PathBuf> {
        let uri = uri.as_ref();
        let (repo, path) = self.resolve(uri).await?;
        let downloaded = repo.download(path.as_ref(), destination, &options).await;
        downloaded.map_err(|e| naming(uri, e))
    }

    /// Opens the repository of a root; what a server hands out is asked for from the tracking server of this client.
    async fn repo_of_root(&self, root: &str) -> Result<Arc<dyn ArtifactRepo>> {
        let options = match self.tracking_uri() {
            "" => OpenOptions::new(),
            uri => OpenOptions::new().tracking_uri(uri),
        };
        self.registry().artifact_repo_with(root, options).await
    }

    async fn resolve(&self, uri: &str) -> Result<(Arc<dyn ArtifactRepo>, Option<ArtifactPath>)> {
        if ModelUri::is_one(uri) {
            let mut whole = ModelUri::parse(uri)?;
            let path = whole.path.take();
            let root = self.resolve_artifact_uri(&whole.to_string()).await?;
            return Ok((self.repo_of_root(&root).await?, path));
        }
        match ArtifactUri::parse(uri)? {
            ArtifactUri::Run { run_id, path } => Ok((self.artifact_repo(&run_id).await?, path)),
            ArtifactUri::Below { root, name } => Ok((self.repo_of_root(&root).await?, name)),
        }
    }
}

/// Adds the URI that the caller gave to an error's message.
fn naming(uri: &str, error: Error) -> Error {
    let message = format!("{}, at `{uri}`", error.message());
    error.with_message(message)
}
