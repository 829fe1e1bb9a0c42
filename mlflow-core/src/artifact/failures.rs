//! Failures of single files, collected into one error.

use crate::{Error, ErrorCode};

/// One file of a transfer that failed.
#[derive(Debug)]
pub struct TransferFailure {
    /// The path of the file, as the caller knows it.
    pub path: String,
    /// What went wrong.
    pub error: Error,
}

impl TransferFailure {
    /// Makes a failure of a path.
    pub fn new(path: impl ToString, error: Error) -> Self {
        TransferFailure {
            path: path.to_string(),
            error,
        }
    }
}

const MESSAGE_BYTES: usize = 10_000;

/// Makes one error that lists all failures, or `Ok` where there are none.
///
/// The code is the one that all failures share, else `IO_ERROR`.
pub(super) fn collected(doing: &str, mut failures: Vec<TransferFailure>) -> crate::Result<()> {
    failures.sort_by(|a, b| a.path.cmp(&b.path));
    let Some(first) = failures.first() else {
        return Ok(());
    };
    let code = match first.error.code() {
        code if failures.iter().all(|f| f.error.code() == code) => code,
        _ => ErrorCode::IoError,
    };
    let mut message = format!("The following failures occurred while {doing} one or more artifacts:");
    for (listed, failure) in failures.iter().enumerate() {
        if message.len() > MESSAGE_BYTES {
            message.push_str(&format!("\n… and {} more", failures.len() - listed));
            break;
        }
        message.push_str(&format!("\n{}: {}", failure.path, failure.error.message()));
    }
    let error = Error::new(code, message);
    Err(match failures.into_iter().next() {
        Some(first) => error.with_source(first.error),
        None => error,
    })
}
