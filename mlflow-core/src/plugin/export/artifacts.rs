//! A repository that a plugin has opened, on the plugin's side.

mod writing;

use crate::artifact::{ArtifactPath, ArtifactReader, ArtifactRepo, ArtifactRepoExt, Meter};
use crate::error::{Error, Result};
use crate::plugin::artifacts::operation as op;
use crate::plugin::artifacts::{
    At, CreateWrite, Listed, Local, PIECE, Piece, ReadArtifact, Reader, Transfer, Writer, join, split,
};
use bytes::Bytes;
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::collections::{BTreeMap, HashMap};
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::UNIX_EPOCH;
use tokio::io::AsyncReadExt;
use writing::Writing;

/// So many streams are kept open; the oldest is closed for another one, and opened again if somebody reads on.
const MOST_READERS: usize = 256;

/// A repository, with what is read from it and written to it.
pub(super) struct Artifacts {
    repo: Arc<dyn ArtifactRepo>,
    readers: Mutex<BTreeMap<u64, Reading>>,
    writers: Mutex<HashMap<u64, Arc<Writing>>>,
}

/// A stream that is open.
struct Reading {
    stream: ArtifactReader,
    path: ArtifactPath,
    at: u64,
}

impl Artifacts {
    pub(super) fn new(repo: Arc<dyn ArtifactRepo>) -> Self {
        Artifacts {
            repo,
            readers: Mutex::default(),
            writers: Mutex::default(),
        }
    }

    /// Carries out an operation; `None` if there is none of this name.
    pub(super) async fn carry(&self, operation: &str, request: &[u8]) -> Option<Result<Bytes>> {
        Some(match operation {
            op::LIST => self.list(request).await,
            op::READ => self.read(request).await,
            op::CLOSE_READER => self.close_reader(request),
            op::WRITE => self.write(request).await,
            op::CREATE_WRITE => self.create_write(request),
            op::WRITE_CHUNK => self.write_chunk(request).await,
            op::COMPLETE_WRITE => self.complete_write(request).await,
            op::ABORT_WRITE => self.abort_write(request),
            op::DELETE => self.delete(request).await,
            op::LOCAL => self.local(request).await,
            op::UPLOAD => self.upload(request).await,
            op::DOWNLOAD => self.download(request).await,
            _ => return None,
        })
    }

    async fn list(&self, request: &[u8]) -> Result<Bytes> {
        let (at, _): (At, _) = asked(request)?;
        let path = at.path.as_deref().map(ArtifactPath::parse).transpose()?;
        let files = self.repo.list(path.as_ref()).await?;
        answer(&Listed { files })
    }

    async fn read(&self, request: &[u8]) -> Result<Bytes> {
        let (asked, _): (ReadArtifact, _) = asked(request)?;
        let path = ArtifactPath::parse(&asked.path)?;
        let open = locked(&self.readers).remove(&asked.reader);
        let mut reading = match open {
            Some(open) if open.path == path && open.at <= asked.offset => open,
            _ => Reading {
                stream: self.repo.read(&path).await?,
                path,
                at: 0,
            },
        };
        let wrong = |error: std::io::Error| {
            let message = format!("cannot read artifact '{}': {error}", asked.path);
            Error::new(Error::from(error).code(), message)
        };
        let stream = &mut reading.stream;
        stream.skip(asked.offset - reading.at).await.map_err(wrong)?;
        let length = asked.length.clamp(1, PIECE);
        let mut bytes = Vec::new();
        let mut piece = (&mut *stream).take(length);
        piece.read_to_end(&mut bytes).await.map_err(wrong)?;
        reading.at = asked.offset + bytes.len() as u64;
        let is_short = (bytes.len() as u64) < length;
        let modified = stream
            .modified()
            .and_then(|time| time.duration_since(UNIX_EPOCH).ok());
        let head = Piece {
            size: stream.length(),
            version: stream.version().map(str::to_owned),
            modified_ms: modified.and_then(|time| u64::try_from(time.as_millis()).ok()),
            end: is_short || stream.length().is_some_and(|length| reading.at >= length),
        };
        if !head.end {
            let mut readers = locked(&self.readers);
            if readers.len() >= MOST_READERS {
                readers.pop_first();
            }
            readers.insert(asked.reader, reading);
        }
        join(&head, &bytes)
    }

