//! The search for traces.

mod assessments;
mod spans;

use mlflow_core::search::{
    Clause, Comparator, Direction, Filter, Literal, OrderBy, OrderTerm, TraceAttribute, TraceKey,
};
use mlflow_core::traces::{
    AnalyticsMatch, COST, COST_KEYS, Promoted, SESSION, SOURCE_RUN, TOKEN_KEYS, TRACE_NAME, analytics,
};
use sea_query::{Expr, ExprTrait, Func, NullOrdering, Order, Query, SelectStatement};

use super::conditions::{all_of, exists, none};
use super::dialect::Dialect;
use super::entries::{Entries, Joins};

/// A search for traces.
#[derive(Clone, Copy, Debug)]
pub struct TracesQuery<'a> {
    /// Which traces are wanted.
    pub filter: &'a Filter<TraceKey>,
    /// In which order.
    pub order: &'a OrderBy<TraceKey>,
    /// Of which experiments; none means no traces.
    pub experiment_ids: &'a [i64],
    /// How many at most.
    pub limit: u64,
    /// How many to leave out.
    pub offset: u64,
}

const TAGS: Entries = Entries {
    table: "trace_tags",
    owner: "request_id",
    owner_table: "trace_info",
    has_nan: false,
};
const METADATA: Entries = Entries {
    table: "trace_request_metadata",
    ..TAGS
};

/// Selects `request_id` of the traces that a search finds, in its order.
pub fn traces(query: &TracesQuery<'_>, dialect: Dialect) -> SelectStatement {
    let mut select = Query::select();
    select.column(("trace_info", "request_id")).from("trace_info");
    let mut joins = Joins::new(dialect);
    let mut conditions = vec![column("experiment_id").is_in(query.experiment_ids.iter().copied())];
    for clause in query.filter.clauses() {
        conditions.extend(condition(&mut select, &mut joins, clause, query, dialect));
    }
    conditions.extend(spans::condition(query.filter.clauses(), dialect));
    if let Some(condition) = all_of(conditions) {
        select.and_where(condition);
    }
    for (index, term) in query.order.terms().iter().enumerate() {
        order(&mut select, &joins, index, term);
    }
    select.limit(query.limit);
    if query.offset > 0 {
        select.offset(query.offset);
    }
    select
}

fn column(name: &'static str) -> Expr {
    Expr::col(("trace_info", name))
}

fn attribute(attribute: TraceAttribute) -> Expr {
    match attribute {
        TraceAttribute::RequestId => column("request_id"),
        TraceAttribute::ClientRequestId => column("client_request_id"),
        TraceAttribute::ExperimentId => column("experiment_id"),
        TraceAttribute::Status => column("status"),
        TraceAttribute::Timestamp => column("timestamp_ms"),
        TraceAttribute::ExecutionTime => column("execution_time_ms"),
        TraceAttribute::EndTime => {
            let duration = Func::coalesce([column("execution_time_ms"), Expr::val(0)]);
            column("timestamp_ms").add(Expr::expr(duration))
        }
    }
}

/// Adds a clause to a statement, and returns what is left of it as a condition. Those about spans are left out.
fn condition(
    select: &mut SelectStatement,
    joins: &mut Joins,
    clause: &Clause<TraceKey>,
    query: &TracesQuery<'_>,
    dialect: Dialect,
) -> Option<Expr> {
    let of_column = |column: Expr| Some(compare(column, clause, dialect));
    match &clause.key {
        TraceKey::Attribute(field) if field.is_numeric() => {
            let compared = dialect.compare_number(attribute(*field), clause.comparator, &clause.value);
            Some(compared.unwrap_or_else(none))
        }
        TraceKey::Attribute(field) => of_column(attribute(*field)),
        TraceKey::Tag(key) if key == TRACE_NAME => of_column(column("trace_name")),
        TraceKey::Metadata(key) if key == SESSION => of_column(column("session_id")),
        TraceKey::Metadata(key) if key == SOURCE_RUN && clause.comparator == Comparator::Equal => {
            Some(of_run(text(&clause.value)))
        }
        TraceKey::Tag(key) => joins.add(select, TAGS, key, clause.comparator, &clause.value),
        TraceKey::Metadata(key) => match analytics(key, clause.comparator, text(&clause.value)) {
            Some(wanted) => Some(of_analytics(key, &wanted)),
            None => joins.add(select, METADATA, key, clause.comparator, &clause.value),
        },
        TraceKey::Prompt => Some(linked("prompt_version", text(&clause.value))),
        TraceKey::Feedback(name) => Some(assessments::condition(
            "feedback",
            name,
            clause,
            query.experiment_ids,
            dialect,
        )),
        TraceKey::Expectation(name) => Some(assessments::condition(
            "expectation",
            name,
            clause,
            query.experiment_ids,
            dialect,
        )),
        TraceKey::Issue => Some(assessments::of_issue(text(&clause.value))),
        TraceKey::Span(_) | TraceKey::SpanAttribute(_) | TraceKey::SpanContent => None,
    }
}

