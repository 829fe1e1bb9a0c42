//! Webhooks: whom a server tells when something happens to registered models and prompts.

use crate::error::{Error, Result};
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

wire_enum! {
    /// What an event happens to.
    pub enum WebhookEntity {
        /// A registered model.
        RegisteredModel = 1, "REGISTERED_MODEL";
        /// A version of a registered model.
        ModelVersion = 2, "MODEL_VERSION";
        /// A tag of a version.
        ModelVersionTag = 3, "MODEL_VERSION_TAG";
        /// An alias of a version.
        ModelVersionAlias = 4, "MODEL_VERSION_ALIAS";
        /// A prompt.
        Prompt = 5, "PROMPT";
        /// A version of a prompt.
        PromptVersion = 6, "PROMPT_VERSION";
        /// A tag of a prompt.
        PromptTag = 7, "PROMPT_TAG";
        /// A tag of a version of a prompt.
        PromptVersionTag = 8, "PROMPT_VERSION_TAG";
        /// An alias of a version of a prompt.
        PromptAlias = 9, "PROMPT_ALIAS";
        /// What a gateway may spend.
        BudgetPolicy = 10, "BUDGET_POLICY";
    }
}

wire_enum! {
    /// What happens.
    pub enum WebhookAction {
        /// It was made.
        Created = 1, "CREATED";
        /// It was changed.
        Updated = 2, "UPDATED";
        /// It was deleted.
        Deleted = 3, "DELETED";
        /// It was written, new or not.
        Set = 4, "SET";
        /// More was spent than allowed.
        Exceeded = 5, "EXCEEDED";
    }
}

wire_enum! {
    /// Whether a webhook is told anything.
    #[derive(Default)]
    pub enum WebhookStatus {
        /// It is told.
        #[default]
        Active = 1, "ACTIVE";
        /// It is kept, and told nothing.
        Disabled = 2, "DISABLED";
    }
}

/// Something that webhooks may be told of.
///
/// ```
/// use mlflow_core::entities::{WebhookAction, WebhookEntity, WebhookEvent};
///
/// let event: WebhookEvent = "model_version.created".parse()?;
/// assert_eq!(event, WebhookEvent::new(WebhookEntity::ModelVersion, WebhookAction::Created));
/// assert_eq!(event.to_string(), "model_version.created");
/// # Ok::<(), mlflow_core::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct WebhookEvent {
    /// What it happens to.
    pub entity: WebhookEntity,
    /// What happens.
    pub action: WebhookAction,
}

impl WebhookEvent {
    /// Every event that there is.
    pub const ALL: [WebhookEvent; 15] = {
        use WebhookAction::*;
        use WebhookEntity::*;
        [
            WebhookEvent::new(RegisteredModel, Created),
            WebhookEvent::new(ModelVersion, Created),
            WebhookEvent::new(ModelVersionTag, Set),
            WebhookEvent::new(ModelVersionTag, Deleted),
            WebhookEvent::new(ModelVersionAlias, Created),
            WebhookEvent::new(ModelVersionAlias, Deleted),
            WebhookEvent::new(Prompt, Created),
            WebhookEvent::new(PromptVersion, Created),
            WebhookEvent::new(PromptTag, Set),
            WebhookEvent::new(PromptTag, Deleted),
            WebhookEvent::new(PromptVersionTag, Set),
            WebhookEvent::new(PromptVersionTag, Deleted),
            WebhookEvent::new(PromptAlias, Created),
            WebhookEvent::new(PromptAlias, Deleted),
            WebhookEvent::new(BudgetPolicy, Exceeded),
        ]
    };

    /// Names an event; [`check`](WebhookEvent::check) tells whether it is one of [`ALL`](WebhookEvent::ALL).
    pub const fn new(entity: WebhookEntity, action: WebhookAction) -> Self {
        WebhookEvent { entity, action }
    }

