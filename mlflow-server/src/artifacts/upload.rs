//! Bodies of requests as artifacts.

use super::place::Place;
use crate::answer::Refusal;
use crate::app::App;
use crate::request::too_large;
use axum::body::Body;
use axum::http::HeaderMap;
use axum::http::header::CONTENT_LENGTH;
use bytes::Bytes;
use futures::{Stream, StreamExt, TryStreamExt};
use mlflow_core::{Error, ErrorCode};
use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;
use tokio_util::io::StreamReader;

/// How long a client may send nothing.
const SILENCE: Duration = Duration::from_secs(30);

/// Stores a body as an artifact: all of it or nothing.
pub(super) async fn upload(
    app: &App,
    place: &Place,
    path: &str,
    headers: &HeaderMap,
    body: Body,
    most: Option<u64>,
) -> Result<(), Refusal> {
    let path = place.path(path)?;
    let mut sent = Sent::new(headers, body, most.or(app.options.max_artifact_size))?;
    let written = place.repo().write(&path, &mut sent.reader, sent.length).await;
    written.map_err(|error| sent.refusal(error))
}

/// The body of a request as a reader.
pub(super) struct Sent {
    pub(super) reader: StreamReader<Chunks, Bytes>,
    /// How long it says that it is.
    pub(super) length: Option<u64>,
    most: u64,
    is_too_large: Arc<AtomicBool>,
}

type Chunks = Pin<Box<dyn Stream<Item = io::Result<Bytes>> + Send>>;

impl Sent {
    /// Takes a body of at most so many bytes.
    pub(super) fn new(headers: &HeaderMap, body: Body, most: Option<u64>) -> Result<Self, Refusal> {
        let most = most.unwrap_or(u64::MAX);
        let length = headers
            .get(CONTENT_LENGTH)
            .and_then(|length| length.to_str().ok()?.parse::<u64>().ok());
        if length.is_some_and(|length| length > most) {
            return Err(too_large(most));
        }
        let is_too_large = Arc::new(AtomicBool::new(false));
        let chunks: Chunks = Box::pin(limited(body, most, is_too_large.clone()));
        Ok(Sent {
            reader: StreamReader::new(chunks),
            length,
            most,
            is_too_large,
        })
    }

    /// Says why the body was not stored.
    pub(super) fn refusal(&self, error: Error) -> Refusal {
        match self.is_too_large.load(Ordering::Relaxed) {
            true => too_large(self.most),
            false => explained(error),
        }
    }
}

/// Says of an upload that broke off that the client is at fault, not the store.
fn explained(error: Error) -> Refusal {
    let text = error.message().to_owned();
    match error.code() {
        ErrorCode::IoError | ErrorCode::TemporarilyUnavailable => {
            Error::new(ErrorCode::BadRequest, text).with_source(error).into()
        }
        _ => error.into(),
    }
}

fn limited(
    body: Body,
    most: u64,
    is_too_large: Arc<AtomicBool>,
) -> impl Stream<Item = io::Result<Bytes>> + Send {
    let chunks = body.into_data_stream().map_err(io::Error::other);
    futures::stream::unfold((chunks, 0_u64), move |(mut chunks, before)| {
        let is_too_large = is_too_large.clone();
        async move {
            let chunk = match tokio::time::timeout(SILENCE, chunks.next()).await {
                Ok(chunk) => chunk?,
                Err(_) => Err(io::Error::new(
                    io::ErrorKind::TimedOut,
                    format!("nothing came for {} s", SILENCE.as_secs()),
                )),
            };
            let read = before + chunk.as_ref().map_or(0, |chunk| chunk.len() as u64);
            if read > most {
                is_too_large.store(true, Ordering::Relaxed);
                return Some((Err(io::Error::other("too large")), (chunks, read)));
            }
            Some((chunk, (chunks, read)))
        }
    })
}