fn compare(column: Expr, clause: &Clause<TraceKey>, dialect: Dialect) -> Expr {
    match clause.comparator {
        Comparator::IsNull => column.is_null(),
        Comparator::IsNotNull => column.is_not_null(),
        comparator => dialect
            .compare(column, comparator, &clause.value)
            .unwrap_or_else(none),
    }
}

fn text(value: &Literal) -> &str {
    match value {
        Literal::Text(text) => text,
        _ => "",
    }
}

/// Says that a trace names a run, or was linked to it.
fn of_run(run_id: &str) -> Expr {
    let named = Query::select()
        .expr(Expr::val(1))
        .from("trace_request_metadata")
        .and_where(Expr::col(("trace_request_metadata", "request_id")).eq(column("request_id")))
        .and_where(Expr::col(("trace_request_metadata", "key")).eq(SOURCE_RUN))
        .and_where(Expr::col(("trace_request_metadata", "value")).eq(run_id))
        .to_owned();
    linked("run", run_id).or(exists(named))
}

fn linked(to: &str, destination: &str) -> Expr {
    let table = "entity_associations";
    let links = Query::select()
        .expr(Expr::val(1))
        .from(table)
        .and_where(Expr::col((table, "source_type")).eq("trace"))
        .and_where(Expr::col((table, "source_id")).eq(column("request_id")))
        .and_where(Expr::col((table, "destination_type")).eq(to))
        .and_where(Expr::col((table, "destination_id")).eq(destination))
        .to_owned();
    exists(links)
}

/// Compares the columns of tokens or cost with what metadata say of them.
fn of_analytics(key: &str, wanted: &AnalyticsMatch) -> Expr {
    let columns: &[&'static str] = if key == COST { &COST_KEYS } else { &TOKEN_KEYS };
    let known = columns.iter().map(|name| column(name).is_not_null());
    let known = known.reduce(Expr::or).unwrap_or_else(none);
    let equals = |meant: &Promoted| {
        let tokens = meant.tokens.map(|count| count.map(Expr::val));
        let cost = meant.cost.map(|part| part.map(Expr::val));
        let values = if key == COST {
            cost.to_vec()
        } else {
            tokens.to_vec()
        };
        let same = columns.iter().zip(values).map(|(name, value)| match value {
            Some(value) => column(name).is_not_null().and(column(name).eq(value)),
            None => column(name).is_null(),
        });
        same.reduce(Expr::and).unwrap_or_else(none)
    };
    match wanted {
        AnalyticsMatch::Exactly(meant) => equals(meant),
        AnalyticsMatch::Other(meant) => known.and(equals(meant).not()),
        AnalyticsMatch::Something => known,
        AnalyticsMatch::Nothing => known.not(),
        AnalyticsMatch::Never => none(),
    }
}

/// Adds an element of the order.
fn order(select: &mut SelectStatement, joins: &Joins, index: usize, term: &OrderTerm<TraceKey>) {
    let direction = match term.direction {
        Direction::Ascending => Order::Asc,
        Direction::Descending => Order::Desc,
    };
    let value = match &term.key {
        TraceKey::Attribute(field @ (TraceAttribute::ExecutionTime | TraceAttribute::ClientRequestId)) => {
            attribute(*field)
        }
        TraceKey::Attribute(field) => {
            select.order_by_expr(attribute(*field), direction);
            return;
        }
        TraceKey::Tag(key) if key == TRACE_NAME => column("trace_name"),
        TraceKey::Metadata(key) if key == SESSION => column("session_id"),
        TraceKey::Tag(key) => return joins.order(select, TAGS, key, direction, index),
        TraceKey::Metadata(key) => return joins.order(select, METADATA, key, direction, index),
        _ => return,
    };
    select.order_by_expr_with_nulls(value, direction, NullOrdering::Last);
}
