//! The target that writes into the folder of an archive.

use super::{ARTIFACTS, SCHEME, points};
use async_trait::async_trait;
use mlflow_core::contract::import_target::{
    ImportExperiments, ImportExperimentsResponse, ImportLoggedModels, ImportLoggedModelsResponse,
    ImportMetrics, ImportMetricsResponse, ImportRuns, ImportRunsResponse, ImportTraceLinks,
    ImportTraceLinksResponse, ImportTraces, ImportTracesResponse,
};
use mlflow_core::contract::registry_import_target::{
    ImportAliases, ImportAliasesResponse, ImportModelVersions, ImportModelVersionsResponse,
    ImportRegisteredModels, ImportRegisteredModelsResponse,
};
use mlflow_core::contract::{ImportTarget, RegistryImportTarget, proto_json};
use mlflow_core::registry::Provider;
use mlflow_core::{Error, Result};
use serde::Serialize;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// Writes each call as a file of its own, numbered in the order in which they came.
#[derive(Debug)]
pub(super) struct Writer {
    folder: PathBuf,
    next: AtomicU64,
}

impl Writer {
    pub(super) fn new(folder: &Path) -> Self {
        Writer {
            folder: folder.to_owned(),
            next: AtomicU64::new(1),
        }
    }

    fn path(&self, kind: &str, ending: &str) -> Result<PathBuf> {
        let folder = self.folder.join(kind);
        std::fs::create_dir_all(&folder)?;
        let number = self.next.fetch_add(1, Ordering::Relaxed);
        Ok(folder.join(format!("{number:08}.{ending}")))
    }

    fn json(&self, kind: &str, request: &impl Serialize) -> Result<()> {
        let text = proto_json::write(request)?;
        std::fs::write(self.path(kind, "json")?, text)?;
        Ok(())
    }
}

#[async_trait]
impl ImportTarget for Writer {
    async fn import_experiments(&self, mut request: ImportExperiments) -> Result<ImportExperimentsResponse> {
        for experiment in &mut request.experiments {
            if experiment.artifact_location.is_empty() {
                experiment.artifact_location = format!("{SCHEME}:/{ARTIFACTS}/{}", experiment.experiment_id);
            }
        }
        self.json("experiments", &request)?;
        let experiments = request.experiments;
        Ok(ImportExperimentsResponse { experiments })
    }

    async fn import_runs(&self, request: ImportRuns) -> Result<ImportRunsResponse> {
        self.json("runs", &request)?;
        Ok(ImportRunsResponse {})
    }

    async fn import_metrics(&self, request: ImportMetrics) -> Result<ImportMetricsResponse> {
        if let Some(stray) = request.metrics.iter().find(|point| point.run_id.is_none()) {
            let message = format!("a point of the metric `{}` names no run", stray.key);
            return Err(Error::invalid_parameter_value(message));
        }
        points::write(&self.path("metrics", "parquet")?, &request.metrics)?;
        Ok(ImportMetricsResponse {})
    }

    async fn import_logged_models(&self, request: ImportLoggedModels) -> Result<ImportLoggedModelsResponse> {
        self.json("logged_models", &request)?;
        Ok(ImportLoggedModelsResponse {})
    }

    async fn import_traces(&self, request: ImportTraces) -> Result<ImportTracesResponse> {
        self.json("traces", &request)?;
        Ok(ImportTracesResponse {})
    }

    async fn import_trace_links(&self, request: ImportTraceLinks) -> Result<ImportTraceLinksResponse> {
        self.json("trace_links", &request)?;
        Ok(ImportTraceLinksResponse {})
    }
}

#[async_trait]
impl RegistryImportTarget for Writer {
    async fn import_registered_models(
        &self,
        request: ImportRegisteredModels,
    ) -> Result<ImportRegisteredModelsResponse> {
        self.json("registered_models", &request)?;
        Ok(ImportRegisteredModelsResponse {})
    }

    async fn import_model_versions(
        &self,
        request: ImportModelVersions,
    ) -> Result<ImportModelVersionsResponse> {
        self.json("model_versions", &request)?;
        Ok(ImportModelVersionsResponse {})
    }

    async fn import_aliases(&self, request: ImportAliases) -> Result<ImportAliasesResponse> {
        self.json("aliases", &request)?;
        Ok(ImportAliasesResponse {})
    }
}

pub(super) fn provider(writer: &Arc<Writer>) -> Provider<dyn ImportTarget> {
    let writer = Arc::clone(writer);
    Provider::new("mlflow-migrate", [SCHEME], move |_, _| {
        let writer = Arc::clone(&writer);
        async move { Ok(writer as Arc<dyn ImportTarget>) }
    })
}

pub(super) fn registry_provider(writer: &Arc<Writer>) -> Provider<dyn RegistryImportTarget> {
    let writer = Arc::clone(writer);
    Provider::new("mlflow-migrate", [SCHEME], move |_, _| {
        let writer = Arc::clone(&writer);
        async move { Ok(writer as Arc<dyn RegistryImportTarget>) }
    })
}
