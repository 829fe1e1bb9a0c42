//! The names of metrics and dimensions, and which go together.

use crate::entities::{AggregationType, MetricAggregation, MetricViewType};
use crate::error::{Error, Result};
use crate::search::python_list;

/// A metric.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Metric {
    /// How many traces, spans or assessments there are.
    Count,
    /// How many sessions there are.
    Sessions,
    /// How long it took, in milliseconds.
    Latency,
    /// A count of tokens, by its place in [`TOKEN_KEYS`](crate::traces::TOKEN_KEYS).
    Tokens(usize),
    /// A part of the cost, by its place in [`COST_KEYS`](crate::traces::COST_KEYS).
    Cost(usize),
    /// The value of an assessment, where it is a number or a truth.
    Value,
}

use AggregationType::{Avg, Count, Max, Min, Percentile, Sum};
use MetricViewType::{Assessments, Spans, Traces};

const COUNTED: &[AggregationType] = &[Count];
const MEASURED: &[AggregationType] = &[Avg, Max, Min, Percentile];
const SUMMED: &[AggregationType] = &[Avg, Max, Min, Percentile, Sum];

impl Metric {
    const ALL: &[(MetricViewType, &str, Metric)] = &[
        (Traces, "trace_count", Metric::Count),
        (Traces, "session_count", Metric::Sessions),
        (Traces, "latency", Metric::Latency),
        (Traces, "input_tokens", Metric::Tokens(0)),
        (Traces, "output_tokens", Metric::Tokens(1)),
        (Traces, "total_tokens", Metric::Tokens(2)),
        (Traces, "cache_read_input_tokens", Metric::Tokens(3)),
        (Traces, "cache_creation_input_tokens", Metric::Tokens(4)),
        (Spans, "span_count", Metric::Count),
        (Spans, "latency", Metric::Latency),
        (Spans, "input_cost", Metric::Cost(0)),
        (Spans, "output_cost", Metric::Cost(1)),
        (Spans, "total_cost", Metric::Cost(2)),
        (Assessments, "assessment_count", Metric::Count),
        (Assessments, "assessment_value", Metric::Value),
    ];

    pub(super) fn named(view: MetricViewType, name: &str) -> Result<Self> {
        let of_view = || Metric::ALL.iter().filter(|(of, ..)| *of == view);
        let found = of_view().find(|(_, known, _)| *known == name);
        found.map(|(.., metric)| *metric).ok_or_else(|| {
            let names: Vec<_> = of_view().map(|(_, known, _)| *known).collect();
            Error::invalid_parameter_value(format!(
                "metric_name must be one of {}, got '{name}'",
                python_list(&names)
            ))
        })
    }

    /// Returns the name of a metric of a view.
    pub(super) fn name(self, view: MetricViewType) -> &'static str {
        let found = Metric::ALL
            .iter()
            .find(|(of, _, metric)| *of == view && *metric == self);
        found.map_or("", |(_, name, _)| name)
    }

    /// Tells whether it is a part of the cost.
    pub fn is_cost(self) -> bool {
        matches!(self, Metric::Cost(_))
    }

    fn aggregations(self) -> &'static [AggregationType] {
        match self {
            Metric::Count | Metric::Sessions => COUNTED,
            Metric::Latency | Metric::Value => MEASURED,
            Metric::Tokens(_) | Metric::Cost(_) => SUMMED,
        }
    }

    pub(super) fn check_aggregations(self, wanted: &[MetricAggregation]) -> Result<()> {
        let names = |kinds: &[AggregationType]| {
            let mut names: Vec<_> = kinds.iter().map(|kind| kind.as_str()).collect();
            names.sort_unstable();
            names.dedup();
            python_list(&names)
        };
        let kinds = wanted.iter().map(|aggregation| aggregation.aggregation_type);
        let wrong: Vec<_> = kinds.filter(|kind| !self.aggregations().contains(kind)).collect();
        if !wrong.is_empty() {
            return Err(Error::invalid_parameter_value(format!(
                "Found invalid aggregation_type(s): {}. Supported aggregation types: {}",
                names(&wrong),
                names(self.aggregations())
            )));
        }
        for aggregation in wanted {
            let message = match (aggregation.aggregation_type, aggregation.percentile_value) {
                (Percentile, None) => "Percentile value is required for PERCENTILE aggregation".to_owned(),
                (Percentile, Some(percent)) if !(0.0..=100.0).contains(&percent) => {
                    format!("Percentile value must be between 0 and 100, got {percent}")
                }
                (kind, Some(_)) if kind != Percentile => {
                    format!("Percentile value is only allowed for PERCENTILE aggregation type, got {kind}")
                }
                _ => continue,
            };
            return Err(Error::invalid_parameter_value(message));
        }
        Ok(())
    }

    fn dimensions(self, view: MetricViewType) -> &'static [Dimension] {
        use Dimension::{AssessmentName, AssessmentValue, ModelName, ModelProvider};
        use Dimension::{SpanName, SpanStatus, SpanType, TraceName, TraceStatus};
        match (view, self) {
            (Traces, Metric::Count) => &[TraceName, TraceStatus],
            (Traces, Metric::Sessions) => &[],
            (Traces, _) => &[TraceName],
            (Spans, Metric::Count) => &[ModelName, ModelProvider, SpanName, SpanStatus, SpanType],
            (Spans, Metric::Latency) => &[SpanName, SpanStatus],
            (Spans, _) => &[ModelName, ModelProvider],
            (Assessments, Metric::Count) => &[AssessmentName, AssessmentValue],
            (Assessments, _) => &[AssessmentName],
        }
    }

    pub(super) fn dimensions_named(self, view: MetricViewType, names: &[String]) -> Result<Vec<Dimension>> {
        let valid = self.dimensions(view);
        let mut found = Vec::new();
        let mut wrong = Vec::new();
        for name in names {
            match valid.iter().find(|dimension| dimension.name() == name) {
                Some(dimension) if !found.contains(dimension) => found.push(*dimension),
                Some(_) => {}
                None => wrong.push(name.as_str()),
            }
        }
        if wrong.is_empty() {
            return Ok(found);
        }
        wrong.sort_unstable();
        wrong.dedup();
        let valid: Vec<_> = valid.iter().map(|dimension| dimension.name()).collect();
        Err(Error::invalid_parameter_value(format!(
            "Found invalid dimension(s): {}. Supported dimensions: {}",
            python_list(&wrong),
            python_list(&valid)
        )))
    }
}

/// By what values are grouped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dimension {
    /// The name of the trace.
    TraceName,
    /// How far the trace has come.
    TraceStatus,
    /// The name of the span.
    SpanName,
    /// The type of the span.
    SpanType,
    /// How the span ended.
    SpanStatus,
    /// The model that the span called.
    ModelName,
    /// Who offers that model.
    ModelProvider,
    /// The name of the assessment.
    AssessmentName,
    /// The value of the assessment, as JSON.
    AssessmentValue,
}

impl Dimension {
    /// Returns the name in requests and answers.
    pub fn name(self) -> &'static str {
        match self {
            Dimension::TraceName => "trace_name",
            Dimension::TraceStatus => "trace_status",
            Dimension::SpanName => "span_name",
            Dimension::SpanType => "span_type",
            Dimension::SpanStatus => "span_status",
            Dimension::ModelName => "span_model_name",
            Dimension::ModelProvider => "span_model_provider",
            Dimension::AssessmentName => "assessment_name",
            Dimension::AssessmentValue => "assessment_value",
        }
    }
}
