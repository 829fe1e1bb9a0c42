//! Webhooks in SQL. A deleted one stays as a row that nothing finds any more.

mod fernet;
mod rows;

use super::SqlRegistryStore;
use async_trait::async_trait;
use mlflow_core::clock::now_ms;
use mlflow_core::contract::webhooks::*;
use mlflow_core::entities::Webhook;
use mlflow_core::search::PageToken;
use mlflow_core::validation::{DEFAULT_WEBHOOK_RESULTS, Validate};
use mlflow_core::{Result, Webhooks, refusals, webhooks};
use uuid::Uuid;

#[async_trait]
impl Webhooks for SqlRegistryStore {
    async fn create_webhook(&self, request: CreateWebhook) -> Result<CreateWebhookResponse> {
        let request = request.validated()?;
        webhooks::check_new(&request).await?;
        let secret = request.secret.as_ref().map(fernet::encrypted).transpose()?;
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
        let made = webhook.clone();
        self.database
            .write_once(move |tx| {
                Box::pin(async move {
                    rows::insert(tx, &made, secret).await?;
                    rows::insert_events(tx, &made).await
                })
            })
            .await?;
        Ok(CreateWebhookResponse { webhook })
    }

    async fn list_webhooks(&self, request: ListWebhooks) -> Result<ListWebhooksResponse> {
        let request = request.validated()?;
        let token = PageToken::parse(&request.page_token)?;
        let size = u32::try_from(request.max_results.unwrap_or(DEFAULT_WEBHOOK_RESULTS)).unwrap_or(u32::MAX);
        let listed = self.database.read(move |tx| {
            Box::pin(async move {
                let mut webhooks = rows::page(tx, u64::from(size) + 1, token.skip()).await?;
                let is_last = webhooks.len() <= size as usize;
                webhooks.truncate(size as usize);
                rows::read_events(tx, &mut webhooks).await?;
                Ok(ListWebhooksResponse {
                    webhooks,
                    next_page_token: match is_last {
                        true => String::new(),
                        false => token.after(size).to_string(),
                    },
                })
            })
        });
        listed.await
    }

    async fn get_webhook(&self, request: GetWebhook) -> Result<GetWebhookResponse> {
        let id = request.validated()?.webhook_id;
        let webhook = self
            .database
            .read(move |tx| Box::pin(async move { rows::read(tx, &id).await }))
            .await?;
        Ok(CreateWebhookResponse { webhook })
    }

    async fn update_webhook(&self, request: UpdateWebhook) -> Result<UpdateWebhookResponse> {
        let request = request.validated()?;
        let webhook_id = request.webhook_id.clone();
        self.get_webhook(GetWebhook { webhook_id }).await?;
        webhooks::check_change(&request).await?;
        let secret = match request.secret.as_ref().map(|new| (new.is_empty(), new)) {
            None => None,
            Some((true, _)) => Some(None),
            Some((false, new)) => Some(Some(fernet::encrypted(new)?)),
        };
        let webhook = self
            .database
            .write_small(move |tx| {
                Box::pin(async move {
                    let mut webhook = rows::lock(tx, &request.webhook_id).await?;
                    if let Some(name) = request.name {
                        webhook.name = name;
                    }
                    if let Some(url) = request.url {
                        webhook.url = url;
                    }
                    if let Some(description) = request.description {
                        webhook.description = Some(description).filter(|text| !text.is_empty());
                    }
                    webhook.status = request.status.unwrap_or(webhook.status);
                    webhook.last_updated_timestamp = Some(now_ms());
                    rows::update(tx, &webhook, secret).await?;
                    if request.events.is_empty() {
                        let mut found = [webhook];
                        rows::read_events(tx, &mut found).await?;
                        let [webhook] = found;
                        return Ok(webhook);
                    }
                    webhook.set_events(request.events);
                    rows::delete_events(tx, &webhook.webhook_id).await?;
                    rows::insert_events(tx, &webhook).await?;
                    Ok(webhook)
                })
            })
            .await?;
        Ok(CreateWebhookResponse { webhook })
    }

    async fn delete_webhook(&self, request: DeleteWebhook) -> Result<DeleteWebhookResponse> {
        let id = request.validated()?.webhook_id;
        self.database
            .write_small(move |tx| {
                Box::pin(async move {
                    match rows::mark_deleted(tx, &id, now_ms()).await? {
                        true => Ok(()),
                        false => Err(refusals::webhook_not_found(&id)),
                    }
                })
            })
            .await?;
        Ok(DeleteWebhookResponse {})
    }

    async fn get_webhook_secret(&self, request: GetWebhookSecret) -> Result<GetWebhookSecretResponse> {
        let id = request.validated()?.webhook_id;
        let token = self
            .database
            .read_one(move |tx| Box::pin(async move { rows::secret(tx, &id).await }))
            .await?;
        Ok(GetWebhookSecretResponse {
            secret: token.map(|token| fernet::decrypted(&token)).transpose()?,
        })
    }
}
