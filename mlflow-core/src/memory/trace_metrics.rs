//! Metrics of traces, and how much two filters find the same ones.

use super::state::State;
use crate::contract::traces::{CalculateTraceFilterCorrelation, QueryTraceMetrics};
use crate::entities::{Assessment, MetricDataPoint, MetricViewType};
use crate::error::Result;
use crate::search::{Clause, Filter, SpanField, TraceKey, TraceSearch};
use crate::traces::assessments::{Kind, aggregate, value_json};
use crate::traces::metrics::{Dimension, Groups, Metric, MetricsQuery, Observed};
use crate::traces::{FilterCounts, SpanRow, TraceEntry};
use crate::validation::experiment_number;

impl State {
    pub(super) fn trace_metrics(&self, request: &QueryTraceMetrics) -> Result<Vec<MetricDataPoint>> {
        let query = MetricsQuery::of(request)?;
        let mut groups = Groups::new(&query);
        for entry in self.traces_that(&query.of_traces, &query.experiment_ids) {
            match query.view {
                MetricViewType::Traces => add_trace(&mut groups, &query, entry),
                MetricViewType::Spans => {
                    entry
                        .spans
                        .values()
                        .for_each(|span| add_span(&mut groups, &query, entry, span));
                }
                MetricViewType::Assessments => {
                    let valid = entry.assessments.iter().filter(|one| one.valid);
                    valid.for_each(|one| add_assessment(&mut groups, &query, entry, one));
                }
            }
        }
        Ok(groups.finish())
    }

    pub(super) fn filter_counts(&self, request: &CalculateTraceFilterCorrelation) -> Result<FilterCounts> {
        let ids = request.experiment_ids.iter().map(|id| experiment_number(id));
        let ids: Vec<i64> = ids.collect::<Result<_>>()?;
        let parse = |text: &str| Filter::<TraceKey>::parse(text);
        let (base, first, second) = (
            parse(&request.base_filter)?,
            parse(&request.filter_string1)?,
            parse(&request.filter_string2)?,
        );
        let found = |filter: &Filter<TraceKey>| -> Vec<&str> {
            let entries = self.traces_that(filter.clauses(), &ids).into_iter();
            entries.map(|entry| entry.trace.trace_id.as_str()).collect()
        };
        let (all, first, second) = (found(&base), found(&first), found(&second));
        let count = |filters: &[&Vec<&str>]| {
            let in_all = |id: &&&str| filters.iter().all(|filter| filter.contains(*id));
            all.iter().filter(in_all).count() as u64
        };
        Ok(FilterCounts {
            first: count(&[&first]),
            second: count(&[&second]),
            both: count(&[&first, &second]),
            total: all.len() as u64,
        })
    }

    /// Returns the traces of some experiments that meet some clauses.
    fn traces_that(&self, clauses: &[Clause<TraceKey>], experiment_ids: &[i64]) -> Vec<&TraceEntry> {
        let is_there = |entry: &&TraceEntry| experiment_ids.contains(&entry.trace.experiment_id);
        let scope: Vec<&TraceEntry> = self.traces.values().filter(is_there).collect();
        let search = TraceSearch {
            clauses,
            scope: &scope,
        };
        scope
            .iter()
            .filter(|entry| search.finds(entry))
            .copied()
            .collect()
    }
}

/// Adds a value, unless it or a dimension is missing.
fn add(
    groups: &mut Groups<'_>,
    query: &MetricsQuery,
    time_ms: i64,
    value: Option<Observed>,
    of: impl Fn(Dimension) -> Option<String>,
) {
    let dimensions: Option<Vec<String>> = query.dimensions.iter().map(|dimension| of(*dimension)).collect();
    if let (Some(value), Some(dimensions)) = (value, dimensions) {
        groups.add(time_ms, dimensions, value);
    }
}

fn add_trace(groups: &mut Groups<'_>, query: &MetricsQuery, entry: &TraceEntry) {
    let trace = &entry.trace;
    if !query.is_in_time(trace.timestamp_ms) {
        return;
    }
    let number = |value: Option<i64>| value.map(|value| Observed::Number(value as f64));
    let value = match query.metric {
        Metric::Sessions => trace.promoted.session_id.clone().map(Observed::Session),
        Metric::Latency => number(trace.execution_time_ms),
        Metric::Tokens(place) => number(trace.promoted.tokens.get(place).copied().flatten()),
        _ => Some(Observed::Number(1.0)),
    };
    add(
        groups,
        query,
        trace.timestamp_ms,
        value,
        |dimension| match dimension {
            Dimension::TraceName => trace.name.clone(),
            _ => Some(trace.state.as_str().to_owned()),
        },
    );
}

fn add_span(groups: &mut Groups<'_>, query: &MetricsQuery, entry: &TraceEntry, span: &SpanRow) {
    let start_ms = span.start.div_euclid(1_000_000);
    let time = match query.is_by_time_of_trace() {
        true => entry.trace.timestamp_ms,
        false => start_ms,
    };
    let is = |(field, value): &(SpanField, String)| match field {
        SpanField::Name => span.name == *value,
        SpanField::Type => span.kind.as_ref() == Some(value),
        SpanField::Status => span.status.short_name() == value,
    };
    if !query.is_in_time(time) || !query.of_spans.iter().all(is) {
        return;
    }
    let value = match query.metric {
        Metric::Latency => span
            .end
            .map(|end| (end - span.start).div_euclid(1_000_000) as f64),
        Metric::Cost(place) => span.cost.get(place).copied().flatten(),
        _ => Some(1.0),
    };
    add(
        groups,
        query,
        start_ms,
        value.map(Observed::Number),
        |dimension| match dimension {
            Dimension::SpanName => Some(span.name.clone()),
            Dimension::SpanType => span.kind.clone(),
            Dimension::ModelName => span.model_name.clone(),
            Dimension::ModelProvider => span.model_provider.clone(),
            _ => Some(span.status.short_name().to_owned()),
        },
    );
}

fn add_assessment(groups: &mut Groups<'_>, query: &MetricsQuery, entry: &TraceEntry, one: &Assessment) {
    let time = entry.trace.timestamp_ms;
    let is_type = |name: &String| Kind::of(one).is_ok_and(|kind| kind.name() == name);
    let is_meant = query
        .assessment_names
        .iter()
        .all(|name| one.assessment_name == *name)
        && query.assessment_types.iter().all(is_type);
    if !query.is_in_time(time) || !is_meant {
        return;
    }
    let value = match query.metric {
        Metric::Value => aggregate(one).0,
        _ => Some(1.0),
    };
    add(
        groups,
        query,
        time,
        value.map(Observed::Number),
        |dimension| match dimension {
            Dimension::AssessmentName => Some(one.assessment_name.clone()),
            _ => Some(value_json(one)),
        },
    );
}
