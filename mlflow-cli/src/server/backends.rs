//! The stores that a server stands before.

use super::Options;
use crate::failure::Failure;
use crate::session::Session;
use mlflow_core::Registry;
use mlflow_core::StoreUri;
use mlflow_core::registry::OpenOptions;
use mlflow_registry::sources::SourceRules;
use mlflow_server::Backends;
use std::path::Path;

const PROXY: &str = "mlflow-artifacts:/";
const DESTINATION: &str = "./mlartifacts";
/// The scheme of folders, which keep no traces yet.
const FOLDER: &str = "file";
const WITHOUT_PROXY: &str = "./mlruns";

/// Where everything is kept.
pub(super) struct Chosen {
    pub(super) backend: String,
    models: String,
    /// Where new experiments keep their artifacts.
    pub(super) artifact_root: String,
    destination: Option<String>,
    allows_import: bool,
}

impl Chosen {
    /// Takes what was said, and official MLflow's defaults for the rest.
    pub(super) fn of(session: &Session, options: &Options) -> Self {
        let backend = options.backend_store_uri.clone();
        let backend = backend.unwrap_or_else(|| session.tracking_uri().value.clone());
        let serves = options.serves_artifacts();
        let destination = options.artifacts_destination.clone();
        let by_default = if serves { PROXY } else { WITHOUT_PROXY };
        Chosen {
            models: options
                .registry_store_uri
                .clone()
                .unwrap_or_else(|| backend.clone()),
            artifact_root: options
                .default_artifact_root
                .clone()
                .unwrap_or_else(|| by_default.to_owned()),
            destination: serves.then(|| destination.unwrap_or_else(|| DESTINATION.to_owned())),
            backend,
            allows_import: options.allow_import,
        }
    }

    /// Returns where the artifacts are that the server hands out.
    pub(super) fn destination(&self) -> Option<&str> {
        self.destination.as_deref()
    }
}

/// Opens the stores.
pub(super) async fn open(chosen: &Chosen) -> Result<Backends, Failure> {
    let registry = Registry::default();
    let options = OpenOptions::new().artifact_root(&chosen.artifact_root);
    let backend = durable(&chosen.backend);
    let tracking = registry.tracking_store_with(&backend, options.clone()).await?;
    let models = registry.registry_store(&durable(&chosen.models)).await?;
    let is_folder = StoreUri::parse(&backend)?.scheme() == FOLDER;
    let traces = registry.trace_store_with(&backend, options.clone()).await?;
    let mut backends = Backends::new(tracking, models).traces(traces);
    if chosen.allows_import {
        let tracking = registry.import_target(&backend, options).await?;
        let models = registry.registry_import_target(&durable(&chosen.models)).await?;
        backends = backends.imports(tracking, models);
    }
    backends.store_type = Some(if is_folder { "FileStore" } else { "SqlStore" }.to_owned());
    backends.sources = SourceRules::from_settings()?;
    if let Some(destination) = chosen.destination() {
        backends.artifacts = Some(registry.artifact_repo(destination).await?);
        if !destination.contains(':') {
            let folder = std::path::absolute(Path::new(destination))?;
            backends.sources = backends.sources.local_root(folder);
        }
    }
    backends.registry = registry;
    Ok(backends)
}

/// Lets SQLite wait for the disk at each commit: what a server has answered survives the loss of power.
fn durable(uri: &str) -> String {
    let is_plain =
        StoreUri::parse(uri).is_ok_and(|uri| uri.scheme() == "sqlite" && uri.option("synchronous").is_none());
    match is_plain {
        true if uri.contains('?') => format!("{uri}&synchronous=full"),
        true => format!("{uri}?synchronous=full"),
        false => uri.to_owned(),
    }
}
