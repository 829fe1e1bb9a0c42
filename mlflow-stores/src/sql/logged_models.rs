//! Logged models in SQL.

mod import;
mod metrics;
mod page;
mod params;
mod read;
mod tags;
mod write;

pub(super) use import::import;
pub(super) use metrics::log as log_metrics;

use super::SqlStore;
use async_trait::async_trait;
use mlflow_core::contract::logged_models::*;
use mlflow_core::validation::Validate;
use mlflow_core::{LoggedModels, Result};
use page::Page;

#[async_trait]
impl LoggedModels for SqlStore {
    async fn create_logged_model(&self, request: CreateLoggedModel) -> Result<CreateLoggedModelResponse> {
        let request = request.validated()?;
        let model = self
            .database
            .write_once(move |tx| Box::pin(write::create(tx, request)))
            .await?;
        Ok(CreateLoggedModelResponse { model })
    }

    async fn search_logged_models(&self, request: SearchLoggedModels) -> Result<SearchLoggedModelsResponse> {
        let page = Page::of(request.validated()?, self.database.dialect())?;
        self.database
            .read(move |tx| {
                Box::pin(async move {
                    let found = tx.rows(&page.statement, read::from_row).await?;
                    let (found, next_page_token) = page.cut(found);
                    Ok(SearchLoggedModelsResponse {
                        models: read::with_data(tx, found).await?,
                        next_page_token,
                    })
                })
            })
            .await
    }

    async fn finalize_logged_model(
        &self,
        request: FinalizeLoggedModel,
    ) -> Result<FinalizeLoggedModelResponse> {
        let FinalizeLoggedModel { model_id, status } = request.validated()?;
        let model = self
            .database
            .write_small(move |tx| Box::pin(write::finalize(tx, model_id, status.unwrap_or_default())))
            .await?;
        Ok(CreateLoggedModelResponse { model })
    }

    async fn get_logged_model(&self, request: GetLoggedModel) -> Result<GetLoggedModelResponse> {
        let request = request.validated()?;
        let model = self
            .database
            .read(move |tx| {
                Box::pin(async move { read::one(tx, &request.model_id, request.allow_deleted).await })
            })
            .await?;
        Ok(CreateLoggedModelResponse { model })
    }

    async fn delete_logged_model(&self, request: DeleteLoggedModel) -> Result<DeleteLoggedModelResponse> {
        let model_id = request.validated()?.model_id;
        self.database
            .write_small(move |tx| Box::pin(write::delete(tx, model_id)))
            .await?;
        Ok(DeleteLoggedModelResponse {})
    }

    async fn log_logged_model_params(
        &self,
        request: LogLoggedModelParams,
    ) -> Result<LogLoggedModelParamsResponse> {
        let LogLoggedModelParams { model_id, params } = request.validated()?;
        self.database
            .write_small(move |tx| {
                Box::pin(async move {
                    let experiment_id = read::experiment_of(tx, &model_id).await?;
                    params::log(tx, &model_id, experiment_id, params).await
                })
            })
            .await?;
        Ok(LogLoggedModelParamsResponse {})
    }

    async fn set_logged_model_tags(&self, request: SetLoggedModelTags) -> Result<SetLoggedModelTagsResponse> {
        let SetLoggedModelTags { model_id, tags } = request.validated()?;
        self.database
            .write_small(move |tx| {
                Box::pin(async move {
                    let experiment_id = read::experiment_of(tx, &model_id).await?;
                    tags::set(tx, &model_id, experiment_id, tags).await
                })
            })
            .await?;
        Ok(SetLoggedModelTagsResponse {})
    }

    async fn delete_logged_model_tag(
        &self,
        request: DeleteLoggedModelTag,
    ) -> Result<DeleteLoggedModelTagResponse> {
        let DeleteLoggedModelTag { model_id, tag_key } = request.validated()?;
        self.database
            .write_small(move |tx| {
                Box::pin(async move {
                    read::experiment_of(tx, &model_id).await?;
                    tags::delete(tx, &model_id, &tag_key).await
                })
            })
            .await?;
        Ok(DeleteLoggedModelTagResponse {})
    }
}
