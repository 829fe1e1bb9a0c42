//! Artifacts as they come from a server.

use super::Address;
use crate::rest::{Idle, Policy};
use bytes::Bytes;
use futures::Stream;
use mlflow_core::artifact::ArtifactReader;
use mlflow_core::{Result, blocking};
use reqwest::Response;
use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};
use tokio::sync::mpsc::{Receiver, channel};
use tokio_util::io::StreamReader;

/// How many chunks wait for a slow reader.
const CHUNKS_AHEAD: usize = 4;

/// Makes a reader of an answer's body. The chunks are fetched on our runtime, so that any executor can read them, and
/// no longer than somebody reads.
pub(super) fn reader(mut response: Response, policy: Policy, address: Address) -> Result<ArtifactReader> {
    let length = response.content_length();
    let (sender, receiver) = channel(CHUNKS_AHEAD);
    blocking::start(async move {
        let idle = Idle::new(policy.timeout);
        loop {
            let chunk = match idle.once(response.chunk()).await {
                Some(Ok(Some(chunk))) => Ok(chunk),
                Some(Ok(None)) => return,
                Some(Err(error)) => Err(io::Error::other(format!(
                    "the server at {address} broke off: {}",
                    error.without_url()
                ))),
                None => Err(io::Error::new(
                    io::ErrorKind::TimedOut,
                    format!(
                        "the server at {address} was silent for {} s",
                        policy.timeout.as_secs()
                    ),
                )),
            };
            let is_last = chunk.is_err();
            if sender.send(chunk).await.is_err() || is_last {
                return;
            }
        }
    })?;
    Ok(ArtifactReader::new(StreamReader::new(Chunks(receiver)), length))
}

struct Chunks(Receiver<io::Result<Bytes>>);

impl Stream for Chunks {
    type Item = io::Result<Bytes>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.0.poll_recv(context)
    }
}
