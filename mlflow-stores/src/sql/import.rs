//! What a migration writes to SQL: whole entities, with their ids and times.

mod experiments;
mod points;
mod runs;

pub(super) use points::Aside;

use super::{SCHEMES, SqlStore, logged_models, traces};
use async_trait::async_trait;
use mlflow_core::Result;
use mlflow_core::contract::ImportTarget;
use mlflow_core::contract::import_target::{
    ImportExperiments, ImportExperimentsResponse, ImportLoggedModels, ImportLoggedModelsResponse,
    ImportMetrics, ImportMetricsResponse, ImportRuns, ImportRunsResponse, ImportTraceLinks,
    ImportTraceLinksResponse, ImportTraces, ImportTracesResponse,
};
use mlflow_core::registry::{LinkedProvider, Provider};
use std::sync::Arc;

#[async_trait]
impl ImportTarget for SqlStore {
    async fn import_experiments(&self, request: ImportExperiments) -> Result<ImportExperimentsResponse> {
        let artifact_root = self.artifact_root.clone();
        let kept = self
            .database
            .write(move |tx| Box::pin(experiments::import(tx, request.experiments, artifact_root)))
            .await?;
        Ok(ImportExperimentsResponse { experiments: kept })
    }

    async fn import_runs(&self, request: ImportRuns) -> Result<ImportRunsResponse> {
        self.database
            .write(move |tx| Box::pin(runs::import(tx, request.runs)))
            .await?;
        Ok(ImportRunsResponse {})
    }

    async fn import_metrics(&self, request: ImportMetrics) -> Result<ImportMetricsResponse> {
        points::import(self, request).await?;
        Ok(ImportMetricsResponse {})
    }

    async fn import_logged_models(&self, request: ImportLoggedModels) -> Result<ImportLoggedModelsResponse> {
        self.database
            .write(move |tx| Box::pin(logged_models::import(tx, request.models)))
            .await?;
        Ok(ImportLoggedModelsResponse {})
    }

    async fn import_traces(&self, request: ImportTraces) -> Result<ImportTracesResponse> {
        self.database
            .write(move |tx| Box::pin(traces::import(tx, request.traces)))
            .await?;
        Ok(ImportTracesResponse {})
    }

    async fn import_trace_links(&self, request: ImportTraceLinks) -> Result<ImportTraceLinksResponse> {
        self.database
            .write(move |tx| Box::pin(traces::import_links(tx, request)))
            .await?;
        Ok(ImportTraceLinksResponse {})
    }
}

fn provider() -> Provider<dyn ImportTarget> {
    Provider::new("mlflow-stores", SCHEMES, |uri, options| async move {
        Ok(Arc::new(SqlStore::open_with(&uri, options).await?) as Arc<dyn ImportTarget>)
    })
}

inventory::submit! { LinkedProvider(|| provider().into()) }
