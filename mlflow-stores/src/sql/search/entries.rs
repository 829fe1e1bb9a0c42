//! Tables of entries, `(key, owner) → value`: metrics, parameters and tags.

use mlflow_core::search::{Comparator, Literal};
use sea_query::{
    Alias, CaseStatement, Cond, Condition, Expr, ExprTrait, JoinType, NullOrdering, Order, Query,
    SelectStatement,
};

use super::conditions::{exists, none};
use super::dialect::Dialect;

/// How many entries a statement joins; SQLite joins at most 64 tables.
const MOST_JOINED: usize = 24;

/// A table whose primary key is the key of an entry and its owner.
#[derive(Clone, Copy)]
pub(super) struct Entries {
    pub(super) table: &'static str,
    /// The column that holds the owner, in both tables.
    pub(super) owner: &'static str,
    pub(super) owner_table: &'static str,
    /// Whether a flag marks values that are NaN.
    pub(super) has_nan: bool,
}

impl Entries {
    fn column(alias: &Alias, name: &'static str) -> Expr {
        Expr::col((alias.clone(), name))
    }

    /// Says that a row is the entry of a key of the owner at hand.
    pub(super) fn is_entry(self, alias: &Alias, key: &str) -> Condition {
        Cond::all()
            .add(Self::column(alias, "key").eq(key))
            .add(Self::column(alias, self.owner).eq(Expr::col((self.owner_table, self.owner))))
    }

    /// Compares the value of an entry; NaN is unequal to every number, and is nothing else to any.
    fn compare(self, alias: &Alias, comparator: Comparator, value: &Literal, dialect: Dialect) -> Expr {
        let compared = dialect
            .compare(Self::column(alias, "value"), comparator, value)
            .unwrap_or_else(none);
        if !self.has_nan {
            return compared;
        }
        let is_nan = Self::column(alias, "is_nan");
        match comparator {
            Comparator::NotEqual => compared.or(is_nan.eq(true)),
            _ => compared.and(is_nan.eq(false)),
        }
    }
}

/// Adds clauses about entries to a statement.
pub(super) struct Joins {
    dialect: Dialect,
    joined: Vec<Joined>,
}

/// A clause that is a join: every row that is found has the entry.
struct Joined {
    table: &'static str,
    key: String,
    alias: Alias,
    /// Whether the clause is met by no NaN.
    leaves_out_nan: bool,
}

impl Joins {
    pub(super) fn new(dialect: Dialect) -> Self {
        Joins {
            dialect,
            joined: Vec::new(),
        }
    }

    /// Adds a clause: as a join while there are few, and as a condition after that.
    pub(super) fn add(
        &mut self,
        select: &mut SelectStatement,
        entries: Entries,
        key: &str,
        comparator: Comparator,
        value: &Literal,
    ) -> Option<Expr> {
        if comparator.is_presence() {
            let exists = exists(entry(entries, key, None));
            return Some(if comparator == Comparator::IsNull {
                exists.not()
            } else {
                exists
            });
        }
        let alias = Alias::new(format!("f{}", self.joined.len()));
        let compared = entries.compare(&alias, comparator, value, self.dialect);
        if self.joined.len() == MOST_JOINED {
            return Some(exists(entry(entries, key, Some((alias, compared)))));
        }
        self.joined.push(Joined {
            table: entries.table,
            key: key.to_owned(),
            alias: alias.clone(),
            leaves_out_nan: comparator != Comparator::NotEqual,
        });
        let matches = entries.is_entry(&alias, key).add(compared);
        select.join_as(JoinType::InnerJoin, entries.table, alias, matches);
        None
    }

    /// Orders by the values of a key. Missing ones come last, and before them metrics that are NaN.
    pub(super) fn order(
        &self,
        select: &mut SelectStatement,
        entries: Entries,
        key: &str,
        direction: Order,
        index: usize,
    ) {
        let of_clause = self
            .joined
            .iter()
            .filter(|j| j.table == entries.table && j.key == key);
        let of_clause: Vec<_> = of_clause.collect();
        let alias = match of_clause.first() {
            Some(joined) => joined.alias.clone(),
            None => {
                let alias = Alias::new(format!("o{index}"));
                let matches = entries.is_entry(&alias, key);
                select.join_as(JoinType::LeftJoin, entries.table, alias.clone(), matches);
                alias
            }
        };
        let value = Entries::column(&alias, "value");
        if of_clause.is_empty() && !entries.has_nan {
            select.order_by_expr_with_nulls(value, direction, NullOrdering::Last);
            return;
        }
        if entries.has_nan && !of_clause.iter().any(|joined| joined.leaves_out_nan) {
            let rank = CaseStatement::new()
                .case(Entries::column(&alias, "is_nan").eq(true), 1)
                .case(value.clone().is_null(), 2)
                .finally(0);
            select.order_by_expr(rank.into(), Order::Asc);
        }
        select.order_by_expr(value, direction);
    }
}

/// Selects the entry of a key of the owner at hand.
fn entry(entries: Entries, key: &str, compared: Option<(Alias, Expr)>) -> SelectStatement {
    let (alias, condition) = match compared {
        Some((alias, compared)) => (alias, Some(compared)),
        None => (Alias::new("e"), None),
    };
    let matches = entries.is_entry(&alias, key).add_option(condition);
    Query::select()
        .expr(Expr::val(1))
        .from_as(entries.table, alias)
        .cond_where(matches)
        .take()
}
