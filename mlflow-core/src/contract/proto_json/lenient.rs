//! A deserializer that puts protobuf's leniency around another one.
//!
//! What is lenient depends on the type that is asked for, never on the field, so structs need no
//! attributes: an `i64` may come as text, a `String` may be `null`, a name may be in camel case.

mod entries;

use entries::{Entries, Items};
use serde::de::value::{CowStrDeserializer, SeqDeserializer, StrDeserializer};
use serde::de::{Deserializer, Error, MapAccess, SeqAccess, Visitor};
use std::borrow::Cow;
use std::fmt;

pub(super) struct Lenient<D>(pub(super) D);

/// Passes what it sees to the visitor of the type, made lenient.
struct Wrap<V> {
    visitor: V,
    expects: Expects,
    /// The names of the fields, when a struct is asked for.
    fields: &'static [&'static str],
}

#[derive(Clone, Copy, PartialEq)]
enum Expects {
    Anything,
    Integer,
    Double,
    Text,
    Sequence,
    Variant,
}

impl<V> Wrap<V> {
    fn new(visitor: V, expects: Expects) -> Self {
        Wrap {
            visitor,
            expects,
            fields: &[],
        }
    }
}

macro_rules! numbers {
    ($($method:ident => $expects:ident),+) => { $(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
            self.0.deserialize_any(Wrap::new(visitor, Expects::$expects))
        }
    )+ };
}

impl<'de, D: Deserializer<'de>> Deserializer<'de> for Lenient<D> {
    type Error = D::Error;

    numbers! {
        deserialize_any => Anything,
        deserialize_i8 => Integer, deserialize_i16 => Integer, deserialize_i32 => Integer, deserialize_i64 => Integer,
        deserialize_u8 => Integer, deserialize_u16 => Integer, deserialize_u32 => Integer, deserialize_u64 => Integer,
        deserialize_f32 => Double, deserialize_f64 => Double,
        deserialize_str => Text, deserialize_string => Text, deserialize_char => Text
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
        self.0.deserialize_bool(visitor)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
        self.0.deserialize_option(Wrap::new(visitor, Expects::Anything))
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
        self.0.deserialize_option(Wrap::new(visitor, Expects::Sequence))
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, D::Error> {
        self.0.deserialize_map(Wrap {
            visitor,
            expects: Expects::Anything,
            fields,
        })
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
        self.0.deserialize_map(Wrap::new(visitor, Expects::Anything))
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, D::Error> {
        self.0.deserialize_any(Wrap::new(visitor, Expects::Variant))
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, D::Error> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_identifier<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
        self.0.deserialize_identifier(visitor)
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
        self.0.deserialize_ignored_any(visitor)
    }

    serde::forward_to_deserialize_any! { i128 u128 bytes byte_buf unit unit_struct tuple tuple_struct }
}

impl<V> Wrap<V> {
    fn text<'de, E: Error>(self, text: Cow<'_, str>) -> Result<V::Value, E>
    where
        V: Visitor<'de>,
    {
        match self.expects {
            Expects::Integer => match text.parse::<i64>() {
                Ok(number) => self.visitor.visit_i64(number),
                Err(_) => Err(E::custom(format_args!("`{text}` is no 64-bit integer"))),
            },
            Expects::Double => match double(&text) {
                Some(number) => self.visitor.visit_f64(number),
                None => Err(E::custom(format_args!("`{text}` is no double"))),
            },
            Expects::Sequence => Err(E::custom("a list is expected")),
            Expects::Variant => self.visitor.visit_enum(CowStrDeserializer::new(text)),
            Expects::Text | Expects::Anything if text.contains('\0') => {
                Err(E::custom("the text holds a NUL character"))
            }
            Expects::Text | Expects::Anything => match text {
                Cow::Borrowed(text) => self.visitor.visit_str(text),
                Cow::Owned(text) => self.visitor.visit_string(text),
            },
        }
    }

    fn integer<'de, E: Error>(self, number: i64) -> Result<V::Value, E>
    where
        V: Visitor<'de>,
    {
        match self.expects {
            Expects::Double => self.visitor.visit_f64(number as f64),
            Expects::Text => Err(E::custom("text is expected")),
            _ => self.visitor.visit_i64(number),
        }
    }
}

/// Reads a double's text; Rust's own parser also knows `inf` and `infinity`, which MLflow does not.
fn double(text: &str) -> Option<f64> {
    match text {
        "NaN" => Some(f64::NAN),
        "Infinity" => Some(f64::INFINITY),
        "-Infinity" => Some(f64::NEG_INFINITY),
        _ if text.bytes().any(|b| b.is_ascii_digit()) => text.parse().ok(),
        _ => None,
    }
}

impl<'de, V: Visitor<'de>> Visitor<'de> for Wrap<V> {
    type Value = V::Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.visitor.expecting(f)
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<V::Value, E> {
        match self.expects {
            Expects::Anything => self.visitor.visit_bool(value),
            _ => Err(E::custom("a boolean is not expected")),
        }
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<V::Value, E> {
        self.integer(value)
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<V::Value, E> {
        match i64::try_from(value) {
            Ok(value) => self.integer(value),
            Err(_) if self.expects == Expects::Double => self.visitor.visit_f64(value as f64),
            Err(_) => self.visitor.visit_u64(value),
        }
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<V::Value, E> {
        match self.expects {
            Expects::Integer if value.fract() == 0.0 && value.abs() < 9e15 => {
                self.visitor.visit_i64(value as i64)
            }
            Expects::Double | Expects::Anything => self.visitor.visit_f64(value),
            _ => Err(E::custom("a fraction is not expected")),
        }
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<V::Value, E> {
        self.text(Cow::Borrowed(text))
    }

    fn visit_string<E: Error>(self, text: String) -> Result<V::Value, E> {
        self.text(Cow::Owned(text))
    }

    fn visit_unit<E: Error>(self) -> Result<V::Value, E> {
        match self.expects {
            Expects::Text => self.visitor.visit_str(""),
            Expects::Sequence => {
                let nothing = std::iter::empty::<StrDeserializer<'de, E>>();
                self.visitor.visit_seq(SeqDeserializer::new(nothing))
            }
            _ => self.visitor.visit_unit(),
        }
    }

    fn visit_none<E: Error>(self) -> Result<V::Value, E> {
        match self.expects {
            Expects::Anything => self.visitor.visit_none(),
            _ => self.visit_unit(),
        }
    }

    fn visit_some<D: Deserializer<'de>>(self, inner: D) -> Result<V::Value, D::Error> {
        match self.expects {
            Expects::Sequence => inner.deserialize_seq(self),
            _ => self.visitor.visit_some(Lenient(inner)),
        }
    }

    fn visit_seq<A: SeqAccess<'de>>(self, items: A) -> Result<V::Value, A::Error> {
        match self.expects {
            Expects::Sequence | Expects::Anything => self.visitor.visit_seq(Items(items)),
            _ => Err(A::Error::custom("a list is not expected")),
        }
    }

    fn visit_map<A: MapAccess<'de>>(self, entries: A) -> Result<V::Value, A::Error> {
        match self.expects {
            Expects::Anything => self.visitor.visit_map(Entries::new(entries, self.fields)),
            _ => Err(A::Error::custom("an object is not expected")),
        }
    }
}
