//! What to do next when something about a registered model is wrong.

use mlflow_core::{Error, ErrorCode};

/// Returns a hint for an operation on one model.
pub(super) fn about_model(error: &Error, name: &str) -> Option<String> {
    match error.code() {
        ErrorCode::ResourceDoesNotExist if error.message().starts_with("Model Version") => {
            Some(format!("`mlflow models versions --name \"{name}\"` lists the versions there are"))
        }
        ErrorCode::ResourceDoesNotExist => Some("`mlflow models list` lists the models there are".to_owned()),
        ErrorCode::NotFound => Some(
            "a model is a folder with the file MLmodel: `mlflow artifacts list --run-id ID` shows what the run has"
                .to_owned(),
        ),
        _ => None,
    }
}

/// Returns a hint for a search whose filter or order was refused.
pub(super) fn about_search(error: &Error, filter: &str, order_by: &str) -> Option<String> {
    match error.code() {
        ErrorCode::InvalidParameterValue => Some(format!(
            "a filter reads like \"{filter}\", an order like \"{order_by}\""
        )),
        _ => None,
    }
}
