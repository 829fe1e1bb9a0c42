//! Webhooks, which belong to a model registry.

use crate::entities::{Webhook, WebhookEvent, WebhookSecret, WebhookStatus, WebhookTestResult};
use serde::{Deserialize, Serialize};

contract! {
    /// Webhooks: whom a server tells what happens to registered models and prompts.
    ///
    /// A store keeps them; deliveries are made by servers, for the requests that they answer.
    pub trait Webhooks {
        /// Makes a webhook.
        create_webhook: CreateWebhook => CreateWebhookResponse,
            POST "2.0/mlflow/webhooks", needs Manage on Server;
        /// Reads webhooks that are not deleted, a page at a time, the newest first.
        list_webhooks: ListWebhooks => ListWebhooksResponse,
            GET "2.0/mlflow/webhooks", needs Manage on Server;
        /// Reads a webhook.
        get_webhook: GetWebhook => GetWebhookResponse,
            GET "2.0/mlflow/webhooks/{webhook_id}", needs Manage on Server;
        /// Changes what the request has of a webhook.
        update_webhook: UpdateWebhook => UpdateWebhookResponse,
            PATCH "2.0/mlflow/webhooks/{webhook_id}", needs Manage on Server;
        /// Deletes a webhook.
        delete_webhook: DeleteWebhook => DeleteWebhookResponse,
            DELETE "2.0/mlflow/webhooks/{webhook_id}", needs Manage on Server;
        /// Sends an example to a webhook and tells what became of it. Servers do it; stores do not send.
        test_webhook: TestWebhook => TestWebhookResponse,
            POST "2.0/mlflow/webhooks/{webhook_id}/test", needs Manage on Server;
        /// Reads what deliveries to a webhook are signed with. For the server that makes them: no server offers it.
        get_webhook_secret: GetWebhookSecret => GetWebhookSecretResponse, -, needs Manage on Server;
    }
}

/// Asks for a new webhook.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct CreateWebhook {
    /// The name: up to 63 letters, digits, dots, underscores and hyphens, with a letter or a digit at both ends.
    pub name: String,
    /// What people should know about it: up to 1000 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// Where events are sent to: up to 500 characters, of a host whose addresses are public.
    pub url: String,
    /// What it is told of.
    pub events: Vec<WebhookEvent>,
    /// What deliveries are signed with: up to 687 bytes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub secret: Option<WebhookSecret>,
    /// Whether it is told; active if not set.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<WebhookStatus>,
}

/// Answers with a webhook.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct CreateWebhookResponse {
    /// The webhook.
    pub webhook: Webhook,
}

/// Asks for a page of webhooks.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ListWebhooks {
    /// How many at most: up to 1000; 100 if not set.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_results: Option<i64>,
    /// Where the page before ended.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub page_token: String,
}

/// Answers with a page of webhooks.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ListWebhooksResponse {
    /// The webhooks.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub webhooks: Vec<Webhook>,
    /// Asks for the next page; empty on the last one.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub next_page_token: String,
}

/// Asks for a webhook.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct GetWebhook {
    /// The webhook's id.
    pub webhook_id: String,
}

/// Answers with a webhook.
pub type GetWebhookResponse = CreateWebhookResponse;

/// Asks to change a webhook; what is not set stays.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct UpdateWebhook {
    /// The webhook's id.
    pub webhook_id: String,
    /// Another name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Another description; an empty one takes it away.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// Another place to send events to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// Other events, instead of those so far.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub events: Vec<WebhookEvent>,
    /// Another secret; an empty one takes it away.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub secret: Option<WebhookSecret>,
    /// Whether it is told.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<WebhookStatus>,
}

/// Answers with the changed webhook.
pub type UpdateWebhookResponse = CreateWebhookResponse;

/// Asks to delete a webhook.
pub type DeleteWebhook = GetWebhook;

/// Asks to send an example to a webhook.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct TestWebhook {
    /// The webhook's id.
    pub webhook_id: String,
    /// What the example is of; the first event of the webhook if not set.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub event: Option<WebhookEvent>,
}

/// Answers with what became of an example.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct TestWebhookResponse {
    /// What became of it.
    pub result: WebhookTestResult,
}

/// Asks what deliveries to a webhook are signed with.
pub type GetWebhookSecret = GetWebhook;

/// Answers with what deliveries to a webhook are signed with.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct GetWebhookSecretResponse {
    /// The secret; none if deliveries are not signed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub secret: Option<WebhookSecret>,
}

empty_answers! { DeleteWebhookResponse }
