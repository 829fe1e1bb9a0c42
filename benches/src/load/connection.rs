//! A connection that is kept where the server keeps it.

use std::convert::Infallible;
use std::pin::Pin;
use std::task::{Context as TaskContext, Poll};
use std::time::Duration;

use anyhow::{Context, Result, bail};
use bytes::Bytes;
use http_body_util::BodyExt;
use hyper::body::{Body, Frame, Incoming, SizeHint};
use hyper::client::conn::http1::{SendRequest, handshake};
use hyper::header::{CONTENT_TYPE, HOST};
use hyper::{Method, Request, Response};
use hyper_util::rt::TokioIo;
use serde_json::Value;
use tokio::net::TcpStream;

/// A request without an answer until then has failed.
const LIMIT: Duration = Duration::from_secs(60);
/// An artifact of a gigabyte may take longer.
const ARTIFACT_LIMIT: Duration = Duration::from_secs(600);

/// A request that can be sent again.
pub(super) struct Call {
    pub(super) method: Method,
    /// With the query.
    pub(super) path: String,
    pub(super) body: Payload,
}

impl Call {
    pub(super) fn get(path: impl Into<String>) -> Self {
        Self {
            method: Method::GET,
            path: path.into(),
            body: Payload::default(),
        }
    }

    pub(super) fn post(path: impl Into<String>, json: impl Into<Bytes>) -> Self {
        let chunk = json.into();
        Self {
            method: Method::POST,
            path: path.into(),
            body: Payload {
                left: chunk.len() as u64,
                chunk,
            },
        }
    }

    fn is_artifact(&self) -> bool {
        self.path.contains("/mlflow-artifacts/")
    }
}

/// A body: its chunk, again and again until the length is reached.
#[derive(Clone, Default)]
pub(super) struct Payload {
    pub(super) chunk: Bytes,
    pub(super) left: u64,
}

impl Body for Payload {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        _: &mut TaskContext<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        if self.left == 0 {
            return Poll::Ready(None);
        }
        let length = usize::try_from(self.left).map_or(self.chunk.len(), |left| left.min(self.chunk.len()));
        self.left -= length as u64;
        Poll::Ready(Some(Ok(Frame::data(self.chunk.slice(..length)))))
    }

    fn is_end_stream(&self) -> bool {
        self.left == 0
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.left)
    }
}

/// A connection to one server. It is opened with the first request, since a server with a process for each connection
/// would wait for one that says nothing.
pub(super) struct Connection {
    address: String,
    sender: Option<SendRequest<Payload>>,
}

impl Connection {
    pub(super) fn to(address: &str) -> Self {
        Self {
            address: address.to_owned(),
            sender: None,
        }
    }

    /// Reads an answer to its end and returns its length; a status other than 200 is an error.
    pub(super) async fn drain(&mut self, call: &Call) -> Result<u64> {
        let limit = if call.is_artifact() { ARTIFACT_LIMIT } else { LIMIT };
        let read = async {
            let mut body = self.answer(call).await?;
            let mut length = 0;
            while let Some(frame) = body.frame().await {
                length += frame?.data_ref().map_or(0, |data| data.len() as u64);
            }
            Ok(length)
        };
        match tokio::time::timeout(limit, read).await {
            Ok(Ok(length)) => Ok(length),
            Ok(Err(error)) => Err(error),
            Err(_) => {
                self.sender = None;
                bail!("no answer in {} s", limit.as_secs())
            }
        }
    }

    /// Reads an answer of JSON.
    pub(super) async fn json(&mut self, call: &Call) -> Result<Value> {
        let read = async {
            let body = self.answer(call).await?.collect().await?.to_bytes();
            serde_json::from_slice(&body).context("the answer is not JSON")
        };
        tokio::time::timeout(LIMIT, read)
            .await
            .with_context(|| format!("no answer in {} s", LIMIT.as_secs()))?
            .with_context(|| format!("{} {}", call.method, call.path))
    }

    async fn answer(&mut self, call: &Call) -> Result<Incoming> {
        let response = self.send(call).await?;
        let status = response.status();
        if status == 200 {
            return Ok(response.into_body());
        }
        let body = response.into_body().collect().await?.to_bytes();
        let text: String = String::from_utf8_lossy(&body).chars().take(300).collect();
        bail!("status {status}: {text}")
    }

    /// Sends once more if the server had closed the connection before it got anything.
    async fn send(&mut self, call: &Call) -> Result<Response<Incoming>> {
        for is_last in [false, true] {
            let request = Request::builder()
                .method(&call.method)
                .uri(&call.path)
                .header(HOST, &self.address);
            let request = match call.method == Method::POST {
                true => request.header(CONTENT_TYPE, "application/json"),
                false => request,
            };
            let request = request.body(call.body.clone())?;
            let sender = self.ready().await?;
            match sender.send_request(request).await {
                Ok(response) => return Ok(response),
                Err(error) => {
                    self.sender = None;
                    if is_last || !error.is_canceled() {
                        return Err(error.into());
                    }
                }
            }
        }
        bail!("the server closes every connection")
    }

    async fn ready(&mut self) -> Result<&mut SendRequest<Payload>> {
        let mut kept = self.sender.take();
        if let Some(sender) = &mut kept
            && sender.ready().await.is_err()
        {
            kept = None;
        }
        let sender = match kept {
            Some(sender) => sender,
            None => {
                let stream = TcpStream::connect(&self.address).await?;
                stream.set_nodelay(true)?;
                let (sender, connection) = handshake(TokioIo::new(stream)).await?;
                // How it ends is told to the request that needed it.
                tokio::spawn(async move { drop(connection.await) });
                sender
            }
        };
        Ok(self.sender.insert(sender))
    }
}
