//! What a request carries.

use bytes::Bytes;
use futures::StreamExt;
use mlflow_core::Error;
use mlflow_core::artifact::Meter;
use reqwest::Body;
use std::io::SeekFrom;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use tokio_util::io::ReaderStream;

const CHUNK_BYTES: usize = 256 * 1024;

/// The body of a request, which can be sent more than once.
#[derive(Clone)]
pub(crate) enum Payload {
    Nothing,
    Bytes(Bytes),
    File(FilePayload),
}

/// A local file as a body.
#[derive(Clone)]
pub(crate) struct FilePayload {
    path: PathBuf,
    start: u64,
    length: u64,
    meter: Option<Meter>,
    /// How much the meter has been told of, also by an earlier attempt.
    told: Arc<AtomicU64>,
}

impl Payload {
    /// Makes the first bytes of a file a body; the meter is told of what was sent.
    pub(crate) fn file(path: PathBuf, length: u64, meter: Option<Meter>) -> Self {
        Payload::piece(path, 0, length, meter)
    }

    /// Makes a piece of a file a body; the meter is told of what was sent.
    pub(crate) fn piece(path: PathBuf, start: u64, length: u64, meter: Option<Meter>) -> Self {
        Payload::File(FilePayload {
            path,
            start,
            length,
            meter,
            told: Arc::default(),
        })
    }

    /// Returns the body of one attempt, with its length; `progress` counts what is taken from it.
    pub(super) async fn body(&self, progress: &Arc<AtomicU64>) -> Result<Option<(Body, u64)>, Error> {
        match self {
            Payload::Nothing => Ok(None),
            Payload::Bytes(bytes) => Ok(Some((Body::from(bytes.clone()), bytes.len() as u64))),
            Payload::File(file) => Ok(Some((file.body(progress.clone()).await?, file.length))),
        }
    }

    /// Returns the bytes, where they are in memory.
    pub(super) fn bytes(&self) -> Option<&[u8]> {
        match self {
            Payload::Nothing => Some(&[]),
            Payload::Bytes(bytes) => Some(bytes),
            Payload::File(_) => None,
        }
    }
}

impl FilePayload {
    async fn body(&self, progress: Arc<AtomicU64>) -> Result<Body, Error> {
        use tokio::io::{AsyncReadExt, AsyncSeekExt};
        let wrong = |e: std::io::Error| {
            let message = format!("cannot read '{}': {e}", self.path.display());
            Error::new(Error::from(e).code(), message)
        };
        let mut file = tokio::fs::File::open(&self.path).await.map_err(wrong)?;
        if self.start > 0 {
            file.seek(SeekFrom::Start(self.start)).await.map_err(wrong)?;
        }
        let (meter, told) = (self.meter.clone(), self.told.clone());
        let chunks = ReaderStream::with_capacity(file.take(self.length), CHUNK_BYTES).inspect(move |chunk| {
            let Ok(chunk) = chunk else { return };
            let taken = progress.fetch_add(chunk.len() as u64, Ordering::Relaxed) + chunk.len() as u64;
            let before = told.fetch_max(taken, Ordering::Relaxed);
            if let Some(meter) = meter.as_ref().filter(|_| taken > before) {
                meter.advance(taken - before);
            }
        });
        Ok(Body::wrap_stream(chunks))
    }
}
