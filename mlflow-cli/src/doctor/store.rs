//! Whether the store answers.

use crate::session::Session;
use mlflow_core::entities::ViewType;
use mlflow_core::{Error, SearchExperiments, StoreUri};
use mlflow_stores::sql::HEAD_REVISION;
use std::path::PathBuf;
use std::time::Duration;

const PATIENCE: Duration = Duration::from_secs(10);

/// What was found out about the store of the tracking URI.
pub(super) enum State {
    /// It answers.
    Open {
        /// How many experiments it holds, deleted ones too.
        experiments: usize,
        /// The revision of its tables, if it has tables that MLflow numbers.
        schema_revision: Option<&'static str>,
    },
    /// Nobody has made it yet.
    Missing { file: PathBuf },
    /// It does not answer.
    Failed { code: &'static str, message: String },
}

/// Asks the store for its experiments; a database that is not there is not made.
pub(super) async fn examine(session: &Session) -> State {
    if let Some(file) = session.missing_database() {
        return State::Missing { file };
    }
    let uri = &session.tracking_uri().value;
    let asked = tokio::time::timeout(PATIENCE, count(uri)).await;
    let late = |_| {
        Err::<usize, _>(Error::unavailable(format!(
            "no answer within {} seconds",
            PATIENCE.as_secs()
        )))
    };
    match asked.unwrap_or_else(late) {
        Ok(experiments) => State::Open {
            experiments,
            schema_revision: schema_revision(uri),
        },
        Err(error) => State::Failed {
            code: error.code().name(),
            message: error.message().to_owned(),
        },
    }
}

async fn count(uri: &str) -> mlflow_core::Result<usize> {
    let all = SearchExperiments::new().view_type(ViewType::All);
    let experiments = mlflow_core::Client::new(uri)?.search_experiments(all).await?;
    Ok(experiments.len())
}

/// A database of another revision is not opened, so one that answers has this one.
fn schema_revision(uri: &str) -> Option<&'static str> {
    let uri = StoreUri::parse(uri).ok()?;
    (uri.scheme() == "sqlite").then_some(HEAD_REVISION)
}
