//! The search for registered models.

use mlflow_core::search::{
    Direction, Filter, OrderBy, RegisteredModelAttribute, RegisteredModelKey, asks_for_prompts,
    is_about_prompts,
};
use sea_query::{Expr, ExprTrait, NullOrdering, Order, Query, SelectStatement};

use super::conditions::{all_of, none};
use super::dialect::Dialect;
use super::registry_tags::RegistryTags;

/// A search for registered models.
#[derive(Clone, Copy, Debug)]
pub struct RegisteredModelsQuery<'a> {
    /// Which models are wanted; prompts only if it asks for them.
    pub filter: &'a Filter<RegisteredModelKey>,
    /// In which order.
    pub order: &'a OrderBy<RegisteredModelKey>,
    /// In which workspace.
    pub workspace: &'a str,
    /// How many at most. One more than the page holds tells whether there is a next one.
    pub limit: u64,
    /// How many to leave out.
    pub offset: u64,
}

const TAGS: RegistryTags = RegistryTags {
    table: "registered_model_tags",
    owner_table: "registered_models",
    owner: &["workspace", "name"],
};

/// Selects `name` of the registered models that a search finds, in its order.
///
/// ```
/// use mlflow_core::search::{Filter, OrderBy};
/// use mlflow_stores::sql::search::{Dialect, RegisteredModelsQuery, registered_models};
/// use sea_query::SqliteQueryBuilder;
///
/// let query = RegisteredModelsQuery {
///     filter: &Filter::parse("name LIKE 'w%'")?,
///     order: &OrderBy::default(),
///     workspace: "default",
///     limit: 101,
///     offset: 0,
/// };
/// let (sql, _) = registered_models(&query, Dialect::Sqlite).build(SqliteQueryBuilder);
/// assert!(sql.starts_with(r#"SELECT "registered_models"."name" FROM "registered_models" WHERE"#));
/// # Ok::<(), mlflow_core::Error>(())
/// ```
pub fn registered_models(query: &RegisteredModelsQuery<'_>, dialect: Dialect) -> SelectStatement {
    let mut select = Query::select();
    select
        .column(("registered_models", "name"))
        .from("registered_models");
    let prompts = asks_for_prompts(query.filter);
    let mut conditions = vec![column("workspace").eq(query.workspace)];
    if !prompts {
        conditions.push(TAGS.no_prompt(dialect));
    }
    for clause in query.filter.clauses() {
        if !prompts && is_about_prompts(clause) {
            continue;
        }
        conditions.push(match &clause.key {
            RegisteredModelKey::Attribute(field) => dialect
                .compare(column(attribute(*field)), clause.comparator, &clause.value)
                .unwrap_or_else(none),
            RegisteredModelKey::Tag(key) => TAGS.clause(key, clause.comparator, &clause.value, dialect),
        });
    }
    if let Some(condition) = all_of(conditions) {
        select.and_where(condition);
    }
    for term in query.order.terms() {
        let RegisteredModelKey::Attribute(field) = term.key else {
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
    Expr::col(("registered_models", name))
}

fn attribute(attribute: RegisteredModelAttribute) -> &'static str {
    match attribute {
        RegisteredModelAttribute::Name => "name",
        RegisteredModelAttribute::LastUpdatedTimestamp => "last_updated_time",
    }
}
