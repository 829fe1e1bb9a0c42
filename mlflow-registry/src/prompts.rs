//! Prompts: registered models whose versions are texts.
//!
//! ```
//! # tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(async {
//! use mlflow_core::{Client, MemoryStore};
//! use mlflow_registry::prompts::{self, NewPrompt};
//! use std::sync::Arc;
//!
//! let store = Arc::new(MemoryStore::new());
//! let client = Client::from_store(store.clone()).with_registry_store(store);
//! let new = NewPrompt::new("greeting", "Hello {{ name }}!").commit_message("first").tag("team", "a");
//! assert_eq!(prompts::register(&client, new).await?.version, 1);
//! client.set_registered_model_alias("greeting", "live", 1).await?;
//!
//! let prompt = prompts::load(&client, "prompts:/greeting@live").await?;
//! assert_eq!(prompt.template.as_text(), Some("Hello {{ name }}!"));
//! assert_eq!(prompt.variables(), ["name"]);
//! # Ok::<(), mlflow_core::Error>(()) }).unwrap();
//! ```

mod links;
mod template;

pub use links::{link_to_experiment, link_to_model, link_to_run};
pub use template::{ChatMessage, Template};

use mlflow_core::contract::model_versions::CreateModelVersion;
use mlflow_core::contract::registered_models::CreateRegisteredModel;
use mlflow_core::entities::{KeyList, ModelVersion, ModelVersionTag, RegisteredModel, RegisteredModelTag};
use mlflow_core::model_uri::{ModelTarget, ModelUri};
use mlflow_core::prompt_tags::{self, IS_PROMPT, KIND, MODEL_CONFIG, RESPONSE_FORMAT, SOURCES, TEXT};
use mlflow_core::{Client, Error, ErrorCode, Result, SearchModelVersions, SearchRegisteredModels, notice};
use serde_json::Value;
use std::fmt::Display;

/// A prompt to be registered, as the next version of its name.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct NewPrompt {
    /// The name: letters, digits, `_`, `-` and `.`.
    pub name: String,
    /// The text, or the messages.
    pub template: Template,
    /// What has changed.
    pub commit_message: Option<String>,
    /// Tags of the version, which become tags of the prompt too.
    pub tags: Vec<(String, String)>,
    /// The JSON schema of the answers that are asked for.
    pub response_format: Option<Value>,
    /// The model that it is written for, and its settings.
    pub model_config: Option<Value>,
}

impl NewPrompt {
    /// Makes a prompt of a name and a text, or messages.
    pub fn new(name: impl Into<String>, template: impl Into<Template>) -> Self {
        NewPrompt {
            name: name.into(),
            template: template.into(),
            commit_message: None,
            tags: Vec::new(),
            response_format: None,
            model_config: None,
        }
    }

    /// Says what has changed.
    #[must_use]
    pub fn commit_message(mut self, message: impl Into<String>) -> Self {
        self.commit_message = Some(message.into());
        self
    }

    /// Adds a tag.
    #[must_use]
    pub fn tag(mut self, key: impl Into<String>, value: impl Display) -> Self {
        self.tags.push((key.into(), value.to_string()));
        self
    }

    /// Sets the JSON schema of the answers that are asked for.
    #[must_use]
    pub fn response_format(mut self, schema: Value) -> Self {
        self.response_format = Some(schema);
        self
    }

    /// Sets the model that it is written for, and its settings, such as `{"model_name": "m", "temperature": 0.2}`.
    #[must_use]
    pub fn model_config(mut self, config: Value) -> Self {
        self.model_config = Some(config);
        self
    }
}

/// A version of a prompt.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct PromptVersion {
    /// The prompt's name.
    pub name: String,
    /// The version's number.
    pub version: i64,
    /// The text, or the messages.
    pub template: Template,
    /// What has changed.
    pub commit_message: Option<String>,
    /// When it was made, in milliseconds since 1970.
    pub creation_timestamp: Option<i64>,
    /// When it was last changed, in milliseconds since 1970.
    pub last_updated_timestamp: Option<i64>,
    /// Its tags, without those that hold the parts above and below.
    pub tags: KeyList<ModelVersionTag>,
    /// The aliases that point to it.
    pub aliases: Vec<String>,
    /// The JSON schema of the answers that are asked for.
    pub response_format: Option<Value>,
    /// The model that it is written for, and its settings.
    pub model_config: Option<Value>,
}

impl PromptVersion {
    /// Returns the URI of this version: `prompts:/name/3`.
    pub fn uri(&self) -> String {
        format!("prompts:/{}/{}", self.name, self.version)
    }

    /// Returns the names of what is filled in, each once, in the order of the text.
    pub fn variables(&self) -> Vec<String> {
        self.template.variables()
    }

