//! One delivery: tries until there is an answer that stays, or until there were enough of them.

use super::connect::{client, described, refusal, target};
use super::message::Message;
use mlflow_core::config::{self, settings};
use mlflow_core::{Error, ErrorCode, Result};
use reqwest::header::RETRY_AFTER;
use reqwest::{Client, Response, StatusCode};
use std::sync::OnceLock;
use std::time::{Duration, SystemTime};
use tokio::sync::Semaphore;
use uuid::Uuid;

/// How much of an answer is read.
const MOST_OF_ANSWER: usize = 1 << 20;
/// The longest wait before another try, whatever the receiver asks for.
const LONGEST_WAIT: Duration = Duration::from_secs(60);
/// Statuses after which another try may have another answer.
const PASSING: [u16; 5] = [429, 500, 502, 503, 504];
/// Statuses that say when to try again.
const WITH_TIME: [u16; 3] = [413, 429, 503];

/// The answer of a receiver.
#[derive(Debug)]
pub(super) struct Answer {
    pub(super) status: StatusCode,
    pub(super) body: String,
    retry_after: Option<Duration>,
}

impl Answer {
    /// Tells whether the receiver has the message. After a redirect it has not, as redirects are not followed.
    pub(super) fn is_success(&self) -> bool {
        self.status.is_success()
    }

    fn may_pass(&self) -> bool {
        let status = self.status.as_u16();
        PASSING.contains(&status) || (self.retry_after.is_some() && WITH_TIME.contains(&status))
    }

    async fn read(mut response: Response) -> std::result::Result<Self, reqwest::Error> {
        let mut body = Vec::new();
        while let Some(chunk) = response.chunk().await? {
            let room = MOST_OF_ANSWER - body.len();
            body.extend_from_slice(&chunk[..chunk.len().min(room)]);
            if body.len() == MOST_OF_ANSWER {
                break;
            }
        }
        Ok(Answer {
            status: response.status(),
            body: String::from_utf8_lossy(&body).into_owned(),
            retry_after: response
                .headers()
                .get(RETRY_AFTER)
                .and_then(|value| value.to_str().ok())
                .and_then(|text| retry_after(text, SystemTime::now())),
        })
    }
}

/// Sends messages, some at a time.
pub(super) struct Sender {
    client: OnceLock<Client>,
    workers: Semaphore,
}

impl Sender {
    pub(super) fn new(workers: usize) -> Self {
        Sender {
            client: OnceLock::new(),
            workers: Semaphore::new(workers.min(Semaphore::MAX_PERMITS)),
        }
    }

    /// Delivers a message, and returns the last answer.
    ///
    /// # Errors
    ///
    /// Why there was none at all.
    pub(super) async fn deliver(&self, url: &str, message: &Message) -> Result<Answer> {
        let retries = number(&settings::WEBHOOK_REQUEST_MAX_RETRIES)?;
        let mut tried = 0;
        loop {
            let tried_last = tried >= retries;
            let wait = match self.try_once(url, message).await {
                Ok(answer) if tried_last || !answer.may_pass() => return Ok(answer),
                Ok(answer) => answer.retry_after,
                Err(Failure { error, may_pass }) if tried_last || !may_pass => return Err(error),
                Err(_) => None,
            };
            tried += 1;
            tokio::time::sleep(wait.unwrap_or_else(|| backoff(tried, jitter()))).await;
        }
    }

    async fn try_once(&self, url: &str, message: &Message) -> std::result::Result<Answer, Failure> {
        let worker = self.workers.acquire().await;
        let _worker =
            worker.map_err(|e| Error::internal("no deliveries are made any more").with_source(e))?;
        let url = target(url)?;
        let timeout = Duration::from_secs(number(&settings::WEBHOOK_REQUEST_TIMEOUT)?.max(1));
        let mut request = self.client()?.post(url).timeout(timeout);
        for (name, value) in &message.headers {
            request = request.header(*name, value);
        }
        let response = request.body(message.body.clone()).send().await?;
        Ok(Answer::read(response).await?)
    }

    fn client(&self) -> Result<&Client> {
        match self.client.get() {
            Some(client) => Ok(client),
            None => {
                let made = client()?;
                Ok(self.client.get_or_init(|| made))
            }
        }
    }
}

/// Why a try had no answer.
struct Failure {
    error: Error,
    may_pass: bool,
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Failure {
            error,
            may_pass: false,
        }
    }
}

impl From<reqwest::Error> for Failure {
    fn from(error: reqwest::Error) -> Self {
        match refusal(&error) {
            Some(refusal) => Failure::from(Error::new(refusal.code(), refusal.message())),
            None => Failure {
                may_pass: !error.is_builder(),
                error: Error::new(ErrorCode::TemporarilyUnavailable, described(&error)),
            },
        }
    }
}

fn number(setting: &'static config::Setting<i64>) -> Result<u64> {
    let value = config::current()?.get(setting)?.value.unwrap_or_default();
    Ok(u64::try_from(value).unwrap_or_default())
}

/// Returns how long to wait before the try of a number: not at all before the first other one, then 2, 4, 8 … seconds
/// and a part of a second, so that many do not come at once.
fn backoff(tried: u64, jitter: Duration) -> Duration {
    match u32::try_from(tried).unwrap_or(u32::MAX) {
        0 | 1 => Duration::ZERO,
        tried => {
            let seconds = 2_u64.saturating_pow(tried - 1);
            LONGEST_WAIT.min(Duration::from_secs(seconds) + jitter)
        }
    }
}

fn jitter() -> Duration {
    Duration::from_millis(u64::from(Uuid::new_v4().as_fields().0 % 1000))
}

/// Reads how long a receiver wants to be left alone: seconds, or a date.
fn retry_after(text: &str, now: SystemTime) -> Option<Duration> {
    let text = text.trim();
    let wait = match text.parse() {
        Ok(seconds) => Duration::from_secs(seconds),
        Err(_) => {
            let until = httpdate::parse_http_date(text).ok()?;
            until.duration_since(now).unwrap_or_default()
        }
    };
    Some(wait.min(LONGEST_WAIT))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_grow_and_have_an_end() {
        let waits =
            [1, 2, 3, 6, 7, 200].map(|tried| backoff(tried, Duration::from_millis(500)).as_secs_f32());
        assert_eq!(waits, [0.0, 2.5, 4.5, 32.5, 60.0, 60.0]);
        assert!(jitter() < Duration::from_secs(1));
    }

    #[test]
    fn receivers_say_when() {
        let now = SystemTime::UNIX_EPOCH + Duration::from_secs(784_111_770);
        let said = |text| retry_after(text, now).map(|wait| wait.as_secs());
        assert_eq!(said(" 7 "), Some(7));
        assert_eq!(said("86400"), Some(60));
        assert_eq!(said("Sun, 06 Nov 1994 08:49:37 GMT"), Some(7));
        assert_eq!(said("Sun, 06 Nov 1994 08:49:20 GMT"), Some(0));
        assert_eq!(said("soon"), None);
    }
}
