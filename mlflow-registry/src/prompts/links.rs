//! Which runs, logged models and experiments use a prompt.

use super::{Prompt, PromptVersion};
use mlflow_core::prompt_tags::{EXPERIMENT_IDS, LINKED_PROMPTS};
use mlflow_core::{Client, Error, Result};
use serde_json::{Value, json};
use tokio::sync::Mutex;

/// Links are lists in one tag, which is read and written again: one at a time in this process.
static ONE_AT_A_TIME: Mutex<()> = Mutex::const_new(());

/// Notes at a run that it uses a version of a prompt.
///
/// ```
/// # tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(async {
/// # use mlflow_core::{Client, MemoryStore, contract::runs::CreateRun};
/// # use mlflow_registry::prompts::{self, NewPrompt};
/// # let store = std::sync::Arc::new(MemoryStore::new());
/// # let client = Client::from_store(store.clone()).with_registry_store(store);
/// # let run = client.create_run(CreateRun { experiment_id: "0".into(), ..Default::default() }).await?;
/// let prompt = prompts::register(&client, NewPrompt::new("greeting", "Hello {{ name }}!")).await?;
/// prompts::link_to_run(&client, &prompt, run.id()).await?;
/// let tags = client.get_run(run.id()).await?.data.tags;
/// assert_eq!(&tags["mlflow.linkedPrompts"], r#"[{"name": "greeting", "version": "1"}]"#);
/// # Ok::<(), mlflow_core::Error>(()) }).unwrap();
/// ```
pub async fn link_to_run(client: &Client, prompt: &PromptVersion, run_id: &str) -> Result<()> {
    let _alone = ONE_AT_A_TIME.lock().await;
    let run = client.get_run(run_id).await?;
    match with_link(run.data.tags.get(LINKED_PROMPTS), prompt)? {
        Some(links) => client.set_tag(run_id, LINKED_PROMPTS, links).await,
        None => Ok(()),
    }
}

/// Notes at a logged model that it uses a version of a prompt.
pub async fn link_to_model(client: &Client, prompt: &PromptVersion, model_id: &str) -> Result<()> {
    let _alone = ONE_AT_A_TIME.lock().await;
    let model = client.get_logged_model(model_id).await?;
    match with_link(model.info.tags.get(LINKED_PROMPTS), prompt)? {
        Some(links) => {
            let tags = [(LINKED_PROMPTS, links)];
            client.set_logged_model_tags(model_id, tags).await?;
            Ok(())
        }
        None => Ok(()),
    }
}

/// Notes at a prompt that an experiment uses it, so that the experiment's page lists it.
pub async fn link_to_experiment(client: &Client, name: &str, experiment_id: &str) -> Result<()> {
    let _alone = ONE_AT_A_TIME.lock().await;
    let Prompt { tags, .. } = super::get(client, name).await?;
    let linked = tags.get(EXPERIMENT_IDS).unwrap_or_default();
    let mut ids: Vec<_> = linked
        .split(',')
        .map(str::trim)
        .filter(|id| !id.is_empty())
        .collect();
    if ids.contains(&experiment_id) {
        return Ok(());
    }
    ids.push(experiment_id);
    // The commas at both ends let a filter find `,1,` and not `10`.
    let ids = format!(",{},", ids.join(","));
    client.set_registered_model_tag(name, EXPERIMENT_IDS, ids).await
}

/// Adds a link to a list of them, as the tag holds it; `None` if it is there already.
fn with_link(links: Option<&str>, prompt: &PromptVersion) -> Result<Option<String>> {
    let link = json!({"name": prompt.name, "version": prompt.version.to_string()});
    let text = links.unwrap_or("[]").trim();
    let wrong = |what: &str| Error::internal(format!("Invalid {what} for '{LINKED_PROMPTS}' tag: {text}"));
    let found: Value = serde_json::from_str(text).map_err(|e| wrong("JSON format").with_source(e))?;
    let found = found.as_array().ok_or_else(|| wrong("format"))?;
    if found.contains(&link) {
        return Ok(None);
    }
    let comma = if found.is_empty() { "" } else { ", " };
    let others = text.trim_end_matches(']').trim_end();
    Ok(Some(format!(
        r#"{others}{comma}{{"name": {}, "version": {}}}]"#,
        link["name"], link["version"]
    )))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::prompts::Template;

    #[test]
    fn links_are_added_once_and_as_official_mlflow_writes_them() -> Result<()> {
        let prompt = PromptVersion {
            name: "greeting".to_owned(),
            version: 2,
            template: Template::from(""),
            commit_message: None,
            creation_timestamp: None,
            last_updated_timestamp: None,
            tags: std::iter::empty().collect(),
            aliases: Vec::new(),
            response_format: None,
            model_config: None,
        };
        let one = r#"[{"name": "greeting", "version": "2"}]"#;
        assert_eq!(with_link(None, &prompt)?.as_deref(), Some(one));
        assert_eq!(with_link(Some(one), &prompt)?, None);
        let other = r#"[{"name": "a]", "version": "1"}]"#;
        let both = r#"[{"name": "a]", "version": "1"}, {"name": "greeting", "version": "2"}]"#;
        assert_eq!(with_link(Some(other), &prompt)?.as_deref(), Some(both));
        for wrong in ["", "{}", "[", "x"] {
            assert!(with_link(Some(wrong), &prompt).is_err(), "{wrong}");
        }
        Ok(())
    }
}
