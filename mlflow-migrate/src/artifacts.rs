//! Copies of artifacts, file by file.

use crate::event::Kind;
use crate::migration::Work;
use futures::stream::{self, StreamExt, TryStreamExt};
use mlflow_core::artifact::{ArtifactPath, ArtifactRepo, FileInfo};
use mlflow_core::registry::OpenOptions;
use mlflow_core::{Error, Registry, Result};
use sha2::{Digest, Sha256};
use std::collections::HashMap;
use std::sync::Arc;
use tokio::io::AsyncReadExt;

/// How many files are on their way at the same time.
const FILES: usize = 4;
const BUFFER: usize = 256 * 1024;

/// Opens the artifacts of both sides.
#[derive(Debug)]
pub(crate) struct Repos<'m> {
    pub(crate) registry: &'m Registry,
    /// The tracking URIs, which `mlflow-artifacts:` locations are relative to.
    pub(crate) from: &'m str,
    pub(crate) to: &'m str,
}

impl Repos<'_> {
    async fn open(&self, from: &str, to: &str) -> Result<Sides> {
        let options = |uri: &str| OpenOptions::new().tracking_uri(uri);
        let explained = |error: Error| {
            let hint = "leave artifacts where they are with `--artifacts reference`";
            let message = format!(
                "the artifacts in `{from}` cannot be copied: {}; {hint}",
                error.message()
            );
            error.with_message(message)
        };
        let source = self.registry.artifact_repo_with(from, options(self.from)).await;
        let target = self.registry.artifact_repo_with(to, options(self.to)).await;
        Ok(Sides {
            source: source.map_err(explained)?,
            target: target.map_err(explained)?,
        })
    }
}

/// The repositories of one run, model or trace.
struct Sides {
    source: Arc<dyn ArtifactRepo>,
    target: Arc<dyn ArtifactRepo>,
}

impl Work<'_> {
    /// Copies what is below one location to another; a file that is there in the same length is taken for the same.
    pub(crate) async fn copy_artifacts(&mut self, from: &str, to: &str) -> Result<()> {
        if from.is_empty() || from == to {
            return Ok(());
        }
        let sides = self.repos.open(from, to).await?;
        let mut directories = vec![None];
        while let Some(directory) = directories.pop() {
            let there: HashMap<String, Option<i64>> = match listed(&sides.target, directory.as_ref()).await {
                Ok(rows) => rows.into_iter().map(|row| (row.path, row.file_size)).collect(),
                Err(_) => HashMap::new(),
            };
            let mut files = Vec::new();
            for row in listed(&sides.source, directory.as_ref()).await? {
                let path = ArtifactPath::parse(&row.path)?;
                if row.is_dir {
                    directories.push(Some(path));
                } else {
                    let is_there = row.file_size.is_some() && there.get(&row.path) == Some(&row.file_size);
                    files.push((path, is_there));
                }
            }
            let count = files.len();
            let missing = files.into_iter().filter(|(_, is_there)| !is_there);
            stream::iter(missing.map(Ok::<_, Error>))
                .try_for_each_concurrent(FILES, |(path, _)| copy(&sides, path))
                .await?;
            self.moved(Kind::Artifacts, count);
        }
        Ok(())
    }

    /// Counts what would be copied from a location.
    pub(crate) async fn count_artifacts(&mut self, from: &str) -> Result<()> {
        if from.is_empty() || !self.copies {
            return Ok(());
        }
        let sides = self.repos.open(from, from).await?;
        let mut directories = vec![None];
        while let Some(directory) = directories.pop() {
            for row in listed(&sides.source, directory.as_ref()).await? {
                match row.is_dir {
                    true => directories.push(Some(ArtifactPath::parse(&row.path)?)),
                    false => self.moved(Kind::Artifacts, 1),
                }
            }
        }
        Ok(())
    }

    /// Compares what is below two locations, by the digests of the files.
    pub(crate) async fn compare_artifacts(&mut self, from: &str, to: &str) -> Result<()> {
        if from.is_empty() || from == to {
            return Ok(());
        }
        let sides = self.repos.open(from, to).await?;
        let mut directories = vec![None];
        while let Some(directory) = directories.pop() {
            let mut files = Vec::new();
            for row in listed(&sides.source, directory.as_ref()).await? {
                let path = ArtifactPath::parse(&row.path)?;
                match row.is_dir {
                    true => directories.push(Some(path)),
                    false => files.push(path),
                }
            }
            let compared = stream::iter(files).map(|path| async {
                let expected = digest(&sides.source, &path).await?;
                let found = digest(&sides.target, &path).await.ok();
                Ok::<_, Error>((path, found.map(|found| found == expected)))
            });
            let compared: Vec<_> = compared.buffered(FILES).try_collect().await?;
            for (path, is_equal) in compared {
                self.report
                    .compare(Kind::Artifacts, is_equal, || format!("{to}/{}", path.as_str()));
                self.done(Kind::Artifacts, 1);
            }
        }
        Ok(())
    }
}

async fn listed(repo: &Arc<dyn ArtifactRepo>, directory: Option<&ArtifactPath>) -> Result<Vec<FileInfo>> {
    repo.list(directory).await
}

async fn copy(sides: &Sides, path: ArtifactPath) -> Result<()> {
    let mut content = sides.source.read(&path).await?;
    let length = content.length();
    sides.target.write(&path, &mut content, length).await
}

async fn digest(repo: &Arc<dyn ArtifactRepo>, path: &ArtifactPath) -> Result<[u8; 32]> {
    let mut content = repo.read(path).await?;
    let mut hash = Sha256::new();
    let mut buffer = vec![0; BUFFER];
    loop {
        let read = content.read(&mut buffer).await.map_err(|error| {
            let message = format!("cannot read the artifact `{}`: {error}", path.as_str());
            Error::from(error).with_message(message)
        })?;
        if read == 0 {
            return Ok(hash.finalize().into());
        }
        hash.update(&buffer[..read]);
    }
}
