//! Reads a request from the query of a GET.

use super::lenient::Lenient;
use crate::error::{Error, Result};
use serde::de::value::{MapDeserializer, SeqDeserializer, StrDeserializer};
use serde::de::{DeserializeOwned, Deserializer, IntoDeserializer, Visitor};

type JsonError = serde::de::value::Error;

/// Reads a request from name and value pairs; a list is a name that is repeated.
///
/// # Errors
///
/// `INVALID_PARAMETER_VALUE` naming what is wrong.
///
/// ```
/// use mlflow_core::contract::{proto_json, experiments::SearchExperiments};
///
/// let query = [("max_results", "5"), ("order_by", "name"), ("order_by", "experiment_id DESC")];
/// let request: SearchExperiments = proto_json::read_query(&query).unwrap();
/// assert_eq!(request.max_results, Some(5));
/// assert_eq!(request.order_by, ["name", "experiment_id DESC"]);
/// ```
pub fn read_query<T: DeserializeOwned, N: AsRef<str>, V: AsRef<str>>(pairs: &[(N, V)]) -> Result<T> {
    let mut fields: Vec<(&str, Values<'_>)> = Vec::new();
    for (name, value) in pairs {
        let (name, value) = (name.as_ref(), value.as_ref());
        match fields.iter_mut().find(|(seen, _)| *seen == name) {
            Some((_, values)) => values.0.push(value),
            None => fields.push((name, Values(vec![value]))),
        }
    }
    let map = MapDeserializer::<_, JsonError>::new(fields.into_iter());
    serde_path_to_error::deserialize(Lenient(map)).map_err(|e| {
        let path = e.path().to_string();
        match e
            .inner()
            .to_string()
            .strip_prefix("missing field `")
            .and_then(|m| m.split('`').next())
        {
            Some(field) => super::failure::missing(field),
            None => {
                let given = pairs.iter().rev().find(|(name, _)| name.as_ref() == path);
                let value = given.map_or("", |(_, value)| value.as_ref());
                Error::invalid_parameter_value(format!(
                    "Invalid value \"{value}\" for parameter '{path}' supplied: {}",
                    e.inner()
                ))
            }
        }
    })
}

/// Every value of one name; asked for a single one, the last counts.
struct Values<'q>(Vec<&'q str>);

impl<'q> Values<'q> {
    fn last(&self) -> &'q str {
        self.0.last().copied().unwrap_or_default()
    }
}

impl<'de> IntoDeserializer<'de, JsonError> for Values<'de> {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}

impl<'de> Deserializer<'de> for Values<'de> {
    type Error = JsonError;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, JsonError> {
        visitor.visit_borrowed_str(self.last())
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, JsonError> {
        match self.last() {
            text if text.eq_ignore_ascii_case("true") => visitor.visit_bool(true),
            text if text.eq_ignore_ascii_case("false") => visitor.visit_bool(false),
            text => Err(serde::de::Error::custom(format_args!(
                "`{text}` is neither true nor false"
            ))),
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, JsonError> {
        visitor.visit_some(self)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, JsonError> {
        let items = self.0.into_iter().map(StrDeserializer::<JsonError>::new);
        visitor.visit_seq(SeqDeserializer::new(items))
    }

    serde::forward_to_deserialize_any! {
        i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit unit_struct
        newtype_struct tuple tuple_struct map struct enum identifier ignored_any
    }
}
