//! What an operation that was carried out means to webhooks.

use bytes::Bytes;
use mlflow_core::contract::model_versions::{
    CreateModelVersion, CreateModelVersionResponse, DeleteModelVersionTag, SetModelVersionTag,
};
use mlflow_core::contract::registered_models::{
    CreateRegisteredModel, DeleteRegisteredModelAlias, DeleteRegisteredModelTag, GetRegisteredModel,
    SetRegisteredModelAlias, SetRegisteredModelTag,
};
use mlflow_core::contract::{Arguments, proto_json};
use mlflow_core::entities::WebhookAction::{Created, Deleted, Set};
use mlflow_core::entities::{WebhookEntity as Entity, WebhookEvent};
use mlflow_core::prompt_tags::{IS_PROMPT, KIND, TEXT};
use mlflow_core::{RegistryStore, Result};
use serde_json::{Map, Value, json};

/// An event with what is told of it.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Happened {
    pub(super) event: WebhookEvent,
    pub(super) data: Value,
}

/// Returns the events that an operation may be, for a model and for a prompt; `None` if nobody is told of it.
pub(super) fn possible(operation: &str) -> Option<Vec<WebhookEvent>> {
    let (model, prompt, action) = match operation {
        "create_registered_model" => (Some(Entity::RegisteredModel), Entity::Prompt, Created),
        "create_model_version" => (Some(Entity::ModelVersion), Entity::PromptVersion, Created),
        "set_registered_model_tag" => (None, Entity::PromptTag, Set),
        "delete_registered_model_tag" => (None, Entity::PromptTag, Deleted),
        "set_model_version_tag" => (Some(Entity::ModelVersionTag), Entity::PromptVersionTag, Set),
        "delete_model_version_tag" => (Some(Entity::ModelVersionTag), Entity::PromptVersionTag, Deleted),
        "set_registered_model_alias" => (Some(Entity::ModelVersionAlias), Entity::PromptAlias, Created),
        "delete_registered_model_alias" => (Some(Entity::ModelVersionAlias), Entity::PromptAlias, Deleted),
        _ => return None,
    };
    let entities = model.into_iter().chain([prompt]);
    Some(entities.map(|entity| WebhookEvent::new(entity, action)).collect())
}

/// Returns what an operation was, by what it was asked and answered; `None` if nobody is told of it.
///
/// Whether a name is that of a prompt is asked now, before somebody deletes or renames it.
pub(super) async fn of(
    store: &dyn RegistryStore,
    operation: &str,
    request: Arguments<'_>,
    answer: &Bytes,
) -> Result<Option<Happened>> {
    let (is_prompt, data) = match operation {
        "create_registered_model" => {
            let request: CreateRegisteredModel = request.read()?;
            of_model(request)
        }
        "create_model_version" => of_version(request.read()?, proto_json::read_answer(answer)?),
        "set_registered_model_tag" => {
            let SetRegisteredModelTag { name, key, value } = request.read()?;
            let data = json!({"name": name, "key": key, "value": value});
            (is_prompt(store, name).await?, data)
        }
        "delete_registered_model_tag" => {
            let DeleteRegisteredModelTag { name, key } = request.read()?;
            let data = json!({"name": name, "key": key});
            (is_prompt(store, name).await?, data)
        }
        "set_model_version_tag" => {
            let SetModelVersionTag {
                name,
                version,
                key,
                value,
            } = request.read()?;
            let data = json!({"name": name, "version": version, "key": key, "value": value});
            (is_prompt(store, name).await?, data)
        }
        "delete_model_version_tag" => {
            let DeleteModelVersionTag { name, version, key } = request.read()?;
            let data = json!({"name": name, "version": version, "key": key});
            (is_prompt(store, name).await?, data)
        }
        "set_registered_model_alias" => {
            let SetRegisteredModelAlias { name, alias, version } = request.read()?;
            let data = json!({"name": name, "alias": alias, "version": version});
            (is_prompt(store, name).await?, data)
        }
        "delete_registered_model_alias" => {
            let DeleteRegisteredModelAlias { name, alias } = request.read()?;
            let data = json!({"name": name, "alias": alias});
            (is_prompt(store, name).await?, data)
        }
        _ => return Ok(None),
    };
    let events = possible(operation).unwrap_or_default();
    let event = match (events.as_slice(), is_prompt) {
        ([model, _], false) => *model,
        ([.., prompt], true) => *prompt,
        _ => return Ok(None),
    };
    Ok(Some(Happened { event, data }))
}

async fn is_prompt(store: &dyn RegistryStore, name: String) -> Result<bool> {
    let found = store.get_registered_model(GetRegisteredModel { name }).await?;
    Ok(found.registered_model.is_prompt())
}

fn of_model(request: CreateRegisteredModel) -> (bool, Value) {
    let mut tags = by_key(request.tags.iter().map(|tag| (&tag.key, &tag.value)));
    let is_prompt = marks_prompt(&tags);
    if is_prompt {
        tags.retain(|key, _| ![IS_PROMPT, KIND].contains(&key.as_str()));
    }
    // As in official MLflow's protocol, a text that is not there is empty.
    let description = request.description.unwrap_or_default();
    let data = json!({"name": request.name, "tags": tags, "description": description});
    (is_prompt, data)
}

fn of_version(request: CreateModelVersion, answer: CreateModelVersionResponse) -> (bool, Value) {
    let mut tags = by_key(request.tags.iter().map(|tag| (&tag.key, &tag.value)));
    let is_prompt = marks_prompt(&tags);
    let made = answer.model_version;
    let description = request.description.filter(|text| !text.is_empty());
    let data = if is_prompt {
        let template = tags.shift_remove(TEXT);
        tags.retain(|key, _| ![IS_PROMPT, KIND].contains(&key.as_str()));
        json!({
            "name": request.name,
            "version": made.version,
            "template": template,
            "tags": tags,
            "description": description,
        })
    } else {
        json!({
            "name": request.name,
            "version": made.version,
            "source": made.source,
            "run_id": made.run_id.filter(|id| !id.is_empty()),
            "tags": tags,
            "description": description,
        })
    };
    (is_prompt, data)
}

/// The last one of a key counts.
fn by_key<'a>(tags: impl Iterator<Item = (&'a String, &'a String)>) -> Map<String, Value> {
    tags.map(|(key, value)| (key.clone(), Value::from(value.as_str())))
        .collect()
}

fn marks_prompt(tags: &Map<String, Value>) -> bool {
    let value = tags.get(IS_PROMPT).and_then(Value::as_str);
    value.is_some_and(|value| value.eq_ignore_ascii_case("true"))
}
