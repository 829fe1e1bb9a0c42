//! The search for experiments.

use mlflow_core::entities::ViewType;
use mlflow_core::search::{Direction, ExperimentAttribute, ExperimentKey, Filter, OrderBy};
use sea_query::{Expr, ExprTrait, NullOrdering, Order, Query, SelectStatement};

use super::conditions::{all_of, none};
use super::dialect::Dialect;
use super::entries::{Entries, Joins};

/// A search for experiments.
#[derive(Clone, Copy, Debug)]
pub struct ExperimentsQuery<'a> {
    /// Which experiments are wanted.
    pub filter: &'a Filter<ExperimentKey>,
    /// In which order.
    pub order: &'a OrderBy<ExperimentKey>,
    /// In which stages of life.
    pub view: ViewType,
    /// How many at most. One more than the page holds tells whether there is a next one.
    pub limit: u64,
    /// How many to leave out.
    pub offset: u64,
}

const TAGS: Entries = Entries {
    table: "experiment_tags",
    owner: "experiment_id",
    owner_table: "experiments",
    has_nan: false,
};

/// Selects `experiment_id` of the experiments that a search finds, in its order.
///
/// Times that are missing count as the smallest, in every database.
pub fn experiments(query: &ExperimentsQuery<'_>, dialect: Dialect) -> SelectStatement {
    let mut select = Query::select();
    select
        .column(("experiments", "experiment_id"))
        .from("experiments");
    let mut joins = Joins::new(dialect);
    let mut conditions =
        vec![column("lifecycle_stage").is_in(query.view.stages().iter().map(|stage| stage.as_str()))];
    for clause in query.filter.clauses() {
        conditions.extend(match &clause.key {
            ExperimentKey::Attribute(field) => {
                let column = column(attribute(*field));
                let compared = match field {
                    ExperimentAttribute::Name => dialect.compare(column, clause.comparator, &clause.value),
                    _ => dialect.compare_number(column, clause.comparator, &clause.value),
                };
                Some(compared.unwrap_or_else(none))
            }
            ExperimentKey::Tag(key) => joins.add(&mut select, TAGS, key, clause.comparator, &clause.value),
        });
    }
    if let Some(condition) = all_of(conditions) {
        select.and_where(condition);
    }
    for term in query.order.terms() {
        let ExperimentKey::Attribute(field) = term.key else {
            continue;
        };
        let (direction, missing) = match term.direction {
            Direction::Ascending => (Order::Asc, NullOrdering::First),
            Direction::Descending => (Order::Desc, NullOrdering::Last),
        };
        select.order_by_expr_with_nulls(column(attribute(field)), direction, missing);
    }
    select.limit(query.limit);
    if query.offset > 0 {
        select.offset(query.offset);
    }
    select
}

fn column(name: &'static str) -> Expr {
    Expr::col(("experiments", name))
}

fn attribute(attribute: ExperimentAttribute) -> &'static str {
    match attribute {
        ExperimentAttribute::ExperimentId => "experiment_id",
        ExperimentAttribute::Name => "name",
        ExperimentAttribute::CreationTime => "creation_time",
        ExperimentAttribute::LastUpdateTime => "last_update_time",
    }
}
