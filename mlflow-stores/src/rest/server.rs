//! One server, and exchanges with it.

use super::answer::{self, Idle};
use super::failure::Failure;
use super::retry::{Policy, Repeat};
use super::{Address, Payload, client, headers, redirect};
use bytes::Bytes;
use mlflow_core::contract::CallContext;
use mlflow_core::outgoing::OutgoingRequest;
use mlflow_core::{Error, Result, StoreUri};
use reqwest::header::{CONTENT_LENGTH, CONTENT_TYPE, HeaderMap, HeaderValue};
use reqwest::{Method, Response, Url};
use std::future::Future;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;

/// A server that requests are sent to.
#[derive(Clone, Debug)]
pub(crate) struct Server {
    pub(crate) address: Address,
}

/// A request, which is sent until it is answered.
#[derive(Clone)]
pub(crate) struct Exchange {
    pub(crate) method: Method,
    pub(crate) url: Url,
    pub(crate) payload: Payload,
    pub(crate) content_type: Option<&'static str>,
    /// What belongs to this request alone.
    pub(crate) headers: HeaderMap,
    pub(crate) repeat: Repeat,
}

impl Server {
    /// Takes the server from a URI; whether it answers is known by the first request.
    ///
    /// # Errors
    ///
    /// `INVALID_PARAMETER_VALUE` for what is no address, and for settings of TLS that cannot be used.
    pub(crate) fn open(uri: &StoreUri) -> Result<Self> {
        Server::at(Address::of(uri)?)
    }

    pub(crate) fn at(address: Address) -> Result<Self> {
        let server = Server { address };
        server.client(&Policy::current()?)?;
        Ok(server)
    }

    fn client(&self, policy: &Policy) -> Result<reqwest::Client> {
        let is_https = self.address.below("").scheme() == "https";
        client::client(is_https, policy.timeout)
    }

    /// Sends a request and reads the whole answer.
    pub(crate) async fn answer(
        &self,
        exchange: &Exchange,
        context: &CallContext,
    ) -> Result<(HeaderMap, Bytes)> {
        let policy = Policy::current()?;
        let policy = &policy;
        let attempt = move || async move {
            let response = self.once(exchange, context, policy).await?;
            let headers = response.headers().clone();
            let body = answer::whole(response, policy.timeout, &self.address).await?;
            Ok((headers, body))
        };
        self.repeated(exchange.repeat, policy, attempt).await
    }

    /// Sends a request and returns once the answer begins.
    pub(crate) async fn response(
        &self,
        exchange: &Exchange,
        context: &CallContext,
    ) -> Result<(Response, Policy)> {
        let policy = Policy::current()?;
        let rules = &policy;
        let response = self.repeated(exchange.repeat, rules, move || {
            self.once(exchange, context, rules)
        });
        Ok((response.await?, policy))
    }

    /// Makes attempts until one succeeds, or fails for good.
    async fn repeated<T, F: Future<Output = Result<T, Failure>>>(
        &self,
        repeat: Repeat,
        policy: &Policy,
        attempt: impl Fn() -> F,
    ) -> Result<T> {
        let started = Instant::now();
        for retries in 0.. {
            let failure = match attempt().await {
                Ok(answer) => return Ok(answer),
                Err(failure) => failure,
            };
            let pause = match failure.may_be_repeated(repeat) {
                true => policy.pause(retries, started.elapsed(), failure.retry_after, two_random()),
                false => None,
            };
            let Some(pause) = pause else {
                return Err(failure.error.with_context("tries", retries + 1));
            };
            tracing::warn!(
                "{}; trying again in {:.1} s",
                failure.error.message(),
                pause.as_secs_f64()
            );
            tokio::time::sleep(pause).await;
        }
        Err(Error::internal("the tries of a request have no end"))
    }

    /// Makes one attempt, which follows redirects; an answer that is an error is a failure.
    async fn once(
        &self,
        exchange: &Exchange,
        context: &CallContext,
        policy: &Policy,
    ) -> Result<Response, Failure> {
        let mut exchange = exchange.clone();
        let mut is_trusted = redirect::is_same_server(&self.address.below(""), &exchange.url);
        for _ in 0..=redirect::MOST {
            let response = self.sent(&exchange, context, policy, is_trusted).await?;
            let target = redirect::target(&exchange.url, response.status(), response.headers())
                .map_err(Failure::lasting)?;
            let Some(target) = target else {
                return answer::checked(response, policy, &self.address).await;
            };
            if !policy.follows_redirects {
                return Err(Failure::lasting(Error::internal(format!(
                    "the server at {} redirects to {}, and MLFLOW_ALLOW_HTTP_REDIRECTS is false",
                    self.address,
                    redirect::origin(&target)
                ))));
            }
            is_trusted &= redirect::is_same_server(&exchange.url, &target);
            if response.status() == 303 {
                (exchange.method, exchange.payload) = (Method::GET, Payload::Nothing);
            }
            exchange.url = target;
        }
        Err(Failure::lasting(Error::internal(format!(
            "the server at {} redirects without end",
            self.address
        ))))
    }

    async fn sent(
        &self,
        exchange: &Exchange,
        context: &CallContext,
        policy: &Policy,
        is_trusted: bool,
    ) -> Result<Response, Failure> {
        let progress = Arc::new(AtomicU64::new(0));
        let request = async {
            let described = OutgoingRequest::new(
                exchange.method.as_str(),
                exchange.url.as_str(),
                exchange.payload.bytes(),
            );
            let mut headers = match is_trusted {
                true => headers::all(&self.address, context, described).await?,
                false => headers::public(),
            };
            headers.extend(exchange.headers.clone());
            if let Some(content_type) = exchange.content_type {
                headers.insert(CONTENT_TYPE, HeaderValue::from_static(content_type));
            }
            let mut request = self
                .client(policy)?
                .request(exchange.method.clone(), exchange.url.clone());
            if let Some((body, length)) = exchange.payload.body(&progress).await? {
                headers.insert(CONTENT_LENGTH, length.into());
                request = request.body(body);
            }
            Ok::<_, Error>(request.headers(headers))
        };
        let sending = request.await.map_err(Failure::lasting)?.send();
        let idle = Idle::new(policy.timeout);
        match idle.limit(sending, || progress.load(Ordering::Relaxed)).await {
            Some(Ok(response)) => Ok(response),
            Some(Err(error)) => Err(Failure::of_client(&self.address, error)),
            None => Err(Failure::silence(&self.address, policy.timeout)),
        }
    }
}

/// Returns two numbers between 0 and 1.
fn two_random() -> [f64; 2] {
    let random = uuid::Uuid::new_v4().into_bytes();
    // The bytes in the middle hold the version.
    let of = |a: u8, b: u8| f64::from(u16::from_le_bytes([a, b])) / f64::from(u16::MAX);
    [of(random[0], random[1]), of(random[14], random[15])]
}
