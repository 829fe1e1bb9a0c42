//! A whole filter.

use super::clause::Clause;
use super::grammar::SearchKey;
use super::limits;
use crate::Result;

/// A filter: clauses that must all hold.
///
/// ```
/// use mlflow_core::search::{ExperimentKey, Filter};
///
/// let filter = Filter::<ExperimentKey>::parse("name LIKE 'nightly/%' AND tags.team = 'vision'")?;
/// assert_eq!(filter.clauses().len(), 2);
/// assert_eq!(filter.clauses()[1].key, ExperimentKey::Tag("team".into()));
/// # Ok::<(), mlflow_core::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Filter<K> {
    clauses: Vec<Clause<K>>,
}

impl<K: SearchKey> Filter<K> {
    /// Parses a filter; an empty text lets everything pass.
    ///
    /// Every error is an `INVALID_PARAMETER_VALUE` in MLflow's words; its context holds the span of the clause at
    /// fault. (One exception is `BAD_REQUEST`, for a list compared with an attribute of a span.)
    pub fn parse(text: &str) -> Result<Self> {
        limits::check_text("filter", text)?;
        if text.is_empty() {
            return Ok(Filter::default());
        }
        let clauses = K::clauses(text)?;
        Ok(Filter { clauses })
    }
}

impl<K> Filter<K> {
    /// Returns the clauses, in the order of the text.
    pub fn clauses(&self) -> &[Clause<K>] {
        &self.clauses
    }

    /// Tells whether the filter lets everything pass.
    pub fn is_empty(&self) -> bool {
        self.clauses.is_empty()
    }
}

impl<K> Default for Filter<K> {
    fn default() -> Self {
        Filter { clauses: Vec::new() }
    }
}

impl<K> FromIterator<Clause<K>> for Filter<K> {
    fn from_iter<I: IntoIterator<Item = Clause<K>>>(clauses: I) -> Self {
        Filter {
            clauses: clauses.into_iter().collect(),
        }
    }
}
