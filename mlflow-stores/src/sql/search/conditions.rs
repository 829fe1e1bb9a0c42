//! Many conditions that must all hold.

use sea_query::{Expr, ExprTrait, SelectStatement};

/// Joins conditions as a balanced tree, because SQLite refuses expressions that are a thousand levels deep.
pub(super) fn all_of(mut conditions: Vec<Expr>) -> Option<Expr> {
    while conditions.len() > 1 {
        let mut pairs = conditions.into_iter();
        let mut joined = Vec::new();
        while let Some(left) = pairs.next() {
            joined.push(match pairs.next() {
                Some(right) => left.and(right),
                None => left,
            });
        }
        conditions = joined;
    }
    conditions.pop()
}

/// Says that a statement finds a row.
///
/// The limit says nothing new, but keeps SQLite 3.51 from making a join of it, which then finds a row of the outer
/// statement once for each row of this one.
pub(super) fn exists(mut select: SelectStatement) -> Expr {
    Expr::exists(select.limit(1).take())
}

/// Returns a condition that nothing meets.
pub(super) fn none() -> Expr {
    Expr::val(1).eq(0)
}
