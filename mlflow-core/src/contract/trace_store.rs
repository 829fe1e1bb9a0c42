//! The nouns of a trace store, taken together.

use super::{
    Arguments, Assessments, CallContext, EvaluationDatasets, Loopback, Operation, Scorers, Traces, Transport,
};
use super::{assessments, evaluation_datasets, scorers, traces};
use crate::error::{Error, Result};
use async_trait::async_trait;
use bytes::Bytes;

/// A store of traces: traces with their spans, what is said about them, and the datasets and scorers that applications
/// are evaluated with.
///
/// Implemented by whatever implements the narrow traits it is made of.
pub trait TraceStore: Traces + Assessments + EvaluationDatasets + Scorers {}

impl<S: Traces + Assessments + EvaluationDatasets + Scorers + ?Sized> TraceStore for S {}

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
    traces::OPERATIONS
        .iter()
        .chain(assessments::OPERATIONS)
        .chain(evaluation_datasets::OPERATIONS)
        .chain(scorers::OPERATIONS)
}

/// Carries out an operation of a trace store by its name, and answers with JSON. `None` if there is no such operation.
pub async fn dispatch_traces(
    store: &dyn TraceStore,
    operation: &str,
    request: Arguments<'_>,
    context: &CallContext,
) -> Option<Result<Bytes>> {
    let call = async {
        if let Some(answer) = traces::dispatch(store, operation, request).await {
            return Some(answer);
        }
        if let Some(answer) = assessments::dispatch(store, operation, request).await {
            return Some(answer);
        }
        match evaluation_datasets::dispatch(store, operation, request).await {
            None => scorers::dispatch(store, operation, request).await,
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
