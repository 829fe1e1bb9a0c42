//! Logged models: made in the active experiment, and the models that runs made.

use crate::{active, context, experiments, state, twins};
use mlflow_core::contract::logged_models::CreateLoggedModel;
use mlflow_core::entities::{LoggedModel, LoggedModelStatus, LoggedModelTag};
use mlflow_core::{Client, LoggedModelOptions, Result, SearchLoggedModels};
use std::fmt::Display;

/// Says where a model belongs: its experiment and its run are the active ones if not set, and its tags
/// begin with those of a run that would be started now.
async fn placed(client: &Client, options: LoggedModelOptions) -> Result<CreateLoggedModel> {
    let surroundings = context::begin();
    let mut request = CreateLoggedModel::from(options);
    let run = active::current();
    let run = run.as_ref().map(|target| &target.run().info);
    if let Some(run) = run.filter(|_| request.source_run_id.is_empty()) {
        request.source_run_id.clone_from(&run.run_id);
    }
    if request.experiment_id.is_empty() {
        request.experiment_id = match run {
            Some(run) => run.experiment_id.clone(),
            None => experiments::active_experiment_id(client).await?,
        };
    }
    let mut tags = surroundings.finish().await;
    tags.extend(request.tags.into_iter().map(|tag| (tag.key, tag.value)));
    request.tags = tags.into_iter().map(LoggedModelTag::from).collect();
    Ok(request)
}

twins::twins! {
    /// Creates a logged model from a name or from options; its files are pending until it is finalized.
    ///
    /// The model belongs to the active run and its experiment, or else to the active experiment, unless the
    /// options say otherwise. It has the tags that a run would have: who made it, from which program and commit.
    ///
    /// ```
    /// # let dir = tempfile::tempdir()?; std::env::set_current_dir(&dir)?;
    /// let run = mlflow::start_run()?;
    /// let model: mlflow::LoggedModel = mlflow::initialize_logged_model("forest")?;
    /// let about = mlflow::MetricOptions::new().model_id(model.id()).dataset("test", "abc");
    /// mlflow::log_metric_with("accuracy", 0.9, about)?;
    /// mlflow::finalize_logged_model(model.id(), mlflow::LoggedModelStatus::Ready)?;
    ///
    /// let model = mlflow::get_logged_model(model.id())?;
    /// assert_eq!(model.info.source_run_id.as_deref(), Some(run.id()));
    /// assert_eq!(model.data.metrics["accuracy"], 0.9);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub async fn initialize_logged_model(options: impl Into<LoggedModelOptions>) -> Result<LoggedModel> {
        let options = options.into();
        let client = state::client()?;
        let request = placed(&client, options).await?;
        client.create_logged_model(request).await
    }

    /// Says that a model's files are there, or that they could not be written.
    pub async fn finalize_logged_model(
        model_id: impl Into<String>,
        status: LoggedModelStatus,
    ) -> Result<LoggedModel> {
        state::client()?.finalize_logged_model(model_id, status).await
    }

    /// Returns a model that is not deleted, with every point of its metrics.
    ///
    /// # Errors
    ///
    /// `RESOURCE_DOES_NOT_EXIST` if there is none of this id.
    pub async fn get_logged_model(model_id: impl Into<String>) -> Result<LoggedModel> {
        state::client()?.get_logged_model(model_id).await
    }

    /// Deletes a model; again is no error.
    pub async fn delete_logged_model(model_id: impl Into<String>) -> Result<()> {
        state::client()?.delete_logged_model(model_id).await
    }

    /// Finds models: in the experiments that the search names, or in the active one if it names none.
    ///
    /// ```
    /// # let dir = tempfile::tempdir()?; std::env::set_current_dir(&dir)?;
    /// # mlflow::set_experiment("wine")?;
    /// # mlflow::initialize_logged_model(mlflow::LoggedModelOptions::new("forest").param("depth", 3))?;
    /// let best: Vec<mlflow::LoggedModel> = mlflow::search_logged_models(
    ///     mlflow::SearchLoggedModels::new()
    ///         .filter("params.depth = '3'")
    ///         .order_by(mlflow::LoggedModelOrder::descending("metrics.accuracy")),
    /// )?;
    /// # assert_eq!(best.len(), 1);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub async fn search_logged_models(search: SearchLoggedModels) -> Result<Vec<LoggedModel>> {
        let client = state::client()?;
        if search.experiment_ids.is_empty() {
            let active = experiments::active_experiment_id(&client).await?;
            return client.search_logged_models(search.experiment_ids([active])).await;
        }
        client.search_logged_models(search).await
    }

    /// Writes parameters of a model, all or none; the same values again are no error.
    ///
    /// # Errors
    ///
    /// `BAD_REQUEST` if the model holds another value of one of them.
    pub async fn log_model_params<K: Into<String>, V: Display>(
        model_id: impl Into<String>,
        params: impl IntoIterator<Item = (K, V)>,
    ) -> Result<()> {
        state::client()?.log_model_params(model_id, params).await
    }

    /// Writes tags of a model, all or none.
    ///
    /// ```
    /// # let dir = tempfile::tempdir()?; std::env::set_current_dir(&dir)?;
    /// let model = mlflow::initialize_logged_model("forest")?;
    /// mlflow::set_logged_model_tags(model.id(), [("stage", "trial")])?;
    /// mlflow::log_model_params(model.id(), [("depth", 3), ("trees", 100)])?;
    /// assert_eq!(&mlflow::get_logged_model(model.id())?.info.tags["stage"], "trial");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub async fn set_logged_model_tags<K: Into<String>, V: Display>(
        model_id: impl Into<String>,
        tags: impl IntoIterator<Item = (K, V)>,
    ) -> Result<()> {
        state::client()?.set_logged_model_tags(model_id, tags).await
    }

    /// Removes a tag of a model.
    ///
    /// # Errors
    ///
    /// `RESOURCE_DOES_NOT_EXIST` if the model does not have it.
    pub async fn delete_logged_model_tag(
        model_id: impl Into<String>,
        key: impl Into<String>,
    ) -> Result<()> {
        state::client()?.delete_logged_model_tag(model_id, key).await
    }
}
