//! The search for logged models.

use mlflow_core::search::{
    Clause, Comparator, Direction, Field, Filter, Literal, LoggedModelAttribute, LoggedModelDataset,
    LoggedModelKey, OrderBy, OrderTerm, Record,
};
use sea_query::{Cond, Expr, ExprTrait, NullOrdering, Order, Query, SelectStatement};

use super::conditions::{all_of, exists, none};
use super::dialect::Dialect;

const MODELS: &str = "logged_models";
const METRICS: &str = "logged_model_metrics";

/// The numbers of all statuses.
const STATUSES: [i64; 4] = [0, 1, 2, 3];

/// A search for logged models.
#[derive(Clone, Copy, Debug)]
pub struct LoggedModelsQuery<'a> {
    /// Which models are wanted.
    pub filter: &'a Filter<LoggedModelKey>,
    /// In which order.
    pub order: &'a OrderBy<LoggedModelKey>,
    /// Of which experiments; none means no models.
    pub experiment_ids: &'a [i64],
    /// Measured on which data sets; none means that it does not matter.
    pub datasets: &'a [LoggedModelDataset],
    /// How many at most. One more than the page holds tells whether there is a next one.
    pub limit: u64,
    /// How many to leave out.
    pub offset: u64,
}

/// Selects `model_id` of the models that a search finds, in its order. Deleted models are never found.
///
/// ```
/// use mlflow_core::search::{Filter, OrderBy};
/// use mlflow_stores::sql::search::{Dialect, LoggedModelsQuery, logged_models};
/// use sea_query::SqliteQueryBuilder;
///
/// let query = LoggedModelsQuery {
///     filter: &Filter::parse("params.optimizer = 'adam'")?,
///     order: &OrderBy::default(),
///     experiment_ids: &[0],
///     datasets: &[],
///     limit: 51,
///     offset: 0,
/// };
/// let (sql, values) = logged_models(&query, Dialect::Sqlite).build(SqliteQueryBuilder);
/// assert!(sql.starts_with(r#"SELECT "logged_models"."model_id" FROM "logged_models" WHERE"#));
/// assert_eq!(values.0.len(), 7);
/// # Ok::<(), mlflow_core::Error>(())
/// ```
pub fn logged_models(query: &LoggedModelsQuery<'_>, dialect: Dialect) -> SelectStatement {
    let mut select = Query::select();
    select.column((MODELS, "model_id")).from(MODELS);
    let mut conditions = vec![
        column("experiment_id").is_in(query.experiment_ids.iter().copied()),
        column("lifecycle_stage").ne("deleted"),
    ];
    conditions.extend(
        query
            .filter
            .clauses()
            .iter()
            .map(|clause| condition(query, clause, dialect)),
    );
    if !query.datasets.is_empty() {
        conditions.push(exists(points().cond_where(on_one_of(query.datasets)).take()));
    }
    if let Some(condition) = all_of(conditions) {
        select.and_where(condition);
    }
    for term in query.order.terms() {
        order(&mut select, term);
    }
    select.limit(query.limit);
    if query.offset > 0 {
        select.offset(query.offset);
    }
    select
}

fn column(name: &'static str) -> Expr {
    Expr::col((MODELS, name))
}

fn attribute(attribute: LoggedModelAttribute) -> &'static str {
    match attribute {
        LoggedModelAttribute::Name => "name",
        LoggedModelAttribute::ModelId => "model_id",
        LoggedModelAttribute::ModelType => "model_type",
        LoggedModelAttribute::ExperimentId => "experiment_id",
        LoggedModelAttribute::SourceRunId => "source_run_id",
        LoggedModelAttribute::Status => "status",
        LoggedModelAttribute::StatusMessage => "status_message",
        LoggedModelAttribute::ArtifactLocation => "artifact_location",
        LoggedModelAttribute::LifecycleStage => "lifecycle_stage",
        LoggedModelAttribute::CreationTimestamp => "creation_timestamp_ms",
        LoggedModelAttribute::LastUpdatedTimestamp => "last_updated_timestamp_ms",
    }
}