    /// Fills in the variables.
    ///
    /// # Errors
    ///
    /// `INVALID_PARAMETER_VALUE` that names the variables without a value.
    pub fn format<K: AsRef<str>, V: Display>(
        &self,
        values: impl IntoIterator<Item = (K, V)>,
    ) -> Result<Template> {
        let values = values.into_iter().map(|(name, value)| (name, value.to_string()));
        let values: Vec<_> = values.collect();
        let values: Vec<_> = values
            .iter()
            .map(|(name, value)| (name.as_ref(), value.as_str()))
            .collect();
        self.template.format(&values)
    }
}

/// A prompt, without its texts.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Prompt {
    /// The name.
    pub name: String,
    /// What people should know about it.
    pub description: String,
    /// When it was made, in milliseconds since 1970.
    pub creation_timestamp: Option<i64>,
    /// Its tags, without the one that says that it is a prompt.
    pub tags: KeyList<RegisteredModelTag>,
}

/// Registers the next version of a prompt, which is made if there is none.
///
/// # Errors
///
/// `INVALID_PARAMETER_VALUE` for a name of another form, and for one that a model has.
pub async fn register(client: &Client, new: NewPrompt) -> Result<PromptVersion> {
    check_name(&new.name)?;
    let tags = tags_of(&new)?;
    let is_new = make_prompt(client, &new).await?;
    if !is_new {
        for (key, value) in &new.tags {
            client.set_registered_model_tag(&new.name, key, value).await?;
        }
    }
    let request = CreateModelVersion {
        name: new.name.clone(),
        source: SOURCES[1].to_owned(),
        description: new.commit_message,
        tags,
        ..CreateModelVersion::default()
    };
    match client.create_model_version(request).await {
        Ok(version) => of_version(version),
        Err(error) => {
            if is_new && error.http_status() < 500 {
                take_back(client, &new.name).await;
            }
            Err(error)
        }
    }
}

/// Deletes a prompt that was made for a version which was refused, unless it has got another one meanwhile.
///
/// After other errors nobody knows whether the version is there, and a prompt without texts does no harm.
async fn take_back(client: &Client, name: &str) {
    let deleted = async {
        let prompt = client.get_registered_model(name).await?;
        match prompt.latest_versions.is_empty() {
            true => client.delete_registered_model(name).await,
            false => Ok(()),
        }
    };
    if let Err(error) = deleted.await {
        notice::warn(&format!("the prompt '{name}' was left without a text: {error}"));
    }
}

/// Loads a version of a prompt by `prompts:/name/3`, `prompts:/name@alias`, or `prompts:/name` for the latest.
///
/// # Errors
///
/// `RESOURCE_DOES_NOT_EXIST` if there is none; `INVALID_PARAMETER_VALUE` if the name is a model's.
pub async fn load(client: &Client, uri: &str) -> Result<PromptVersion> {
    let uri = ModelUri::parse_prompt(uri)?;
    let version = match &uri.target {
        ModelTarget::Latest { name } => client.get_model_version_by_alias(name, "latest").await?,
        _ => client.resolve_model_version(&uri).await?,
    };
    of_version(version)
}

/// Finds prompts; the filter may name what a filter of registered models may.
pub async fn search(client: &Client, search: SearchRegisteredModels) -> Result<Vec<Prompt>> {
    let mut search = search;
    let only = format!("tags.`{IS_PROMPT}` = 'true'");
    search.filter = match search.filter.trim() {
        "" => only,
        filter => format!("{only} AND {filter}"),
    };
    let models = client.search_registered_models(search).await?;
    Ok(models.into_iter().map(of_model).collect())
}

/// Returns a prompt, without its texts.
///
/// # Errors
///
/// `RESOURCE_DOES_NOT_EXIST` if there is none; `INVALID_PARAMETER_VALUE` if the name is a model's.
pub async fn get(client: &Client, name: &str) -> Result<Prompt> {
    let model = client.get_registered_model(name).await?;
    match model.is_prompt() {
        true => Ok(of_model(model)),
        false => Err(Error::invalid_parameter_value(format!(
            "Name `{name}` is registered as a model, not a prompt."
        ))),
    }
}

/// Returns all versions of a prompt, the latest first.
///
/// # Errors
///
/// `RESOURCE_DOES_NOT_EXIST` if there is none; `INVALID_PARAMETER_VALUE` if the name is a model's.
pub async fn versions(client: &Client, name: &str) -> Result<Vec<PromptVersion>> {
    if !client.get_registered_model(name).await?.is_prompt() {
        return Err(Error::invalid_parameter_value(format!(
            "Name `{name}` is registered as a model, not a prompt. Use search_model_versions() instead."
        )));
    }
    let search = SearchModelVersions::new()
        .filter(format!("name = '{name}' AND tags.`{IS_PROMPT}` = 'true'"))
        .order_by("version_number DESC");
    let versions = client.search_model_versions(search).await?;
    versions.into_iter().map(of_version).collect()
}

