//! What a command says when it cannot do its work.

use crate::output;
use mlflow_core::{Error, ErrorCode};
use std::process::ExitCode;

/// A message, a hint what to do next, and the exit code.
#[derive(Debug)]
pub(crate) struct Failure {
    message: String,
    hint: Option<String>,
    exit_code: u8,
    silent: bool,
}

impl Failure {
    /// Makes a failure of the work itself: exit code 1.
    pub(crate) fn new(message: impl Into<String>) -> Self {
        Failure {
            message: message.into(),
            hint: None,
            exit_code: 1,
            silent: false,
        }
    }

    /// Makes a failure of the one who typed: exit code 2, as clap's own.
    pub(crate) fn usage(message: impl Into<String>) -> Self {
        Failure {
            exit_code: 2,
            ..Failure::new(message)
        }
    }

    /// Sets what to do next.
    #[must_use]
    pub(crate) fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// Writes the lines to stderr and returns the exit code.
    pub(crate) fn report(self) -> ExitCode {
        if self.silent {
            return ExitCode::SUCCESS;
        }
        output::error_lines(&self.message, self.hint.as_deref());
        ExitCode::from(self.exit_code)
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        tracing::debug!("{error:?}");
        let failure = Failure::new(error.message());
        match general_hint(error.code()) {
            Some(hint) => failure.hint(hint),
            None => failure,
        }
    }
}

impl From<std::io::Error> for Failure {
    /// A reader that has seen enough, such as `head`, is no failure.
    fn from(error: std::io::Error) -> Self {
        let silent = error.kind() == std::io::ErrorKind::BrokenPipe;
        Failure {
            silent,
            ..Failure::new(error.to_string())
        }
    }
}

fn general_hint(code: ErrorCode) -> Option<&'static str> {
    match code {
        ErrorCode::TemporarilyUnavailable | ErrorCode::DeadlineExceeded => {
            Some("the store is busy or out of reach: try again, and `mlflow doctor` tells more")
        }
        ErrorCode::ResourceExhausted => {
            Some("make room on the disk and do it again: nothing was half written")
        }
        ErrorCode::PermissionDenied | ErrorCode::Unauthenticated => {
            Some("`mlflow doctor` shows where runs are kept and as whom you are known")
        }
        ErrorCode::InternalError => Some("`mlflow -vv` with the same command shows all that is known"),
        _ => None,
    }
}

/// Turns an error of the stores into a failure with a hint that the command knows.
pub(crate) trait OrHint<T> {
    /// Adds the hint that `choose` finds; the general one of the error's code if it finds none.
    fn or_hint(self, choose: impl FnOnce(&Error) -> Option<String>) -> Result<T, Failure>;
}

impl<T> OrHint<T> for mlflow_core::Result<T> {
    fn or_hint(self, choose: impl FnOnce(&Error) -> Option<String>) -> Result<T, Failure> {
        self.map_err(|error| match choose(&error) {
            Some(hint) => Failure::from(error).hint(hint),
            None => Failure::from(error),
        })
    }
}
