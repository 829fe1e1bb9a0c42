//! What callers are told of a plugin's answers, wherever it runs.

use super::abi::Status;
use super::flight::{Outcome, Ticket};
use super::health::{Health, USUAL_DEADLINE};
use crate::blocking;
use crate::error::{Error, Result};
use bytes::Bytes;
use std::time::Duration;
use tokio::time::timeout;

/// A plugin as its callers see it.
pub(super) struct Peer {
    pub(super) name: String,
    pub(super) health: Health,
}

impl Peer {
    pub(super) fn new(name: &str) -> Self {
        Peer {
            name: name.to_owned(),
            health: Health::default(),
        }
    }

    /// Refuses to call a plugin that does not answer.
    pub(super) fn check(&self) -> Result<()> {
        self.health.check(&self.name)
    }

    /// Waits for the end of a call.
    pub(super) async fn outcome(
        &self,
        mut ticket: Ticket,
        operation: &str,
        deadline: Option<Duration>,
    ) -> Result<Outcome> {
        let deadline = deadline.unwrap_or(USUAL_DEADLINE);
        let outcome = match ticket.outcome.try_recv() {
            Ok(outcome) => outcome,
            Err(_) => {
                match blocking::within(async { Ok(timeout(deadline, &mut ticket.outcome).await) }).await? {
                    Ok(Ok(outcome)) => outcome,
                    Ok(Err(_)) => return Err(Error::internal("a call of a plugin was forgotten")),
                    Err(_) => return Err(self.health.unanswered(&self.name, operation, deadline)),
                }
            }
        };
        if let Outcome::Ended(why) = &outcome {
            return Err(Error::internal(format!(
                "the plugin `{}` ended during `{operation}`: {why}; whether it was carried out is not known",
                self.name
            )));
        }
        self.health.answered();
        Ok(outcome)
    }

    /// Reads the answer of an operation.
    pub(super) fn answer(&self, operation: &str, outcome: Outcome) -> Result<Bytes> {
        match outcome {
            Outcome::Done(status, answer) => self.read(operation, status, answer),
            _ => Err(self.garbage(operation, "a store")),
        }
    }

    /// Reads the answer of an open: the instance.
    pub(super) fn instance(&self, outcome: Outcome) -> Result<u64> {
        match outcome {
            Outcome::Opened(instance) => Ok(instance),
            outcome => Err(match self.answer("open", outcome) {
                Err(error) => error,
                Ok(_) => self.garbage("open", "an answer where a store was asked for"),
            }),
        }
    }

    fn read(&self, operation: &str, status: u32, answer: Option<Bytes>) -> Result<Bytes> {
        let Some(answer) = answer else {
            return Err(self.garbage(operation, "bytes at a null pointer"));
        };
        let name = &self.name;
        match Status::from_number(status) {
            Some(Status::Ok) => Ok(answer),
            Some(Status::Unknown) => Err(Error::not_implemented(operation, &format!("the plugin `{name}`"))),
            Some(Status::Panic) => Err(Error::internal(format!(
                "the plugin `{name}` panicked in `{operation}`: {}",
                String::from_utf8_lossy(&answer)
            ))),
            Some(Status::Error) => match std::str::from_utf8(&answer) {
                Ok(text) if serde_json::from_str::<serde_json::Map<_, _>>(text).is_ok() => {
                    Err(Error::from_response(500, text).with_context("plugin", name))
                }
                _ => Err(self.garbage(operation, "an error that is not MLflow's JSON")),
            },
            None => Err(self.garbage(operation, &format!("the status {status}"))),
        }
    }

    fn garbage(&self, operation: &str, what: &str) -> Error {
        let name = &self.name;
        Error::internal(format!("the plugin `{name}` answered `{operation}` with {what}"))
    }
}
