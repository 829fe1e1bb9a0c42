//! Clauses about assessments.

use mlflow_core::search::{Clause, Comparator, Literal, TraceKey};
use mlflow_core::traces::SESSION;
use sea_query::{Alias, Expr, ExprTrait, Query, SelectStatement};
use serde_json::Value;

use super::super::conditions::{exists, none};
use super::super::dialect::Dialect;
use super::{column, text};

/// Says that an assessment of the trace, or one of its whole session, meets a clause.
pub(super) fn condition(
    kind: &str,
    name: &str,
    clause: &Clause<TraceKey>,
    experiment_ids: &[i64],
    dialect: Dialect,
) -> Expr {
    let mut own = meeting(kind, name, clause, dialect);
    own.and_where(assessment("trace_id").eq(column("request_id")));
    let other = Alias::new("other");
    let of_other = |name: &'static str| Expr::col((other.clone(), name));
    let marks_session = Literal::Text(format!("%\"{SESSION}\":%"));
    let of_session = dialect.compare(
        assessment("assessment_metadata"),
        Comparator::Like,
        &marks_session,
    );
    let mut shared = meeting(kind, name, clause, dialect);
    shared
        .join_as(
            sea_query::JoinType::InnerJoin,
            "trace_info",
            other.clone(),
            of_other("request_id").eq(assessment("trace_id")),
        )
        .and_where(of_other("session_id").eq(column("session_id")))
        .and_where(of_other("experiment_id").is_in(experiment_ids.iter().copied()))
        .and_where(of_session.unwrap_or_else(none));
    let found = exists(own).or(exists(shared));
    match clause.comparator {
        Comparator::IsNull => found.not(),
        _ => found,
    }
}

pub(super) fn of_issue(id: &str) -> Expr {
    let issues = Query::select()
        .expr(Expr::val(1))
        .from("assessments")
        .and_where(assessment("trace_id").eq(column("request_id")))
        .and_where(assessment("assessment_type").eq("issue"))
        .and_where(assessment("name").eq(id))
        .to_owned();
    exists(issues)
}

fn assessment(name: &'static str) -> Expr {
    Expr::col(("assessments", name))
}

/// Selects the valid assessments of a name that meet a clause.
fn meeting(kind: &str, name: &str, clause: &Clause<TraceKey>, dialect: Dialect) -> SelectStatement {
    let mut select = Query::select();
    select
        .expr(Expr::val(1))
        .from("assessments")
        .and_where(assessment("assessment_type").eq(kind))
        .and_where(assessment("name").eq(name))
        .and_where(assessment("valid").eq(true));
    if let Some(condition) = of_value(clause, dialect) {
        select.and_where(condition);
    }
    select
}

/// Compares the JSON of a value with a text, which may be the JSON itself, or its number with a number.
fn of_value(clause: &Clause<TraceKey>, dialect: Dialect) -> Option<Expr> {
    let same = || {
        let equals = |text: String| {
            let text = Literal::Text(text);
            let compared = dialect.compare(assessment("value"), Comparator::Equal, &text);
            compared.unwrap_or_else(none)
        };
        let value = text(&clause.value);
        equals(value.to_owned()).or(equals(Value::from(value).to_string()))
    };
    let compared = |column: &'static str| {
        let compared = dialect.compare(assessment(column), clause.comparator, &clause.value);
        compared.unwrap_or_else(none)
    };
    match clause.comparator {
        Comparator::IsNull | Comparator::IsNotNull => None,
        Comparator::Equal => Some(same()),
        Comparator::NotEqual => Some(same().not()),
        Comparator::Less | Comparator::LessOrEqual | Comparator::Greater | Comparator::GreaterOrEqual => {
            let is_number = assessment("is_numeric_value").eq(true);
            Some(is_number.and(compared("aggregate_value")))
        }
        _ => Some(compared("value")),
    }
}
