//! Why an exchange with a server came to nothing.

use super::Address;
use super::retry::Repeat;
use mlflow_core::{Error, ErrorCode};
use std::error::Error as StdError;
use std::time::Duration;

/// What official MLflow says of spans that are kept as artifacts, as if it had failed.
const SPANS_ELSEWHERE: &str = "Trace data not stored in tracking store";

/// A failed exchange.
#[derive(Debug)]
pub(crate) struct Failure {
    pub(crate) error: Error,
    stage: Stage,
    pub(super) retry_after: Option<Duration>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stage {
    /// Nothing that a repetition would change.
    Lasting,
    /// Nothing was sent.
    Unsent,
    /// It was sent, perhaps, and no answer came.
    Unanswered,
    /// It was answered with this status.
    Answered(u16),
}

impl Failure {
    /// What would fail again.
    pub(crate) fn lasting(error: Error) -> Self {
        Failure {
            error,
            stage: Stage::Lasting,
            retry_after: None,
        }
    }

    /// An answer that is an error.
    pub(super) fn answered(status: u16, error: Error, retry_after: Option<Duration>) -> Self {
        if status == 500 && error.message().contains(SPANS_ELSEWHERE) {
            return Failure::lasting(Error::new(ErrorCode::BadRequest, error.message()));
        }
        Failure {
            error,
            stage: Stage::Answered(status),
            retry_after,
        }
    }

    /// A server that stays silent.
    pub(super) fn silence(address: &Address, timeout: Duration) -> Self {
        let seconds = timeout.as_secs();
        let message = format!(
            "the server at {address} was silent for {seconds} s; MLFLOW_HTTP_REQUEST_TIMEOUT gives it more time"
        );
        Failure {
            error: Error::unavailable(message),
            stage: Stage::Unanswered,
            retry_after: None,
        }
    }

    /// What the HTTP client reports.
    pub(crate) fn of_client(address: &Address, error: reqwest::Error) -> Self {
        // The address is named without its login.
        let error = error.without_url();
        let stage = match (error.is_connect(), error.is_builder()) {
            _ if is_tls(&error) => Stage::Lasting,
            (_, true) => Stage::Lasting,
            (true, _) => Stage::Unsent,
            _ => Stage::Unanswered,
        };
        let what = match stage {
            Stage::Unanswered => "the connection was lost to",
            _ => "cannot reach",
        };
        let message = format!("{what} the server at {address}: {}", innermost(&error));
        let error = Error::new(ErrorCode::TemporarilyUnavailable, message).with_source(error);
        Failure {
            error,
            stage,
            retry_after: None,
        }
    }

    /// Tells whether the request is worth to be sent again.
    pub(super) fn may_be_repeated(&self, repeat: Repeat) -> bool {
        match self.stage {
            Stage::Lasting => false,
            Stage::Unsent => true,
            Stage::Unanswered => repeat != Repeat::Once,
            Stage::Answered(status) => repeat.after_status(status),
        }
    }
}

/// Tells whether both sides found no common ground for TLS, such as a certificate that is not trusted.
fn is_tls(error: &reqwest::Error) -> bool {
    let mut next: Option<&(dyn StdError + 'static)> = Some(error);
    while let Some(error) = next {
        let inner = error
            .downcast_ref::<std::io::Error>()
            .and_then(std::io::Error::get_ref);
        if error.is::<rustls::Error>() || inner.is_some_and(|inner| inner.is::<rustls::Error>()) {
            return true;
        }
        // An `io::Error` leaves out what it wraps.
        next = match inner {
            Some(inner) => Some(inner),
            None => error.source(),
        };
    }
    false
}

/// Returns the text of the first cause.
fn innermost(error: &reqwest::Error) -> String {
    let mut cause: &dyn StdError = error;
    while let Some(source) = cause.source() {
        cause = source;
    }
    cause.to_string()
}
