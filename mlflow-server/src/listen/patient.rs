//! A connection that waits long for a request, and not long for the rest of its head.

use super::framing::Framing;
use super::in_work::InWork;
use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::{Context, Poll, ready};
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::time::{Instant, Sleep};

/// How long clients may keep a connection waiting.
#[derive(Clone, Copy, Debug)]
pub(super) struct Patience {
    /// For the head of a request, from its first byte on.
    pub(super) head: Duration,
    /// For that first byte.
    pub(super) idle: Duration,
}

/// Which request of a connection is the first that has a length beside a transfer coding.
#[derive(Clone, Debug)]
pub(super) struct Ambiguous(Arc<AtomicUsize>);

impl Ambiguous {
    pub(super) fn none() -> Self {
        Ambiguous(Arc::new(AtomicUsize::new(usize::MAX)))
    }

    pub(super) fn is(&self, number: usize) -> bool {
        self.0.load(Ordering::Acquire) == number
    }
}

/// What a connection waits for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Wait {
    Request,
    Answer,
    Head,
}

/// A connection that ends when its client has nothing more to say.
pub(super) struct Patient<S> {
    stream: S,
    framing: Framing,
    ambiguous: Ambiguous,
    in_work: InWork,
    patience: Patience,
    wait: Option<(Wait, Pin<Box<Sleep>>)>,
}

impl<S> Patient<S> {
    pub(super) fn new(stream: S, patience: Patience, in_work: InWork, ambiguous: Ambiguous) -> Self {
        Patient {
            stream,
            framing: Framing::new(),
            ambiguous,
            in_work,
            patience,
            wait: None,
        }
    }

    /// Waits for what comes next; ready when that takes too long.
    fn poll_too_long(&mut self, context: &mut Context<'_>) -> Poll<()> {
        loop {
            let wait = if self.framing.is_in_head() {
                Wait::Head
            } else if !self.framing.is_before() {
                self.wait = None;
                return Poll::Pending;
            } else if self.in_work.is_none() {
                Wait::Request
            } else {
                Wait::Answer
            };
            let time = match wait {
                Wait::Head => self.patience.head,
                Wait::Request | Wait::Answer => self.patience.idle,
            };
            let sleep = match &mut self.wait {
                Some((known, sleep)) if *known == wait => sleep,
                Some((known, sleep)) => {
                    *known = wait;
                    sleep.as_mut().reset(Instant::now() + time);
                    sleep
                }
                none => &mut none.insert((wait, Box::pin(tokio::time::sleep(time)))).1,
            };
            ready!(sleep.as_mut().poll(context));
            if wait != Wait::Answer {
                return Poll::Ready(());
            }
            // Nobody says when an answer is written: from now on it is looked at again.
            sleep.as_mut().reset(Instant::now() + time);
        }
    }
}

impl<S: AsyncRead + Unpin> AsyncRead for Patient<S> {
    fn poll_read(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let this = self.get_mut();
        let before = buffer.filled().len();
        match Pin::new(&mut this.stream).poll_read(context, buffer) {
            Poll::Ready(Ok(())) => {
                let was_in_head = this.framing.is_in_head();
                this.framing.take(&buffer.filled()[before..]);
                // The time of a head runs on, whatever comes of it; that of anything else begins again.
                if !(was_in_head && this.framing.is_in_head()) {
                    this.wait = None;
                }
                if let Some(number) = this.framing.ambiguous() {
                    this.ambiguous.0.store(number, Ordering::Release);
                }
                Poll::Ready(Ok(()))
            }
            Poll::Ready(Err(e)) => Poll::Ready(Err(e)),
            Poll::Pending => {
                ready!(this.poll_too_long(context));
                tracing::debug!("a connection is closed: its client sent no request, or not its whole head");
                Poll::Ready(Ok(()))
            }
        }
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for Patient<S> {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.stream).poll_write(context, bytes)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        slices: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.stream).poll_write_vectored(context, slices)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }
}
