//! Metrics of traces: which there are, and what is made of their values.
//!
//! ```text
//!  request ─► MetricsQuery ─► a store's values, with time and dimensions ─► Groups ─► the answer
//! ```

mod groups;
mod names;

pub use groups::{Groups, Observed};
pub use names::{Dimension, Metric};

use crate::contract::traces::QueryTraceMetrics;
use crate::entities::{AggregationType, MetricAggregation, MetricViewType};
use crate::error::{Error, Result};
use crate::search::{Clause, SpanField, TraceKey, TraceMetricFilter};
use crate::validation::{experiment_number, text::python_float};

/// What is asked of metrics, checked.
#[derive(Clone, Debug, PartialEq)]
pub struct MetricsQuery {
    /// The experiments.
    pub experiment_ids: Vec<i64>,
    /// Metrics of what.
    pub view: MetricViewType,
    /// Which metric.
    pub metric: Metric,
    /// By what values are grouped.
    pub dimensions: Vec<Dimension>,
    /// What must hold of traces.
    pub of_traces: Vec<Clause<TraceKey>>,
    /// What must hold of spans.
    pub of_spans: Vec<(SpanField, String)>,
    /// The names that assessments must have, all of them.
    pub assessment_names: Vec<String>,
    /// The types that assessments must be of, all of them.
    pub assessment_types: Vec<String>,
    /// The earliest and the latest time, in milliseconds since 1970.
    pub times: [Option<i64>; 2],
    interval_ms: Option<i64>,
    aggregations: Vec<MetricAggregation>,
    most: usize,
}

const MOST: i32 = 1000;

impl MetricsQuery {
    /// Checks a request.
    ///
    /// # Errors
    ///
    /// `INVALID_PARAMETER_VALUE` for names that there are not, or not together, and filters that do not parse.
    pub fn of(request: &QueryTraceMetrics) -> Result<Self> {
        let missing = || crate::validation::missing("view_type");
        let view = request.view_type.ok_or_else(missing)?;
        let metric = Metric::named(view, &request.metric_name)?;
        metric.check_aggregations(&request.aggregations)?;
        let dimensions = metric.dimensions_named(view, &request.dimensions)?;
        let ids = request.experiment_ids.iter().map(|id| experiment_number(id));
        let interval = request.time_interval_seconds.filter(|seconds| *seconds != 0);
        let mut query = MetricsQuery {
            experiment_ids: ids.collect::<Result<_>>()?,
            view,
            metric,
            dimensions,
            of_traces: Vec::new(),
            of_spans: Vec::new(),
            assessment_names: Vec::new(),
            assessment_types: Vec::new(),
            times: [request.start_time_ms, request.end_time_ms],
            interval_ms: interval.map(|seconds| seconds.saturating_mul(1000)),
            aggregations: request.aggregations.clone(),
            most: most(request.max_results.unwrap_or(MOST))?,
        };
        if query.interval_ms.is_some() && query.times.contains(&None) {
            return Err(Error::invalid_parameter_value(
                "start_time_ms and end_time_ms are required if time_interval_seconds is set",
            ));
        }
        if query.interval_ms.is_some_and(|interval| interval < 0) {
            return Err(Error::invalid_parameter_value(
                "time_interval_seconds must not be negative",
            ));
        }
        for filter in &request.filters {
            query.add_filter(TraceMetricFilter::parse(filter)?)?;
        }
        Ok(query)
    }

    fn add_filter(&mut self, filter: TraceMetricFilter) -> Result<()> {
        let only = |view: MetricViewType, what: &str| match self.view == view {
            true => Ok(()),
            false => Err(Error::invalid_parameter_value(format!(
                "Filtering by {what} is only supported for {view} view type, got {}",
                self.view
            ))),
        };
        match filter {
            TraceMetricFilter::Trace(clause) => self.of_traces.push(clause),
            TraceMetricFilter::Span(field, value) => {
                only(MetricViewType::Spans, "span")?;
                self.of_spans.push((field, value));
            }
            TraceMetricFilter::AssessmentName(name) => {
                only(MetricViewType::Assessments, "assessment")?;
                self.assessment_names.push(name);
            }
            TraceMetricFilter::AssessmentType(kind) => {
                only(MetricViewType::Assessments, "assessment")?;
                self.assessment_types.push(kind);
            }
        }
        Ok(())
    }

    /// Tells whether times are those of the traces, also where spans are counted.
    pub fn is_by_time_of_trace(&self) -> bool {
        self.view != MetricViewType::Spans || !self.metric.is_cost()
    }

    /// Tells whether a time is asked for.
    pub fn is_in_time(&self, time_ms: i64) -> bool {
        let [start, end] = self.times;
        start.is_none_or(|start| time_ms >= start) && end.is_none_or(|end| time_ms <= end)
    }

    /// Returns the label of a value: `COUNT`, `P95.0`, …
    fn label(aggregation: &MetricAggregation) -> String {
        match (aggregation.aggregation_type, aggregation.percentile_value) {
            (AggregationType::Percentile, Some(percent)) => format!("P{}", python_float(percent)),
            (kind, _) => kind.to_string(),
        }
    }
}

fn most(max_results: i32) -> Result<usize> {
    usize::try_from(max_results).map_err(|_| {
        Error::invalid_parameter_value(format!(
            "Invalid value {max_results} for parameter 'max_results' supplied. It must not be negative"
        ))
    })
}
