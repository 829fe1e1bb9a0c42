//! An artifact that arrives piece by piece, and is a stream for the repository.

use crate::artifact::{ArtifactPath, ArtifactRepo};
use crate::error::{Error, Result};
use bytes::Bytes;
use std::io;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll, ready};
use tokio::io::{AsyncRead, ReadBuf};
use tokio::sync::mpsc::{Receiver, Sender, channel};
use tokio::task::JoinHandle;

/// A write under way. Dropped before it is complete, it stores nothing.
pub(super) struct Writing {
    /// Pieces, then `None` where the artifact ends.
    pieces: Sender<Option<Bytes>>,
    task: Mutex<Option<JoinHandle<Result<()>>>>,
}

impl Writing {
    pub(super) fn start(repo: Arc<dyn ArtifactRepo>, path: ArtifactPath, length: Option<u64>) -> Self {
        let (pieces, arriving) = channel(1);
        let task = tokio::spawn(async move {
            let mut content = Arriving {
                pieces: arriving,
                ready: Bytes::new(),
                is_end: false,
            };
            repo.write(&path, &mut content, length).await
        });
        Writing {
            pieces,
            task: Mutex::new(Some(task)),
        }
    }

    /// Hands a piece on, as soon as there is room for it.
    pub(super) async fn send(&self, piece: Bytes) -> Result<()> {
        if self.pieces.send(Some(piece)).await.is_ok() {
            return Ok(());
        }
        self.outcome().await?;
        Err(Error::internal(
            "the repository did not wait for the end of the artifact",
        ))
    }

    pub(super) async fn complete(&self) -> Result<()> {
        // A write that has ended says how below.
        let _ = self.pieces.send(None).await;
        self.outcome().await
    }

    async fn outcome(&self) -> Result<()> {
        let task = self.task.lock().unwrap_or_else(PoisonError::into_inner).take();
        let Some(task) = task else {
            return Err(Error::internal("the artifact is written no more"));
        };
        match task.await {
            Ok(result) => result,
            Err(ended) => match ended.try_into_panic() {
                Ok(panic) => std::panic::resume_unwind(panic),
                Err(_) => Err(Error::internal("the artifact is written no more")),
            },
        }
    }
}

impl Drop for Writing {
    fn drop(&mut self) {
        let task = self.task.get_mut().unwrap_or_else(PoisonError::into_inner);
        if let Some(task) = task.take() {
            task.abort();
        }
    }
}

/// The pieces as a stream, which breaks where they end without saying so.
struct Arriving {
    pieces: Receiver<Option<Bytes>>,
    ready: Bytes,
    is_end: bool,
}

impl AsyncRead for Arriving {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        while self.ready.is_empty() && !self.is_end {
            match ready!(self.pieces.poll_recv(context)) {
                Some(Some(piece)) => self.ready = piece,
                Some(None) => self.is_end = true,
                None => {
                    let why = "the upload was given up";
                    return Poll::Ready(Err(io::Error::new(io::ErrorKind::ConnectionAborted, why)));
                }
            }
        }
        let length = self.ready.len().min(buffer.remaining());
        buffer.put_slice(&self.ready.split_to(length));
        Poll::Ready(Ok(()))
    }
}
