//! The two nouns of a trace store, taken together.

use super::{Arguments, Assessments, CallContext, Loopback, Operation, Traces, Transport};
use super::{assessments, traces};
use crate::error::{Error, Result};
use async_trait::async_trait;
use bytes::Bytes;

/// A store of traces: traces with their spans, and what is said about them.
///
/// Implemented by whatever implements the narrow traits it is made of.
pub trait TraceStore: Traces + Assessments {}

impl<S: Traces + Assessments + ?Sized> TraceStore for S {}

/// Returns every operation of a [`TraceStore`].
///
/// Routes without parameters come before those that would take them for a parameter.
///
/// ```
/// use mlflow_core::contract::trace_operations;
/// let start = trace_operations().find(|o| o.name == "start_trace_v3").unwrap();
/// assert_eq!(start.routes[0].path, "3.0/mlflow/traces");
/// ```
pub fn trace_operations() -> impl Iterator<Item = &'static Operation> {
    traces::OPERATIONS.iter().chain(assessments::OPERATIONS)
}

/// Carries out an operation of a trace store by its name, and answers with JSON. `None` if there is no such operation.
pub async fn dispatch_traces(
    store: &dyn TraceStore,
    operation: &str,
    request: Arguments<'_>,
    context: &CallContext,
) -> Option<Result<Bytes>> {
    let call = async {
        match traces::dispatch(store, operation, request).await {
            None => assessments::dispatch(store, operation, request).await,
            answer => answer,
        }
    };
    context.scope(call).await
}

#[async_trait]
impl Transport for Loopback<dyn TraceStore> {
    async fn call(
        &self,
        operation: &'static Operation,
        request: Bytes,
        context: &CallContext,
    ) -> Result<Bytes> {
        match dispatch_traces(&*self.0, operation.name, Arguments::Json(&request), context).await {
            Some(Ok(answer)) => Ok(answer),
            Some(Err(e)) => Err(Error::from_response(e.http_status(), &e.serialize_as_json())),
            None => Err(Error::not_implemented(operation.name, "the trace store")),
        }
    }
}
