//! Registering a model: finding its files, and making a version of them.

use mlflow_core::artifact::location;
use mlflow_core::client::ArtifactUri;
use mlflow_core::contract::model_versions::CreateModelVersion;
use mlflow_core::entities::{ModelVersion, ModelVersionStatus, ModelVersionTag, Run};
use mlflow_core::model_uri::{ModelTarget, ModelUri};
use mlflow_core::{Client, Error, ErrorCode, Result, SearchLoggedModels, StoreUri, notice};
use std::fmt::Display;
use std::time::Duration;

/// The file that every model has in its folder.
const MLMODEL: &str = "MLmodel";
/// How long a registration is waited for.
const PATIENCE: Duration = Duration::from_secs(300);
/// How often a registry is asked whether a version is ready.
const PAUSE: Duration = Duration::from_secs(3);

/// What a registration may be told.
///
/// ```
/// use mlflow_registry::RegisterOptions;
/// let options = RegisterOptions::new().tag("team", "a").description("first try").await_seconds(0);
/// assert_eq!(options.tags.len(), 1);
/// ```
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct RegisterOptions {
    /// Tags of the version.
    pub tags: Vec<ModelVersionTag>,
    /// The description of the version.
    pub description: Option<String>,
    /// How long is waited until the registry has taken over the version; not at all if `None`.
    pub await_registration: Option<Duration>,
}

impl Default for RegisterOptions {
    /// Waits for five minutes at most.
    fn default() -> Self {
        RegisterOptions {
            tags: Vec::new(),
            description: None,
            await_registration: Some(PATIENCE),
        }
    }
}

impl RegisterOptions {
    /// Makes options without tags.
    pub fn new() -> Self {
        RegisterOptions::default()
    }

    /// Adds a tag of the version.
    #[must_use]
    pub fn tag(mut self, key: impl Into<String>, value: impl Display) -> Self {
        self.tags.push(ModelVersionTag::new(key, value.to_string()));
        self
    }

    /// Sets the description of the version.
    #[must_use]
    pub fn description(mut self, text: impl Into<String>) -> Self {
        self.description = Some(text.into());
        self
    }

    /// Sets how many seconds are waited until the registry has taken over the version; 0 for not at all.
    #[must_use]
    pub fn await_seconds(mut self, seconds: u64) -> Self {
        self.await_registration = (seconds > 0).then(|| Duration::from_secs(seconds));
        self
    }
}

/// Makes a version of a model under a name, which is made if there is none.
///
/// The model is named by `runs:/<run id>/<path>`, `models:/<name>/<version>` (or alias, stage, `latest`),
/// `models:/<model id>`, or the URI or path of its folder. The run that made it is kept with the version.
///
/// # Errors
///
/// `RESOURCE_ALREADY_EXISTS` if a prompt has the name; `NOT_FOUND` if the run has no model at the path.
///
/// ```
/// # tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(async {
/// use mlflow_core::{Client, MemoryStore};
/// use mlflow_registry::{RegisterOptions, register_model};
/// use std::sync::Arc;
///
/// let store = Arc::new(MemoryStore::new());
/// let client = Client::from_store(store.clone()).with_registry_store(store);
/// let version = register_model(&client, "s3://bucket/wine", "wine", RegisterOptions::new()).await?;
/// assert_eq!((version.name.as_str(), version.version.as_str()), ("wine", "1"));
/// # Ok::<(), mlflow_core::Error>(()) }).unwrap();
/// ```
pub async fn register_model(
    client: &Client,
    model_uri: &str,
    name: &str,
    options: RegisterOptions,
) -> Result<ModelVersion> {
    let found = find(client, model_uri).await?;
    make_model(client, name).await?;
    let request = CreateModelVersion {
        name: name.to_owned(),
        source: found.source,
        run_id: found.run_id,
        model_id: found.model_id.clone(),
        tags: options.tags,
        description: options.description,
        run_link: None,
    };
    let version = client.create_model_version(request).await?;
    let version = wait(client, version, options.await_registration).await?;
    notice::info(&format!(
        "Created version '{}' of model '{}'.",
        version.version, version.name
    ));
    if let Some(model_id) = found.model_id {
        crate::logged::note_version(client, &model_id, &version).await;
    }
    Ok(version)
}

/// Copies the version that a `models:` URI means, with run, tags and description, as the next version of a model,
/// which is made if there is none. The files are not copied: both versions have the same ones.
pub async fn copy_model_version(
    client: &Client,
    src_model_uri: &str,
    dst_name: &str,
) -> Result<ModelVersion> {
    let uri = ModelUri::parse(src_model_uri)?;
    let source = client.resolve_model_version(&uri).await?;
    if source.is_prompt() {
        return Err(Error::invalid_parameter_value(format!(
            "Invalid model version source: '{src_model_uri}'. Prompt versions cannot be used as model version sources."
        )));
    }
    make_model(client, dst_name).await?;
    let request = CreateModelVersion {
        name: dst_name.to_owned(),
        source: ModelUri::of_version(&source.name, &source.version).to_string(),
        run_id: source.source_run().map(str::to_owned),
        tags: source.tags.clone().into_vec(),
        run_link: source.run_link.clone(),
        description: source.description.clone(),
        model_id: source.model_id.clone(),
    };
    let copy = client.create_model_version(request).await?;
    notice::info(&format!(
        "Copied version '{}' of model '{}' to version '{}' of model '{}'.",
        source.version, source.name, copy.version, copy.name
    ));
    Ok(copy)
}

