//! Where an artifact root is: below the server's own repository, or in one of another scheme.

use crate::app::App;
use mlflow_core::artifact::{ArtifactPath, ArtifactRepo, FileInfo};
use mlflow_core::{Error, ErrorCode, Result};
use std::sync::Arc;

/// A directory of a repository.
pub(super) struct Place {
    repo: Arc<dyn ArtifactRepo>,
    /// What paths begin with in the repository.
    root: Option<ArtifactPath>,
}

impl Place {
    /// Returns the server's own repository.
    pub(super) fn proxied(app: &App) -> Result<Self> {
        let repo = app
            .backends
            .artifacts
            .clone()
            .filter(|_| app.options.serve_artifacts);
        let repo = repo.ok_or_else(not_served)?;
        Ok(Place { repo, root: None })
    }

    /// Finds what an artifact root means to this server.
    pub(super) async fn of(app: &App, uri: &str) -> Result<Self> {
        let Some(proxied) = uri.strip_prefix("mlflow-artifacts:") else {
            let repo = app.backends.registry.artifact_repo(uri).await?;
            return Ok(Place { repo, root: None });
        };
        let path = match proxied.strip_prefix("//") {
            Some(rest) => rest.split_once('/').map_or("", |(_, path)| path),
            None => proxied,
        };
        let path = path.trim_matches('/');
        let root = (!path.is_empty())
            .then(|| ArtifactPath::parse(path))
            .transpose()?;
        Ok(Place {
            root,
            ..Place::proxied(app)?
        })
    }

    pub(super) fn repo(&self) -> &Arc<dyn ArtifactRepo> {
        &self.repo
    }

    /// Returns the path in the repository of a path below this place.
    pub(super) fn path(&self, path: &str) -> Result<ArtifactPath> {
        let path = ArtifactPath::parse(path)?;
        match &self.root {
            None => Ok(path),
            Some(root) => ArtifactPath::parse(&format!("{root}/{path}")),
        }
    }

    /// Lists a directory, with paths relative to this place.
    pub(super) async fn list(&self, path: Option<&str>) -> Result<Vec<FileInfo>> {
        let path = path.map(of_directory).filter(|path| !path.is_empty());
        let directory = match path {
            Some(path) => Some(self.path(path)?),
            None => self.root.clone(),
        };
        let mut files = self.repo.list(directory.as_ref()).await?;
        for file in &mut files {
            // Official servers leave out the size of an empty file.
            file.file_size = file.file_size.filter(|size| *size > 0);
        }
        if let Some(root) = &self.root {
            let prefix = format!("{root}/");
            for file in &mut files {
                if let Some(relative) = file.path.strip_prefix(&prefix) {
                    file.path = relative.to_owned();
                }
            }
        }
        Ok(files)
    }
}

/// Returns the path of a directory that may be written as one, with a slash at the end.
pub(super) fn of_directory(path: &str) -> &str {
    path.strip_suffix('/').unwrap_or(path)
}

/// Says that clients write their artifacts elsewhere.
fn not_served() -> Error {
    let message = "Artifact serving is disabled. Run `mlflow server` with `--serve-artifacts` to enable.";
    Error::new(ErrorCode::TemporarilyUnavailable, message)
}
