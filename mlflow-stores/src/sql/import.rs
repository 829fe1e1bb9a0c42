//! What a migration writes to SQL: whole entities, with their ids and times.

mod experiments;
mod runs;

use super::{SCHEMES, SqlStore, logged_models, metrics, traces};
use async_trait::async_trait;
use mlflow_core::entities::{Experiment, Metric, Run, Trace};
use mlflow_core::import::{ImportTarget, ImportedModel, TraceLink};
use mlflow_core::registry::{LinkedProvider, Provider};
use mlflow_core::{Error, Result};
use std::sync::Arc;

#[async_trait]
impl ImportTarget for SqlStore {
    async fn import_experiments(&self, experiments: Vec<Experiment>) -> Result<Vec<Experiment>> {
        let artifact_root = self.artifact_root.clone();
        self.database
            .write(move |tx| Box::pin(experiments::import(tx, experiments, artifact_root)))
            .await
    }

    async fn import_runs(&self, runs: Vec<Run>) -> Result<()> {
        self.database
            .write(move |tx| Box::pin(runs::import(tx, runs)))
            .await
    }

    async fn import_metrics(&self, points: Vec<Metric>) -> Result<()> {
        if let Some(stray) = points.iter().find(|point| point.run_id.is_none()) {
            let message = format!("a point of the metric `{}` names no run", stray.key);
            return Err(Error::invalid_parameter_value(message));
        }
        self.database
            .write(move |tx| {
                Box::pin(async move {
                    let run_of = |point: &Metric| point.run_id.clone().unwrap_or_default();
                    let run_ids: Vec<String> = points.iter().map(run_of).collect();
                    let points: Vec<_> = run_ids.iter().map(String::as_str).zip(&points).collect();
                    metrics::log_of_runs(tx, &points).await
                })
            })
            .await
    }

    async fn import_logged_models(&self, models: Vec<ImportedModel>) -> Result<()> {
        self.database
            .write(move |tx| Box::pin(logged_models::import(tx, models)))
            .await
    }

    async fn import_traces(&self, traces: Vec<Trace>) -> Result<()> {
        self.database
            .write(move |tx| Box::pin(traces::import(tx, traces)))
            .await
    }

    async fn import_trace_links(&self, links: Vec<TraceLink>) -> Result<()> {
        self.database
            .write(move |tx| Box::pin(traces::import_links(tx, links)))
            .await
    }
}

fn provider() -> Provider<dyn ImportTarget> {
    Provider::new("mlflow-stores", SCHEMES, |uri, options| async move {
        Ok(Arc::new(SqlStore::open_with(&uri, options).await?) as Arc<dyn ImportTarget>)
    })
}

inventory::submit! { LinkedProvider(|| provider().into()) }