    fn close_reader(&self, request: &[u8]) -> Result<Bytes> {
        let (asked, _): (Reader, _) = asked(request)?;
        let closed = locked(&self.readers).remove(&asked.reader);
        drop(closed);
        nothing()
    }

    async fn write(&self, request: &[u8]) -> Result<Bytes> {
        let (at, bytes): (At, _) = asked(request)?;
        let path = ArtifactPath::parse(at.path.as_deref().unwrap_or_default())?;
        self.repo.write_bytes(&path, bytes).await?;
        nothing()
    }

    fn create_write(&self, request: &[u8]) -> Result<Bytes> {
        let (asked, _): (CreateWrite, _) = asked(request)?;
        let path = ArtifactPath::parse(&asked.path)?;
        let writing = Writing::start(self.repo.clone(), path, asked.length);
        locked(&self.writers).insert(asked.writer, Arc::new(writing));
        nothing()
    }

    async fn write_chunk(&self, request: &[u8]) -> Result<Bytes> {
        let (asked, bytes): (Writer, _) = asked(request)?;
        let writing = locked(&self.writers).get(&asked.writer).cloned();
        let writing = writing.ok_or_else(|| unknown(asked.writer))?;
        if let Err(error) = writing.send(Bytes::copy_from_slice(bytes)).await {
            locked(&self.writers).remove(&asked.writer);
            return Err(error);
        }
        nothing()
    }

    async fn complete_write(&self, request: &[u8]) -> Result<Bytes> {
        let (asked, _): (Writer, _) = asked(request)?;
        let writing = locked(&self.writers).remove(&asked.writer);
        let writing = writing.ok_or_else(|| unknown(asked.writer))?;
        writing.complete().await?;
        nothing()
    }

    /// What is not complete is not stored.
    fn abort_write(&self, request: &[u8]) -> Result<Bytes> {
        let (asked, _): (Writer, _) = asked(request)?;
        let aborted = locked(&self.writers).remove(&asked.writer);
        drop(aborted);
        nothing()
    }

    async fn delete(&self, request: &[u8]) -> Result<Bytes> {
        let (at, _): (At, _) = asked(request)?;
        let path = ArtifactPath::parse(at.path.as_deref().unwrap_or_default())?;
        self.repo.delete(&path).await?;
        nothing()
    }

    async fn local(&self, request: &[u8]) -> Result<Bytes> {
        let (at, _): (At, _) = asked(request)?;
        let path = at.path.as_deref().map(ArtifactPath::parse).transpose()?;
        let file = self.repo.local_path(path.as_ref()).await?;
        let file = file.and_then(|file| Some(file.to_str()?.to_owned()));
        answer(&Local { file })
    }

    async fn upload(&self, request: &[u8]) -> Result<Bytes> {
        let (asked, _): (Transfer, _) = asked(request)?;
        let path = ArtifactPath::parse(&asked.path)?;
        let file = Path::new(&asked.file);
        self.repo.upload_file(file, &path, &Meter::default()).await?;
        nothing()
    }

    async fn download(&self, request: &[u8]) -> Result<Bytes> {
        let (asked, _): (Transfer, _) = asked(request)?;
        let path = ArtifactPath::parse(&asked.path)?;
        let file = Path::new(&asked.file);
        self.repo.download_file(&path, file, &Meter::default()).await?;
        nothing()
    }
}

fn unknown(writer: u64) -> Error {
    Error::does_not_exist(format!("no artifact is being written as {writer}"))
}

fn asked<T: DeserializeOwned>(request: &[u8]) -> Result<(T, &[u8])> {
    let wrong =
        || Error::invalid_parameter_value("the request does not begin with a line of the operation's JSON");
    split(request).ok_or_else(wrong)
}

fn answer(head: &impl Serialize) -> Result<Bytes> {
    join(head, &[])
}

fn nothing() -> Result<Bytes> {
    Ok(Bytes::from_static(b"{}"))
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