fn of_model(model: RegisteredModel) -> Prompt {
    Prompt {
        name: model.name,
        description: model.description,
        creation_timestamp: model.creation_timestamp,
        tags: model
            .tags
            .into_iter()
            .filter(|tag| tag.key != IS_PROMPT)
            .collect(),
    }
}

/// Reads a version of a registered model as one of a prompt.
///
/// # Errors
///
/// `INVALID_PARAMETER_VALUE` if it is none.
pub fn of_version(version: ModelVersion) -> Result<PromptVersion> {
    if !version.is_prompt() {
        return Err(Error::invalid_parameter_value(format!(
            "Name `{}` is registered as a model, not a prompt. MLflow does not allow registering a prompt with the \
             same name as an existing model.",
            version.name
        )));
    }
    let text = version.tags.get(TEXT).ok_or_else(|| {
        Error::invalid_parameter_value(format!(
            "Prompt `{}` does not contain a prompt text",
            version.name
        ))
    })?;
    let json = |key: &str| {
        version
            .tags
            .get(key)
            .and_then(|text| serde_json::from_str(text).ok())
    };
    Ok(PromptVersion {
        template: Template::read(version.tags.get(KIND), text)?,
        response_format: json(RESPONSE_FORMAT),
        model_config: json(MODEL_CONFIG),
        version: version.number(),
        commit_message: version.description.filter(|text| !text.is_empty()),
        creation_timestamp: version.creation_timestamp,
        last_updated_timestamp: version.last_updated_timestamp,
        tags: version
            .tags
            .into_iter()
            .filter(|tag| !prompt_tags::is_reserved(&tag.key))
            .collect(),
        aliases: version.aliases,
        name: version.name,
    })
}

/// Makes the registered model of a prompt unless there is one, and tells whether it is new.
async fn make_prompt(client: &Client, new: &NewPrompt) -> Result<bool> {
    let mark = RegisteredModelTag::new(IS_PROMPT, "true");
    let tags = new
        .tags
        .iter()
        .map(|(key, value)| RegisteredModelTag::new(key, value));
    let request = CreateRegisteredModel {
        name: new.name.clone(),
        tags: std::iter::once(mark).chain(tags).collect(),
        description: new.commit_message.clone(),
    };
    match client.create_registered_model(request).await {
        Ok(_) => return Ok(true),
        Err(error) if error.code() != ErrorCode::ResourceAlreadyExists => return Err(error),
        Err(taken) => match client.get_registered_model(&new.name).await {
            Ok(model) if model.is_prompt() => return Ok(false),
            // The name that is taken is written with other letters.
            Err(missing) if missing.code() == ErrorCode::ResourceDoesNotExist => return Err(taken),
            found => drop(found?),
        },
    }
    Err(Error::invalid_parameter_value(format!(
        "Model '{}' exists with the same name. MLflow does not allow registering a prompt with the same name as an \
         existing model. Please choose a different name for the prompt.",
        new.name
    )))
}

fn tags_of(new: &NewPrompt) -> Result<Vec<ModelVersionTag>> {
    let json = |value: &Value| {
        serde_json::to_string(value)
            .map_err(|e| Error::internal("a prompt cannot be written as JSON").with_source(e))
    };
    let mut tags: Vec<_> = new
        .tags
        .iter()
        .map(|(key, value)| ModelVersionTag::new(key, value))
        .collect();
    tags.push(ModelVersionTag::new(IS_PROMPT, "true"));
    tags.push(ModelVersionTag::new(KIND, new.template.kind()));
    tags.push(ModelVersionTag::new(TEXT, new.template.written()?));
    if let Some(schema) = &new.response_format {
        tags.push(ModelVersionTag::new(RESPONSE_FORMAT, json(schema)?));
    }
    if let Some(config) = &new.model_config {
        tags.push(ModelVersionTag::new(MODEL_CONFIG, json(config)?));
    }
    Ok(tags)
}

fn check_name(name: &str) -> Result<()> {
    if name.is_empty() {
        return Err(Error::invalid_parameter_value(
            "Prompt name must be a non-empty string.",
        ));
    }
    if !name
        .bytes()
        .all(|b| b.is_ascii_alphanumeric() || b"_.-".contains(&b))
    {
        return Err(Error::invalid_parameter_value(
            "Prompt name can only contain alphanumeric characters, hyphens, underscores, and dots.",
        ));
    }
    Ok(())
}
