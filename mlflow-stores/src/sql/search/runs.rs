//! The search for runs.

use mlflow_core::entities::ViewType;
use mlflow_core::search::{
    Clause, DatasetField, Direction, Filter, OrderBy, OrderTerm, RunAttribute, RunKey,
};
use sea_query::{Expr, ExprTrait, NullOrdering, Order, Query, SelectStatement};

use super::conditions::{all_of, exists, none};
use super::dialect::Dialect;
use super::entries::{Entries, Joins};

/// A search for runs.
#[derive(Clone, Copy, Debug)]
pub struct RunsQuery<'a> {
    /// Which runs are wanted.
    pub filter: &'a Filter<RunKey>,
    /// In which order.
    pub order: &'a OrderBy<RunKey>,
    /// In which stages of life.
    pub view: ViewType,
    /// Of which experiments; none means no runs.
    pub experiment_ids: &'a [i64],
    /// How many at most. One more than the page holds tells whether there is a next one.
    pub limit: u64,
    /// How many to leave out.
    pub offset: u64,
}

const METRICS: Entries = Entries {
    table: "latest_metrics",
    owner: "run_uuid",
    owner_table: "runs",
    has_nan: true,
};
const PARAMS: Entries = Entries {
    table: "params",
    has_nan: false,
    ..METRICS
};
const TAGS: Entries = Entries {
    table: "tags",
    has_nan: false,
    ..METRICS
};

/// The tag that holds the name of a run; older runs have none in the column.
const RUN_NAME_TAG: &str = "mlflow.runName";
const DATASET_CONTEXT_TAG: &str = "mlflow.data.context";

/// Selects `run_uuid` of the runs that a search finds, in its order.
///
/// ```
/// use mlflow_core::search::{Filter, OrderBy, RunKey};
/// use mlflow_core::entities::ViewType;
/// use mlflow_stores::sql::search::{Dialect, RunsQuery, runs};
/// use sea_query::SqliteQueryBuilder;
///
/// let query = RunsQuery {
///     filter: &Filter::parse("params.optimizer = 'adam'")?,
///     order: &OrderBy::default(),
///     view: ViewType::ActiveOnly,
///     experiment_ids: &[0],
///     limit: 101,
///     offset: 0,
/// };
/// let (sql, values) = runs(&query, Dialect::Sqlite).build(SqliteQueryBuilder);
/// assert!(sql.starts_with(r#"SELECT "runs"."run_uuid" FROM "runs" INNER JOIN "params" AS "f0""#));
/// assert_eq!(values.0.len(), 5);
/// # Ok::<(), mlflow_core::Error>(())
/// ```
pub fn runs(query: &RunsQuery<'_>, dialect: Dialect) -> SelectStatement {
    let mut select = Query::select();
    select.column(("runs", "run_uuid")).from("runs");
    let mut joins = Joins::new(dialect);
    let mut conditions = vec![
        column("experiment_id").is_in(query.experiment_ids.iter().copied()),
        column("lifecycle_stage").is_in(query.view.stages().iter().map(|stage| stage.as_str())),
    ];
    for clause in query.filter.clauses() {
        conditions.extend(condition(&mut select, &mut joins, clause, dialect));
    }
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
    Expr::col(("runs", name))
}

fn attribute(attribute: RunAttribute) -> &'static str {
    match attribute {
        RunAttribute::RunId => "run_uuid",
        RunAttribute::RunName => "name",
        RunAttribute::UserId => "user_id",
        RunAttribute::Status => "status",
        RunAttribute::StartTime => "start_time",
        RunAttribute::EndTime => "end_time",
        RunAttribute::ArtifactUri => "artifact_uri",
    }
}

/// Adds a clause to a statement, and returns what is left of it as a condition.
fn condition(
    select: &mut SelectStatement,
    joins: &mut Joins,
    clause: &Clause<RunKey>,
    dialect: Dialect,
) -> Option<Expr> {
    let (entries, key) = match &clause.key {
        RunKey::Attribute(RunAttribute::RunName) => (TAGS, RUN_NAME_TAG),
        RunKey::Attribute(field @ (RunAttribute::StartTime | RunAttribute::EndTime)) => {
            let compared =
                dialect.compare_number(column(attribute(*field)), clause.comparator, &clause.value);
            return Some(compared.unwrap_or_else(none));
        }
        RunKey::Attribute(field) => {
            let compared = dialect.compare(column(attribute(*field)), clause.comparator, &clause.value);
            return Some(compared.unwrap_or_else(none));
        }
        RunKey::Dataset(field) => return Some(dataset(*field, clause, dialect)),
        RunKey::Metric(key) => (METRICS, key.as_str()),
        RunKey::Param(key) => (PARAMS, key.as_str()),
        RunKey::Tag(key) => (TAGS, key.as_str()),
    };
    joins.add(select, entries, key, clause.comparator, &clause.value)
}

/// Says that one of a run's data sets meets a clause.
fn dataset(field: DatasetField, clause: &Clause<RunKey>, dialect: Dialect) -> Expr {
    let mut inputs = Query::select();
    inputs
        .expr(Expr::val(1))
        .from("inputs")
        .inner_join(
            "datasets",
            Expr::col(("datasets", "dataset_uuid")).eq(Expr::col(("inputs", "source_id"))),
        )
        .and_where(Expr::col(("inputs", "destination_type")).eq("RUN"))
        .and_where(Expr::col(("inputs", "destination_id")).eq(column("run_uuid")))
        .and_where(Expr::col(("inputs", "source_type")).eq("DATASET"));
    let value = match field {
        DatasetField::Name => Expr::col(("datasets", "name")),
        DatasetField::Digest => Expr::col(("datasets", "digest")),
        DatasetField::Context => {
            let tag = Expr::col(("input_tags", "input_uuid"))
                .eq(Expr::col(("inputs", "input_uuid")))
                .and(Expr::col(("input_tags", "name")).eq(DATASET_CONTEXT_TAG));
            inputs.inner_join("input_tags", tag);
            Expr::col(("input_tags", "value"))
        }
    };
    inputs.and_where(
        dialect
            .compare(value, clause.comparator, &clause.value)
            .unwrap_or_else(none),
    );
    exists(inputs)
}

/// Adds an element of the order.
fn order(select: &mut SelectStatement, joins: &Joins, index: usize, term: &OrderTerm<RunKey>) {
    let direction = match term.direction {
        Direction::Ascending => Order::Asc,
        Direction::Descending => Order::Desc,
    };
    let (entries, key) = match &term.key {
        RunKey::Attribute(RunAttribute::RunId) => {
            select.order_by_expr(column("run_uuid"), direction);
            return;
        }
        RunKey::Attribute(field) => {
            select.order_by_expr_with_nulls(column(attribute(*field)), direction, NullOrdering::Last);
            return;
        }
        RunKey::Metric(key) => (METRICS, key),
        RunKey::Param(key) => (PARAMS, key),
        RunKey::Tag(key) => (TAGS, key),
        RunKey::Dataset(_) => return,
    };
    joins.order(select, entries, key, direction, index);
}
