//! What a migration writes to folders: whole entities, with their ids and times.

mod experiments;
mod logged_models;
mod points;
mod runs;
mod traces;

use super::{FileStore, apart};
use async_trait::async_trait;
use mlflow_core::contract::ImportTarget;
use mlflow_core::contract::import_target::{
    ImportExperiments, ImportExperimentsResponse, ImportLoggedModels, ImportLoggedModelsResponse,
    ImportMetrics, ImportMetricsResponse, ImportRuns, ImportRunsResponse, ImportTraceLinks,
    ImportTraceLinksResponse, ImportTraces, ImportTracesResponse,
};
use mlflow_core::registry::{LinkedProvider, Provider};
use mlflow_core::{Result, StoreUri};
use points::KnownPoints;
use std::sync::{Arc, Mutex};

/// A file store as the target of a migration.
struct FileImport {
    store: FileStore,
    known: Mutex<KnownPoints>,
}

#[async_trait]
impl ImportTarget for FileImport {
    async fn import_experiments(&self, request: ImportExperiments) -> Result<ImportExperimentsResponse> {
        let experiments = apart(|| experiments::import(&self.store, request.experiments))?;
        Ok(ImportExperimentsResponse { experiments })
    }

    async fn import_runs(&self, request: ImportRuns) -> Result<ImportRunsResponse> {
        apart(|| runs::import(&self.store, request.runs))?;
        Ok(ImportRunsResponse {})
    }

    async fn import_metrics(&self, request: ImportMetrics) -> Result<ImportMetricsResponse> {
        apart(|| points::import(&self.store, &self.known, request.metrics))?;
        Ok(ImportMetricsResponse {})
    }

    async fn import_logged_models(&self, request: ImportLoggedModels) -> Result<ImportLoggedModelsResponse> {
        apart(|| logged_models::import(&self.store, request.models))?;
        Ok(ImportLoggedModelsResponse {})
    }

    async fn import_traces(&self, request: ImportTraces) -> Result<ImportTracesResponse> {
        apart(|| traces::import(&self.store, request.traces))?;
        Ok(ImportTracesResponse {})
    }

    /// Folders hold no links of traces, but for the run that their metadata name.
    async fn import_trace_links(&self, _: ImportTraceLinks) -> Result<ImportTraceLinksResponse> {
        Ok(ImportTraceLinksResponse {})
    }
}

fn provider() -> Provider<dyn ImportTarget> {
    Provider::new("mlflow-stores", ["file"], |uri: StoreUri, options| async move {
        let store = FileStore::open_with(uri.as_str(), options)?;
        let known = Mutex::default();
        Ok(Arc::new(FileImport { store, known }) as Arc<dyn ImportTarget>)
    })
}

inventory::submit! { LinkedProvider(|| provider().into()) }
