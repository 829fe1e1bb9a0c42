//! MLflow's REST JSON, as its servers and clients read and write it.
//!
//! It is protobuf's JSON with differences of its own, all of which are handled here once, so that
//! requests and entities stay plain serde structs:
//!
//! - names are read in `snake_case` and `camelCase`; `run_uuid` is an old name of `run_id`;
//! - 64-bit integers are read from numbers and decimal strings, and written as numbers;
//! - doubles are read from numbers, decimal strings, `"NaN"`, `"Infinity"` and `"-Infinity"`;
//! - enums are read from names and numbers;
//! - `null` and a missing field are the same; unknown fields are ignored;
//! - a body that is a JSON string holds the object once more, as old clients send it.

mod failure;
mod lenient;
mod query;

use crate::error::{Error, Result};
use bytes::Bytes;
use lenient::Lenient;
use serde::Serialize;
use serde::de::DeserializeOwned;

pub(crate) use failure::missing;
pub use query::read_query;

/// Reads a request. An empty body is an empty object.
///
/// # Errors
///
/// `INVALID_PARAMETER_VALUE`, in MLflow's words, naming the field and the value.
///
/// ```
/// use mlflow_core::contract::{proto_json, runs::LogMetric};
///
/// let body = br#"{"runUuid": "f00", "key": "loss", "value": "NaN", "timestamp": "17"}"#;
/// let request: LogMetric = proto_json::read(body).unwrap();
/// assert_eq!((request.run_id.as_str(), request.timestamp), ("f00", 17));
/// assert!(request.value.is_nan());
///
/// let error = proto_json::read::<LogMetric>(br#"{"run_id": 5}"#).unwrap_err();
/// assert!(error.message().starts_with("Invalid value 5 for parameter 'run_id' supplied"));
/// ```
pub fn read<T: DeserializeOwned>(body: &[u8]) -> Result<T> {
    let body = if body.iter().all(u8::is_ascii_whitespace) {
        b"{}"
    } else {
        body
    };
    parse(body).or_else(|_| explain(body))
}

/// Reads an answer.
///
/// # Errors
///
/// `INTERNAL_ERROR`: the peer does not speak MLflow's protocol.
pub fn read_answer<T: DeserializeOwned>(body: &[u8]) -> Result<T> {
    let literal_ok = body == b"OK";
    let body = if literal_ok || body.is_empty() {
        b"{}"
    } else {
        body
    };
    parse(body).map_err(|e| {
        Error::internal(format!("the answer is not what MLflow's protocol says: {e}")).with_source(e)
    })
}

/// Writes a request or an answer.
pub fn write<T: Serialize>(message: &T) -> Result<Bytes> {
    serde_json::to_vec(message)
        .map(Bytes::from)
        .map_err(|e| Error::internal(format!("a message cannot be written as JSON: {e}")).with_source(e))
}

fn parse<T: DeserializeOwned>(body: &[u8]) -> std::result::Result<T, serde_json::Error> {
    let mut json = serde_json::Deserializer::from_slice(body);
    let message = T::deserialize(Lenient(&mut json))?;
    json.end()?;
    Ok(message)
}

/// Parses again, slowly, to tell which field is wrong and what it holds.
fn explain<T: DeserializeOwned>(body: &[u8]) -> Result<T> {
    if let Ok(inner) = serde_json::from_slice::<String>(body) {
        return parse(inner.as_bytes()).map_err(|e| failure::in_body(inner.as_bytes(), e));
    }
    let mut json = serde_json::Deserializer::from_slice(body);
    match serde_path_to_error::deserialize(Lenient(&mut json)) {
        Ok(message) => json
            .end()
            .map(|()| message)
            .map_err(|e| failure::in_body(body, e)),
        Err(e) => Err(failure::at_path(body, &e)),
    }
}

/// Serialises a double as MLflow does: `NaN` and the infinities as text.
pub fn double<S: serde::Serializer>(value: &f64, serializer: S) -> std::result::Result<S::Ok, S::Error> {
    match *value {
        v if v.is_nan() => serializer.serialize_str("NaN"),
        f64::INFINITY => serializer.serialize_str("Infinity"),
        f64::NEG_INFINITY => serializer.serialize_str("-Infinity"),
        v => serializer.serialize_f64(v),
    }
}

/// Serialises an optional double like [`double`].
pub fn optional_double<S: serde::Serializer>(
    value: &Option<f64>,
    serializer: S,
) -> std::result::Result<S::Ok, S::Error> {
    match value {
        Some(value) => double(value, serializer),
        None => serializer.serialize_none(),
    }
}
