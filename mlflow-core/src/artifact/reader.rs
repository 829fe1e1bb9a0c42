//! Streams of bytes into and out of a repository.

use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll};

use tokio::io::{AsyncRead, ReadBuf};

/// Where a write takes its bytes from: any `tokio` reader.
///
/// A `&mut &[u8]` and a `&mut tokio::fs::File` both are one.
pub type ArtifactSource<'a> = &'a mut (dyn AsyncRead + Send + Unpin);

/// The bytes of one artifact as a stream, with their number where the store knows it.
pub struct ArtifactReader {
    stream: Pin<Box<dyn AsyncRead + Send>>,
    length: Option<u64>,
}

impl ArtifactReader {
    /// Wraps a stream.
    pub fn new(stream: impl AsyncRead + Send + 'static, length: Option<u64>) -> Self {
        ArtifactReader {
            stream: Box::pin(stream),
            length,
        }
    }

    /// Returns the number of bytes of the whole stream, if known.
    pub fn length(&self) -> Option<u64> {
        self.length
    }
}

impl AsyncRead for ArtifactReader {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<std::io::Result<()>> {
        self.stream.as_mut().poll_read(context, buffer)
    }
}

impl fmt::Debug for ArtifactReader {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ArtifactReader")
            .field("length", &self.length)
            .finish_non_exhaustive()
    }
}
