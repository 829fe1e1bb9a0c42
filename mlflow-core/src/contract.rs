//! The contract: every operation of a store is one row, and from the row comes everything else.
//!
//! ```text
//! contract! {                                  trait Runs            what a store implements
//!     pub trait Runs {                    ─┬─► impl Runs for Remote  the outgoing half, over a `Transport`
//!         create_run: CreateRun => …       ├─► dispatch              the incoming half: a name and JSON
//!     }                                    └─► OPERATIONS            routes, and the permission each needs
//! }
//! ```
//!
//! One block per noun and file. Requests, answers and entities are plain structs whose JSON is
//! MLflow's REST JSON; [`proto_json`] holds what is peculiar about it.

#[macro_use]
mod macros;

mod arguments;
mod call;
mod loopback;
mod operation;
pub mod proto_json;
mod remote;

pub mod assessments;
pub mod evaluation_datasets;
pub mod experiments;
pub mod import_target;
pub mod logged_models;
pub mod model_versions;
pub mod registered_models;
mod registry;
pub mod registry_import_target;
pub mod runs;
pub mod scorers;
mod shape;
mod trace_store;
pub mod traces;
pub mod webhooks;

pub use arguments::Arguments;
pub use assessments::Assessments;
pub use call::CallContext;
pub use evaluation_datasets::EvaluationDatasets;
pub use experiments::Experiments;
pub use import_target::ImportTarget;
pub use logged_models::LoggedModels;
pub use loopback::Loopback;
pub use model_versions::ModelVersions;
pub use operation::{Access, Messages, Method, Needs, On, Operation, Route};
pub use registered_models::RegisteredModels;
pub use registry::{RegistryStore, dispatch_registry, registry_operations};
pub use registry_import_target::RegistryImportTarget;
pub use remote::{Remote, Transport};
pub use runs::Runs;
pub use scorers::Scorers;
pub use shape::{Shape, Shapes};
pub use trace_store::{TraceStore, dispatch_traces, trace_operations};
pub use traces::Traces;
pub use webhooks::Webhooks;

use crate::error::Result;
use bytes::Bytes;

/// A store of experiments, runs and logged models.
///
/// Implemented by whatever implements the narrow traits it is made of.
pub trait TrackingStore: Experiments + Runs + LoggedModels {}

impl<S: Experiments + Runs + LoggedModels + ?Sized> TrackingStore for S {}

/// Returns every operation of a [`TrackingStore`].
///
/// ```
/// use mlflow_core::contract::tracking_operations;
/// let create = tracking_operations().find(|o| o.name == "create_run").unwrap();
/// assert_eq!(create.routes[0].path, "2.0/mlflow/runs/create");
/// ```
pub fn tracking_operations() -> impl Iterator<Item = &'static Operation> {
    experiments::OPERATIONS
        .iter()
        .chain(runs::OPERATIONS)
        .chain(logged_models::OPERATIONS)
}

/// Carries out an operation by its name, and answers with JSON. `None` if there is no such operation.
pub async fn dispatch(
    store: &dyn TrackingStore,
    operation: &str,
    request: Arguments<'_>,
    context: &CallContext,
) -> Option<Result<Bytes>> {
    let call = async {
        if let Some(answer) = runs::dispatch(store, operation, request).await {
            return Some(answer);
        }
        match experiments::dispatch(store, operation, request).await {
            None => logged_models::dispatch(store, operation, request).await,
            answer => answer,
        }
    };
    context.scope(call).await
}

#[doc(hidden)]
pub mod __private {
    pub use async_trait::async_trait;
    pub use bytes::Bytes;
}
