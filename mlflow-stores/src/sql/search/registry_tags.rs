//! Clauses about the tags of registered models and their versions.

use mlflow_core::prompt_tags::IS_PROMPT;
use mlflow_core::search::{Comparator, Literal};
use sea_query::{Alias, Expr, ExprTrait, Query, SelectStatement};

use super::conditions::{exists, none};
use super::dialect::Dialect;

/// A table of tags whose owner has the same columns.
#[derive(Clone, Copy)]
pub(super) struct RegistryTags {
    pub(super) table: &'static str,
    pub(super) owner_table: &'static str,
    /// The columns that name the owner, in both tables.
    pub(super) owner: &'static [&'static str],
}

impl RegistryTags {
    /// Says that the owner at hand has a tag whose value meets a comparison.
    pub(super) fn clause(self, key: &str, comparator: Comparator, value: &Literal, dialect: Dialect) -> Expr {
        let alias = Alias::new("t");
        let compared = dialect.compare(Expr::col((alias.clone(), "value")), comparator, value);
        let mut tag = self.select(&alias, self.owner);
        tag.and_where(is_key(&alias, key, dialect))
            .and_where(compared.unwrap_or_else(none));
        exists(tag)
    }

    /// Says that nothing of the name at hand is marked as a prompt.
    pub(super) fn no_prompt(self, dialect: Dialect) -> Expr {
        let alias = Alias::new("p");
        let value = Expr::col((alias.clone(), "value"));
        let marked = dialect.compare(value, Comparator::Equal, &Literal::Text("true".to_owned()));
        let mut tag = self.select(&alias, &["workspace", "name"]);
        tag.and_where(is_key(&alias, IS_PROMPT, dialect))
            .and_where(marked.unwrap_or_else(none));
        exists(tag).not()
    }

    fn select(self, alias: &Alias, owner: &[&'static str]) -> SelectStatement {
        let mut tag = Query::select();
        tag.expr(Expr::val(1)).from_as(self.table, alias.clone());
        for column in owner {
            tag.and_where(Expr::col((alias.clone(), *column)).eq(Expr::col((self.owner_table, *column))));
        }
        tag
    }
}

fn is_key(alias: &Alias, key: &str, dialect: Dialect) -> Expr {
    let column = Expr::col((alias.clone(), "key"));
    let literal = Literal::Text(key.to_owned());
    dialect
        .compare(column, Comparator::Equal, &literal)
        .unwrap_or_else(none)
}
