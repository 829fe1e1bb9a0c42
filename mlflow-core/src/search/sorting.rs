//! Applies orders to records, with the answers that an SQL database gives.

use std::cmp::Ordering;

use super::grammar::SearchKey;
use super::matching::compare_mixed;
use super::order::{Direction, OrderBy};
use super::record::{Field, Record};

impl<K: SearchKey> OrderBy<K> {
    /// Compares two records.
    ///
    /// A metric that is NaN comes after all numbers and before missing metrics, in both directions. Texts compare by
    /// their bytes.
    pub fn compare<R: Record<K> + ?Sized>(&self, left: &R, right: &R) -> Ordering {
        self.terms()
            .iter()
            .map(|term| self.compare_fields(&left.field(&term.key), &right.field(&term.key), term.direction))
            .find(|ordering| ordering.is_ne())
            .unwrap_or(Ordering::Equal)
    }

    fn compare_fields(&self, left: &Field<'_>, right: &Field<'_>, direction: Direction) -> Ordering {
        let missing_last = K::MISSING_LAST || direction == Direction::Descending;
        let rank = |field: &Field<'_>| match field {
            Field::Missing if missing_last => 3,
            Field::Missing => 0,
            Field::Float(value) if value.is_nan() => 2,
            _ => 1,
        };
        rank(left).cmp(&rank(right)).then_with(|| {
            let ordering = compare_values(left, right);
            match direction {
                Direction::Ascending => ordering,
                Direction::Descending => ordering.reverse(),
            }
        })
    }
}

/// Compares two values of one field; numbers come before texts.
fn compare_values(left: &Field<'_>, right: &Field<'_>) -> Ordering {
    let compared = match (left, right) {
        (Field::Text(left), Field::Text(right)) => Some(left.cmp(right)),
        (Field::Integer(left), Field::Integer(right)) => Some(left.cmp(right)),
        (Field::Float(left), Field::Float(right)) => left.partial_cmp(right),
        (Field::Integer(left), Field::Float(right)) => compare_mixed(*left, *right),
        (Field::Float(left), Field::Integer(right)) => compare_mixed(*right, *left).map(Ordering::reverse),
        (Field::Integer(_) | Field::Float(_), Field::Text(_)) => Some(Ordering::Less),
        (Field::Text(_), Field::Integer(_) | Field::Float(_)) => Some(Ordering::Greater),
        _ => None,
    };
    compared.unwrap_or(Ordering::Equal)
}
