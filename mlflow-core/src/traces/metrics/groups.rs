//! Values are grouped, and aggregated.

use super::{Metric, MetricsQuery};
use crate::entities::{AggregationType, MetricDataPoint, timestamp_text};
use std::collections::{BTreeMap, BTreeSet};

/// A value that was observed.
#[derive(Clone, Debug, PartialEq)]
pub enum Observed {
    /// A number; that of something that is counted does not matter.
    Number(f64),
    /// A session.
    Session(String),
}

/// Values by the time and the dimensions that they have in common.
#[derive(Debug)]
pub struct Groups<'q> {
    query: &'q MetricsQuery,
    groups: BTreeMap<(Option<i64>, Vec<String>), Group>,
}

#[derive(Debug, Default)]
struct Group {
    count: u64,
    sum: f64,
    least: f64,
    most: f64,
    /// All numbers, where a percentile is asked for.
    numbers: Vec<f64>,
    sessions: BTreeSet<String>,
}

impl<'q> Groups<'q> {
    /// Begins without values.
    pub fn new(query: &'q MetricsQuery) -> Self {
        let mut groups = BTreeMap::new();
        // Of nothing at all there are none.
        if query.interval_ms.is_none() && query.dimensions.is_empty() {
            groups.insert((None, Vec::new()), Group::default());
        }
        Groups { query, groups }
    }

    /// Adds a value of a time, in milliseconds since 1970, with its dimensions in the query's order.
    pub fn add(&mut self, time_ms: i64, dimensions: Vec<String>, observed: Observed) {
        let interval = self.query.interval_ms;
        let bucket = interval.map(|interval| time_ms.div_euclid(interval).saturating_mul(interval));
        let keeps_all = self
            .query
            .aggregations
            .iter()
            .any(|aggregation| aggregation.percentile_value.is_some());
        let group = self.groups.entry((bucket, dimensions)).or_default();
        match observed {
            Observed::Number(number) => group.add(number, keeps_all),
            Observed::Session(session) => drop(group.sessions.insert(session)),
        }
    }

    /// Aggregates what was added.
    pub fn finish(self) -> Vec<MetricDataPoint> {
        let query = self.query;
        let points = self.groups.into_iter().map(|((bucket, dimensions), mut group)| {
            let names = query
                .dimensions
                .iter()
                .map(|dimension| dimension.name().to_owned());
            let bucket = bucket.map(|ms| ("time_bucket".to_owned(), iso_time(ms)));
            group.numbers.sort_by(f64::total_cmp);
            let values = query.aggregations.iter().filter_map(|aggregation| {
                let value = match aggregation.aggregation_type {
                    AggregationType::Count if query.metric == Metric::Sessions => {
                        Some(group.sessions.len() as f64)
                    }
                    AggregationType::Count => Some(group.count as f64),
                    _ if group.count == 0 => None,
                    AggregationType::Sum => Some(group.sum),
                    AggregationType::Avg => Some(group.sum / group.count as f64),
                    AggregationType::Min => Some(group.least),
                    AggregationType::Max => Some(group.most),
                    AggregationType::Percentile => aggregation
                        .percentile_value
                        .and_then(|percent| percentile(&group.numbers, percent)),
                };
                Some((MetricsQuery::label(aggregation), value?))
            });
            MetricDataPoint {
                metric_name: query.metric.name(query.view).to_owned(),
                dimensions: bucket.into_iter().chain(names.zip(dimensions)).collect(),
                values: values.collect(),
            }
        });
        let known = points.filter(|point| !point.values.is_empty());
        known.take(query.most).collect()
    }
}

impl Group {
    fn add(&mut self, number: f64, keeps_all: bool) {
        self.least = if self.count == 0 {
            number
        } else {
            self.least.min(number)
        };
        self.most = if self.count == 0 {
            number
        } else {
            self.most.max(number)
        };
        self.count += 1;
        self.sum += number;
        if keeps_all {
            self.numbers.push(number);
        }
    }
}

/// Returns the value that some percent of sorted numbers are not above, on the line between the two beside it.
fn percentile(sorted: &[f64], percent: f64) -> Option<f64> {
    let place = percent / 100.0 * (sorted.len().checked_sub(1)? as f64);
    let (low, part) = (place.floor(), place.fract());
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "the place is one of the list's"
    )]
    let low = low as usize;
    let (below, above) = (
        *sorted.get(low)?,
        *sorted.get(low + 1).unwrap_or(sorted.get(low)?),
    );
    Some(below + (above - below) * part)
}

fn iso_time(ms: i64) -> String {
    timestamp_text(ms).replace('Z', "+00:00")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentiles_lie_between_values() {
        let numbers = [1.0, 2.0, 4.0, 8.0];
        for (percent, expected) in [(0.0, 1.0), (50.0, 3.0), (100.0, 8.0), (90.0, 6.8)] {
            let found = percentile(&numbers, percent).unwrap_or(f64::NAN);
            assert!((found - expected).abs() < 1e-9, "{percent}: {found}");
        }
        assert_eq!(percentile(&[7.0], 99.0), Some(7.0));
        assert_eq!(percentile(&[], 50.0), None);
        assert_eq!(iso_time(1_714_521_600_000), "2024-05-01T00:00:00+00:00");
    }
}
