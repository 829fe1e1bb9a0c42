//! Webhooks.

use super::MemoryStore;
use crate::clock::now_ms;
use crate::contract::Webhooks;
use crate::contract::webhooks::*;
use crate::entities::{Webhook, WebhookSecret};
use crate::error::Result;
use crate::search::PageToken;
use crate::validation::{DEFAULT_WEBHOOK_RESULTS, Validate};
use crate::{refusals, webhooks};
use async_trait::async_trait;
use std::cmp::Reverse;
use std::collections::HashMap;
use std::sync::{PoisonError, RwLock};
use uuid::Uuid;

/// Webhooks by their ids, with their secrets.
#[derive(Debug, Default)]
pub(super) struct WebhookState(RwLock<HashMap<String, (Webhook, Option<WebhookSecret>)>>);

impl WebhookState {
    fn read<T>(&self, id: &str, read: impl FnOnce(&Webhook, Option<&WebhookSecret>) -> T) -> Result<T> {
        let all = self.0.read().unwrap_or_else(PoisonError::into_inner);
        let (webhook, secret) = all.get(id).ok_or_else(|| refusals::webhook_not_found(id))?;
        Ok(read(webhook, secret.as_ref()))
    }

    fn all(&self) -> Vec<Webhook> {
        let all = self.0.read().unwrap_or_else(PoisonError::into_inner);
        all.values().map(|(webhook, _)| webhook.clone()).collect()
    }

    fn write<T>(&self, write: impl FnOnce(&mut HashMap<String, (Webhook, Option<WebhookSecret>)>) -> T) -> T {
        write(&mut self.0.write().unwrap_or_else(PoisonError::into_inner))
    }
}

#[async_trait]
impl Webhooks for MemoryStore {
    async fn create_webhook(&self, request: CreateWebhook) -> Result<CreateWebhookResponse> {
        let request = request.validated()?;
        webhooks::check_new(&request).await?;
        let now = now_ms();
        let mut webhook = Webhook {
            webhook_id: Uuid::new_v4().to_string(),
            name: request.name,
            description: request.description,
            url: request.url,
            events: Vec::new(),
            status: request.status.unwrap_or_default(),
            creation_timestamp: Some(now),
            last_updated_timestamp: Some(now),
        };
        webhook.set_events(request.events);
        let kept = (webhook.clone(), request.secret);
        self.webhooks
            .write(|all| all.insert(webhook.webhook_id.clone(), kept));
        Ok(CreateWebhookResponse { webhook })
    }

    async fn list_webhooks(&self, request: ListWebhooks) -> Result<ListWebhooksResponse> {
        let request = request.validated()?;
        let token = PageToken::parse(&request.page_token)?;
        let size = u32::try_from(request.max_results.unwrap_or(DEFAULT_WEBHOOK_RESULTS)).unwrap_or(u32::MAX);
        let mut found = self.webhooks.all();
        found.sort_by(|a, b| {
            let key = |webhook: &Webhook| Reverse(webhook.creation_timestamp);
            key(a).cmp(&key(b)).then_with(|| a.webhook_id.cmp(&b.webhook_id))
        });
        let page = found
            .into_iter()
            .skip(usize::try_from(token.skip()).unwrap_or(usize::MAX));
        let mut webhooks: Vec<_> = page.take(size as usize + 1).collect();
        let next_page_token = match webhooks.len() > size as usize {
            true => token.after(size).to_string(),
            false => String::new(),
        };
        webhooks.truncate(size as usize);
        Ok(ListWebhooksResponse {
            webhooks,
            next_page_token,
        })
    }

    async fn get_webhook(&self, request: GetWebhook) -> Result<GetWebhookResponse> {
        let id = request.validated()?.webhook_id;
        let webhook = self.webhooks.read(&id, |webhook, _| webhook.clone())?;
        Ok(CreateWebhookResponse { webhook })
    }

    async fn update_webhook(&self, request: UpdateWebhook) -> Result<UpdateWebhookResponse> {
        let request = request.validated()?;
        self.webhooks.read(&request.webhook_id, |_, _| ())?;
        webhooks::check_change(&request).await?;
        let webhook = self.webhooks.write(|all| {
            let found = all.get_mut(&request.webhook_id);
            let (webhook, secret) = found.ok_or_else(|| refusals::webhook_not_found(&request.webhook_id))?;
            if let Some(name) = request.name {
                webhook.name = name;
            }
            if let Some(url) = request.url {
                webhook.url = url;
            }
            if let Some(description) = request.description {
                webhook.description = Some(description).filter(|text| !text.is_empty());
            }
            if !request.events.is_empty() {
                webhook.set_events(request.events);
            }
            if let Some(new) = request.secret {
                *secret = Some(new).filter(|secret| !secret.is_empty());
            }
            webhook.status = request.status.unwrap_or(webhook.status);
            webhook.last_updated_timestamp = Some(now_ms());
            Ok::<_, crate::Error>(webhook.clone())
        })?;
        Ok(CreateWebhookResponse { webhook })
    }

    async fn delete_webhook(&self, request: DeleteWebhook) -> Result<DeleteWebhookResponse> {
        let id = request.validated()?.webhook_id;
        match self.webhooks.write(|all| all.remove(&id)) {
            Some(_) => Ok(DeleteWebhookResponse {}),
            None => Err(refusals::webhook_not_found(&id)),
        }
    }

    async fn get_webhook_secret(&self, request: GetWebhookSecret) -> Result<GetWebhookSecretResponse> {
        let id = request.validated()?.webhook_id;
        let secret = self.webhooks.read(&id, |_, secret| secret.cloned())?;
        Ok(GetWebhookSecretResponse { secret })
    }
}
