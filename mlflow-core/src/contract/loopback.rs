//! A transport that goes nowhere: text out, text in, the store in the same process.

use super::{Arguments, CallContext, Operation, TrackingStore, Transport, dispatch};
use crate::error::{Error, Result};
use async_trait::async_trait;
use bytes::Bytes;
use std::sync::Arc;

/// Passes operations as JSON to a store in this process.
///
/// A store behind `Remote(Loopback(..))` passes the same tests as the store itself, which shows that
/// nothing is lost on the wire.
///
/// The store is a tracking store or, as `Loopback<dyn RegistryStore>` and `Loopback<dyn TraceStore>`, a model registry
/// or a trace store.
pub struct Loopback<S: ?Sized = dyn TrackingStore>(pub Arc<S>);

impl<S: ?Sized> Clone for Loopback<S> {
    fn clone(&self) -> Self {
        Loopback(self.0.clone())
    }
}

#[async_trait]
impl Transport for Loopback {
    async fn call(
        &self,
        operation: &'static Operation,
        request: Bytes,
        context: &CallContext,
    ) -> Result<Bytes> {
        match dispatch(&*self.0, operation.name, Arguments::Json(&request), context).await {
            Some(Ok(answer)) => Ok(answer),
            Some(Err(e)) => Err(Error::from_response(e.http_status(), &e.serialize_as_json())),
            None => Err(Error::not_implemented(operation.name, "the tracking store")),
        }
    }
}
