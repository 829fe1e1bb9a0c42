//! Metrics, parameters and tags.

use super::Client;
use crate::clock::now_ms;
use crate::contract::runs as contract;
use crate::entities::{Metric, MetricPoint, Param, RunTag};
use crate::error::Result;
use crate::options::MetricOptions;
use crate::validation;
use std::fmt::Display;

/// How many items of all kinds one request holds.
const ITEMS_PER_REQUEST: usize = 1000;
/// How many parameters, and how many tags, one request holds.
const PARAMS_OR_TAGS_PER_REQUEST: usize = 100;

impl Client {
    /// Adds a point to a metric: a value, `(value, step)`, or a [`MetricPoint`].
    pub async fn log_metric(
        &self,
        run_id: impl Into<String>,
        key: impl Into<String>,
        point: impl Into<MetricPoint>,
    ) -> Result<()> {
        self.log_metric_with(run_id, key, point, MetricOptions::new())
            .await
    }

    /// Adds a point to a metric, and says which logged model and which dataset it tells about.
    ///
    /// # Errors
    ///
    /// `RESOURCE_DOES_NOT_EXIST` if there is no such model; `BAD_REQUEST` if the run logged another value to the model
    /// at the same time and step.
    pub async fn log_metric_with(
        &self,
        run_id: impl Into<String>,
        key: impl Into<String>,
        point: impl Into<MetricPoint>,
        options: MetricOptions,
    ) -> Result<()> {
        let metric = point.into().named(key, now_ms());
        let request = contract::LogMetric {
            run_id: run_id.into(),
            key: metric.key,
            value: metric.value,
            timestamp: metric.timestamp,
            step: metric.step,
            model_id: options.model_id,
            dataset_name: options.dataset_name,
            dataset_digest: options.dataset_digest,
        };
        self.store().await?.log_metric(request).await?;
        Ok(())
    }

    /// Adds points to several metrics, measured at the same time, in one batch.
    pub async fn log_metrics<K: Into<String>, P: Into<MetricPoint>>(
        &self,
        run_id: impl Into<String>,
        metrics: impl IntoIterator<Item = (K, P)>,
    ) -> Result<()> {
        let now = now_ms();
        let metrics = metrics
            .into_iter()
            .map(|(key, point)| point.into().named(key, now));
        self.log_batch(run_id, metrics.collect(), Vec::new(), Vec::new())
            .await
    }

    /// Writes a parameter.
    ///
    /// # Errors
    ///
    /// `INVALID_PARAMETER_VALUE` if the run holds another value of it.
    pub async fn log_param(
        &self,
        run_id: impl Into<String>,
        key: impl Into<String>,
        value: impl Display,
    ) -> Result<()> {
        let request = contract::LogParam {
            run_id: run_id.into(),
            key: key.into(),
            value: value.to_string(),
        };
        self.store().await?.log_param(request).await?;
        Ok(())
    }

    /// Writes several parameters in one batch.
    pub async fn log_params<K: Into<String>, V: Display>(
        &self,
        run_id: impl Into<String>,
        params: impl IntoIterator<Item = (K, V)>,
    ) -> Result<()> {
        let params = params
            .into_iter()
            .map(|(key, value)| Param::new(key, value.to_string()));
        self.log_batch(run_id, Vec::new(), params.collect(), Vec::new())
            .await
    }

    /// Writes a tag.
    pub async fn set_tag(
        &self,
        run_id: impl Into<String>,
        key: impl Into<String>,
        value: impl Display,
    ) -> Result<()> {
        let request = contract::SetTag {
            run_id: run_id.into(),
            key: key.into(),
            value: value.to_string(),
        };
        self.store().await?.set_tag(request).await?;
        Ok(())
    }

    /// Writes several tags in one batch.
    pub async fn set_tags<K: Into<String>, V: Display>(
        &self,
        run_id: impl Into<String>,
        tags: impl IntoIterator<Item = (K, V)>,
    ) -> Result<()> {
        let tags = tags
            .into_iter()
            .map(|(key, value)| RunTag::new(key, value.to_string()));
        self.log_batch(run_id, Vec::new(), Vec::new(), tags.collect())
            .await
    }

