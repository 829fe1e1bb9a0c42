//! The nouns of a model registry, taken together.

use super::{
    Arguments, CallContext, Loopback, ModelVersions, Operation, RegisteredModels, Transport, Webhooks,
};
use super::{model_versions, registered_models, webhooks};
use crate::error::{Error, Result};
use async_trait::async_trait;
use bytes::Bytes;

/// A model registry: registered models and their versions, and the webhooks that are told of them.
///
/// A store that keeps no webhooks implements [`Webhooks`] without a method; every one then answers `NOT_IMPLEMENTED`.
///
/// Implemented by whatever implements the narrow traits it is made of.
pub trait RegistryStore: RegisteredModels + ModelVersions + Webhooks {}

impl<S: RegisteredModels + ModelVersions + Webhooks + ?Sized> RegistryStore for S {}

/// Returns every operation of a [`RegistryStore`].
///
/// ```
/// use mlflow_core::contract::registry_operations;
/// let create = registry_operations().find(|o| o.name == "create_model_version").unwrap();
/// assert_eq!(create.routes[0].path, "2.0/mlflow/model-versions/create");
/// ```
pub fn registry_operations() -> impl Iterator<Item = &'static Operation> {
    registered_models::OPERATIONS
        .iter()
        .chain(model_versions::OPERATIONS)
        .chain(webhooks::OPERATIONS)
}

/// Carries out an operation of a registry by its name, and answers with JSON. `None` if there is no such operation.
pub async fn dispatch_registry(
    store: &dyn RegistryStore,
    operation: &str,
    request: Arguments<'_>,
    context: &CallContext,
) -> Option<Result<Bytes>> {
    let call = async {
        if let Some(answer) = registered_models::dispatch(store, operation, request).await {
            return Some(answer);
        }
        match model_versions::dispatch(store, operation, request).await {
            None => webhooks::dispatch(store, operation, request).await,
            answer => answer,
        }
    };
    context.scope(call).await
}

#[async_trait]
impl Transport for Loopback<dyn RegistryStore> {
    async fn call(
        &self,
        operation: &'static Operation,
        request: Bytes,
        context: &CallContext,
    ) -> Result<Bytes> {
        match dispatch_registry(&*self.0, operation.name, Arguments::Json(&request), context).await {
            Some(Ok(answer)) => Ok(answer),
            Some(Err(e)) => Err(Error::from_response(e.http_status(), &e.serialize_as_json())),
            None => Err(Error::not_implemented(operation.name, "the model registry")),
        }
    }
}
