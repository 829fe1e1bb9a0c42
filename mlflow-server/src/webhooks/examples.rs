//! What a webhook is told when somebody tries it, in official MLflow's words.

use super::events::Happened;
use mlflow_core::entities::WebhookAction::{Created, Deleted, Exceeded, Set};
use mlflow_core::entities::{WebhookEntity as Entity, WebhookEvent};
use serde_json::{Value, json};

/// Returns an example of an event; `None` if there is no such event.
pub(super) fn of(event: WebhookEvent) -> Option<Happened> {
    let data = match (event.entity, event.action) {
        (Entity::RegisteredModel, Created) => json!({
            "name": "example_model",
            "tags": {"example_key": "example_value"},
            "description": "An example registered model",
        }),
        (Entity::ModelVersion, Created) => json!({
            "name": "example_model",
            "version": "1",
            "source": "models:/123",
            "run_id": "abcd1234abcd5678",
            "tags": {"example_key": "example_value"},
            "description": "An example model version",
        }),
        (Entity::ModelVersionTag, Set) => set_of_version("example_model"),
        (Entity::ModelVersionTag, Deleted) => deleted_of_version("example_model"),
        (Entity::ModelVersionAlias, Created) => alias("example_model"),
        (Entity::ModelVersionAlias, Deleted) => no_alias("example_model"),
        (Entity::Prompt, Created) => json!({
            "name": "example_prompt",
            "tags": {"example_key": "example_value"},
            "description": "An example prompt",
        }),
        (Entity::PromptVersion, Created) => json!({
            "name": "example_prompt",
            "version": "1",
            "template": "Hello {{name}}!",
            "tags": {"example_key": "example_value"},
            "description": "An example prompt version",
        }),
        (Entity::PromptTag, Set) => {
            json!({"name": "example_prompt", "key": "example_key", "value": "example_value"})
        }
        (Entity::PromptTag, Deleted) => json!({"name": "example_prompt", "key": "example_key"}),
        (Entity::PromptVersionTag, Set) => set_of_version("example_prompt"),
        (Entity::PromptVersionTag, Deleted) => deleted_of_version("example_prompt"),
        (Entity::PromptAlias, Created) => alias("example_prompt"),
        (Entity::PromptAlias, Deleted) => no_alias("example_prompt"),
        (Entity::BudgetPolicy, Exceeded) => json!({
            "budget_policy_id": "bp-abc123",
            "budget_unit": "USD",
            "budget_amount": 100.0,
            "current_spend": 105.5,
            "duration_unit": "MONTHS",
            "duration_value": 1,
            "target_scope": "ENDPOINT",
            "workspace": "default",
            "target_value": "ep-abc123",
            "window_start": 1_704_067_200_000_i64,
        }),
        _ => return None,
    };
    Some(Happened { event, data })
}

fn set_of_version(name: &str) -> Value {
    json!({"name": name, "version": "1", "key": "example_key", "value": "example_value"})
}

fn deleted_of_version(name: &str) -> Value {
    json!({"name": name, "version": "1", "key": "example_key"})
}

fn alias(name: &str) -> Value {
    json!({"name": name, "alias": "example_alias", "version": "1"})
}

fn no_alias(name: &str) -> Value {
    json!({"name": name, "alias": "example_alias"})
}
