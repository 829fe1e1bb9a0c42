//! Artifacts in a local directory: plain paths and `file:` URIs.

mod batch;
mod directory;
mod failure;
mod location;
mod multipart;
mod root;
mod staged;
mod write_behind;

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::SystemTime;

use async_trait::async_trait;
use mlflow_core::artifact::{
    ArtifactPath, ArtifactReader, ArtifactRepo, ArtifactSource, FileInfo, LocalFile, Meter, MultipartUploads,
    TransferFailure,
};
use mlflow_core::{Error, Result};
use tokio::io::AsyncReadExt;

use root::Root;
use staged::Staged;

const CHUNK_BYTES: usize = 256 * 1024;

/// The artifacts below a directory of the local file system.
///
/// # Containment
///
/// Every access is relative to a handle of the root directory (`openat2` with `RESOLVE_BENEATH` on
/// Linux). Links that stay inside are followed; what leads out of the root is refused for reads,
/// lists, writes and deletes, and is left out of the list of its directory. The handle is opened anew
/// for each call, so that a root that was away works again when it is back.
///
/// # Durability
///
/// A write goes to a hidden file in the root, is synced, renamed, and the directories from its own
/// up to the root are synced before it is acknowledged. An upload of many files syncs each file, and
/// then each touched directory once, before the whole is acknowledged. Deletes sync the
/// directory they take from. Hidden files older than one hour, left by a killed process, are removed
/// by the first write of a repository.
///
/// # Parts
///
/// An upload in parts has a hidden folder in the root, and becomes an artifact as any other write does.
/// What nobody has sent a part to for a day is removed.
///
/// ```
/// use mlflow_core::artifact::{ArtifactPath, ArtifactRepo, ArtifactRepoExt};
/// use mlflow_stores::artifacts::LocalArtifactRepo;
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> mlflow_core::Result<()> {
/// # let directory = tempfile::tempdir()?;
/// # let root = directory.path().to_str().unwrap();
/// let repo = LocalArtifactRepo::open(&format!("file://{root}/run%201/artifacts"))?;
/// repo.write_bytes(&ArtifactPath::parse("notes/100%.txt")?, "all of it").await?;
/// assert_eq!(repo.list_files(None).await?[0].path, "notes/100%.txt");
/// assert!(directory.path().join("run 1/artifacts/notes/100%.txt").exists());
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug)]
pub struct LocalArtifactRepo {
    uri: String,
    root: Arc<Root>,
}

impl LocalArtifactRepo {
    /// Opens the repository of a plain path or a `file:` URI; the directory is made by the first write.
    ///
    /// | input | directory |
    /// |---|---|
    /// | `mlruns/0/a%20b`, `/data/x` | as it is; relative paths belong to the working directory of this call |
    /// | `file:///data/a%20b`, `file:/data/a b`, `file://localhost/data/a b` | `/data/a b` |
    /// | `file:mlruns`, `file:./mlruns` | `mlruns` in the working directory |
    /// | `file://host/data`, other schemes, a query or a fragment | refused |
    pub fn open(uri_or_path: &str) -> Result<Self> {
        Ok(LocalArtifactRepo {
            uri: uri_or_path.to_owned(),
            root: Arc::new(Root::new(location::directory_of(uri_or_path)?)),
        })
    }

    /// Returns the root directory as an absolute path.
    pub fn directory(&self) -> &Path {
        self.root.directory()
    }

    async fn blocking<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Root) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        let root = Arc::clone(&self.root);
        match tokio::task::spawn_blocking(move || work(&root)).await {
            Ok(result) => result,
            Err(error) => Err(Error::internal("the file access was cut").with_source(error)),
        }
    }
}

#[async_trait]
impl ArtifactRepo for LocalArtifactRepo {
    fn uri(&self) -> &str {
        &self.uri
    }

    async fn list(&self, path: Option<&ArtifactPath>) -> Result<Vec<FileInfo>> {
        let path = path.cloned();
        self.blocking(move |root| directory::list(root, path.as_ref()))
            .await
    }

