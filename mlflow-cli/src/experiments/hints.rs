//! What to do next when something about an experiment is wrong.

use crate::session::Session;
use mlflow_core::{Error, ErrorCode};

/// Returns the command that lists all experiments, and where these are looked for.
pub(super) fn listing(session: &Session) -> String {
    let uri = session.shown_uri();
    format!("`mlflow experiments search --view all` lists what is in {uri}")
}

/// Returns a hint for an operation on one experiment.
pub(crate) fn about_experiment(error: &Error, session: &Session) -> Option<String> {
    match error.code() {
        ErrorCode::ResourceDoesNotExist => Some(listing(session)),
        ErrorCode::InvalidState => {
            Some("`mlflow experiments restore` brings a deleted experiment back".to_owned())
        }
        ErrorCode::ResourceAlreadyExists => Some(
            "`mlflow experiments get --experiment-name` shows the one that has the name, live or deleted"
                .to_owned(),
        ),
        _ => None,
    }
}

/// Returns a hint for a search whose filter or order was refused.
pub(crate) fn about_search(
    error: &Error,
    (filter, order_by): (&str, &str),
    session: &Session,
) -> Option<String> {
    match error.code() {
        ErrorCode::InvalidParameterValue => Some(format!(
            "a filter reads like \"{filter}\", an order like \"{order_by}\""
        )),
        _ => about_experiment(error, session),
    }
}
