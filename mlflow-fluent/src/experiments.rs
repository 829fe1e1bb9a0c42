//! Experiments, and which one is active.

use crate::state::state;
use crate::{state, twins};
use mlflow_core::config::{self, settings};
use mlflow_core::entities::{Experiment, LifecycleStage};
use mlflow_core::extension;
use mlflow_core::options::ExperimentOptions;
use mlflow_core::plugin::Kind;
use mlflow_core::{blocking, Client, Error, Result, SearchExperiments};
use std::fmt::Display;

/// The experiment that every store begins with.
const DEFAULT: &str = "0";

/// Finds the experiment that new runs go to: that of `set_experiment`, else that of
/// `MLFLOW_EXPERIMENT_NAME` (made if absent), else that of `MLFLOW_EXPERIMENT_ID`, else
/// the one that a provider names, else the default one.
pub(crate) async fn active_experiment_id(client: &Client) -> Result<String> {
    if let Some(id) = &state()?.experiment_id {
        return Ok(id.clone());
    }
    let config = config::current()?;
    let name = config.get(&settings::EXPERIMENT_NAME)?.value;
    let id = config.get(&settings::EXPERIMENT_ID)?.value;
    match (name, id) {
        (Some(name), id) => {
            let found = client.get_or_create_experiment(&name).await?.experiment_id;
            match id.filter(|id| *id != found) {
                Some(id) => Err(Error::invalid_parameter_value(format!(
                    "The provided MLFLOW_EXPERIMENT_ID environment variable value `{id}` does not match the \
                     experiment id `{found}` for experiment name `{name}`"
                ))),
                None => Ok(found),
            }
        }
        (None, Some(id)) => match client.get_experiment(&id).await {
            Ok(experiment) => Ok(experiment.experiment_id),
            Err(error) if error.is_retryable() => Err(error),
            Err(error) => Err(Error::invalid_parameter_value(format!(
                "The provided MLFLOW_EXPERIMENT_ID environment variable value `{id}` does not exist in the \
                 tracking server. Provide a valid experiment_id."
            ))
            .with_source(error)),
        },
        (None, None) => Ok(default_experiment_id()
            .await?
            .unwrap_or_else(|| DEFAULT.to_owned())),
    }
}

/// Asks the providers of the default experiment, which may take their time.
async fn default_experiment_id() -> Result<Option<String>> {
    if extension::all(Kind::DefaultExperiment).is_empty() {
        return Ok(None);
    }
    let named = blocking::spawn_blocking(extension::default_experiment_id)?;
    named
        .await
        .map_err(|e| Error::internal(format!("a default experiment provider panicked: {e}")))
}

/// Makes an experiment the active one, in this process and in those that it starts.
fn activate(experiment: Experiment) -> Result<Experiment> {
    if experiment.lifecycle_stage == LifecycleStage::Deleted {
        return Err(Error::invalid_parameter_value(format!(
            "Cannot set a deleted experiment '{}' as the active experiment. You can restore the experiment, \
             or permanently delete the experiment to create a new one.",
            experiment.name
        )));
    }
    state()?.experiment_id = Some(experiment.experiment_id.clone());
    std::env::set_var(settings::EXPERIMENT_ID.env, &experiment.experiment_id);
    Ok(experiment)
}

