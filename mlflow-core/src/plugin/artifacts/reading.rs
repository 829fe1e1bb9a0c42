//! An artifact of a plugin as a stream, fetched piece by piece.

use super::operation as op;
use super::repo::Asked;
use super::{PIECE, Piece, ReadArtifact, Reader, join};
use crate::artifact::{ArtifactPath, ArtifactReader};
use crate::error::{Error, ErrorCode, Result};
use bytes::Bytes;
use futures::future::BoxFuture;
use std::io::{self, SeekFrom};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::time::{Duration, SystemTime};
use tokio::io::{AsyncRead, AsyncSeek, ReadBuf};

/// Opens an artifact by fetching its first piece.
pub(super) async fn open(source: Source) -> Result<ArtifactReader> {
    let (piece, bytes) = source.fetch(0).await?;
    let (size, modified) = (piece.size, piece.modified_ms);
    let version = piece.version.clone();
    let stream = Pieces {
        is_open: !piece.end,
        source: Arc::new(Source {
            version: piece.version,
            ..source
        }),
        size,
        at: 0,
        ready: bytes,
        is_end: piece.end,
        fetching: None,
    };
    let mut reader = match size {
        Some(size) => ArtifactReader::seekable(stream, size),
        None => ArtifactReader::new(stream, None),
    };
    if let Some(version) = version {
        reader = reader.with_version(version);
    }
    if let Some(time) = modified.and_then(|ms| SystemTime::UNIX_EPOCH.checked_add(Duration::from_millis(ms)))
    {
        reader = reader.with_modified(time);
    }
    Ok(reader)
}

/// Where the pieces of an artifact come from.
pub(super) struct Source {
    store: Arc<Asked>,
    path: String,
    reader: u64,
    version: Option<String>,
}

impl Source {
    pub(super) fn new(store: Arc<Asked>, path: &ArtifactPath) -> Self {
        Source {
            reader: store.number(),
            store,
            path: path.as_str().to_owned(),
            version: None,
        }
    }

    async fn fetch(&self, offset: u64) -> Result<(Piece, Bytes)> {
        let request = ReadArtifact {
            path: self.path.clone(),
            offset,
            length: PIECE,
            reader: self.reader,
        };
        let answer = self.store.ask(op::READ, join(&request, &[])?).await?;
        let (mut piece, bytes): (Piece, Bytes) = self.store.read(op::READ, &answer)?;
        if self.version.is_some() && piece.version != self.version {
            return Err(Error::new(
                ErrorCode::Aborted,
                format!("artifact '{}' was changed while it was read", self.path),
            ));
        }
        piece.end |= bytes.is_empty();
        Ok((piece, bytes))
    }
}

type Fetching = BoxFuture<'static, Result<(Piece, Bytes)>>;

struct Pieces {
    source: Arc<Source>,
    size: Option<u64>,
    /// Where the stream is.
    at: u64,
    /// Bytes from there on.
    ready: Bytes,
    /// Whether nothing comes after them.
    is_end: bool,
    /// Whether the plugin may hold something open.
    is_open: bool,
    fetching: Option<Fetching>,
}

impl Pieces {
    fn poll_piece(&mut self, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        let (source, at) = (self.source.clone(), self.at);
        let fetching = self
            .fetching
            .get_or_insert_with(|| Box::pin(async move { source.fetch(at).await }));
        let fetched = ready!(fetching.as_mut().poll(context));
        self.fetching = None;
        let (piece, bytes) = fetched.map_err(io_error)?;
        (self.ready, self.is_end, self.is_open) = (bytes, piece.end, !piece.end);
        Poll::Ready(Ok(()))
    }
}

impl AsyncRead for Pieces {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        while self.ready.is_empty() && !self.is_end {
            ready!(self.poll_piece(context))?;
        }
        let length = self.ready.len().min(buffer.remaining());
        buffer.put_slice(&self.ready.split_to(length));
        self.at += length as u64;
        Poll::Ready(Ok(()))
    }
}

impl AsyncSeek for Pieces {
    fn start_seek(mut self: Pin<&mut Self>, to: SeekFrom) -> io::Result<()> {
        let to = match to {
            SeekFrom::Start(to) => Some(to),
            SeekFrom::Current(by) => self.at.checked_add_signed(by),
            SeekFrom::End(by) => self.size.and_then(|size| size.checked_add_signed(by)),
        };
        let to = to.ok_or(io::ErrorKind::InvalidInput)?;
        match to.checked_sub(self.at).and_then(|by| usize::try_from(by).ok()) {
            Some(by) if by <= self.ready.len() => drop(self.ready.split_to(by)),
            _ => {
                self.ready = Bytes::new();
                self.is_end = self.size.is_some_and(|size| to >= size);
            }
        }
        (self.at, self.fetching) = (to, None);
        Ok(())
    }

    fn poll_complete(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<u64>> {
        Poll::Ready(Ok(self.at))
    }
}

impl Drop for Pieces {
    fn drop(&mut self) {
        if self.is_open || self.fetching.take().is_some() {
            let reader = Reader {
                reader: self.source.reader,
            };
            self.source.store.tell(op::CLOSE_READER, join(&reader, &[]));
        }
    }
}

/// Keeps the kind of an error that callers tell apart.
fn io_error(error: Error) -> io::Error {
    let kind = match error.code() {
        ErrorCode::ResourceDoesNotExist => io::ErrorKind::NotFound,
        ErrorCode::PermissionDenied => io::ErrorKind::PermissionDenied,
        ErrorCode::InvalidParameterValue => io::ErrorKind::InvalidInput,
        ErrorCode::TemporarilyUnavailable | ErrorCode::DeadlineExceeded => io::ErrorKind::TimedOut,
        _ => io::ErrorKind::Other,
    };
    io::Error::new(kind, error)
}
