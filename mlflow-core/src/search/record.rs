//! What a filter looks at in memory.

use std::borrow::Cow;

/// Something that can be searched in memory.
///
/// ```
/// use mlflow_core::search::{Field, Filter, Record, RunAttribute, RunKey};
///
/// struct Epoch(f64);
///
/// impl Record<RunKey> for Epoch {
///     fn field(&self, key: &RunKey) -> Field<'_> {
///         match key {
///             RunKey::Metric(name) if name == "loss" => Field::Float(self.0),
///             RunKey::Attribute(RunAttribute::Status) => Field::text("FINISHED"),
///             _ => Field::Missing,
///         }
///     }
/// }
///
/// let filter = Filter::<RunKey>::parse("metrics.loss < 0.5 AND status LIKE 'FIN%'")?;
/// assert!(filter.matches(&Epoch(0.1)));
/// assert!(!filter.matches(&Epoch(f64::NAN)));
/// # Ok::<(), mlflow_core::Error>(())
/// ```
pub trait Record<K> {
    /// Returns what the record has under a key.
    fn field(&self, key: &K) -> Field<'_>;
}

/// The value of one field of a record.
#[derive(Clone, Debug, PartialEq)]
pub enum Field<'a> {
    /// The record has none.
    Missing,
    /// A text.
    Text(Cow<'a, str>),
    /// An integer.
    Integer(i64),
    /// A floating point number, perhaps NaN.
    Float(f64),
    /// Several texts, of which one has to match: the names of a run's data sets.
    AnyOf(Vec<Cow<'a, str>>),
    /// Several floating point numbers, of which one has to match: all that was logged of a logged model's metric.
    AnyFloat(Vec<f64>),
}

impl<'a> Field<'a> {
    /// Makes the field of a text.
    pub fn text(text: &'a str) -> Self {
        Field::Text(Cow::Borrowed(text))
    }

    /// Makes the field of a text that may be missing.
    pub fn optional_text(text: Option<&'a str>) -> Self {
        text.map_or(Field::Missing, Field::text)
    }

    /// Makes the field of an integer that may be missing.
    pub fn optional_integer(integer: Option<i64>) -> Self {
        integer.map_or(Field::Missing, Field::Integer)
    }
}
