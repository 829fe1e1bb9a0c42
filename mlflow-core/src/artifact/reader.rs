//! Streams of bytes into and out of a repository.

use std::fmt;
use std::io::SeekFrom;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::SystemTime;

use tokio::io::{AsyncRead, AsyncReadExt, AsyncSeek, AsyncSeekExt, ReadBuf};

/// Where a write takes its bytes from: any `tokio` reader.
///
/// A `&mut &[u8]` and a `&mut tokio::fs::File` both are one.
pub type ArtifactSource<'a> = &'a mut (dyn AsyncRead + Send + Unpin);

/// The bytes of one artifact as a stream, with what the store knows of them.
pub struct ArtifactReader {
    stream: Stream,
    length: Option<u64>,
    version: Option<String>,
    modified: Option<SystemTime>,
}

enum Stream {
    Plain(Pin<Box<dyn AsyncRead + Send>>),
    Seekable(Pin<Box<dyn Seekable>>),
}

trait Seekable: AsyncRead + AsyncSeek + Send {}

impl<S: AsyncRead + AsyncSeek + Send> Seekable for S {}

impl ArtifactReader {
    /// Wraps a stream.
    pub fn new(stream: impl AsyncRead + Send + 'static, length: Option<u64>) -> Self {
        ArtifactReader {
            stream: Stream::Plain(Box::pin(stream)),
            length,
            version: None,
            modified: None,
        }
    }

    /// Wraps a stream that can begin anywhere.
    pub fn seekable(stream: impl AsyncRead + AsyncSeek + Send + 'static, length: u64) -> Self {
        ArtifactReader {
            stream: Stream::Seekable(Box::pin(stream)),
            length: Some(length),
            version: None,
            modified: None,
        }
    }

    /// Says which version of the artifact this is: a text that changes with its content.
    #[must_use]
    pub fn with_version(mut self, version: impl Into<String>) -> Self {
        self.version = Some(version.into());
        self
    }

    /// Says when the artifact was changed last.
    #[must_use]
    pub fn with_modified(mut self, time: SystemTime) -> Self {
        self.modified = Some(time);
        self
    }

    /// Returns the number of bytes of the whole artifact, if known.
    pub fn length(&self) -> Option<u64> {
        self.length
    }

    /// Returns a text that changes with the content of the artifact, if the store has one.
    pub fn version(&self) -> Option<&str> {
        self.version.as_deref()
    }

    /// Returns when the artifact was changed last, if the store knows.
    pub fn modified(&self) -> Option<SystemTime> {
        self.modified
    }

    /// Leaves out bytes from where the stream is now.
    ///
    /// A stream that cannot begin elsewhere reads them and throws them away.
    pub async fn skip(&mut self, bytes: u64) -> std::io::Result<()> {
        match &mut self.stream {
            Stream::Seekable(stream) => {
                let offset = i64::try_from(bytes).map_err(std::io::Error::other)?;
                stream.as_mut().seek(SeekFrom::Current(offset)).await.map(|_| ())
            }
            Stream::Plain(stream) => {
                let mut left = stream.as_mut().take(bytes);
                tokio::io::copy(&mut left, &mut tokio::io::sink())
                    .await
                    .map(|_| ())
            }
        }
    }
}

impl AsyncRead for ArtifactReader {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<std::io::Result<()>> {
        match &mut self.stream {
            Stream::Plain(stream) => stream.as_mut().poll_read(context, buffer),
            Stream::Seekable(stream) => stream.as_mut().poll_read(context, buffer),
        }
    }
}

impl fmt::Debug for ArtifactReader {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ArtifactReader")
            .field("length", &self.length)
            .field("version", &self.version)
            .field("modified", &self.modified)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn bytes_are_left_out() {
        let bytes = b"0123456789";
        let plain = ArtifactReader::new(&bytes[..], Some(10));
        let seekable = ArtifactReader::seekable(std::io::Cursor::new(bytes), 10).with_version("v");
        for mut reader in [plain, seekable] {
            let mut rest = String::new();
            reader.skip(7).await.unwrap();
            reader.read_to_string(&mut rest).await.unwrap();
            assert_eq!((rest.as_str(), reader.length()), ("789", Some(10)));
        }
    }
}
