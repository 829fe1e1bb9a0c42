//! A run with the client of its store.

use crate::active_model::get_active_model_id;
use crate::logging::{dict, params};
use mlflow_core::client::Client;
use mlflow_core::clock::now_ms;
use mlflow_core::entities::{Metric, MetricPoint, ModelOutput, Run};
use mlflow_core::{MetricOptions, Result};
use serde::Serialize;
use std::fmt::Display;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::Arc;

/// What is logged to. Each logging function is written once, here, on top of [`Client`].
#[derive(Clone)]
pub(crate) struct Target(Arc<Shared>);

struct Shared {
    client: Client,
    run: Run,
    is_ended: AtomicBool,
}

/// An end of a run that is under way.
pub(crate) struct Ending<'t>(Option<&'t AtomicBool>);

impl Ending<'_> {
    /// Says that the run has ended.
    pub(crate) fn done(mut self) {
        self.0 = None;
    }
}

impl Drop for Ending<'_> {
    fn drop(&mut self) {
        if let Some(is_ended) = self.0 {
            is_ended.store(false, Ordering::Release);
        }
    }
}

impl Target {
    pub(crate) fn new(client: Client, run: Run) -> Self {
        let is_ended = AtomicBool::new(false);
        Target(Arc::new(Shared {
            client,
            run,
            is_ended,
        }))
    }

    pub(crate) fn client(&self) -> &Client {
        &self.0.client
    }

    pub(crate) fn run(&self) -> &Run {
        &self.0.run
    }

    pub(crate) fn run_id(&self) -> &str {
        &self.0.run.info.run_id
    }

    /// Tells the first caller, and only that one, to end the run; `None` for the others.
    ///
    /// A caller that drops the answer without [`done`](Ending::done) has failed: the next one tries again.
    pub(crate) fn begin_ending(&self) -> Option<Ending<'_>> {
        let is_first = !self.0.is_ended.swap(true, Ordering::AcqRel);
        is_first.then_some(Ending(Some(&self.0.is_ended)))
    }

    pub(crate) async fn log_metric(
        &self,
        key: impl Into<String>,
        point: impl Into<MetricPoint>,
    ) -> Result<()> {
        self.log_metric_with(key, point, MetricOptions::new()).await
    }

    pub(crate) async fn log_metric_with(
        &self,
        key: impl Into<String>,
        point: impl Into<MetricPoint>,
        mut options: MetricOptions,
    ) -> Result<()> {
        options.model_id = options.model_id.or_else(get_active_model_id);
        self.client()
            .log_metric_with(self.run_id(), key, point, options)
            .await
    }

    pub(crate) async fn log_outputs(&self, models: impl IntoIterator<Item = ModelOutput>) -> Result<()> {
        let models = models.into_iter().collect();
        self.client().log_outputs(self.run_id(), models).await
    }

    pub(crate) async fn log_metrics<K: Into<String>, P: Into<MetricPoint>>(
        &self,
        metrics: impl IntoIterator<Item = (K, P)>,
    ) -> Result<()> {
        let Some(model_id) = get_active_model_id() else {
            return self.client().log_metrics(self.run_id(), metrics).await;
        };
        let now = now_ms();
        let metrics = metrics.into_iter().map(|(key, point)| Metric {
            model_id: Some(model_id.clone()),
            ..point.into().named(key, now)
        });
        let metrics = metrics.collect();
        self.client()
            .log_batch(self.run_id(), metrics, Vec::new(), Vec::new())
            .await
    }

    pub(crate) async fn log_param(&self, key: impl Into<String>, value: impl Display) -> Result<()> {
        self.client().log_param(self.run_id(), key, value).await
    }

    pub(crate) async fn log_params<K: Into<String>, V: Display>(
        &self,
        params: impl IntoIterator<Item = (K, V)>,
    ) -> Result<()> {
        self.client().log_params(self.run_id(), params).await
    }

    pub(crate) async fn log_params_of(&self, config: &(impl Serialize + ?Sized)) -> Result<()> {
        let params = params::flatten(config)?;
        self.client().log_params(self.run_id(), params).await
    }

    pub(crate) async fn set_tag(&self, key: impl Into<String>, value: impl Display) -> Result<()> {
        self.client().set_tag(self.run_id(), key, value).await
    }

    pub(crate) async fn set_tags<K: Into<String>, V: Display>(
        &self,
        tags: impl IntoIterator<Item = (K, V)>,
    ) -> Result<()> {
        self.client().set_tags(self.run_id(), tags).await
    }

    pub(crate) async fn delete_tag(&self, key: impl Into<String>) -> Result<()> {
        self.client().delete_tag(self.run_id(), key).await
    }

    pub(crate) async fn log_artifact(&self, file: impl AsRef<Path>) -> Result<()> {
        self.client().log_artifact(self.run_id(), file, None).await
    }

    pub(crate) async fn log_artifact_with(
        &self,
        file: impl AsRef<Path>,
        directory: impl AsRef<str>,
    ) -> Result<()> {
        let directory = Some(directory.as_ref());
        self.client().log_artifact(self.run_id(), file, directory).await
    }

    pub(crate) async fn log_artifacts(&self, tree: impl AsRef<Path>) -> Result<()> {
        self.client().log_artifacts(self.run_id(), tree, None).await
    }

    pub(crate) async fn log_artifacts_with(
        &self,
        tree: impl AsRef<Path>,
        directory: impl AsRef<str>,
    ) -> Result<()> {
        let directory = Some(directory.as_ref());
        self.client().log_artifacts(self.run_id(), tree, directory).await
    }

    pub(crate) async fn log_text(&self, text: impl AsRef<str>, path: impl AsRef<str>) -> Result<()> {
        let bytes = text.as_ref().as_bytes();
        self.client().log_bytes(self.run_id(), bytes, path).await
    }

    pub(crate) async fn log_dict(
        &self,
        value: &(impl Serialize + ?Sized),
        path: impl AsRef<str>,
    ) -> Result<()> {
        let text = dict::text_for(value, path.as_ref())?;
        self.client().log_bytes(self.run_id(), text, path).await
    }

    pub(crate) async fn log_bytes(&self, bytes: impl AsRef<[u8]>, path: impl AsRef<str>) -> Result<()> {
        self.client().log_bytes(self.run_id(), bytes, path).await
    }

    pub(crate) async fn get_artifact_uri(&self) -> Result<String> {
        Ok(self.run().info.artifact_uri.clone())
    }

    pub(crate) async fn get_artifact_uri_with(&self, path: impl AsRef<str>) -> Result<String> {
        let root = &self.run().info.artifact_uri;
        let path = mlflow_core::artifact::ArtifactPath::from_client(path.as_ref())?;
        Ok(mlflow_core::artifact::location::join(root, &[path.as_str()]))
    }
}

impl std::fmt::Debug for Target {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Run")
            .field("id", &self.run_id())
            .field("client", self.client())
            .finish()
    }
}
