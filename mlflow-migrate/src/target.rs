//! The store that is written to.

use mlflow_core::contract::{ImportTarget, RegistryImportTarget};
use mlflow_core::registry::OpenOptions;
use mlflow_core::{Registry, Result};
use std::sync::Arc;

/// The writing halves of the stores of one URI.
pub(crate) struct Target {
    pub(crate) tracking: Arc<dyn ImportTarget>,
    pub(crate) registry: Arc<dyn RegistryImportTarget>,
}

impl Target {
    pub(crate) async fn open(
        registry: &Registry,
        uri: &str,
        models: &str,
        artifact_root: Option<&str>,
    ) -> Result<Self> {
        let mut options = OpenOptions::new();
        options.artifact_root = artifact_root.map(str::to_owned);
        Ok(Target {
            tracking: registry.import_target(uri, options).await?,
            registry: registry.registry_import_target(models).await?,
        })
    }
}
