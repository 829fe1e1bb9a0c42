//! The order of a search's answer.

use super::grammar::{SearchKey, invalid};
use super::{limits, order_text, repr};
use crate::Result;

/// From small to large, or from large to small.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Direction {
    /// From small to large.
    Ascending,
    /// From large to small.
    Descending,
}

/// One element of an order.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct OrderTerm<K> {
    /// What is looked at.
    pub key: K,
    /// In which direction.
    pub direction: Direction,
}

impl<K> OrderTerm<K> {
    /// Makes an element of an order.
    pub fn new(key: K, direction: Direction) -> Self {
        OrderTerm { key, direction }
    }
}

/// A complete order: what was asked for, and what decides between equals.
///
/// ```
/// use mlflow_core::search::{Direction, OrderBy, RunKey};
///
/// let order = OrderBy::<RunKey>::parse(&["metrics.`val loss` ASC"])?;
/// let [loss, start_time, run_id] = order.terms() else { unreachable!() };
/// assert_eq!(loss.key, RunKey::Metric("val loss".into()));
/// assert_eq!(start_time.direction, Direction::Descending);
/// assert_eq!(run_id.direction, Direction::Ascending);
/// # Ok::<(), mlflow_core::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct OrderBy<K> {
    terms: Vec<OrderTerm<K>>,
}

impl<K: SearchKey> OrderBy<K> {
    /// Parses the elements of an order, each a name and perhaps `ASC` or `DESC`.
    ///
    /// A field that comes twice is an `INVALID_PARAMETER_VALUE`, except for experiments and logged models, where the
    /// first one counts.
    pub fn parse<S: AsRef<str>>(elements: &[S]) -> Result<Self> {
        limits::check_order_terms(elements.len())?;
        let mut terms: Vec<OrderTerm<K>> = Vec::with_capacity(elements.len());
        for element in elements {
            limits::check_text("order_by", element.as_ref())?;
            let (name, direction) = order_text::read(element.as_ref())?;
            let key = K::order_key(&name)?;
            if K::REFUSES_REPEATED_ORDER && terms.iter().any(|term| term.key == key) {
                return Err(invalid(format!(
                    "`order_by` contains duplicate fields: {}",
                    repr::list(elements)
                )));
            }
            terms.push(OrderTerm::new(key, direction));
        }
        Ok(OrderBy::of(terms))
    }

    /// Completes an order with the entity's default and with what decides between equals.
    pub fn of(terms: Vec<OrderTerm<K>>) -> Self {
        let wanted = if terms.is_empty() {
            K::default_order()
        } else {
            terms
        };
        let mut terms: Vec<OrderTerm<K>> = Vec::with_capacity(wanted.len() + 2);
        for term in wanted.into_iter().chain(K::tie_breaks()) {
            if !terms.iter().any(|known| known.key == term.key) {
                terms.push(term);
            }
        }
        OrderBy { terms }
    }

    /// Tells whether things without a value come last in both directions; if not, they count as the smallest.
    pub fn missing_last(&self) -> bool {
        K::MISSING_LAST
    }
}

impl<K: SearchKey> Default for OrderBy<K> {
    /// The order where none is asked for.
    fn default() -> Self {
        OrderBy::of(Vec::new())
    }
}

impl<K> OrderBy<K> {
    /// Returns the elements, the most important first.
    pub fn terms(&self) -> &[OrderTerm<K>] {
        &self.terms
    }
}
