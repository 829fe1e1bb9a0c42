//! The search for datasets for evaluations.

use mlflow_core::search::{Direction, EvaluationDatasetKey, Filter, OrderBy};
use sea_query::{Expr, ExprTrait, Order, Query, SelectStatement};

use super::conditions::{all_of, none};
use super::dialect::Dialect;
use super::entries::{Entries, Joins};

/// A search for datasets.
#[derive(Clone, Copy, Debug)]
pub struct EvaluationDatasetsQuery<'a> {
    /// Which datasets are wanted.
    pub filter: &'a Filter<EvaluationDatasetKey>,
    /// In which order.
    pub order: &'a OrderBy<EvaluationDatasetKey>,
    /// Only those that belong to one of these experiments; all if there are none.
    pub experiment_ids: &'a [String],
    /// How many at most. One more than the page holds tells whether there is a next one.
    pub limit: u64,
    /// How many to leave out.
    pub offset: u64,
}

const TAGS: Entries = Entries {
    table: "evaluation_dataset_tags",
    owner: "dataset_id",
    owner_table: "evaluation_datasets",
    has_nan: false,
};

/// Selects `dataset_id` of the datasets that a search finds, in its order.
pub fn evaluation_datasets(query: &EvaluationDatasetsQuery<'_>, dialect: Dialect) -> SelectStatement {
    let mut select = Query::select();
    select
        .column(("evaluation_datasets", "dataset_id"))
        .from("evaluation_datasets");
    let mut joins = Joins::new(dialect);
    let mut conditions = Vec::new();
    if !query.experiment_ids.is_empty() {
        let of_experiments = Query::select()
            .column("source_id")
            .from("entity_associations")
            .and_where(Expr::col("source_type").eq("evaluation_dataset"))
            .and_where(Expr::col("destination_type").eq("experiment"))
            .and_where(Expr::col("destination_id").is_in(query.experiment_ids.iter().map(String::as_str)))
            .take();
        conditions.push(column("dataset_id").in_subquery(of_experiments));
    }
    for clause in query.filter.clauses() {
        conditions.extend(match &clause.key {
            EvaluationDatasetKey::Attribute(field) => {
                let compared = dialect.compare(column(field.name()), clause.comparator, &clause.value);
                Some(compared.unwrap_or_else(none))
            }
            EvaluationDatasetKey::Tag(key) => {
                joins.add(&mut select, TAGS, key, clause.comparator, &clause.value)
            }
            EvaluationDatasetKey::DatasetId => None,
        });
    }
    if let Some(condition) = all_of(conditions) {
        select.and_where(condition);
    }
    for term in query.order.terms() {
        let name = match &term.key {
            EvaluationDatasetKey::Attribute(field) => field.name(),
            EvaluationDatasetKey::DatasetId => "dataset_id",
            EvaluationDatasetKey::Tag(_) => continue,
        };
        let direction = match term.direction {
            Direction::Ascending => Order::Asc,
            Direction::Descending => Order::Desc,
        };
        select.order_by(("evaluation_datasets", name), direction);
    }
    select.limit(query.limit);
    if query.offset > 0 {
        select.offset(query.offset);
    }
    select
}

fn column(name: &'static str) -> Expr {
    Expr::col(("evaluation_datasets", name))
}
