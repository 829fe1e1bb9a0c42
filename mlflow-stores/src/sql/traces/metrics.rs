//! Metrics of traces, and how much two filters find the same ones.
//!
//! The database finds the values, and the functions of `mlflow_core::traces` make groups of them, so that every engine
//! has the same percentiles.

use crate::sql::execute::Tx;
use crate::sql::row::Row;
use crate::sql::search::{self, Dialect, TracesQuery};
use mlflow_core::contract::traces::{CalculateTraceFilterCorrelation, QueryTraceMetrics};
use mlflow_core::entities::{MetricDataPoint, MetricViewType};
use mlflow_core::search::{Filter, OrderBy, SpanField, TraceKey};
use mlflow_core::traces::metrics::{Dimension, Groups, Metric, MetricsQuery, Observed};
use mlflow_core::traces::{COST_KEYS, FilterCounts, TOKEN_KEYS};
use mlflow_core::validation::experiment_number;
use mlflow_core::{Error, ErrorCode, Result};
use sea_query::{Expr, ExprTrait, JoinType, Query, SelectStatement};

const NANOS: i64 = 1_000_000;

/// Computes the metrics of a request.
pub(super) async fn query(tx: &mut Tx<'_>, request: &QueryTraceMetrics) -> Result<Vec<MetricDataPoint>> {
    let query = MetricsQuery::of(request)?;
    let statement = statement(&query, tx.dialect());
    let mut groups = Groups::new(&query);
    let dimensions = query.dimensions.len();
    tx.rows(&statement, |row| {
        let time = match query.view {
            MetricViewType::Spans => row.integer(0)?.div_euclid(NANOS),
            _ => row.integer(0)?,
        };
        let of_row = (0..dimensions).map(|place| row.string(place + 1));
        groups.add(
            time,
            of_row.collect::<Result<_>>()?,
            observed(row, dimensions + 1, &query)?,
        );
        Ok(())
    })
    .await?;
    Ok(groups.finish())
}

fn observed(row: &Row<'_>, column: usize, query: &MetricsQuery) -> Result<Observed> {
    Ok(match query.metric {
        Metric::Count => Observed::Number(1.0),
        Metric::Sessions => Observed::Session(row.string(column)?),
        // The databases differ in how they divide.
        Metric::Latency if query.view == MetricViewType::Spans => {
            Observed::Number(row.integer(column)?.div_euclid(NANOS) as f64)
        }
        Metric::Latency | Metric::Tokens(_) => Observed::Number(row.integer(column)? as f64),
        Metric::Cost(_) | Metric::Value => Observed::Number(row.double(column)?),
    })
}

/// Selects the time, the dimensions and the value of everything that a query asks for.
fn statement(query: &MetricsQuery, dialect: Dialect) -> SelectStatement {
    let table = match query.view {
        MetricViewType::Traces => "trace_info",
        MetricViewType::Spans => "spans",
        MetricViewType::Assessments => "assessments",
    };
    let mut select = Query::select();
    select.from(table);
    let time = match query.view {
        MetricViewType::Traces => (table, "timestamp_ms"),
        MetricViewType::Spans => (table, "start_time_unix_nano"),
        MetricViewType::Assessments => (table, "trace_timestamp_ms"),
    };
    select.column(time);
    for dimension in &query.dimensions {
        let column = Expr::col(column(*dimension));
        select.expr(column.clone()).and_where(column.is_not_null());
    }
    if let Some(value) = value(query, table) {
        select.expr(value.clone()).and_where(value.is_not_null());
    }
    let trace_id = match query.view {
        MetricViewType::Traces => Expr::col((table, "request_id")),
        MetricViewType::Spans | MetricViewType::Assessments => Expr::col((table, "trace_id")),
    };
    if query.view == MetricViewType::Spans {
        let same = Expr::col(("trace_info", "request_id")).eq(trace_id.clone());
        select.join(JoinType::InnerJoin, "trace_info", same);
    }
    let home = match query.view {
        MetricViewType::Assessments => table,
        _ => "trace_info",
    };
    select.and_where(Expr::col((home, "experiment_id")).is_in(query.experiment_ids.iter().copied()));
    narrow(&mut select, query, dialect);
    within(&mut select, query, time);
    if !query.of_traces.is_empty() {
        let filter: Filter<TraceKey> = query.of_traces.iter().cloned().collect();
        select.and_where(trace_id.in_subquery(found(&filter, &query.experiment_ids, dialect)));
    }
    select
}

