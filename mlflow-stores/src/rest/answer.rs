//! What comes back from a server.

use super::Address;
use super::failure::Failure;
use super::retry::Policy;
use bytes::{Bytes, BytesMut};
use mlflow_core::{Error, Result};
use reqwest::Response;
use reqwest::header::{CONTENT_TYPE, HeaderMap, RETRY_AFTER};
use std::future::Future;
use std::pin::pin;
use std::time::Duration;

/// How much of an answer that is an error is read.
const LONGEST_ERROR: usize = 1024 * 1024;

/// A limit of the time in which nothing happens.
#[derive(Clone, Copy)]
pub(crate) struct Idle(Duration);

impl Idle {
    pub(crate) fn new(timeout: Duration) -> Self {
        Idle(timeout)
    }

    /// Waits for a future as long as `progress` changes; `None` if it stays the same for too long.
    pub(crate) async fn limit<T>(
        self,
        future: impl Future<Output = T>,
        progress: impl Fn() -> u64,
    ) -> Option<T> {
        let mut future = pin!(future);
        let mut before = progress();
        loop {
            if let Ok(done) = tokio::time::timeout(self.0, &mut future).await {
                return Some(done);
            }
            let now = progress();
            if now == before {
                return None;
            }
            before = now;
        }
    }

    /// Waits for a future.
    pub(crate) async fn once<T>(self, future: impl Future<Output = T>) -> Option<T> {
        self.limit(future, || 0).await
    }
}

/// Reads the whole body.
pub(super) async fn whole(
    response: Response,
    timeout: Duration,
    address: &Address,
) -> Result<Bytes, Failure> {
    read(response, usize::MAX, timeout, address).await
}

async fn read(
    mut response: Response,
    most: usize,
    timeout: Duration,
    address: &Address,
) -> Result<Bytes, Failure> {
    let mut body = BytesMut::new();
    while body.len() < most {
        match Idle::new(timeout).once(response.chunk()).await {
            Some(Ok(Some(chunk)))
                if body.is_empty() && response.content_length() == Some(chunk.len() as u64) =>
            {
                return Ok(chunk);
            }
            Some(Ok(Some(chunk))) => body.extend_from_slice(&chunk),
            Some(Ok(None)) => break,
            Some(Err(error)) => return Err(Failure::of_client(address, error)),
            None => return Err(Failure::silence(address, timeout)),
        }
    }
    Ok(body.freeze())
}

/// Passes on an answer, and makes a failure of one that is an error.
pub(super) async fn checked(
    response: Response,
    policy: &Policy,
    address: &Address,
) -> Result<Response, Failure> {
    let status = response.status();
    if status.is_success() {
        return Ok(response);
    }
    let retry_after = retry_after(response.headers());
    let body = read(response, LONGEST_ERROR, policy.timeout, address).await?;
    let error = Error::from_response(status.as_u16(), &String::from_utf8_lossy(&body));
    Err(Failure::answered(
        status.as_u16(),
        error.with_context("server", address),
        retry_after,
    ))
}

/// Reads how many seconds a server asks for; a date is not read, and the own pause counts.
fn retry_after(headers: &HeaderMap) -> Option<Duration> {
    let seconds: u32 = headers.get(RETRY_AFTER)?.to_str().ok()?.trim().parse().ok()?;
    Some(Duration::from_secs(seconds.into()))
}

/// Checks that an answer is a JSON object; some servers say `OK` instead of an empty one.
pub(super) fn object(headers: &HeaderMap, body: Bytes, address: &Address) -> Result<Bytes> {
    let trimmed = body.trim_ascii();
    match trimmed {
        b"" | b"OK" | b"200 OK" => Ok(Bytes::from_static(b"{}")),
        [b'{', ..] => Ok(body),
        other => {
            let start: String = String::from_utf8_lossy(other).chars().take(200).collect();
            let content_type = headers
                .get(CONTENT_TYPE)
                .and_then(|t| t.to_str().ok())
                .unwrap_or("no type");
            Err(Error::internal(format!(
                "the server at {address} answered with success and no JSON object but {content_type}; is it an MLflow \
                 server? Its answer begins with `{start}`"
            )))
        }
    }
}
