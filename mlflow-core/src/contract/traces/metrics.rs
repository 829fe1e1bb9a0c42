//! Requests and answers about many traces at once: metrics and correlations.

use crate::contract::proto_json;
use crate::entities::{MetricAggregation, MetricDataPoint, MetricViewType};
use serde::{Deserialize, Serialize};

/// Asks for metrics of traces, of their spans, or of their assessments.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct QueryTraceMetrics {
    /// The experiments, at least one.
    pub experiment_ids: Vec<String>,
    /// Metrics of what.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub view_type: Option<MetricViewType>,
    /// Which metric: `trace_count`, `latency`, `total_tokens`, `span_count`, …
    pub metric_name: String,
    /// What is wanted of the values, at least one.
    pub aggregations: Vec<MetricAggregation>,
    /// By what values are grouped: `trace_name`, `span_type`, …
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub dimensions: Vec<String>,
    /// Filters of one clause each, such as `trace.status = 'OK'`; all must hold.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub filters: Vec<String>,
    /// The length of time by which values are grouped; needs a beginning and an end.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub time_interval_seconds: Option<i64>,
    /// The earliest time, in milliseconds since 1970.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub start_time_ms: Option<i64>,
    /// The latest time, in milliseconds since 1970.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub end_time_ms: Option<i64>,
    /// How many groups at most; 1,000 if not set.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_results: Option<i32>,
    /// Is not looked at: there is one page.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub page_token: String,
}

/// Answers with metrics.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct QueryTraceMetricsResponse {
    /// The groups, in the order of what they have in common.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub data_points: Vec<MetricDataPoint>,
    /// Is never set.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub next_page_token: String,
}

/// Asks how much two filters find the same traces.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct CalculateTraceFilterCorrelation {
    /// The experiments, at least one.
    pub experiment_ids: Vec<String>,
    /// A filter as of a search.
    pub filter_string1: String,
    /// Another one.
    pub filter_string2: String,
    /// Only the traces that this one finds are looked at; all if empty.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub base_filter: String,
}

/// Answers with how much two filters find the same traces.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct CalculateTraceFilterCorrelationResponse {
    /// From -1, never both, by 0, as often as by chance, to 1, always both; NaN if one finds nothing.
    #[serde(serialize_with = "proto_json::double")]
    pub npmi: f64,
    /// The same with half a trace more in each of the four cases, for small numbers.
    #[serde(serialize_with = "proto_json::double")]
    pub npmi_smoothed: f64,
    /// How many the first one finds.
    pub filter1_count: i32,
    /// How many the other one finds.
    pub filter2_count: i32,
    /// How many both find.
    pub joint_count: i32,
    /// How many there are.
    pub total_count: i32,
}
