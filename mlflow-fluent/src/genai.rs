//! Prompts: texts with versions, aliases and tags, in the model registry.
//!
//! ```
//! # let dir = tempfile::tempdir()?; std::env::set_current_dir(&dir)?;
//! use mlflow::genai;
//!
//! genai::register_prompt("greeting", "Hello {{ name }}!")?;
//! genai::set_prompt_alias("greeting", "live", 1)?;
//!
//! let prompt = genai::load_prompt("prompts:/greeting@live")?;
//! let text = prompt.format([("name", "Ann")])?;
//! assert_eq!(text.as_text(), Some("Hello Ann!"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! A run that is active, a logged model that is active and the active experiment are linked to the prompts that they
//! load, so that their pages show them.

use crate::{active, active_model, experiments, state, twins};
use mlflow_core::entities::{KeyList, RegisteredModelTag};
use mlflow_core::prompt_tags::MODEL_CONFIG;
use mlflow_core::{notice, Client, Error, Result, SearchRegisteredModels};
use mlflow_registry::prompts;
pub use mlflow_registry::prompts::{ChatMessage, NewPrompt, Prompt, PromptVersion, Template};
use std::fmt::Display;

twins::twins! {
    /// Registers the next version of a prompt, which is made if there is none.
    ///
    /// The template is a text, or the messages of a chat, with variables in double braces.
    ///
    /// # Errors
    ///
    /// `INVALID_PARAMETER_VALUE` for a name of another form, and for one that a model has.
    ///
    /// ```
    /// # let dir = tempfile::tempdir()?; std::env::set_current_dir(&dir)?;
    /// use mlflow::genai::{self, ChatMessage};
    ///
    /// assert_eq!(genai::register_prompt("greeting", "Hello {{ name }}!")?.version, 1);
    /// assert_eq!(genai::register_prompt("greeting", "Dear {{ name }},")?.version, 2);
    /// let messages = vec![ChatMessage::new("system", "You are {{ style }}."), ChatMessage::new("user", "{{ question }}")];
    /// assert_eq!(genai::register_prompt("talk", messages)?.variables(), ["style", "question"]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub async fn register_prompt(name: impl Into<String>, template: impl Into<Template>) -> Result<PromptVersion> {
        register(NewPrompt::new(name, template)).await
    }

    /// Does what [`register_prompt`] does, with a message, tags, a form of the answers, or a model.
    ///
    /// ```
    /// # let dir = tempfile::tempdir()?; std::env::set_current_dir(&dir)?;
    /// use mlflow::genai::{self, NewPrompt};
    ///
    /// let new = NewPrompt::new("greeting", "Hello {{ name }}!").commit_message("first").tag("author", "Ann");
    /// let prompt = genai::register_prompt_with(new)?;
    /// assert_eq!((prompt.commit_message.as_deref(), &prompt.tags["author"]), (Some("first"), "Ann"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub async fn register_prompt_with(prompt: NewPrompt) -> Result<PromptVersion> {
        register(prompt).await
    }

    /// Loads a version of a prompt: `prompts:/name/3`, `prompts:/name@alias`, or by its name alone the latest.
    ///
    /// The active run is linked to it, or else the call fails; the active logged model and the active experiment are
    /// linked as far as that can be done.
    ///
    /// # Errors
    ///
    /// `RESOURCE_DOES_NOT_EXIST` if there is none; `INVALID_PARAMETER_VALUE` if the name is a model's.
    ///
    /// ```
    /// # let dir = tempfile::tempdir()?; std::env::set_current_dir(&dir)?;
    /// # use mlflow::genai;
    /// # genai::register_prompt("greeting", "Hello {{ name }}!")?;
    /// let run = mlflow::start_run()?;
    /// assert_eq!(genai::load_prompt("greeting")?.version, 1);
    /// let tags = mlflow::get_run(run.id())?.data.tags;
    /// assert_eq!(&tags["mlflow.linkedPrompts"], r#"[{"name": "greeting", "version": "1"}]"#);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub async fn load_prompt(name_or_uri: impl AsRef<str>) -> Result<PromptVersion> {
        let client = state::client()?;
        let prompt = load(&client, name_or_uri.as_ref()).await.map_err(of_prompts)?;
        link_to_experiment(&client, &prompt.name).await;
        if let Some(run) = active::current() {
            prompts::link_to_run(run.client(), &prompt, run.run_id()).await?;
        }
        if let Some(model_id) = active_model::get_active_model_id() {
            if let Err(error) = prompts::link_to_model(&client, &prompt, &model_id).await {
                notice::warn(&format!(
                    "Failed to link prompt '{}' version '{}' to model '{model_id}': {error}", prompt.name, prompt.version
                ));
            }
        }
        Ok(prompt)
    }

    /// Finds prompts; the filter may name what a filter of registered models may.
    ///
    /// ```
    /// # let dir = tempfile::tempdir()?; std::env::set_current_dir(&dir)?;
    /// # use mlflow::genai;
    /// # genai::register_prompt("greeting", "Hello {{ name }}!")?;
    /// let prompts = genai::search_prompts(mlflow::SearchRegisteredModels::new().filter("name LIKE 'greet%'"))?;
    /// assert_eq!(prompts[0].name, "greeting");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub async fn search_prompts(search: SearchRegisteredModels) -> Result<Vec<Prompt>> {
        prompts::search(&state::client()?, search).await.map_err(of_prompts)
    }

    /// Returns all versions of a prompt, the latest first.
    ///
    /// ```
    /// # let dir = tempfile::tempdir()?; std::env::set_current_dir(&dir)?;
    /// # use mlflow::genai;
    /// # genai::register_prompt("greeting", "Hello {{ name }}!")?;
    /// # genai::register_prompt("greeting", "Dear {{ name }},")?;
    /// let versions = genai::search_prompt_versions("greeting")?;
    /// assert_eq!(versions[0].template.as_text(), Some("Dear {{ name }},"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub async fn search_prompt_versions(name: impl AsRef<str>) -> Result<Vec<PromptVersion>> {
        prompts::versions(&state::client()?, name.as_ref()).await.map_err(of_prompts)
    }

    /// Makes an alias point to a version of a prompt.
    pub async fn set_prompt_alias(name: impl Into<String>, alias: impl Into<String>, version: i64) -> Result<()> {
        state::client()?.set_registered_model_alias(name, alias, version).await.map_err(of_prompts)
    }

    /// Removes an alias of a prompt.
    pub async fn delete_prompt_alias(name: impl Into<String>, alias: impl Into<String>) -> Result<()> {
        state::client()?.delete_registered_model_alias(name, alias).await.map_err(of_prompts)
    }

    /// Returns the tags of a prompt, which its versions have in common.
    ///
    /// ```
    /// # let dir = tempfile::tempdir()?; std::env::set_current_dir(&dir)?;
    /// # use mlflow::genai;
    /// # genai::register_prompt("greeting", "Hello {{ name }}!")?;
    /// genai::set_prompt_tag("greeting", "team", "a")?;
    /// assert_eq!(&genai::get_prompt_tags("greeting")?["team"], "a");
    /// genai::delete_prompt_tag("greeting", "team")?;
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub async fn get_prompt_tags(name: impl AsRef<str>) -> Result<KeyList<RegisteredModelTag>> {
        Ok(prompts::get(&state::client()?, name.as_ref()).await.map_err(of_prompts)?.tags)
    }

    /// Sets a tag of a prompt.
    pub async fn set_prompt_tag(name: impl Into<String>, key: impl Into<String>, value: impl Display) -> Result<()> {
        state::client()?.set_registered_model_tag(name, key, value).await.map_err(of_prompts)
    }

    /// Removes a tag of a prompt.
    pub async fn delete_prompt_tag(name: impl Into<String>, key: impl Into<String>) -> Result<()> {
        state::client()?.delete_registered_model_tag(name, key).await.map_err(of_prompts)
    }

    /// Sets a tag of a version of a prompt.
    ///
    /// ```
    /// # let dir = tempfile::tempdir()?; std::env::set_current_dir(&dir)?;
    /// # use mlflow::genai;
    /// # genai::register_prompt("greeting", "Hello {{ name }}!")?;
    /// genai::set_prompt_version_tag("greeting", 1, "reviewed", true)?;
    /// assert_eq!(&genai::load_prompt("greeting")?.tags["reviewed"], "true");
    /// genai::delete_prompt_version_tag("greeting", 1, "reviewed")?;
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub async fn set_prompt_version_tag(
        name: impl Into<String>,
        version: i64,
        key: impl Into<String>,
        value: impl Display,
    ) -> Result<()> {
        state::client()?.set_model_version_tag(name, version, key, value).await.map_err(of_prompts)
    }

    /// Removes a tag of a version of a prompt.
    pub async fn delete_prompt_version_tag(
        name: impl Into<String>,
        version: i64,
        key: impl Into<String>,
    ) -> Result<()> {
        state::client()?.delete_model_version_tag(name, version, key).await.map_err(of_prompts)
    }

    /// Sets the model that a version of a prompt is written for, and its settings.
    ///
    /// ```
    /// # let dir = tempfile::tempdir()?; std::env::set_current_dir(&dir)?;
    /// # use mlflow::genai;
    /// # genai::register_prompt("greeting", "Hello {{ name }}!")?;
    /// let config = serde_json::json!({"model_name": "m", "temperature": 0.5});
    /// genai::set_prompt_model_config("greeting", 1, config.clone())?;
    /// assert_eq!(genai::load_prompt("greeting")?.model_config, Some(config));
    /// genai::delete_prompt_model_config("greeting", 1)?;
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub async fn set_prompt_model_config(
        name: impl Into<String>,
        version: i64,
        config: serde_json::Value,
    ) -> Result<()> {
        state::client()?.set_model_version_tag(name, version, MODEL_CONFIG, config).await.map_err(of_prompts)
    }

    /// Removes what [`set_prompt_model_config`] has set.
    pub async fn delete_prompt_model_config(name: impl Into<String>, version: i64) -> Result<()> {
        state::client()?.delete_model_version_tag(name, version, MODEL_CONFIG).await.map_err(of_prompts)
    }
}