    /// Returns the entity as payloads and databases have it: `model_version`.
    pub fn entity_name(&self) -> String {
        self.entity.as_str().to_ascii_lowercase()
    }

    /// Returns the action as payloads and databases have it: `created`.
    pub fn action_name(&self) -> String {
        self.action.as_str().to_ascii_lowercase()
    }

    /// Reads an event by the names that payloads and databases have.
    ///
    /// # Errors
    ///
    /// `INVALID_PARAMETER_VALUE` if there is no such entity or action.
    pub fn from_names(entity: &str, action: &str) -> Result<Self> {
        Ok(WebhookEvent {
            entity: entity.to_ascii_uppercase().parse()?,
            action: action.to_ascii_uppercase().parse()?,
        })
    }

    /// Refuses an action that the entity does not have.
    ///
    /// # Errors
    ///
    /// `INVALID_PARAMETER_VALUE` naming the actions that it has.
    pub fn check(&self) -> Result<()> {
        if WebhookEvent::ALL.contains(self) {
            return Ok(());
        }
        let same = WebhookEvent::ALL
            .iter()
            .filter(|event| event.entity == self.entity);
        let mut actions: Vec<_> = same.map(|event| format!("'{}'", event.action_name())).collect();
        actions.sort_unstable();
        Err(Error::invalid_parameter_value(format!(
            "Invalid action '{}' for entity '{}'. Valid actions are: [{}]",
            self.action_name(),
            self.entity_name(),
            actions.join(", ")
        )))
    }
}

impl fmt::Display for WebhookEvent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.entity_name(), self.action_name())
    }
}

impl FromStr for WebhookEvent {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        let mut parts = text.split('.');
        let (Some(entity), Some(action), None) = (parts.next(), parts.next(), parts.next()) else {
            return Err(Error::invalid_parameter_value(format!(
                "Invalid event string format: {text}. Expected format: 'entity.action' (e.g., 'registered_model.created')"
            )));
        };
        let event = WebhookEvent::from_names(entity, action).map_err(|e| {
            let message = format!(
                "Invalid entity or action in event string: {text}. Error: {}",
                e.message()
            );
            Error::invalid_parameter_value(message)
        })?;
        event.check()?;
        Ok(event)
    }
}

/// A webhook, without its secret, which no store gives to clients.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Webhook {
    /// The id: a UUID.
    pub webhook_id: String,
    /// The name; others may have the same.
    pub name: String,
    /// What people should know about it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// Where events are sent to.
    pub url: String,
    /// What it is told of, in the order of the events' names.
    pub events: Vec<WebhookEvent>,
    /// Whether it is told.
    pub status: WebhookStatus,
    /// When it was made, in milliseconds since 1970.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub creation_timestamp: Option<i64>,
    /// When it was last changed, in milliseconds since 1970.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_updated_timestamp: Option<i64>,
}

impl Webhook {
    /// Sets the events, each once and in the order of their names.
    pub fn set_events(&mut self, mut events: Vec<WebhookEvent>) {
        events.sort_by_cached_key(WebhookEvent::to_string);
        events.dedup();
        self.events = events;
    }
}

/// What a delivery is signed with; its `Debug` does not show it.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct WebhookSecret(String);

impl WebhookSecret {
    /// Takes a secret.
    pub fn new(secret: impl Into<String>) -> Self {
        WebhookSecret(secret.into())
    }

    /// Returns the secret itself.
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// Tells whether there is nothing to sign with.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl fmt::Debug for WebhookSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("***")
    }
}

impl<T: Into<String>> From<T> for WebhookSecret {
    fn from(secret: T) -> Self {
        WebhookSecret::new(secret)
    }
}

/// What became of a delivery that was made to try a webhook.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct WebhookTestResult {
    /// Whether the receiver took it.
    pub success: bool,
    /// The status of its answer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub response_status: Option<i32>,
    /// Its answer, up to 1 MiB of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub response_body: Option<String>,
    /// Why there was no answer, or why it does not count.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error_message: Option<String>,
}
