//! Registries of servers.

use mlflow_core::contract::RegistryImportTarget;
use mlflow_core::registry::{LinkedProvider, Provider};
use mlflow_core::{RegistryStore, Remote};
use mlflow_stores::rest::{Http, SCHEMES};
use std::sync::Arc;

fn provider() -> Provider<dyn RegistryStore> {
    Provider::new("mlflow-registry", SCHEMES, |uri, _options| async move {
        Ok(Arc::new(Remote(Http::open(&uri)?)) as Arc<dyn RegistryStore>)
    })
}

fn import_provider() -> Provider<dyn RegistryImportTarget> {
    Provider::new("mlflow-registry", SCHEMES, |uri, _options| async move {
        Ok(Arc::new(Remote(Http::open(&uri)?)) as Arc<dyn RegistryImportTarget>)
    })
}

pub(crate) static PROVIDER: LinkedProvider = LinkedProvider(|| provider().into());

inventory::submit! { LinkedProvider(|| provider().into()) }
inventory::submit! { LinkedProvider(|| import_provider().into()) }