twins::twins! {
    /// Makes an experiment the active one by its name; it is made if there is none.
    ///
    /// New runs of this process, and of those that it starts from now on, go there. For those it writes
    /// the environment; see [`set_tracking_uri`](crate::set_tracking_uri) about programs with C code.
    ///
    /// # Errors
    ///
    /// `INVALID_PARAMETER_VALUE` if the experiment is deleted.
    ///
    /// ```
    /// # let dir = tempfile::tempdir()?; std::env::set_current_dir(&dir)?;
    /// let experiment: mlflow::Experiment = mlflow::set_experiment("wine")?;
    /// assert_eq!(mlflow::start_run()?.run().info.experiment_id, experiment.id());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub async fn set_experiment(name: impl AsRef<str>) -> Result<Experiment> {
        activate(state::client()?.get_or_create_experiment(name.as_ref()).await?)
    }

    /// Makes an experiment the active one by its id.
    ///
    /// # Errors
    ///
    /// `RESOURCE_DOES_NOT_EXIST` if there is none of this id; `INVALID_PARAMETER_VALUE` if it is deleted.
    pub async fn set_experiment_by_id(experiment_id: impl Into<String>) -> Result<Experiment> {
        activate(state::client()?.get_experiment(experiment_id).await?)
    }

    /// Creates an experiment and returns its id.
    ///
    /// # Errors
    ///
    /// `RESOURCE_ALREADY_EXISTS` if a live or deleted experiment has the name.
    ///
    /// ```
    /// # let dir = tempfile::tempdir()?; std::env::set_current_dir(&dir)?;
    /// let id: String = mlflow::create_experiment("wine")?;
    /// let again = mlflow::create_experiment("wine").unwrap_err();
    /// assert_eq!(again.code(), mlflow::ErrorCode::ResourceAlreadyExists);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub async fn create_experiment(name: impl Into<String>) -> Result<String> {
        state::client()?.create_experiment(name).await
    }

    /// Creates an experiment with tags or an artifact location of its own, and returns its id.
    ///
    /// ```
    /// # let dir = tempfile::tempdir()?; std::env::set_current_dir(&dir)?;
    /// let options = mlflow::ExperimentOptions::new("wine").artifact_location("s3://b/p").tag("k", "v");
    /// let id = mlflow::create_experiment_with(options)?;
    /// assert_eq!(mlflow::get_experiment(&id)?.artifact_location, "s3://b/p");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub async fn create_experiment_with(options: ExperimentOptions) -> Result<String> {
        state::client()?.create_experiment(options).await
    }

    /// Returns an experiment, deleted or not.
    ///
    /// # Errors
    ///
    /// `RESOURCE_DOES_NOT_EXIST` if there is none of this id.
    pub async fn get_experiment(experiment_id: impl Into<String>) -> Result<Experiment> {
        state::client()?.get_experiment(experiment_id).await
    }

    /// Returns the experiment of a name, deleted or not, if there is one. Upper and lower case differ.
    ///
    /// ```
    /// # let dir = tempfile::tempdir()?; std::env::set_current_dir(&dir)?;
    /// assert!(mlflow::get_experiment_by_name("wine")?.is_none());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub async fn get_experiment_by_name(name: impl Into<String>) -> Result<Option<Experiment>> {
        state::client()?.get_experiment_by_name(name).await
    }

    /// Deletes an experiment with its runs, so that it can be restored.
    pub async fn delete_experiment(experiment_id: impl Into<String>) -> Result<()> {
        state::client()?.delete_experiment(experiment_id).await
    }

    /// Restores a deleted experiment with its runs.
    pub async fn restore_experiment(experiment_id: impl Into<String>) -> Result<()> {
        state::client()?.restore_experiment(experiment_id).await
    }

    /// Writes a tag of the active experiment.
    pub async fn set_experiment_tag(key: impl Into<String>, value: impl Display) -> Result<()> {
        let client = state::client()?;
        let id = active_experiment_id(&client).await?;
        client.set_experiment_tag(id, key, value).await
    }

    /// Writes tags of the active experiment, one after the other.
    ///
    /// ```
    /// # let dir = tempfile::tempdir()?; std::env::set_current_dir(&dir)?;
    /// let experiment = mlflow::set_experiment("wine")?;
    /// mlflow::set_experiment_tags([("x", "y")])?;
    /// assert_eq!(&mlflow::get_experiment(experiment.id())?.tags["x"], "y");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub async fn set_experiment_tags<K: Into<String>, V: Display>(
        tags: impl IntoIterator<Item = (K, V)>,
    ) -> Result<()> {
        let tags: Vec<_> = tags.into_iter().map(|(key, value)| (key.into(), value.to_string())).collect();
        let client = state::client()?;
        let id = active_experiment_id(&client).await?;
        for (key, value) in tags {
            client.set_experiment_tag(&id, key, value).await?;
        }
        Ok(())
    }

    /// Finds experiments.
    ///
    /// ```
    /// # let dir = tempfile::tempdir()?; std::env::set_current_dir(&dir)?;
    /// # mlflow::create_experiment("wine")?;
    /// let found = mlflow::search_experiments(mlflow::SearchExperiments::new().filter("name LIKE 'w%'"))?;
    /// assert_eq!(found[0].name, "wine");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub async fn search_experiments(search: SearchExperiments) -> Result<Vec<Experiment>> {
        state::client()?.search_experiments(search).await
    }
}
