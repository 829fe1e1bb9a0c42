//! Whether a plugin still answers.

use crate::error::{Error, ErrorCode, Result};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

/// How long a call may take that has no deadline of its own.
pub(super) const USUAL_DEADLINE: Duration = Duration::from_secs(60);

/// After so many calls in a row without an answer a plugin is called no more.
const PATIENCE: u32 = 3;

/// Counts the calls in a row that were not answered in time.
#[derive(Debug, Default)]
pub(super) struct Health {
    unanswered: AtomicU32,
}

impl Health {
    /// Refuses to call a plugin that does not answer.
    pub(super) fn check(&self, plugin: &str) -> Result<()> {
        match self.unanswered.load(Ordering::Relaxed) {
            PATIENCE.. => Err(Error::unavailable(format!(
                "the plugin `{plugin}` did not answer {PATIENCE} calls in a row and is not called any more: start this program again"
            ))),
            _ => Ok(()),
        }
    }

    pub(super) fn answered(&self) {
        if self.unanswered.load(Ordering::Relaxed) != 0 {
            self.unanswered.store(0, Ordering::Relaxed);
        }
    }

    /// Counts a call without an answer, and returns its error.
    pub(super) fn unanswered(&self, plugin: &str, operation: &str, waited: Duration) -> Error {
        let count = self.unanswered.fetch_add(1, Ordering::Relaxed) + 1;
        tracing::warn!("the plugin `{plugin}` does not answer: {count} of {PATIENCE} calls in a row");
        Error::new(
            ErrorCode::DeadlineExceeded,
            format!(
                "the plugin `{plugin}` did not answer `{operation}` within {} s; whether it was carried out is not known",
                waited.as_secs_f32()
            ),
        )
    }
}
