//! The outgoing half: a store that lives elsewhere.

use super::proto_json;
use super::{CallContext, Operation};
use crate::error::Result;
use async_trait::async_trait;
use bytes::Bytes;
use serde::Serialize;
use serde::de::DeserializeOwned;

/// Carries one serialised operation to wherever the store lives: HTTP, a plugin's ABI, a pipe, a test.
#[async_trait]
pub trait Transport: Send + Sync {
    /// Sends the request's JSON and returns the answer's JSON.
    async fn call(
        &self,
        operation: &'static Operation,
        request: Bytes,
        context: &CallContext,
    ) -> Result<Bytes>;

    /// Returns who answers, for messages of errors.
    fn peer(&self) -> String {
        "the store".to_owned()
    }
}

/// A store behind a [`Transport`]: it implements every noun of the contract.
#[derive(Clone, Debug)]
pub struct Remote<T>(pub T);

impl<T: Transport> Remote<T> {
    /// Sends one operation; the methods that `contract!` writes are calls of this one.
    pub async fn send<Q: Serialize + Sync, A: DeserializeOwned>(
        &self,
        operation: &'static Operation,
        request: &Q,
    ) -> Result<A> {
        let request = proto_json::write(request)?;
        let answer = self.0.call(operation, request, &CallContext::current()).await?;
        proto_json::read_answer(&answer).map_err(|e| {
            let message = format!("{} answered `{}`: {}", self.0.peer(), operation.name, e.message());
            e.with_message(message).with_context("operation", operation.name)
        })
    }
}
