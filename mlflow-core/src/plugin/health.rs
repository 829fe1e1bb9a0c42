//! Whether a plugin still answers.

use crate::error::{Error, ErrorCode, Result};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

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

    /// Tells whether a plugin does not answer any more.
    pub(super) fn is_lost(&self) -> bool {
        self.unanswered.load(Ordering::Relaxed) >= PATIENCE
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

/// A process that has run for so long is not one that ends whenever it is started.
const SETTLED: Duration = Duration::from_secs(10);

const SHORTEST_BREAK: Duration = Duration::from_millis(100);
const LONGEST_BREAK: Duration = Duration::from_secs(30);

/// When a process that has ended is started again: the first time at once, then after breaks that double.
#[derive(Debug, Default)]
pub(super) struct Backoff {
    ends: u32,
    started: Option<Instant>,
    not_before: Option<Instant>,
}

impl Backoff {
    pub(super) fn started(&mut self, now: Instant) {
        self.started = Some(now);
    }

    pub(super) fn ended(&mut self, now: Instant) {
        let lived = self.started.take().map(|started| now.duration_since(started));
        if lived.is_some_and(|lived| lived >= SETTLED) {
            self.ends = 0;
        }
        self.ends += 1;
        let doubled = match self.ends {
            1 => Duration::ZERO,
            ends => SHORTEST_BREAK.saturating_mul(1 << (ends - 2).min(20)),
        };
        self.not_before = Some(now + doubled.min(LONGEST_BREAK));
    }

    /// Refuses to start a process too early.
    pub(super) fn check(&self, plugin: &str, now: Instant) -> Result<()> {
        match self.not_before {
            Some(time) if time > now => Err(Error::unavailable(format!(
                "the process of the plugin `{plugin}` has ended {} times in a row, and is started again in {:.1} s",
                self.ends,
                (time - now).as_secs_f32()
            ))),
            _ => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn breaks_double_until_a_process_has_settled() {
        let mut backoff = Backoff::default();
        let mut now = Instant::now();
        assert!(backoff.check("x", now).is_ok());
        for expected in [0, 100, 200, 400, 800] {
            backoff.started(now);
            backoff.ended(now);
            let rest = Duration::from_millis(expected);
            assert!(backoff.check("x", now + rest).is_ok(), "{expected}");
            if expected > 0 {
                let error = backoff.check("x", now + rest / 2).unwrap_err();
                assert_eq!(error.code(), ErrorCode::TemporarilyUnavailable);
            }
            now += rest;
        }
        for _ in 0..50 {
            backoff.ended(now);
        }
        assert!(backoff.check("x", now + LONGEST_BREAK).is_ok());
        backoff.started(now);
        backoff.ended(now + SETTLED);
        assert!(backoff.check("x", now + SETTLED).is_ok());
    }
}
