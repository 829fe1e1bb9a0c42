//! The fields of the hashes of runs, models and experiments.

use mlflow_core::{Error, Result};
use std::collections::BTreeMap;
use std::str::FromStr;

pub(crate) const NAME: &str = "name";
pub(crate) const STAGE: &str = "stage";
pub(crate) const STATUS: &str = "status";
pub(crate) const CREATED: &str = "created";
pub(crate) const UPDATED: &str = "updated";
pub(crate) const LOCATION: &str = "location";
pub(crate) const EXPERIMENT: &str = "experiment";
pub(crate) const USER: &str = "user";
pub(crate) const START: &str = "start";
pub(crate) const END: &str = "end";
pub(crate) const INFO: &str = "info";

/// What the fields of a kind begin with.
pub(crate) const PARAM: &str = "p:";
pub(crate) const TAG: &str = "t:";
pub(crate) const METRIC: &str = "m:";
pub(crate) const DATASET: &str = "d:";
pub(crate) const MODEL_INPUT: &str = "i:";
pub(crate) const MODEL_OUTPUT: &str = "o:";

/// Stands between the parts of a field's name.
pub(crate) const SEPARATOR: char = '\u{1f}';

/// A hash as it was read.
pub(crate) struct Fields(pub(crate) BTreeMap<String, String>);

impl Fields {
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(crate) fn text(&self, field: &str) -> String {
        self.0.get(field).cloned().unwrap_or_default()
    }

    /// Reads a field; `None` if it is not there.
    pub(crate) fn optional<T: FromStr>(&self, field: &str) -> Result<Option<T>> {
        let Some(text) = self.0.get(field) else {
            return Ok(None);
        };
        match text.parse() {
            Ok(value) => Ok(Some(value)),
            Err(_) => Err(damaged(field, text)),
        }
    }

    pub(crate) fn value<T: FromStr + Default>(&self, field: &str) -> Result<T> {
        Ok(self.optional(field)?.unwrap_or_default())
    }

    /// Returns the fields of a kind, without what they begin with.
    pub(crate) fn of<'f>(&'f self, kind: &'f str) -> impl Iterator<Item = (&'f str, &'f str)> {
        let from = self.0.range(kind.to_owned()..);
        from.map_while(move |(field, value)| Some((field.strip_prefix(kind)?, value.as_str())))
    }
}

/// Says what cannot be read.
pub(crate) fn damaged(field: &str, value: &str) -> Error {
    Error::internal(format!(
        "Redis holds `{value}` as `{field}`, which this store did not write"
    ))
}

/// Puts a key behind the name of its kind.
pub(crate) fn field(kind: &str, key: &str) -> String {
    format!("{kind}{key}")
}

/// Returns the value of a parameter as it is kept, so that an empty one is told from none.
pub(crate) fn kept(value: &str) -> String {
    format!("={value}")
}

/// Returns a value as it was given to [`kept`].
pub(crate) fn given(kept: &str) -> &str {
    kept.strip_prefix('=').unwrap_or(kept)
}
