//! The recorded requests of the model registry.
//!
//! Official servers check the sources of new versions before their store sees them. So does a replay, by a function
//! that the crate with those checks hands in.

use super::request::Given;
use super::{Replay, Report, Version, answer, recording, replay_with, request};
use futures::future::BoxFuture;
use mlflow_core::contract::model_versions::CreateModelVersion;
use mlflow_core::contract::{CallContext, dispatch_registry, proto_json, registry_operations};
use mlflow_core::{RegistryStore, Result};

/// Checks the source of a new version as a server does.
pub type SourceCheck<'a> = dyn Fn(CreateModelVersion) -> BoxFuture<'a, Result<CreateModelVersion>> + 'a;

/// Replays what was read, on a registry that holds a copy of [`database`](super::database).
pub async fn replay_reads(store: &dyn RegistryStore, version: Version) -> Report {
    replay(store, version, Replay::Reads, None).await
}

/// Replays what was written, on a new registry behind a check of sources.
pub async fn replay_writes(store: &dyn RegistryStore, version: Version, check: &SourceCheck<'_>) -> Report {
    replay(store, version, Replay::Writes, Some(check)).await
}

async fn replay(
    store: &dyn RegistryStore,
    version: Version,
    replay: Replay,
    check: Option<&SourceCheck<'_>>,
) -> Report {
    let all = recording::read("registry-", version, replay);
    replay_with(all, version, replay, async |recorded, variables| {
        let operation = request::operation(registry_operations(), &recorded.method, &recorded.path);
        answer(operation, recorded, variables, async |operation, request| {
            let request = match check.filter(|_| operation.name == "create_model_version") {
                Some(check) => {
                    Given::Body(proto_json::write(&check(request.arguments().read()?).await?)?.into())
                }
                None => request,
            };
            dispatch_registry(
                store,
                operation.name,
                request.arguments(),
                &CallContext::default(),
            )
            .await
            .expect("every operation of the table is dispatched")
        })
        .await
    })
    .await
}
