//! Many conditions that must all hold.

use sea_query::{Expr, ExprTrait};

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

/// Returns a condition that nothing meets.
pub(super) fn none() -> Expr {
    Expr::val(1).eq(0)
}
