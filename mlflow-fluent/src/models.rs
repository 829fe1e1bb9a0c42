//! The model registry: which one, and what is in it.

use crate::state::{self, state};
use crate::{twins, TrackingUri};
use mlflow_core::config::{self, settings};
use mlflow_core::entities::{ModelVersion, RegisteredModel};
use mlflow_core::{Result, SearchModelVersions, SearchRegisteredModels, StoreUri};
use mlflow_registry::RegisterOptions;

/// Sets where models are registered from now on, in this process and in those that it starts.
///
/// The URI is not opened yet. Without this call models are registered at the tracking URI. It writes the environment;
/// see [`set_tracking_uri`](crate::set_tracking_uri) about programs with C code.
///
/// # Errors
///
/// `INVALID_PARAMETER_VALUE` for a URI that does not parse, or whose scheme no registry answers to.
///
/// ```
/// # let dir = tempfile::tempdir()?; std::env::set_current_dir(&dir)?;
/// mlflow::set_registry_uri("sqlite:///registry.db")?;
/// assert_eq!(mlflow::get_registry_uri()?, "sqlite:///registry.db");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn set_registry_uri(uri: impl Into<TrackingUri>) -> Result<()> {
    let uri: String = uri.into().into();
    let state = state()?;
    state.registry().check_registry_uri(&StoreUri::parse(&uri)?)?;
    config::change(|config| config.set(&settings::REGISTRY_URI, &uri))?;
    std::env::set_var(settings::REGISTRY_URI.env, uri);
    Ok(())
}

/// Returns where models are registered: what [`set_registry_uri`] set, else the variable `MLFLOW_REGISTRY_URI`, else
/// `registry_uri` of `mlflow.toml`, else the tracking URI.
pub fn get_registry_uri() -> Result<String> {
    state::client()?.registry_uri()
}

twins::twins! {
    /// Makes a version of a model under a name, which is made if there is none.
    ///
    /// The model is named by `runs:/<run id>/<path>`, `models:/<name>/<version>` (or alias, stage, `latest`),
    /// `models:/<model id>`, or the URI or path of its folder. The run that made it is kept with the version.
    ///
    /// # Errors
    ///
    /// `RESOURCE_ALREADY_EXISTS` if a prompt has the name; `NOT_FOUND` if the run has no model at the path, which is
    /// told by its file `MLmodel`.
    ///
    /// ```
    /// # let dir = tempfile::tempdir()?; std::env::set_current_dir(&dir)?;
    /// let run = mlflow::start_run()?;
    /// mlflow::log_text("flavors: {}", "model/MLmodel")?;
    /// let version = mlflow::register_model(format!("runs:/{}/model", run.id()), "wine")?;
    /// assert_eq!((version.name.as_str(), version.version.as_str()), ("wine", "1"));
    /// assert_eq!(version.run_id.as_deref(), Some(run.id()));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub async fn register_model(model_uri: impl AsRef<str>, name: impl AsRef<str>) -> Result<ModelVersion> {
        let options = RegisterOptions::new();
        mlflow_registry::register_model(&state::client()?, model_uri.as_ref(), name.as_ref(), options).await
    }

    /// Does what [`register_model`] does, with tags, a description, or another time to wait.
    ///
    /// ```
    /// # let dir = tempfile::tempdir()?; std::env::set_current_dir(&dir)?;
    /// let options = mlflow::RegisterOptions::new().tag("team", "a").description("first try");
    /// let version = mlflow::register_model_with("s3://bucket/wine", "wine", options)?;
    /// assert_eq!(&version.tags["team"], "a");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub async fn register_model_with(
        model_uri: impl AsRef<str>,
        name: impl AsRef<str>,
        options: RegisterOptions,
    ) -> Result<ModelVersion> {
        mlflow_registry::register_model(&state::client()?, model_uri.as_ref(), name.as_ref(), options).await
    }

    /// Finds registered models; prompts only if the filter asks for them.
    ///
    /// ```
    /// # let dir = tempfile::tempdir()?; std::env::set_current_dir(&dir)?;
    /// # mlflow::register_model("s3://bucket/wine", "wine")?;
    /// let models = mlflow::search_registered_models(mlflow::SearchRegisteredModels::new().filter("name LIKE 'w%'"))?;
    /// assert_eq!(models[0].latest_versions.len(), 1);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub async fn search_registered_models(search: SearchRegisteredModels) -> Result<Vec<RegisteredModel>> {
        state::client()?.search_registered_models(search).await
    }

    /// Finds versions of registered models.
    ///
    /// ```
    /// # let dir = tempfile::tempdir()?; std::env::set_current_dir(&dir)?;
    /// # mlflow::register_model("s3://bucket/wine", "wine")?;
    /// let versions = mlflow::search_model_versions(mlflow::SearchModelVersions::new().filter("name = 'wine'"))?;
    /// assert_eq!(versions[0].source.as_deref(), Some("s3://bucket/wine"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub async fn search_model_versions(search: SearchModelVersions) -> Result<Vec<ModelVersion>> {
        state::client()?.search_model_versions(search).await
    }
}
