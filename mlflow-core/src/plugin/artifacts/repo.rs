//! A plugin's repository, on the program's side.

use super::operation as op;
use super::reading::{Source, open};
use super::{At, CreateWrite, Listed, Local, PIECE, Transfer, Writer, join, split};
use crate::artifact::{ArtifactPath, ArtifactReader, ArtifactRepo, ArtifactSource, FileInfo, Meter};
use crate::artifact::{stream_from_file, stream_to_file};
use crate::blocking;
use crate::contract::CallContext;
use crate::error::{Error, ErrorCode, Result};
use crate::plugin::health::USUAL_DEADLINE;
use crate::plugin::store::PluginStore;
use async_trait::async_trait;
use bytes::Bytes;
use serde::de::DeserializeOwned;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;
use tokio::io::AsyncReadExt;

/// A plugin may take so long for a download by the path of a file, whose size is not known before.
const DOWNLOAD: Duration = Duration::from_secs(60 * 60);

/// Whatever takes its bytes along is given a second for so many of them, beside the usual time.
const BYTES_A_SECOND: u64 = 256 * 1024;

/// A repository of artifacts that a plugin has opened.
pub(in crate::plugin) struct PluginRepo {
    uri: String,
    by_path: bool,
    store: Arc<Asked>,
}

impl PluginRepo {
    pub(in crate::plugin) fn new(store: PluginStore, uri: &str, by_path: bool) -> Self {
        PluginRepo {
            uri: uri.to_owned(),
            by_path,
            store: Arc::new(Asked {
                store,
                last: AtomicU64::new(0),
            }),
        }
    }
}

/// A store, and the numbers of its readers and writers.
pub(super) struct Asked {
    store: PluginStore,
    last: AtomicU64,
}

impl Asked {
    pub(super) fn number(&self) -> u64 {
        self.last.fetch_add(1, Ordering::Relaxed) + 1
    }

    pub(super) async fn ask(&self, operation: &'static str, request: Bytes) -> Result<Bytes> {
        self.store.ask(operation, request, &CallContext::current()).await
    }

    /// Asks what takes the longer the more bytes there are.
    async fn ask_long(&self, operation: &'static str, request: Bytes, time: Duration) -> Result<Bytes> {
        let mut context = CallContext::current();
        context.deadline = context.deadline.or(Some(time));
        self.store.ask(operation, request, &context).await
    }

    /// Asks what nobody waits for.
    pub(super) fn tell(self: &Arc<Self>, operation: &'static str, request: Result<Bytes>) {
        let store = self.clone();
        let telling = async move {
            if let Ok(request) = request
                && let Err(error) = store.store.ask(operation, request, &CallContext::default()).await
            {
                tracing::debug!("`{operation}` was not carried out: {error}");
            }
        };
        if let Err(error) = blocking::start(telling) {
            tracing::debug!("`{operation}` is not asked: {error}");
        }
    }

    pub(super) fn read<T: DeserializeOwned>(&self, operation: &str, answer: &Bytes) -> Result<(T, Bytes)> {
        let (head, body) = split(answer).ok_or_else(|| {
            Error::internal(format!(
                "{} answered `{operation}` with what does not begin with a line of its JSON",
                self.store.described()
            ))
        })?;
        Ok((head, answer.slice_ref(body)))
    }
}

fn long(bytes: u64) -> Duration {
    USUAL_DEADLINE + Duration::from_secs(bytes / BYTES_A_SECOND)
}

fn at(path: Option<&ArtifactPath>) -> Result<Bytes> {
    let path = path.map(|path| path.as_str().to_owned());
    join(&At { path }, &[])
}

/// Returns a local path as text, if it is one.
fn file_text(local: &Path) -> Option<String> {
    Some(std::path::absolute(local).ok()?.to_str()?.to_owned())
}

/// An artifact that is written piece by piece; it is given up unless it is completed.
struct Writing<'a> {
    store: &'a Arc<Asked>,
    writer: u64,
    is_complete: bool,
}

impl Drop for Writing<'_> {
    fn drop(&mut self) {
        if !self.is_complete {
            let writer = Writer { writer: self.writer };
            self.store.tell(op::ABORT_WRITE, join(&writer, &[]));
        }
    }
}

/// Takes bytes until there is a whole piece, or no more.
async fn piece(path: &ArtifactPath, content: &mut ArtifactSource<'_>) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let mut piece = (&mut **content).take(PIECE);
    piece.read_to_end(&mut bytes).await.map_err(|error| {
        let message = format!("cannot write artifact '{path}': {error}");
        Error::new(Error::from(error).code(), message)
    })?;
    Ok(bytes)
}

