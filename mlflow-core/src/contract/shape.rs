//! What messages look like: names and types of fields, for documents that describe the contract.
//!
//! A message is asked to read itself from a deserializer that has no data, and that notes what is asked of it. One
//! reading tells one field of each message, so that it is repeated until nothing is new.

mod trace;

use serde::de::DeserializeOwned;
use std::collections::BTreeMap;
use trace::Trace;

/// How deep messages are within each other.
const MOST_LEVELS: usize = 16;

/// The type of a field.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Shape {
    /// Any JSON.
    #[default]
    Any,
    /// A text.
    Text,
    /// A whole number.
    Integer,
    /// A double, which may be written as `"NaN"`, `"Infinity"` or `"-Infinity"`.
    Double,
    /// True or false.
    Bool,
    /// One of some names; the text is the name of the type.
    Name(String),
    /// A list of these.
    List(Box<Shape>),
    /// An object with any names, and these as values.
    Map(Box<Shape>),
    /// An object that [`Shapes`] has the fields of, by its name.
    Message(&'static str),
}

/// Messages by name, each with its fields in order.
///
/// ```
/// use mlflow_core::contract::runs::LogMetric;
/// use mlflow_core::contract::{Shape, Shapes};
///
/// let mut shapes = Shapes::default();
/// assert_eq!(shapes.add::<LogMetric>(), Shape::Message("LogMetric"));
/// assert!(shapes.fields("LogMetric").any(|field| field == ("value", &Shape::Double)));
/// ```
#[derive(Clone, Debug, Default)]
pub struct Shapes {
    messages: BTreeMap<&'static str, Fields>,
    /// Those that are being read: one of them within itself is not read once more.
    open: Vec<&'static str>,
}

#[derive(Clone, Debug)]
struct Fields {
    names: &'static [&'static str],
    /// As many as are known already.
    shapes: Vec<Shape>,
}

impl Shapes {
    /// Adds a message, and those in it.
    pub fn add<T: DeserializeOwned>(&mut self) -> Shape {
        loop {
            let before = self.known();
            let mut found = Shape::Any;
            // Without data most readings fail; what was asked is noted before.
            let _ = T::deserialize(Trace::new(self, &mut found));
            if self.known() == before {
                return found;
            }
        }
    }

    /// Returns the names of the messages.
    pub fn names(&self) -> impl Iterator<Item = &'static str> + '_ {
        self.messages.keys().copied()
    }

    /// Returns the fields of a message, none if it is not known.
    pub fn fields(&self, message: &str) -> impl Iterator<Item = (&'static str, &Shape)> {
        let fields = self.messages.get(message).into_iter();
        fields.flat_map(|fields| fields.names.iter().copied().zip(&fields.shapes))
    }

    fn known(&self) -> usize {
        self.messages
            .values()
            .map(|fields| fields.shapes.len())
            .sum::<usize>()
            + self.messages.len()
    }

    /// Notes a message, and tells whether it is not another one of the same name.
    fn begin(&mut self, name: &'static str, names: &'static [&'static str]) -> bool {
        let shapes = Vec::new();
        self.messages
            .entry(name)
            .or_insert(Fields { names, shapes })
            .names
            == names
    }

    fn note(&mut self, message: &str, index: usize, shape: Shape) {
        if let Some(fields) = self.messages.get_mut(message)
            && fields.shapes.len() == index
        {
            fields.shapes.push(shape);
        }
    }

    /// Returns which field of a message to read next.
    fn next(&self, message: &str, level: usize) -> Option<(usize, &'static str)> {
        let fields = self.messages.get(message)?;
        let unknown = fields.shapes.len();
        let index = match fields.names.get(unknown) {
            Some(_) => Some(unknown),
            None => fields.shapes.iter().position(|shape| self.has_more(shape, level)),
        };
        index.and_then(|index| Some((index, *fields.names.get(index)?)))
    }

    fn has_more(&self, shape: &Shape, level: usize) -> bool {
        match shape {
            Shape::List(item) | Shape::Map(item) => self.has_more(item, level),
            Shape::Message(name) => level < MOST_LEVELS && self.next(name, level + 1).is_some(),
            _ => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Shape, Shapes};
    use crate::contract::{registry_operations, trace_operations, tracking_operations};

    #[test]
    fn every_field_of_every_message_is_known() {
        let mut shapes = Shapes::default();
        let operations = tracking_operations().chain(registry_operations());
        for operation in operations.chain(trace_operations()) {
            for add in [operation.messages.request, operation.messages.answer] {
                let message = add(&mut shapes);
                assert!(matches!(message, Shape::Message(_)), "{}", operation.name);
            }
        }
        for (name, fields) in &shapes.messages {
            assert_eq!(fields.names.len(), fields.shapes.len(), "{name}");
        }
        let of = |message: &str, field: &str| {
            let mut fields = shapes.fields(message);
            fields
                .find(|(name, _)| *name == field)
                .map(|(_, shape)| shape.clone())
        };
        assert_eq!(
            of("UpdateRun", "status"),
            Some(Shape::Name("RunStatus".to_owned()))
        );
        assert_eq!(
            of("LogBatch", "params"),
            Some(Shape::List(Box::new(Shape::Message("Param"))))
        );
        assert_eq!(
            of("ArrayValue", "values"),
            Some(Shape::List(Box::new(Shape::Message("AnyValue"))))
        );
        assert_eq!(of("Dataset", "digest"), Some(Shape::Text));
        assert_eq!(of("RunInfo", "end_time"), Some(Shape::Integer));
    }
}
