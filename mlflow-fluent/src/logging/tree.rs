//! A serde value as a tree that keeps what JSON loses: NaN, infinities, and the short form of an `f32`.

mod serializer;
mod write;

use mlflow_core::{Error, Result};
use serde::Serialize;

/// A serde value.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Tree {
    Null,
    Bool(bool),
    /// A finite number, in its shortest text.
    Number(String),
    /// NaN or an infinity.
    NotFinite(f64),
    Text(String),
    List(Vec<Tree>),
    Map(Vec<(String, Tree)>),
}

impl Tree {
    /// Takes a value in.
    pub(crate) fn of(value: &(impl Serialize + ?Sized)) -> Result<Tree> {
        value.serialize(serializer::ToTree).map_err(|e| {
            Error::invalid_parameter_value(format!("cannot write the value: {e}")).with_source(e)
        })
    }

    /// Sorts the keys of every map.
    pub(crate) fn sort_keys(&mut self) {
        match self {
            Tree::List(items) => items.iter_mut().for_each(Tree::sort_keys),
            Tree::Map(entries) => {
                entries.sort_by(|a, b| a.0.cmp(&b.0));
                entries.iter_mut().for_each(|(_, value)| value.sort_keys());
            }
            _ => {}
        }
    }
}

impl From<f64> for Tree {
    fn from(number: f64) -> Tree {
        match number.is_finite() {
            true => Tree::Number(shortest(&number)),
            false => Tree::NotFinite(number),
        }
    }
}

impl From<f32> for Tree {
    fn from(number: f32) -> Tree {
        match number.is_finite() {
            true => Tree::Number(shortest(&number)),
            false => Tree::NotFinite(f64::from(number)),
        }
    }
}

/// A finite number has a JSON text.
fn shortest(number: &impl Serialize) -> String {
    serde_json::to_string(number).unwrap_or_default()
}
