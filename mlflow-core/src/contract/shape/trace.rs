//! The deserializer without data.

use super::{Shape, Shapes};
use serde::de::value::StrDeserializer;
use serde::de::{DeserializeSeed, Deserializer, IntoDeserializer, MapAccess, SeqAccess, Visitor};
use std::fmt;

/// Notes what one value is asked to be.
pub(super) struct Trace<'s> {
    shapes: &'s mut Shapes,
    found: &'s mut Shape,
}

impl<'s> Trace<'s> {
    pub(super) fn new(shapes: &'s mut Shapes, found: &'s mut Shape) -> Self {
        Trace { shapes, found }
    }
}

/// There is no data.
#[derive(Debug)]
pub(super) struct NoData;

impl fmt::Display for NoData {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("no data")
    }
}

impl std::error::Error for NoData {}

impl serde::de::Error for NoData {
    fn custom<T: fmt::Display>(_: T) -> Self {
        NoData
    }
}

macro_rules! plain {
    ($($method:ident => $shape:ident, $visit:ident($value:expr);)+) => { $(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, NoData> {
            *self.found = Shape::$shape;
            visitor.$visit($value)
        }
    )+ };
}

impl<'de> Deserializer<'de> for Trace<'_> {
    type Error = NoData;

    plain! {
        deserialize_bool => Bool, visit_bool(false);
        deserialize_i8 => Integer, visit_i64(0);
        deserialize_i16 => Integer, visit_i64(0);
        deserialize_i32 => Integer, visit_i64(0);
        deserialize_i64 => Integer, visit_i64(0);
        deserialize_u8 => Integer, visit_i64(0);
        deserialize_u16 => Integer, visit_i64(0);
        deserialize_u32 => Integer, visit_i64(0);
        deserialize_u64 => Integer, visit_i64(0);
        deserialize_f32 => Double, visit_f64(0.0);
        deserialize_f64 => Double, visit_f64(0.0);
        deserialize_char => Text, visit_str("");
        deserialize_str => Text, visit_str("");
        deserialize_string => Text, visit_str("");
    }

    /// MLflow's enums are read by name or number, and anything else that takes everything is JSON.
    fn deserialize_any<V: Visitor<'de>>(self, _: V) -> Result<V::Value, NoData> {
        let name = std::any::type_name::<V::Value>();
        *self.found = match name.rsplit("::").next() {
            Some(name) if name != "Value" && name.bytes().all(|b| b.is_ascii_alphanumeric()) => {
                Shape::Name(name.to_owned())
            }
            _ => Shape::Any,
        };
        Err(NoData)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, NoData> {
        visitor.visit_some(self)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, NoData> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, NoData> {
        let mut item = Shape::Any;
        let read = visitor.visit_seq(One {
            shapes: self.shapes,
            found: &mut item,
            key: Some(""),
        });
        *self.found = Shape::List(Box::new(item));
        read
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, NoData> {
        let mut item = Shape::Any;
        let read = visitor.visit_map(One {
            shapes: self.shapes,
            found: &mut item,
            key: Some(""),
        });
        *self.found = Shape::Map(Box::new(item));
        read
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, NoData> {
        if !self.shapes.begin(name, fields) {
            return Err(NoData);
        }
        *self.found = Shape::Message(name);
        if self.shapes.open.contains(&name) {
            return Err(NoData);
        }
        let next = self.shapes.next(name, 0);
        let mut field = Shape::Any;
        self.shapes.open.push(name);
        let read = visitor.visit_map(One {
            shapes: self.shapes,
            found: &mut field,
            key: next.map(|(_, key)| key),
        });
        self.shapes.open.pop();
        if let Some((index, _)) = next {
            self.shapes.note(name, index, field);
        }
        read
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        name: &'static str,
        _: &'static [&'static str],
        _: V,
    ) -> Result<V::Value, NoData> {
        *self.found = Shape::Name(name.to_owned());
        Err(NoData)
    }

    serde::forward_to_deserialize_any! {
        i128 u128 bytes byte_buf unit unit_struct tuple tuple_struct identifier ignored_any
    }
}

/// One item of a list, or one field of an object.
struct One<'s> {
    shapes: &'s mut Shapes,
    found: &'s mut Shape,
    key: Option<&'static str>,
}

impl<'de> SeqAccess<'de> for One<'_> {
    type Error = NoData;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, NoData> {
        if self.key.take().is_none() {
            return Ok(None);
        }
        seed.deserialize(Trace::new(self.shapes, self.found)).map(Some)
    }
}

impl<'de> MapAccess<'de> for One<'_> {
    type Error = NoData;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, NoData> {
        let Some(key) = self.key.take() else {
            return Ok(None);
        };
        let key: StrDeserializer<'_, NoData> = key.into_deserializer();
        seed.deserialize(key).map(Some)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, NoData> {
        seed.deserialize(Trace::new(self.shapes, self.found))
    }
}
