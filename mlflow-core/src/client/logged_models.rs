//! Logged models, and which of them runs used and made.

use super::Client;
use crate::contract::logged_models as contract;
use crate::contract::runs::{LogInputs, LogOutputs};
use crate::entities::{
    DatasetInput, LoggedModel, LoggedModelParameter, LoggedModelStatus, LoggedModelTag, ModelInput,
    ModelOutput,
};
use crate::error::Result;
use crate::options::SearchLoggedModels;
use std::fmt::Display;

const MODELS_PER_PAGE: usize = 100;

impl Client {
    /// Creates a logged model, whose files are pending until it is finalized.
    ///
    /// Its metrics are logged to runs, by points that name the model.
    ///
    /// # Errors
    ///
    /// `INVALID_PARAMETER_VALUE` for a name that holds one of `/ : . % " '`, and in a deleted experiment.
    ///
    /// ```
    /// # tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(async {
    /// use mlflow_core::contract::{logged_models::CreateLoggedModel, runs::CreateRun};
    /// use mlflow_core::entities::{LoggedModelStatus, Metric};
    /// # use mlflow_core::{Client, memory::MemoryStore};
    /// # let client = Client::from_store(std::sync::Arc::new(MemoryStore::new()));
    /// let run = client.create_run(CreateRun { experiment_id: "0".into(), ..Default::default() }).await?;
    /// let request = CreateLoggedModel {
    ///     experiment_id: "0".into(),
    ///     name: "forest".into(),
    ///     source_run_id: run.id().into(),
    ///     ..Default::default()
    /// };
    /// let model = client.create_logged_model(request).await?;
    /// let accuracy = Metric { model_id: Some(model.id().into()), ..Metric::new("accuracy", 0.9, 0, 0) };
    /// client.log_batch(run.id(), vec![accuracy], vec![], vec![]).await?;
    /// client.finalize_logged_model(model.id(), LoggedModelStatus::Ready).await?;
    /// assert_eq!(client.get_logged_model(model.id()).await?.data.metrics["accuracy"], 0.9);
    /// # Ok::<(), mlflow_core::Error>(()) }).unwrap();
    /// ```
    pub async fn create_logged_model(&self, request: contract::CreateLoggedModel) -> Result<LoggedModel> {
        Ok(self.store().await?.create_logged_model(request).await?.model)
    }

    /// Says that a model's files are there, or that they could not be written.
    pub async fn finalize_logged_model(
        &self,
        model_id: impl Into<String>,
        status: LoggedModelStatus,
    ) -> Result<LoggedModel> {
        let request = contract::FinalizeLoggedModel {
            model_id: model_id.into(),
            status: Some(status),
        };
        Ok(self.store().await?.finalize_logged_model(request).await?.model)
    }

    /// Returns a model that is not deleted, with every point of its metrics.
    ///
    /// # Errors
    ///
    /// `RESOURCE_DOES_NOT_EXIST` if there is none of this id.
    pub async fn get_logged_model(&self, model_id: impl Into<String>) -> Result<LoggedModel> {
        let request = contract::GetLoggedModel {
            model_id: model_id.into(),
            ..contract::GetLoggedModel::default()
        };
        Ok(self.store().await?.get_logged_model(request).await?.model)
    }

    /// Deletes a model; again is no error.
    pub async fn delete_logged_model(&self, model_id: impl Into<String>) -> Result<()> {
        let model_id = model_id.into();
        let request = contract::DeleteLoggedModel { model_id };
        self.store().await?.delete_logged_model(request).await?;
        Ok(())
    }

    /// Finds models. A search that names no experiment finds nothing.
    ///
    /// # Errors
    ///
    /// `INVALID_PARAMETER_VALUE` for a filter or an order that does not parse.
    pub async fn search_logged_models(&self, search: SearchLoggedModels) -> Result<Vec<LoggedModel>> {
        let mut left = search.max_results.unwrap_or(usize::MAX);
        let mut request = contract::SearchLoggedModels {
            experiment_ids: search.experiment_ids,
            filter: search.filter,
            datasets: search.datasets,
            order_by: search.order_by,
            ..contract::SearchLoggedModels::default()
        };
        let mut models = Vec::new();
        while left > 0 && !request.experiment_ids.is_empty() {
            request.max_results = Some(left.min(MODELS_PER_PAGE) as i64);
            let mut page = self.store().await?.search_logged_models(request.clone()).await?;
            page.models.truncate(left);
            left -= page.models.len();
            models.append(&mut page.models);
            if page.next_page_token.is_empty() {
                break;
            }
            request.page_token = page.next_page_token;
        }
        Ok(models)
    }

    /// Writes parameters of a model, all or none; the same values again are no error.
    ///
    /// # Errors
    ///
    /// `BAD_REQUEST` if the model holds another value of one of them.
    pub async fn log_model_params<K: Into<String>, V: Display>(
        &self,
        model_id: impl Into<String>,
        params: impl IntoIterator<Item = (K, V)>,
    ) -> Result<()> {
        let params = params.into_iter();
        let params = params.map(|(key, value)| LoggedModelParameter::new(key, value.to_string()));
        let request = contract::LogLoggedModelParams {
            model_id: model_id.into(),
            params: params.collect(),
        };
        self.store().await?.log_logged_model_params(request).await?;
        Ok(())
    }

    /// Writes tags of a model, all or none.
    pub async fn set_logged_model_tags<K: Into<String>, V: Display>(
        &self,
        model_id: impl Into<String>,
        tags: impl IntoIterator<Item = (K, V)>,
    ) -> Result<()> {
        let tags = tags
            .into_iter()
            .map(|(key, value)| LoggedModelTag::new(key, value.to_string()));
        let request = contract::SetLoggedModelTags {
            model_id: model_id.into(),
            tags: tags.collect(),
        };
        self.store().await?.set_logged_model_tags(request).await?;
        Ok(())
    }

    /// Removes a tag of a model.
    ///
    /// # Errors
    ///
    /// `RESOURCE_DOES_NOT_EXIST` if the model does not have it.
    pub async fn delete_logged_model_tag(
        &self,
        model_id: impl Into<String>,
        key: impl Into<String>,
    ) -> Result<()> {
        let request = contract::DeleteLoggedModelTag {
            model_id: model_id.into(),
            tag_key: key.into(),
        };
        self.store().await?.delete_logged_model_tag(request).await?;
        Ok(())
    }

    /// Notes which datasets and which logged models a run used, all or none.
    pub async fn log_inputs(
        &self,
        run_id: impl Into<String>,
        datasets: Vec<DatasetInput>,
        models: Vec<ModelInput>,
    ) -> Result<()> {
        let request = LogInputs {
            run_id: run_id.into(),
            datasets,
            models,
        };
        self.store().await?.log_inputs(request).await?;
        Ok(())
    }

    /// Notes which logged models a run made, and at which steps, all or none.
    ///
    /// # Errors
    ///
    /// `BAD_REQUEST` if the run made one of them at another step.
    pub async fn log_outputs(&self, run_id: impl Into<String>, models: Vec<ModelOutput>) -> Result<()> {
        let request = LogOutputs {
            run_id: run_id.into(),
            models,
        };
        self.store().await?.log_outputs(request).await?;
        Ok(())
    }
}