fn condition(query: &LoggedModelsQuery<'_>, clause: &Clause<LoggedModelKey>, dialect: Dialect) -> Expr {
    let (comparator, value) = (clause.comparator, &clause.value);
    let compared = |column: Expr| dialect.compare(column, comparator, value).unwrap_or_else(none);
    match &clause.key {
        LoggedModelKey::Attribute(LoggedModelAttribute::ExperimentId) => {
            numbered("experiment_id", query.experiment_ids, comparator, value)
        }
        LoggedModelKey::Attribute(LoggedModelAttribute::Status) => {
            numbered("status", &STATUSES, comparator, value)
        }
        LoggedModelKey::Attribute(field) => compared(column(attribute(*field))),
        LoggedModelKey::Metric(name) => {
            let mut points = points();
            points.and_where(Expr::col((METRICS, "metric_name")).eq(name.as_str()));
            points.and_where(compared(Expr::col((METRICS, "metric_value"))));
            if !query.datasets.is_empty() {
                points.cond_where(on_one_of(query.datasets));
            }
            exists(points)
        }
        LoggedModelKey::Param(key) => {
            let value = compared(Expr::col(("logged_model_params", "param_value")));
            exists(
                entry("logged_model_params", "param_key", key)
                    .and_where(value)
                    .take(),
            )
        }
        LoggedModelKey::Tag(key) => {
            let value = compared(Expr::col(("logged_model_tags", "tag_value")));
            exists(entry("logged_model_tags", "tag_key", key).and_where(value).take())
        }
        LoggedModelKey::MetricOn { .. } => none(),
    }
}

/// Compares a column of numbers with a text, by trying the few numbers that it can hold: not every database does.
fn numbered(name: &'static str, numbers: &[i64], comparator: Comparator, value: &Literal) -> Expr {
    struct Number(i64);

    impl Record<()> for Number {
        fn field(&self, _: &()) -> Field<'_> {
            Field::Integer(self.0)
        }
    }

    let clause = Clause {
        key: (),
        comparator,
        value: value.clone(),
        span: 0..0,
    };
    let meeting = numbers
        .iter()
        .copied()
        .filter(|number| clause.matches(&Number(*number)));
    column(name).is_in(meeting)
}

/// Selects from the points of the model at hand.
fn points() -> SelectStatement {
    Query::select()
        .expr(Expr::val(1))
        .from(METRICS)
        .and_where(Expr::col((METRICS, "model_id")).eq(column("model_id")))
        .take()
}

/// Selects the entry of a key of the model at hand.
fn entry(table: &'static str, key_column: &'static str, key: &str) -> SelectStatement {
    Query::select()
        .expr(Expr::val(1))
        .from(table)
        .and_where(Expr::col((table, "model_id")).eq(column("model_id")))
        .and_where(Expr::col((table, key_column)).eq(key))
        .take()
}

/// Says that a point was measured on one of the data sets; without a digest, one whose digest nobody gave.
fn on_one_of(datasets: &[LoggedModelDataset]) -> Cond {
    let mut any = Cond::any();
    for dataset in datasets {
        let digest = Expr::col((METRICS, "dataset_digest"));
        let digest = match dataset
            .dataset_digest
            .as_deref()
            .filter(|digest| !digest.is_empty())
        {
            Some(wanted) => digest.eq(wanted),
            None => digest.is_null(),
        };
        let name = Expr::col((METRICS, "dataset_name")).eq(dataset.dataset_name.as_str());
        any = any.add(name.and(digest));
    }
    any
}

/// Adds an element of the order. Missing values come last.
fn order(select: &mut SelectStatement, term: &OrderTerm<LoggedModelKey>) {
    let direction = match term.direction {
        Direction::Ascending => Order::Asc,
        Direction::Descending => Order::Desc,
    };
    let value = match &term.key {
        LoggedModelKey::Attribute(
            field @ (LoggedModelAttribute::ModelType
            | LoggedModelAttribute::SourceRunId
            | LoggedModelAttribute::StatusMessage),
        ) => column(attribute(*field)),
        LoggedModelKey::Attribute(field) => {
            select.order_by_expr(column(attribute(*field)), direction);
            return;
        }
        LoggedModelKey::MetricOn {
            name,
            dataset_name,
            dataset_digest,
        } => latest(name, dataset_name.as_deref(), dataset_digest.as_deref()),
        LoggedModelKey::Metric(name) => latest(name, None, None),
        LoggedModelKey::Param(_) | LoggedModelKey::Tag(_) => return,
    };
    select.order_by_expr_with_nulls(value, direction, NullOrdering::Last);
}

/// The latest value of a metric, perhaps on one data set.
fn latest(name: &str, dataset_name: Option<&str>, dataset_digest: Option<&str>) -> Expr {
    let mut latest = points();
    latest
        .clear_selects()
        .column((METRICS, "metric_value"))
        .and_where(Expr::col((METRICS, "metric_name")).eq(name));
    for (column, wanted) in [("dataset_name", dataset_name), ("dataset_digest", dataset_digest)] {
        if let Some(wanted) = wanted {
            latest.and_where(Expr::col((METRICS, column)).eq(wanted));
        }
    }
    latest
        .order_by((METRICS, "metric_timestamp_ms"), Order::Desc)
        .order_by((METRICS, "metric_step"), Order::Desc)
        .order_by((METRICS, "run_id"), Order::Asc)
        .limit(1);
    latest.into()
}