/// Makes the registered model of a name, unless there is one.
async fn make_model(client: &Client, name: &str) -> Result<()> {
    let error = match client.create_registered_model(name).await {
        Ok(model) => {
            notice::info(&format!("Successfully registered model '{}'.", model.name));
            return Ok(());
        }
        Err(error) => error,
    };
    if error.code() != ErrorCode::ResourceAlreadyExists {
        return Err(error);
    }
    match client.get_registered_model(name).await {
        Ok(model) if model.is_prompt() => return Err(error),
        // The name that is taken is written with other letters.
        Err(missing) if missing.code() == ErrorCode::ResourceDoesNotExist => return Err(error),
        found => drop(found?),
    }
    notice::info(&format!(
        "Registered model '{name}' already exists. Creating a new version of this model..."
    ));
    Ok(())
}

/// What a new version is made from.
struct Found {
    source: String,
    run_id: Option<String>,
    model_id: Option<String>,
}

async fn find(client: &Client, model_uri: &str) -> Result<Found> {
    if ModelUri::is_one(model_uri) {
        return of_model(client, model_uri).await;
    }
    if model_uri.starts_with("runs:") {
        return of_run(client, model_uri).await;
    }
    let source = match StoreUri::parse(model_uri)?.scheme() {
        "file" => location::absolute(model_uri)?,
        _ => model_uri.to_owned(),
    };
    Ok(Found {
        source,
        run_id: None,
        model_id: None,
    })
}

async fn of_model(client: &Client, model_uri: &str) -> Result<Found> {
    let uri = ModelUri::parse(model_uri)?;
    if let ModelTarget::Logged { model_id } = &uri.target {
        let logged = client.get_logged_model(model_id).await?.info;
        return Ok(Found {
            source: model_uri.to_owned(),
            run_id: logged.source_run_id.filter(|id| !id.is_empty()),
            model_id: Some(model_id.clone()),
        });
    }
    let version = client.resolve_model_version(&uri).await?;
    Ok(Found {
        source: ModelUri::of_version(&version.name, &version.version).to_string(),
        run_id: version.source_run().map(str::to_owned),
        model_id: version.model_id.clone(),
    })
}

async fn of_run(client: &Client, model_uri: &str) -> Result<Found> {
    let ArtifactUri::Run { run_id, path } = ArtifactUri::parse(model_uri)? else {
        return Err(Error::invalid_parameter_value(format!(
            "`{model_uri}` names no run"
        )));
    };
    let run = client.get_run(&run_id).await?;
    let directory = path.as_ref().map(|path| path.as_str());
    let files = client.list_artifacts(&run_id, directory).await?;
    let is_model = files
        .iter()
        .any(|file| file.path.rsplit('/').next() == Some(MLMODEL));
    if is_model {
        return Ok(Found {
            source: client.resolve_artifact_uri(model_uri).await?,
            run_id: Some(run_id),
            model_id: None,
        });
    }
    let model_id = logged_in_run(client, &run, directory.unwrap_or_default()).await?;
    Ok(Found {
        source: format!("models:/{model_id}"),
        run_id: Some(run_id),
        model_id: Some(model_id),
    })
}

/// Finds the logged model that a run made under a name; of several the one of the last step.
async fn logged_in_run(client: &Client, run: &Run, name: &str) -> Result<String> {
    let quoted = |text: &str| text.replace('\'', "''");
    let filter = format!(
        "source_run_id = '{}' AND name = '{}'",
        quoted(run.id()),
        quoted(name)
    );
    let search = SearchLoggedModels::new()
        .experiment_ids([&run.info.experiment_id])
        .filter(filter);
    let found = client.search_logged_models(search).await?;
    let step = |model_id: &str| {
        let mut outputs = run.outputs.model_outputs.iter();
        outputs
            .find(|output| output.model_id == model_id)
            .map(|output| output.step)
    };
    let last = found.into_iter().max_by_key(|model| step(&model.info.model_id));
    last.map(|model| model.info.model_id).ok_or_else(|| {
        Error::new(
            ErrorCode::NotFound,
            format!(
                "Unable to find a logged_model with artifact_path {name} under run {}",
                run.id()
            ),
        )
    })
}

/// Waits until the registry has taken over a version.
async fn wait(client: &Client, version: ModelVersion, patience: Option<Duration>) -> Result<ModelVersion> {
    let Some(patience) = patience else {
        return Ok(version);
    };
    let mut version = version;
    let mut waited = Duration::ZERO;
    while version.status == ModelVersionStatus::PendingRegistration {
        if waited >= patience {
            return Err(Error::new(
                ErrorCode::DeadlineExceeded,
                format!(
                    "Exceeded max wait time for model name: {} version: {} to become READY",
                    version.name, version.version
                ),
            ));
        }
        tokio::time::sleep(PAUSE).await;
        waited += PAUSE;
        version = client.get_model_version(&version.name, &version.version).await?;
    }
    match version.status {
        ModelVersionStatus::Ready => Ok(version),
        status => Err(Error::internal(format!(
            "Model version creation failed for model name: {} version: {} with status: {status} and message: {}",
            version.name,
            version.version,
            version.status_message.unwrap_or_default()
        ))),
    }
}