/// Adds what is asked of spans and assessments.
fn narrow(select: &mut SelectStatement, query: &MetricsQuery, dialect: Dialect) {
    for (field, value) in &query.of_spans {
        let name = match field {
            SpanField::Name => "name",
            SpanField::Type => "type",
            SpanField::Status => "status",
        };
        select.and_where(dialect.equal(Expr::col(("spans", name)), value));
    }
    if query.view == MetricViewType::Assessments {
        select.and_where(Expr::col(("assessments", "valid")).eq(true));
    }
    for (column, values) in [
        ("name", &query.assessment_names),
        ("assessment_type", &query.assessment_types),
    ] {
        for value in values {
            select.and_where(dialect.equal(Expr::col(("assessments", column)), value));
        }
    }
}

/// Adds the times that are asked for. Spans are counted by the times of their traces, and cost by those of spans.
fn within(select: &mut SelectStatement, query: &MetricsQuery, own: (&'static str, &'static str)) {
    let [start, end] = query.times;
    if query.is_by_time_of_trace() {
        let time = match query.view {
            MetricViewType::Spans => ("trace_info", "timestamp_ms"),
            _ => own,
        };
        select
            .and_where_option(start.map(|start| Expr::col(time).gte(start)))
            .and_where_option(end.map(|end| Expr::col(time).lte(end)));
        return;
    }
    let after_end = end.map(|end| end.saturating_add(1).saturating_mul(NANOS));
    select
        .and_where_option(start.map(|start| Expr::col(own).gte(start.saturating_mul(NANOS))))
        .and_where_option(after_end.map(|end| Expr::col(own).lt(end)));
}

/// Returns the value of a metric; what is counted needs none.
fn value(query: &MetricsQuery, table: &'static str) -> Option<Expr> {
    let column = |name: &'static str| Some(Expr::col((table, name)));
    match (query.metric, query.view) {
        (Metric::Count, _) => None,
        (Metric::Sessions, _) => column("session_id"),
        (Metric::Latency, MetricViewType::Spans) => column("duration_ns"),
        (Metric::Latency, _) => column("execution_time_ms"),
        (Metric::Tokens(place), _) => column(TOKEN_KEYS.get(place).copied()?),
        (Metric::Cost(place), _) => column(COST_KEYS.get(place).copied()?),
        (Metric::Value, _) => column("aggregate_value"),
    }
}

fn column(dimension: Dimension) -> (&'static str, &'static str) {
    match dimension {
        Dimension::TraceName => ("trace_info", "trace_name"),
        Dimension::TraceStatus => ("trace_info", "status"),
        Dimension::SpanName => ("spans", "name"),
        Dimension::SpanType => ("spans", "type"),
        Dimension::SpanStatus => ("spans", "status"),
        Dimension::ModelName => ("spans", "model_name"),
        Dimension::ModelProvider => ("spans", "model_provider"),
        Dimension::AssessmentName => ("assessments", "name"),
        Dimension::AssessmentValue => ("assessments", "value"),
    }
}

/// Selects the ids of the traces that a filter finds.
fn found(filter: &Filter<TraceKey>, experiment_ids: &[i64], dialect: Dialect) -> SelectStatement {
    let query = TracesQuery {
        filter,
        order: &OrderBy::default(),
        experiment_ids,
        limit: 0,
        offset: 0,
    };
    let mut select = search::traces(&query, dialect);
    // MySQL takes no limit there.
    select.reset_limit().clear_order_by();
    select
}

/// Counts the traces that two filters find.
pub(super) async fn counts(
    tx: &mut Tx<'_>,
    request: &CalculateTraceFilterCorrelation,
) -> Result<FilterCounts> {
    let ids = request.experiment_ids.iter().map(|id| experiment_number(id));
    let ids: Vec<i64> = ids.collect::<Result<_>>()?;
    let dialect = tx.dialect();
    let filtered =
        |text: &str| -> Result<SelectStatement> { Ok(found(&Filter::parse(text)?, &ids, dialect)) };
    let base = filtered(&request.base_filter)?;
    let first = filtered(&request.filter_string1)?;
    let second = filtered(&request.filter_string2)?;
    let mut numbers = [0; 4];
    for (number, filters) in numbers.iter_mut().zip([
        vec![&base],
        vec![&base, &first],
        vec![&base, &second],
        vec![&base, &first, &second],
    ]) {
        let mut count = Query::select();
        count.expr(Expr::col("request_id").count()).from("trace_info");
        for filter in filters {
            count.and_where(Expr::col("request_id").in_subquery(filter.clone()));
        }
        let found = tx.row(&count, |row| row.integer(0)).await?.unwrap_or_default();
        *number =
            u64::try_from(found).map_err(|_| Error::new(ErrorCode::InternalError, "a count is negative"))?;
    }
    let [total, first, second, both] = numbers;
    Ok(FilterCounts {
        first,
        second,
        both,
        total,
    })
}
