//! What is repeated, how often and when.

use mlflow_core::config::{self, settings};
use mlflow_core::contract::{Access, Operation};
use mlflow_core::{Error, Result};
use std::time::Duration;

/// No request is repeated after this time.
const BUDGET: Duration = Duration::from_secs(120);

/// The longest pause.
const LONGEST_PAUSE: f64 = 120.0;

/// Whether a request may reach a server twice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Repeat {
    /// It changes nothing.
    Read,
    /// Twice leaves what once does.
    Write,
    /// Twice makes two of it: once it was sent, it is not sent again.
    Once,
}

impl Repeat {
    pub(super) fn of(operation: &Operation) -> Self {
        match operation.name {
            // The first adds to a list, and the second makes an id.
            "log_model" | "start_trace" => Repeat::Once,
            name if name.starts_with("create_") => Repeat::Once,
            _ if operation.needs.access == Access::Read => Repeat::Read,
            _ => Repeat::Write,
        }
    }

    /// Tells whether an answer of this status means that it is worth to ask again.
    pub(super) fn after_status(self, status: u16) -> bool {
        match status {
            // Nothing was done.
            429 => true,
            408 | 502 | 503 | 504 => self != Repeat::Once,
            500 => self == Repeat::Read,
            _ => false,
        }
    }
}

/// The rules that the settings give.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Policy {
    retries: u32,
    backoff: f64,
    jitter: f64,
    respects_retry_after: bool,
    /// How long a server may stay silent.
    pub(crate) timeout: Duration,
    pub(super) follows_redirects: bool,
}

impl Policy {
    /// Reads the settings, which programs may change at any time.
    pub(crate) fn current() -> Result<Self> {
        let config = config::current()?;
        let integer = |setting, most: i64| -> Result<i64> {
            let value = config.get(setting)?.value.unwrap_or_default();
            if (0..=most).contains(&value) {
                return Ok(value);
            }
            Err(Error::invalid_parameter_value(format!(
                "Invalid value `{value}` of {}: expected 0 to {most}",
                setting.env
            )))
        };
        let timeout = integer(&settings::HTTP_REQUEST_TIMEOUT, i64::MAX)?;
        let flag = |setting| Ok::<_, Error>(config.get(setting)?.value.unwrap_or(true));
        Ok(Policy {
            retries: u32::try_from(integer(&settings::HTTP_REQUEST_MAX_RETRIES, 10)?).unwrap_or_default(),
            backoff: integer(&settings::HTTP_REQUEST_BACKOFF_FACTOR, 120)? as f64,
            jitter: config
                .get(&settings::HTTP_REQUEST_BACKOFF_JITTER)?
                .value
                .unwrap_or_default()
                .max(0.0),
            respects_retry_after: flag(&settings::HTTP_RESPECT_RETRY_AFTER_HEADER)?,
            timeout: Duration::from_secs(timeout.unsigned_abs().clamp(1, 1 << 32)),
            follows_redirects: flag(&settings::ALLOW_HTTP_REDIRECTS)?,
        })
    }

    /// Returns how long to wait before the request is sent again; `None` if it is not.
    ///
    /// `random` stands between 0 and 1.
    pub(super) fn pause(
        &self,
        retries: u32,
        passed: Duration,
        asked: Option<Duration>,
        random: [f64; 2],
    ) -> Option<Duration> {
        if retries >= self.retries {
            return None;
        }
        let own = self.backoff * f64::from(1_u32 << retries.min(20)) * random[0] + self.jitter * random[1];
        let own = Duration::from_secs_f64(own.min(LONGEST_PAUSE));
        let pause = match asked.filter(|_| self.respects_retry_after) {
            Some(asked) => asked.max(own.min(Duration::from_secs_f64(self.jitter))),
            None => own,
        };
        (passed.checked_add(pause)? < BUDGET).then_some(pause)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use mlflow_core::contract::{registry_operations, tracking_operations};

    const POLICY: Policy = Policy {
        retries: 7,
        backoff: 2.0,
        jitter: 1.0,
        respects_retry_after: true,
        timeout: BUDGET,
        follows_redirects: true,
    };
    const NO_TIME: Duration = Duration::ZERO;

    fn seconds(pause: Option<Duration>) -> Option<f64> {
        pause.map(|pause| pause.as_secs_f64())
    }

    /// pauses grow, within the tries and the budget.
    #[test]
    fn pauses_double_and_end() {
        let longest = |n| seconds(POLICY.pause(n, NO_TIME, None, [1.0, 1.0]));
        assert_eq!([0, 1, 2, 5].map(longest), [3.0, 5.0, 9.0, 65.0].map(Some));
        assert_eq!(seconds(POLICY.pause(3, NO_TIME, None, [0.0, 0.0])), Some(0.0));
        assert_eq!(POLICY.pause(7, NO_TIME, None, [0.0, 0.0]), None);
        assert_eq!(
            POLICY.pause(6, NO_TIME, None, [1.0, 0.0]),
            None,
            "128 s are beyond the budget"
        );
        assert_eq!(POLICY.pause(0, Duration::from_secs(119), None, [1.0, 0.0]), None);
    }

    #[test]
    fn a_server_may_ask_for_time() {
        let asked = Some(Duration::from_secs(30));
        assert_eq!(seconds(POLICY.pause(0, NO_TIME, asked, [0.0, 0.0])), Some(30.0));
        assert_eq!(
            POLICY.pause(0, NO_TIME, Some(Duration::from_secs(500)), [0.0, 0.0]),
            None
        );
        let deaf = Policy {
            respects_retry_after: false,
            ..POLICY
        };
        assert_eq!(seconds(deaf.pause(0, NO_TIME, asked, [0.5, 0.0])), Some(1.0));
    }

    /// what makes something new is not made twice.
    #[test]
    fn creates_are_sent_once() {
        let all = tracking_operations().chain(registry_operations());
        let of = |wanted| -> Vec<_> {
            let all = tracking_operations().chain(registry_operations());
            all.filter(|o| Repeat::of(o) == wanted).map(|o| o.name).collect()
        };
        for create in [
            "create_run",
            "create_experiment",
            "create_registered_model",
            "create_model_version",
            "create_logged_model",
        ] {
            assert!(of(Repeat::Once).contains(&create), "{create}");
        }
        assert!(of(Repeat::Read).contains(&"search_runs") && of(Repeat::Write).contains(&"log_batch"));
        for operation in all.filter(|o| Repeat::of(o) == Repeat::Once) {
            assert!(
                ![408, 500, 502, 503, 504]
                    .iter()
                    .any(|&status| Repeat::of(operation).after_status(status))
            );
        }
        assert!(
            Repeat::Read.after_status(500)
                && !Repeat::Write.after_status(500)
                && Repeat::Write.after_status(503)
        );
        assert!(
            ![400, 401, 403, 404, 409, 501]
                .iter()
                .any(|&status| Repeat::Read.after_status(status))
        );
    }
}
