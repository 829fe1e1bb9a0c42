//! Metrics: every point of each, and the latest.

use super::state::{RunState, State};
use crate::contract::runs::{
    GetMetricHistory, GetMetricHistoryBulk, GetMetricHistoryBulkInterval,
    GetMetricHistoryBulkIntervalResponse, GetMetricHistoryBulkResponse, GetMetricHistoryResponse,
};
use crate::entities::{Metric, MetricWithRunId};
use crate::error::Result;
use crate::search::{PageToken, sampled};
use std::cmp::Ordering;
use std::collections::BTreeSet;

/// The points of one metric, by time, step and value.
#[derive(Clone, Debug, Default)]
pub(super) struct Series {
    points: BTreeSet<Point>,
    latest: Option<Metric>,
}

/// A point as it is kept: an infinite value is the largest finite one.
#[derive(Clone, Copy, Debug)]
struct Point {
    timestamp: i64,
    step: i64,
    value: f64,
}

impl Point {
    fn of(metric: &Metric) -> Self {
        Point {
            timestamp: metric.timestamp,
            step: metric.step,
            value: metric.value.clamp(f64::MIN, f64::MAX),
        }
    }

    fn metric(self, key: &str) -> Metric {
        Metric::new(key, self.value, self.timestamp, self.step)
    }

    fn with_run_id(self, key: &str, run_id: &str) -> MetricWithRunId {
        MetricWithRunId {
            key: key.to_owned(),
            value: self.value,
            timestamp: self.timestamp,
            step: self.step,
            run_id: run_id.to_owned(),
        }
    }

    /// Compares values; NaN comes right after 0, and both zeros are one.
    fn compare_values(self, other: Self) -> Ordering {
        let rank = |v: f64| if v.is_nan() { 0.0 } else { v + 0.0 };
        rank(self.value)
            .total_cmp(&rank(other.value))
            .then(self.value.is_nan().cmp(&other.value.is_nan()))
    }

    fn compare_by_step(self, other: Self) -> Ordering {
        (self.step, self.timestamp)
            .cmp(&(other.step, other.timestamp))
            .then_with(|| self.compare_values(other))
    }
}

impl Ord for Point {
    fn cmp(&self, other: &Self) -> Ordering {
        (self.timestamp, self.step)
            .cmp(&(other.timestamp, other.step))
            .then_with(|| self.compare_values(*other))
    }
}

impl PartialOrd for Point {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Point {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Point {}

impl Series {
    fn add(&mut self, metric: &Metric) {
        let point = Point::of(metric);
        if !self.points.insert(point) {
            return;
        }
        let metric = point.metric(&metric.key);
        if self.latest.as_ref().is_none_or(|latest| metric.is_after(latest)) {
            self.latest = Some(metric);
        }
    }

    pub(super) fn latest(&self, key: &str) -> Option<Metric> {
        debug_assert!(self.latest.as_ref().is_none_or(|metric| metric.key == key));
        self.latest.clone()
    }

    pub(super) fn latest_value(&self) -> Option<f64> {
        self.latest.as_ref().map(|metric| metric.value)
    }
}

impl RunState {
    pub(super) fn log_metric(&mut self, metric: &Metric) {
        self.metrics.entry(&metric.key).add(metric);
    }
}

impl State {
    fn points(&self, run_id: &str, key: &str) -> impl Iterator<Item = Point> {
        let series = self.runs.get(run_id).and_then(|run| run.metrics.get(key));
        series
            .into_iter()
            .flat_map(|series| series.points.iter().copied())
    }

    pub(super) fn history(&self, request: &GetMetricHistory) -> Result<GetMetricHistoryResponse> {
        let token = PageToken::parse(&request.page_token)?;
        let skip = usize::try_from(token.skip()).unwrap_or(usize::MAX);
        let size = request
            .max_results
            .map_or(usize::MAX, |size| usize::try_from(size).unwrap_or(usize::MAX));
        let mut rest = self.points(&request.run_id, &request.metric_key).skip(skip);
        let metrics: Vec<_> = rest
            .by_ref()
            .take(size)
            .map(|point| point.metric(&request.metric_key))
            .collect();
        let next_page_token = match rest.next() {
            Some(_) => token
                .after(u32::try_from(metrics.len()).unwrap_or(u32::MAX))
                .to_string(),
            None => String::new(),
        };
        Ok(GetMetricHistoryResponse {
            metrics,
            next_page_token,
        })
    }

    pub(super) fn history_bulk(&self, request: &GetMetricHistoryBulk) -> GetMetricHistoryBulkResponse {
        let key = &request.metric_key;
        let run_ids: BTreeSet<_> = request.run_id.iter().collect();
        let size = request
            .max_results
            .map_or(usize::MAX, |size| usize::try_from(size).unwrap_or_default());
        let metrics = run_ids
            .into_iter()
            .flat_map(|run_id| self.points(run_id, key).map(|p| p.with_run_id(key, run_id)))
            .take(size)
            .collect();
        GetMetricHistoryBulkResponse { metrics }
    }

    pub(super) fn history_bulk_interval(
        &self,
        request: &GetMetricHistoryBulkInterval,
    ) -> GetMetricHistoryBulkIntervalResponse {
        let key = &request.metric_key;
        let size = request
            .max_results
            .map_or(1, |size| usize::try_from(size).unwrap_or(1));
        let start = request.start_step.map_or(i64::MIN, i64::from);
        let end = request.end_step.map_or(i64::MAX, i64::from);
        let mut metrics = Vec::new();
        for run_id in &request.run_ids {
            let points = self.points(run_id, key);
            let mut points: Vec<_> = points.filter(|p| (start..=end).contains(&p.step)).collect();
            points.sort_by(|a, b| a.compare_by_step(*b));
            metrics.extend(sampled(&points, size).map(|p| p.with_run_id(key, run_id)));
        }
        GetMetricHistoryBulkIntervalResponse { metrics }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn steps(count: i64, size: usize) -> Vec<i64> {
        let points: Vec<_> = (0..count)
            .map(|step| Point {
                timestamp: 0,
                step,
                value: 0.0,
            })
            .collect();
        sampled(&points, size).map(|p| p.step).collect()
    }

    #[test]
    fn samples_have_both_ends() {
        assert_eq!(steps(0, 3), [0; 0]);
        assert_eq!(steps(3, 5), [0, 1, 2]);
        assert_eq!(steps(5, 1), [4]);
        assert_eq!(steps(5, 2), [0, 4]);
        assert_eq!(steps(10, 3), [0, 4, 9]);
        assert_eq!(steps(10, 10).len(), 10);
    }
}
