//! Operations over HTTP.

use super::{Server, answer, numbers, request};
use async_trait::async_trait;
use bytes::Bytes;
use mlflow_core::contract::{CallContext, Operation, Transport};
use mlflow_core::{Error, ErrorCode, Result, StoreUri, blocking};
use std::fmt;

/// Carries operations to a server that speaks MLflow's REST API.
///
/// `Remote(Http::open(..)?)` is a tracking store and a model registry.
///
/// - Requests that fail in passing are repeated, by the settings `MLFLOW_HTTP_REQUEST_MAX_RETRIES` and its kin,
///   within 120 s. What makes something new is not repeated once it was sent.
/// - User and password come from the URI, the variables of MLflow or `~/.mlflow/credentials`, a token from
///   `MLFLOW_TRACKING_TOKEN`, and anything else from a provider in [`mlflow_core::outgoing`]. They are never shown.
/// - A call that is dropped is not sent again; its deadline is that of the [`CallContext`].
///
/// ```no_run
/// # async fn example() -> mlflow_core::Result<()> {
/// use mlflow_core::contract::{Runs, runs::GetRun};
/// use mlflow_core::{Remote, StoreUri};
/// use mlflow_stores::rest::Http;
///
/// let store = Remote(Http::open(&StoreUri::parse("https://mlflow.example.com/team")?)?);
/// let run = store.get_run(GetRun { run_id: "f00".into() }).await?.run;
/// # Ok(()) }
/// ```
#[derive(Clone)]
pub struct Http(Server);

impl Http {
    /// Makes a transport to the server of an `http:` or `https:` URI; a path is kept as prefix of all paths.
    ///
    /// # Errors
    ///
    /// `INVALID_PARAMETER_VALUE` for a URI that is no address, or settings of TLS that cannot be used. Whether the
    /// server answers is told by the first call.
    pub fn open(uri: &StoreUri) -> Result<Self> {
        Ok(Http(Server::open(uri)?))
    }

    async fn answer(
        &self,
        operation: &'static Operation,
        request: Bytes,
        context: &CallContext,
    ) -> Result<Bytes> {
        let Http(server) = self;
        let exchange = request::of(operation, request, &server.address)?;
        let (headers, body) = server.answer(&exchange, context).await?;
        let body = answer::object(&headers, body, &server.address)?;
        // Official MLflow writes this one by hand.
        Ok(if operation.name == "get_metric_history_bulk" {
            numbers::quoted(body)
        } else {
            body
        })
    }
}

#[async_trait]
impl Transport for Http {
    async fn call(
        &self,
        operation: &'static Operation,
        request: Bytes,
        context: &CallContext,
    ) -> Result<Bytes> {
        // Connections outlive the runtime of whoever asked first.
        blocking::within(async {
            let answer = self.answer(operation, request, context);
            let Some(deadline) = context.deadline else {
                return answer.await;
            };
            tokio::time::timeout(deadline, answer).await.unwrap_or_else(|_| {
                let message = format!("the server at {} did not answer in time", self.0.address);
                Err(Error::new(ErrorCode::DeadlineExceeded, message))
            })
        })
        .await
    }
}

impl fmt::Debug for Http {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Http({})", self.0.address)
    }
}
