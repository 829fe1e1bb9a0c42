//! The arguments of an operation, in the forms that requests have.

use super::proto_json;
use crate::error::Result;
use serde::de::DeserializeOwned;

/// The arguments of one operation, as they came.
///
/// ```
/// use mlflow_core::contract::{Arguments, runs::GetRun};
///
/// let query = [("run_id".to_owned(), "f00".to_owned())];
/// let from_query: GetRun = Arguments::Query(&query).read()?;
/// let from_body: GetRun = Arguments::Json(br#"{"run_id": "f00"}"#).read()?;
/// assert_eq!(from_query, from_body);
/// # Ok::<(), mlflow_core::Error>(())
/// ```
#[derive(Clone, Copy, Debug)]
pub enum Arguments<'a> {
    /// A JSON object; nothing stands for an empty one.
    Json(&'a [u8]),
    /// Names and values of a query; a list is a name that is repeated.
    Query(&'a [(String, String)]),
}

impl Arguments<'_> {
    /// Reads the request.
    ///
    /// # Errors
    ///
    /// `INVALID_PARAMETER_VALUE` naming the field and the value.
    pub fn read<T: DeserializeOwned>(self) -> Result<T> {
        match self {
            Arguments::Json(body) => proto_json::read(body),
            Arguments::Query(pairs) => proto_json::read_query(pairs),
        }
    }
}