    /// Removes a tag.
    ///
    /// # Errors
    ///
    /// `RESOURCE_DOES_NOT_EXIST` if the run does not have it.
    pub async fn delete_tag(&self, run_id: impl Into<String>, key: impl Into<String>) -> Result<()> {
        let request = contract::DeleteTag {
            run_id: run_id.into(),
            key: key.into(),
        };
        self.store().await?.delete_tag(request).await?;
        Ok(())
    }

    /// Logs metrics, parameters and tags, in as many requests as MLflow's limits of one request make
    /// necessary: 1,000 items, of which 100 parameters and 100 tags. Each request is all or nothing.
    ///
    /// # Errors
    ///
    /// `INVALID_PARAMETER_VALUE` naming the item, before anything is sent.
    pub async fn log_batch(
        &self,
        run_id: impl Into<String>,
        metrics: Vec<Metric>,
        params: Vec<Param>,
        tags: Vec<RunTag>,
    ) -> Result<()> {
        let mut batch = contract::LogBatch {
            run_id: run_id.into(),
            metrics,
            params,
            tags,
        };
        let (params, tags) = (batch.params.len(), batch.tags.len());
        let is_one_request = params.max(tags) <= PARAMS_OR_TAGS_PER_REQUEST
            && batch.metrics.len() + params + tags <= ITEMS_PER_REQUEST;
        if !is_one_request {
            batch = validation::batch_of_any_size(batch)?;
        }
        let contract::LogBatch {
            run_id,
            metrics,
            params,
            tags,
        } = batch;
        let (mut metrics, mut params, mut tags) = (metrics.into_iter(), params.into_iter(), tags.into_iter());
        loop {
            let params = take(&mut params, PARAMS_OR_TAGS_PER_REQUEST);
            let tags = take(&mut tags, PARAMS_OR_TAGS_PER_REQUEST);
            let metrics = take(&mut metrics, ITEMS_PER_REQUEST - params.len() - tags.len());
            if metrics.is_empty() && params.is_empty() && tags.is_empty() {
                return Ok(());
            }
            let request = contract::LogBatch {
                run_id: run_id.clone(),
                metrics,
                params,
                tags,
            };
            self.store().await?.log_batch(request).await?;
        }
    }
}

/// Takes up to so many items; a vector that is short enough is taken as it is.
fn take<T>(items: &mut std::vec::IntoIter<T>, at_most: usize) -> Vec<T> {
    if items.len() <= at_most {
        return std::mem::take(items).collect();
    }
    items.by_ref().take(at_most).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::blocking::run;
    use crate::memory::MemoryStore;
    use std::sync::Arc;

    /// bad input in a later part writes nothing, and is named by the caller's own index.
    #[test]
    fn all_parts_are_checked_before_the_first_is_sent() {
        let client = Client::from_store(Arc::new(MemoryStore::new()));
        let (error, after) = run(async {
            let request = contract::CreateRun {
                experiment_id: "0".to_owned(),
                ..Default::default()
            };
            let id = client.create_run(request).await?.id().to_owned();
            let key = |i| {
                if i == 1400 {
                    "a//b".to_owned()
                } else {
                    format!("m{i}")
                }
            };
            let metrics = (0..1500).map(|i| (key(i), 0.5));
            let error = client.log_metrics(&id, metrics).await.unwrap_err();
            let good = (0..1500).map(|i| (format!("m{i}"), 0.5));
            let before = client.get_run(&id).await?.data.metrics.iter().count();
            client.log_metrics(&id, good).await?;
            let after = client.get_run(&id).await?.data.metrics.iter().count();
            Ok((error, (before, after)))
        })
        .unwrap();
        assert_eq!(error.code(), crate::ErrorCode::InvalidParameterValue);
        assert!(error.message().contains("metrics[1400]"), "{error}");
        assert_eq!(after, (0, 1500));
    }
}
