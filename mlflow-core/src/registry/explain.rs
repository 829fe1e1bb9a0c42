//! What to say when nobody owns a scheme.

use crate::error::Error;
use crate::uri::StoreUri;

/// Names the known schemes, and what would bring the unknown one.
pub(super) fn unknown_scheme<'s>(what: &str, uri: &StoreUri, known: impl Iterator<Item = &'s str>) -> Error {
    let known: Vec<_> = known.collect();
    let known = match known.as_slice() {
        [] => "none is linked into this program".to_owned(),
        known => format!("known schemes are {}", known.join(", ")),
    };
    let remedy = match uri.scheme() {
        "mssql" => "Microsoft SQL Server is not supported: use PostgreSQL, MySQL, MariaDB or SQLite",
        "file" | "http" | "https" | "postgresql" | "postgres" | "mysql" | "databricks" | "databricks-uc"
        | "uc" => "this build of MLflow for Rust does not hold it",
        _ => {
            "a plugin in a folder of MLFLOW_PLUGIN_PATH adds one, as `mlflow plugins list` shows, and a program does by `Registry::register`"
        }
    };
    Error::invalid_parameter_value(format!(
        "no {what} for the scheme `{}` of `{uri}`: {known}; {remedy}",
        uri.scheme()
    ))
}
