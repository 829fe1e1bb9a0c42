//! Metrics of traces.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

wire_enum! {
    /// Metrics of what.
    pub enum MetricViewType {
        /// Of traces.
        Traces = 1, "TRACES";
        /// Of spans.
        Spans = 2, "SPANS";
        /// Of assessments that are valid.
        Assessments = 3, "ASSESSMENTS";
    }
}

wire_enum! {
    /// What is wanted of some values.
    #[derive(Default)]
    pub enum AggregationType {
        /// How many there are.
        #[default]
        Count = 1, "COUNT";
        /// What they are together.
        Sum = 2, "SUM";
        /// The average.
        Avg = 3, "AVG";
        /// The value that some percent are not above, between two values if need be.
        Percentile = 4, "PERCENTILE";
        /// The smallest.
        Min = 5, "MIN";
        /// The largest.
        Max = 6, "MAX";
    }
}

/// What is wanted of some values.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct MetricAggregation {
    /// Which kind.
    pub aggregation_type: AggregationType,
    /// How many percent, from 0 to 100; only of a percentile, which needs it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub percentile_value: Option<f64>,
}

/// A group of values.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct MetricDataPoint {
    /// The metric.
    pub metric_name: String,
    /// What the values have in common; `time_bucket` is the beginning of the interval.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub dimensions: BTreeMap<String, String>,
    /// What was wanted: `COUNT`, `P95.0`, …
    pub values: BTreeMap<String, f64>,
}
