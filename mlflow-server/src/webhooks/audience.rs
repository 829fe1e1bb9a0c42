//! Who wants to know of what.

use mlflow_core::config::{self, settings};
use mlflow_core::contract::webhooks::{GetWebhook, ListWebhooks};
use mlflow_core::entities::{Webhook, WebhookEvent, WebhookSecret, WebhookStatus};
use mlflow_core::{ErrorCode, RegistryStore, Result};
use std::fmt;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::sync::Mutex;

const PAGE: i64 = 1000;

/// A webhook that is told things.
#[derive(Debug)]
pub(super) struct Receiver {
    pub(super) webhook: Webhook,
    pub(super) secret: Option<WebhookSecret>,
}

impl Receiver {
    pub(super) fn wants(&self, event: &WebhookEvent) -> bool {
        self.webhook.events.contains(event)
    }
}

impl fmt::Display for Receiver {
    /// Leaves out the URL, which may prove who sends.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "webhook `{}` ({})", self.webhook.name, self.webhook.webhook_id)
    }
}

type Receivers = Arc<[Arc<Receiver>]>;

/// The active webhooks, as they were some seconds ago.
#[derive(Default)]
pub(super) struct Audience(Mutex<Option<(Instant, Receivers)>>);

impl Audience {
    /// Returns the webhooks that want one of some events. Errors are logged, and nobody is told then.
    pub(super) async fn of(&self, store: &dyn RegistryStore, events: &[WebhookEvent]) -> Vec<Arc<Receiver>> {
        let all = match self.all(store).await {
            Ok(all) => all,
            Err(error) => {
                tracing::error!("the webhooks cannot be read: {error}");
                return Vec::new();
            }
        };
        let wants = |receiver: &&Arc<Receiver>| events.iter().any(|event| receiver.wants(event));
        all.iter().filter(wants).cloned().collect()
    }

    /// Forgets what is known, since a webhook was changed.
    pub(super) async fn forget(&self) {
        *self.0.lock().await = None;
    }

    async fn all(&self, store: &dyn RegistryStore) -> Result<Receivers> {
        let age = config::current()?.get(&settings::WEBHOOK_CACHE_TTL)?.value;
        let age = Duration::from_secs(u64::try_from(age.unwrap_or_default()).unwrap_or_default());
        let mut kept = self.0.lock().await;
        if let Some((read, receivers)) = &*kept
            && read.elapsed() < age
        {
            return Ok(receivers.clone());
        }
        let read = Instant::now();
        let receivers: Receivers = match receivers(store).await {
            // Without webhooks, or with those of another server, which tells them.
            Err(error) if error.code() == ErrorCode::NotImplemented => Arc::from([]),
            found => found?.into(),
        };
        *kept = Some((read, receivers.clone()));
        Ok(receivers)
    }
}

async fn receivers(store: &dyn RegistryStore) -> Result<Vec<Arc<Receiver>>> {
    let mut receivers = Vec::new();
    let mut request = ListWebhooks {
        max_results: Some(PAGE),
        page_token: String::new(),
    };
    loop {
        let page = store.list_webhooks(request.clone()).await?;
        let is_active = |webhook: &Webhook| webhook.status == WebhookStatus::Active;
        for webhook in page.webhooks.into_iter().filter(is_active) {
            let webhook_id = webhook.webhook_id.clone();
            let secret = store.get_webhook_secret(GetWebhook { webhook_id }).await;
            match secret {
                Ok(answer) => receivers.push(Arc::new(Receiver {
                    webhook,
                    secret: answer.secret,
                })),
                Err(error) if error.code() == ErrorCode::NotImplemented => return Err(error),
                // It was deleted meanwhile.
                Err(error) if error.code() == ErrorCode::ResourceDoesNotExist => {}
                Err(error) => {
                    let (id, name) = (webhook.webhook_id, webhook.name);
                    tracing::error!("webhook `{name}` ({id}) is told nothing: {error}");
                }
            }
        }
        if page.next_page_token.is_empty() {
            return Ok(receivers);
        }
        request.page_token = page.next_page_token;
    }
}