    async fn read(&self, path: &ArtifactPath) -> Result<ArtifactReader> {
        let path = path.clone();
        let (file, length, modified) = self
            .blocking(move |root| {
                let (file, length) = directory::open_file(root, &path)?;
                let modified = file.metadata().and_then(|metadata| metadata.modified()).ok();
                Ok((file, length, modified))
            })
            .await?;
        let file = tokio::io::BufReader::with_capacity(CHUNK_BYTES, tokio::fs::File::from_std(file));
        let reader = ArtifactReader::seekable(file, length);
        let Some(modified) = modified else {
            return Ok(reader);
        };
        let reader = reader.with_modified(modified);
        Ok(match version(modified, length) {
            Some(version) => reader.with_version(version),
            None => reader,
        })
    }

    async fn write(
        &self,
        path: &ArtifactPath,
        content: ArtifactSource<'_>,
        length: Option<u64>,
    ) -> Result<()> {
        let mut staged = None;
        let mut chunk = next_chunk(path, content).await?;
        while chunk.len() == CHUNK_BYTES {
            let target = path.clone();
            let append = self.blocking(move |root| {
                let mut staged = staged_or_new(staged, root, target, length)?;
                staged.append(&chunk)?;
                Ok(staged)
            });
            let (appended, next) = futures::future::join(append, next_chunk(path, content)).await;
            (staged, chunk) = (Some(appended?), next?);
        }
        let path = path.clone();
        self.blocking(move |root| {
            let mut staged = staged_or_new(staged, root, path, length)?;
            staged.append(&chunk)?;
            let touched = staged.publish()?;
            root.sync_directories(&touched)
        })
        .await
    }

    async fn delete(&self, path: &ArtifactPath) -> Result<()> {
        let path = path.clone();
        self.blocking(move |root| directory::delete(root, &path)).await
    }

    async fn local_path(&self, path: Option<&ArtifactPath>) -> Result<Option<PathBuf>> {
        let path = path.cloned();
        self.blocking(move |root| directory::locate(root, path.as_ref()).map(Some))
            .await
    }

    fn multipart(&self) -> Option<&dyn MultipartUploads> {
        Some(self)
    }

    async fn upload_file(&self, local: &Path, path: &ArtifactPath, meter: &Meter) -> Result<()> {
        let (local, path, meter) = (local.to_owned(), path.clone(), meter.clone());
        self.blocking(move |root| {
            let touched = batch::copy_in(root, &local, path, &meter)?;
            root.sync_directories(&touched)
        })
        .await
    }

    async fn upload_files(
        &self,
        files: Vec<LocalFile>,
        concurrency: usize,
        meter: &Meter,
    ) -> Vec<TransferFailure> {
        batch::copy_all_in(&self.root, files, concurrency, meter).await
    }
}

/// Reads as much as a chunk holds, less only at the end.
async fn next_chunk(path: &ArtifactPath, content: ArtifactSource<'_>) -> Result<Vec<u8>> {
    let mut chunk = Vec::with_capacity(CHUNK_BYTES);
    let mut source = (&mut *content).take(CHUNK_BYTES as u64);
    let read = source.read_to_end(&mut chunk).await;
    read.map_err(|error| failure::of_artifact("write", Some(path), error))?;
    Ok(chunk)
}

fn staged_or_new(
    staged: Option<Staged>,
    root: &Root,
    path: ArtifactPath,
    length: Option<u64>,
) -> Result<Staged> {
    match staged {
        Some(staged) => Ok(staged),
        None => Staged::create(root, path, length),
    }
}

/// Tells versions of a file apart by its length and the time of its last change.
fn version(modified: SystemTime, length: u64) -> Option<String> {
    let since = modified.duration_since(SystemTime::UNIX_EPOCH).ok()?;
    Some(format!("{length:x}-{:x}", since.as_nanos()))
}
