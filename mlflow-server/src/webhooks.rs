//! Webhooks: receivers are told what requests have done to registered models and prompts.
//!
//! ```text
//!  operations.rs ─► events.rs      what happened, from a request that was answered
//!                ─► audience.rs    who wants to know; asked of the store once in a while
//!                ─► message.rs     what they are told, and by which signature they know us
//!                ─► send.rs        one delivery: a try, its answer, and whether to try again
//!                      └ connect.rs   only to addresses where webhooks may be
//! ```
//!
//! A delivery is a task beside its request, which knows nothing of it. When the server stops, deliveries may go on as long
//! as requests in work may.

mod audience;
mod connect;
mod events;
mod examples;
mod message;
mod send;

use crate::app::App;
use audience::{Audience, Receiver};
use bytes::Bytes;
use events::Happened;
use message::Message;
use mlflow_core::config::{self, settings};
use mlflow_core::contract::webhooks::{GetWebhook, TestWebhook, TestWebhookResponse};
use mlflow_core::contract::{Arguments, proto_json};
use mlflow_core::entities::WebhookTestResult;
use mlflow_core::{Error, ErrorCode, Result, Validate};
use send::Sender;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::sync::Semaphore;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

/// Deliveries that are on their way or wait for their turn; more are given up.
const MOST_DELIVERIES: usize = 10_000;

/// How long a request waits for what is asked about it of the store.
const PATIENCE: Duration = Duration::from_secs(5);

/// The operations after which the audience is another one.
const CHANGES: [&str; 3] = ["create_webhook", "update_webhook", "delete_webhook"];

/// The deliveries of a server.
pub(crate) struct Webhooks {
    audience: Audience,
    sender: Arc<Sender>,
    room: Arc<Semaphore>,
    tasks: TaskTracker,
    cut: Mutex<CancellationToken>,
}

impl Webhooks {
    pub(crate) fn new() -> Self {
        let workers =
            config::current().and_then(|config| config.get(&settings::WEBHOOK_DELIVERY_MAX_WORKERS));
        let workers = workers.ok().and_then(|setting| setting.value);
        let workers = workers.and_then(|workers| usize::try_from(workers).ok());
        Webhooks {
            audience: Audience::default(),
            sender: Arc::new(Sender::new(workers.unwrap_or(10).max(1))),
            room: Arc::new(Semaphore::new(MOST_DELIVERIES)),
            tasks: TaskTracker::new(),
            cut: Mutex::default(),
        }
    }

    /// Takes notice of an operation that was carried out, and begins to tell those who want to know. What goes wrong is
    /// logged, since the request has its answer.
    pub(crate) async fn note(&self, app: &App, operation: &str, request: Arguments<'_>, answer: &Bytes) {
        if CHANGES.contains(&operation) {
            return self.audience.forget().await;
        }
        let Some(possible) = events::possible(operation) else {
            return;
        };
        let models = &*app.backends.models;
        let asked = tokio::time::timeout(PATIENCE, async {
            let receivers = self.audience.of(models, &possible).await;
            match receivers.is_empty() {
                true => Ok(None),
                false => events::of(models, operation, request, answer)
                    .await
                    .map(|happened| happened.map(|happened| (receivers, happened))),
            }
        });
        match asked.await {
            Ok(Ok(Some((receivers, happened)))) => self.tell(&receivers, &happened),
            Ok(Ok(None)) => {}
            Ok(Err(error)) => tracing::error!("webhooks are not told of `{operation}`: {error}"),
            Err(_) => tracing::error!("webhooks are not told of `{operation}`: the store takes too long"),
        }
    }

    fn tell(&self, receivers: &[Arc<Receiver>], happened: &Happened) {
        for receiver in receivers
            .iter()
            .filter(|receiver| receiver.wants(&happened.event))
        {
            let Ok(place) = self.room.clone().try_acquire_owned() else {
                tracing::error!(
                    "{receiver} is not told of {}: too many deliveries wait",
                    happened.event
                );
                continue;
            };
            let message = Message::new(happened, receiver.secret.as_ref());
            let (receiver, sender) = (receiver.clone(), self.sender.clone());
            let (event, cut) = (happened.event, self.cut().clone());
            self.tasks.spawn(async move {
                let _place = place;
                let delivery = sender.deliver(&receiver.webhook.url, &message);
                match cut.run_until_cancelled(delivery).await {
                    Some(Ok(answer)) if answer.is_success() => {
                        tracing::debug!("{receiver} was told of {event}");
                    }
                    Some(Ok(answer)) => {
                        tracing::error!("{receiver} was told of {event} and answered {}", answer.status);
                    }
                    Some(Err(error)) => tracing::error!("{receiver} is not told of {event}: {error}"),
                    None => tracing::error!("{receiver} is not told of {event}: the server stops"),
                }
            });
        }
    }

    fn cut(&self) -> std::sync::MutexGuard<'_, CancellationToken> {
        self.cut.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits for the deliveries that are on their way, and ends those that take too long.
    pub(crate) async fn end(&self, patience: Duration) {
        self.tasks.close();
        if tokio::time::timeout(patience, self.tasks.wait()).await.is_err() {
            std::mem::take(&mut *self.cut()).cancel();
            self.tasks.wait().await;
        }
        self.tasks.reopen();
    }
}

/// Sends an example to a webhook, as long as a request may take.
pub(crate) async fn test(app: &App, request: TestWebhook) -> Result<Bytes> {
    let request = request.validated()?;
    let models = &app.backends.models;
    let by_id = GetWebhook {
        webhook_id: request.webhook_id.clone(),
    };
    let secret = match models.get_webhook_secret(by_id.clone()).await {
        // The registry is another server, which sends itself.
        Err(error) if error.code() == ErrorCode::NotImplemented => {
            return proto_json::write(&models.test_webhook(request).await?);
        }
        Err(error) if error.code() == ErrorCode::InvalidState => return failed(&error),
        answer => answer?.secret,
    };
    let webhook = models.get_webhook(by_id).await?.webhook;
    let Some(event) = request.event.or(webhook.events.first().copied()) else {
        return failed(&Error::invalid_parameter_value("Webhook events cannot be empty"));
    };
    let Some(happened) = examples::of(event) else {
        return failed(&Error::invalid_parameter_value(format!(
            "Unknown event type: {event}"
        )));
    };
    let message = Message::new(&happened, secret.as_ref());
    let patience = app.options.request_timeout.mul_f32(0.9);
    let delivery = app.webhooks.sender.deliver(&webhook.url, &message);
    let answer = match tokio::time::timeout(patience, delivery).await {
        Ok(Ok(answer)) => answer,
        Ok(Err(error)) => return failed(&error),
        Err(_) => {
            let message = format!("no answer within {} seconds", patience.as_secs());
            return failed(&Error::new(ErrorCode::DeadlineExceeded, message));
        }
    };
    let is_redirect = answer.status.is_redirection();
    proto_json::write(&TestWebhookResponse {
        result: WebhookTestResult {
            success: answer.is_success(),
            response_status: Some(answer.status.as_u16().into()),
            response_body: Some(answer.body),
            error_message: is_redirect
                .then(|| "the receiver answered with a redirect, and redirects are not followed".to_owned()),
        },
    })
}

fn failed(error: &Error) -> Result<Bytes> {
    proto_json::write(&TestWebhookResponse {
        result: WebhookTestResult {
            error_message: Some(format!("Failed to test webhook: {}", error.message())),
            ..WebhookTestResult::default()
        },
    })
}
