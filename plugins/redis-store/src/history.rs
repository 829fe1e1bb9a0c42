//! Histories of metrics.

use crate::RedisStore;
use crate::points::Point;
use mlflow_core::Result;
use mlflow_core::contract::runs::*;
use mlflow_core::search::{cut_page, sampled};
use redis::AsyncCommands;
use std::collections::BTreeSet;

impl RedisStore {
    /// Reads all points of a metric, by time, step and value.
    async fn points(&self, run_id: &str, metric: &str) -> Result<Vec<Point>> {
        let key = self.keys.points(run_id, metric);
        let texts = self.client.ask(async |connection| connection.hvals(&key).await);
        let texts: Vec<String> = texts.await?;
        let points: Result<Vec<_>> = texts.iter().map(|text| Point::parse(text)).collect();
        let mut points = points?;
        points.sort_by(|a, b| a.compare(*b));
        Ok(points)
    }

    pub(crate) async fn history(&self, request: &GetMetricHistory) -> Result<GetMetricHistoryResponse> {
        let key = &request.metric_key;
        let points = self.points(&request.run_id, key).await?;
        let (page, next_page_token) = cut_page(points, &request.page_token, request.max_results)?;
        Ok(GetMetricHistoryResponse {
            metrics: page.map(|point| point.metric(key)).collect(),
            next_page_token,
        })
    }

    pub(crate) async fn history_bulk(
        &self,
        request: &GetMetricHistoryBulk,
    ) -> Result<GetMetricHistoryBulkResponse> {
        let key = &request.metric_key;
        let size = request
            .max_results
            .map_or(usize::MAX, |size| usize::try_from(size).unwrap_or_default());
        let run_ids: BTreeSet<_> = request.run_id.iter().collect();
        let mut metrics = Vec::new();
        for run_id in run_ids {
            let points = self.points(run_id, key).await?;
            let rest = size - metrics.len();
            metrics.extend(
                points
                    .into_iter()
                    .take(rest)
                    .map(|point| point.with_run_id(key, run_id)),
            );
        }
        Ok(GetMetricHistoryBulkResponse { metrics })
    }

    pub(crate) async fn history_bulk_interval(
        &self,
        request: &GetMetricHistoryBulkInterval,
    ) -> Result<GetMetricHistoryBulkIntervalResponse> {
        let key = &request.metric_key;
        let size = request
            .max_results
            .map_or(1, |size| usize::try_from(size).unwrap_or(1));
        let start = request.start_step.map_or(i64::MIN, i64::from);
        let end = request.end_step.map_or(i64::MAX, i64::from);
        let mut metrics = Vec::new();
        for run_id in &request.run_ids {
            let mut points = self.points(run_id, key).await?;
            points.retain(|point| (start..=end).contains(&point.step));
            points.sort_by(|a, b| a.compare_by_step(*b));
            metrics.extend(sampled(&points, size).map(|point| point.with_run_id(key, run_id)));
        }
        Ok(GetMetricHistoryBulkIntervalResponse { metrics })
    }
}