async fn register(new: NewPrompt) -> Result<PromptVersion> {
    let client = state::client()?;
    let prompt = prompts::register(&client, new).await.map_err(of_prompts)?;
    link_to_experiment(&client, &prompt.name).await;
    Ok(prompt)
}

async fn load(client: &Client, name_or_uri: &str) -> Result<PromptVersion> {
    match name_or_uri.starts_with("prompts:/") {
        true => prompts::load(client, name_or_uri).await,
        false => prompts::load(client, &format!("prompts:/{name_or_uri}@latest")).await,
    }
}

/// Links a prompt to the active experiment; a failure is told and no more.
async fn link_to_experiment(client: &Client, name: &str) {
    let linked = async {
        let experiment_id = experiments::active_experiment_id(client).await?;
        prompts::link_to_experiment(client, name, &experiment_id).await
    };
    if let Err(error) = linked.await {
        notice::warn(&format!(
            "Failed to tag prompt '{name}' with the active experiment: {error}"
        ));
    }
}

/// Calls a prompt by its name where the registry calls it a model, as official MLflow does.
fn of_prompts(error: Error) -> Error {
    let mut message = error.message().to_owned();
    for (model, prompt) in [
        ("Registered Model", "Prompt"),
        ("Registered model", "Prompt"),
        ("registered model", "prompt"),
        ("Model Version", "Prompt"),
        ("Model version", "Prompt"),
        ("model version", "prompt"),
    ] {
        message = message.replace(model, prompt);
    }
    error.with_message(message)
}
