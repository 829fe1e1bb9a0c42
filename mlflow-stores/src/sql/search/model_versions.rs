//! The search for versions of registered models.

use mlflow_core::search::{
    Direction, Filter, ModelVersionAttribute, ModelVersionKey, OrderBy, asks_for_prompts, is_about_prompts,
};
use sea_query::{Expr, ExprTrait, NullOrdering, Order, Query, SelectStatement};

use super::conditions::{all_of, none};
use super::dialect::Dialect;
use super::registry_tags::RegistryTags;

/// A search for versions of registered models.
#[derive(Clone, Copy, Debug)]
pub struct ModelVersionsQuery<'a> {
    /// Which versions are wanted; those of prompts only if it asks for them.
    pub filter: &'a Filter<ModelVersionKey>,
    /// In which order.
    pub order: &'a OrderBy<ModelVersionKey>,
    /// In which workspace.
    pub workspace: &'a str,
    /// How many at most. One more than the page holds tells whether there is a next one.
    pub limit: u64,
    /// How many to leave out.
    pub offset: u64,
}

const TAGS: RegistryTags = RegistryTags {
    table: "model_version_tags",
    owner_table: "model_versions",
    owner: &["workspace", "name", "version"],
};

/// The stage of versions that are deleted.
pub const DELETED: &str = "Deleted_Internal";

/// Selects `name` and `version` of the live versions that a search finds, in its order.
///
/// ```
/// use mlflow_core::search::{Filter, OrderBy};
/// use mlflow_stores::sql::search::{Dialect, ModelVersionsQuery, model_versions};
/// use sea_query::SqliteQueryBuilder;
///
/// let query = ModelVersionsQuery {
///     filter: &Filter::parse("name = 'wine' AND version_number > 3")?,
///     order: &OrderBy::default(),
///     workspace: "default",
///     limit: 101,
///     offset: 0,
/// };
/// let (sql, _) = model_versions(&query, Dialect::Sqlite).build(SqliteQueryBuilder);
/// assert!(sql.starts_with(r#"SELECT "model_versions"."name", "model_versions"."version" FROM"#));
/// # Ok::<(), mlflow_core::Error>(())
/// ```
pub fn model_versions(query: &ModelVersionsQuery<'_>, dialect: Dialect) -> SelectStatement {
    let mut select = Query::select();
    select
        .columns([("model_versions", "name"), ("model_versions", "version")])
        .from("model_versions");
    let prompts = asks_for_prompts(query.filter);
    let mut conditions = vec![
        column("workspace").eq(query.workspace),
        column("current_stage").ne(DELETED),
    ];
    if !prompts {
        conditions.push(TAGS.no_prompt(dialect));
    }
    for clause in query.filter.clauses() {
        if !prompts && is_about_prompts(clause) {
            continue;
        }
        conditions.push(match &clause.key {
            ModelVersionKey::Attribute(field) => dialect
                .compare(column(attribute(*field)), clause.comparator, &clause.value)
                .unwrap_or_else(none),
            ModelVersionKey::Tag(key) => TAGS.clause(key, clause.comparator, &clause.value, dialect),
        });
    }
    if let Some(condition) = all_of(conditions) {
        select.and_where(condition);
    }
    for term in query.order.terms() {
        let ModelVersionKey::Attribute(field) = term.key else {
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
    Expr::col(("model_versions", name))
}

fn attribute(attribute: ModelVersionAttribute) -> &'static str {
    match attribute {
        ModelVersionAttribute::Name => "name",
        ModelVersionAttribute::RunId => "run_id",
        ModelVersionAttribute::SourcePath => "source",
        ModelVersionAttribute::VersionNumber => "version",
        ModelVersionAttribute::CreationTimestamp => "creation_time",
        ModelVersionAttribute::LastUpdatedTimestamp => "last_updated_time",
    }
}