#[async_trait]
impl ArtifactRepo for PluginRepo {
    fn uri(&self) -> &str {
        &self.uri
    }

    async fn list(&self, path: Option<&ArtifactPath>) -> Result<Vec<FileInfo>> {
        let answer = self.store.ask(op::LIST, at(path)?).await?;
        let (mut listed, _): (Listed, _) = self.store.read(op::LIST, &answer)?;
        listed.files.sort_by(|a, b| a.path.cmp(&b.path));
        Ok(listed.files)
    }

    async fn read(&self, path: &ArtifactPath) -> Result<ArtifactReader> {
        open(Source::new(self.store.clone(), path)).await
    }

    async fn write(
        &self,
        path: &ArtifactPath,
        mut content: ArtifactSource<'_>,
        length: Option<u64>,
    ) -> Result<()> {
        let wrong_length = |received: u64| {
            Error::invalid_parameter_value(format!(
                "artifact '{path}' is not stored: {received} bytes arrived, {} were declared",
                length.unwrap_or_default()
            ))
        };
        let mut bytes = piece(path, &mut content).await?;
        let mut received = bytes.len() as u64;
        if received < PIECE {
            if length.is_some_and(|length| length != received) {
                return Err(wrong_length(received));
            }
            let path = Some(path.as_str().to_owned());
            self.store.ask(op::WRITE, join(&At { path }, &bytes)?).await?;
            return Ok(());
        }
        let mut writing = Writing {
            store: &self.store,
            writer: self.store.number(),
            is_complete: false,
        };
        let create = CreateWrite {
            path: path.as_str().to_owned(),
            writer: writing.writer,
            length,
        };
        let head = Writer {
            writer: writing.writer,
        };
        self.store.ask(op::CREATE_WRITE, join(&create, &[])?).await?;
        while !bytes.is_empty() {
            if length.is_some_and(|length| received > length) {
                return Err(wrong_length(received));
            }
            self.store.ask(op::WRITE_CHUNK, join(&head, &bytes)?).await?;
            bytes = piece(path, &mut content).await?;
            received += bytes.len() as u64;
        }
        if length.is_some_and(|length| length != received) {
            return Err(wrong_length(received));
        }
        // From here on the plugin knows all of it; whether it was stored is what it says.
        writing.is_complete = true;
        let complete = join(&head, &[])?;
        self.store
            .ask_long(op::COMPLETE_WRITE, complete, long(received))
            .await?;
        Ok(())
    }

    async fn delete(&self, path: &ArtifactPath) -> Result<()> {
        self.store.ask(op::DELETE, at(Some(path))?).await?;
        Ok(())
    }

    async fn local_path(&self, path: Option<&ArtifactPath>) -> Result<Option<PathBuf>> {
        let answer = match self.store.ask(op::LOCAL, at(path)?).await {
            Err(error) if error.code() == ErrorCode::NotImplemented => return Ok(None),
            answer => answer?,
        };
        let (local, _): (Local, _) = self.store.read(op::LOCAL, &answer)?;
        Ok(local.file.map(PathBuf::from).filter(|file| file.is_absolute()))
    }

    async fn upload_file(&self, local: &Path, path: &ArtifactPath, meter: &Meter) -> Result<()> {
        let size = tokio::fs::metadata(local)
            .await
            .ok()
            .filter(|found| found.is_file());
        let (true, Some(size), Some(file)) = (self.by_path, size, file_text(local)) else {
            return stream_from_file(self, local, path, meter).await;
        };
        let path = path.as_str().to_owned();
        let request = join(&Transfer { path, file }, &[])?;
        self.store.ask_long(op::UPLOAD, request, long(size.len())).await?;
        meter.advance(size.len());
        Ok(())
    }

    async fn download_file(&self, path: &ArtifactPath, local: &Path, meter: &Meter) -> Result<()> {
        let (true, Some(file)) = (self.by_path, file_text(local)) else {
            return stream_to_file(self, path, local, meter).await;
        };
        let path = path.as_str().to_owned();
        let request = join(&Transfer { path, file }, &[])?;
        self.store.ask_long(op::DOWNLOAD, request, DOWNLOAD).await?;
        meter.advance(tokio::fs::metadata(local).await?.len());
        Ok(())
    }
}
