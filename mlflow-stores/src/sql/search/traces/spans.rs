//! Clauses about spans, which must all hold for one span.

use mlflow_core::search::{Clause, Comparator, Literal, SpanField, TraceKey};
use mlflow_core::traces::span_attribute_pattern;
use sea_query::{Expr, ExprTrait, Query};

use super::super::conditions::{exists, none};
use super::super::dialect::Dialect;
use super::{column, text};

pub(super) fn condition(clauses: &[Clause<TraceKey>], dialect: Dialect) -> Option<Expr> {
    let of_spans: Vec<Expr> = clauses
        .iter()
        .filter_map(|clause| of_span(clause, dialect))
        .collect();
    if of_spans.is_empty() {
        return None;
    }
    let mut spans = Query::select();
    spans
        .expr(Expr::val(1))
        .from("spans")
        .and_where(span("trace_id").eq(column("request_id")))
        .and_where(span("experiment_id").eq(column("experiment_id")));
    for condition in of_spans {
        spans.and_where(condition);
    }
    Some(exists(spans))
}

fn span(name: &'static str) -> Expr {
    Expr::col(("spans", name))
}

fn of_span(clause: &Clause<TraceKey>, dialect: Dialect) -> Option<Expr> {
    let compare = |column: Expr, comparator: Comparator, value: &Literal| {
        Some(dialect.compare(column, comparator, value).unwrap_or_else(none))
    };
    match &clause.key {
        TraceKey::Span(field) => {
            let name = match field {
                SpanField::Name => "name",
                SpanField::Type => "type",
                SpanField::Status => "status",
            };
            compare(span(name), clause.comparator, &clause.value)
        }
        TraceKey::SpanAttribute(key) => {
            let pattern = span_attribute_pattern(key, clause.comparator, text(&clause.value));
            compare(span("content"), clause.comparator, &Literal::Text(pattern))
        }
        TraceKey::SpanContent => compare(span("content"), clause.comparator, &clause.value),
        _ => None,
    }
}
