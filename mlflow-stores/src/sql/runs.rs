//! Runs in SQL.

mod read;
mod write;

use read::with_data;
pub(super) use read::{Places, at};
pub(super) use write::{active, forget_assessments, lock, require_active, set_name, states};

use super::group::Write;
use super::search_pages::Page;
use super::{SqlStore, history, inputs, tags};
use async_trait::async_trait;
use mlflow_core::contract::runs::*;
use mlflow_core::entities::{Param, RunTag};
use mlflow_core::validation::Validate;
use mlflow_core::{Result, Runs};

#[async_trait]
impl Runs for SqlStore {
    async fn create_run(&self, request: CreateRun) -> Result<CreateRunResponse> {
        let request = request.validated()?;
        let run = self
            .database
            .write_once(move |tx| Box::pin(write::create(tx, request)))
            .await?;
        Ok(CreateRunResponse { run })
    }

    async fn get_run(&self, request: GetRun) -> Result<GetRunResponse> {
        let run_id = request.validated()?.run_id;
        let run = self
            .database
            .read(move |tx| Box::pin(async move { read::one(tx, &run_id).await }))
            .await?;
        Ok(GetRunResponse { run })
    }

    async fn update_run(&self, request: UpdateRun) -> Result<UpdateRunResponse> {
        let request = request.validated()?;
        let run_info = self
            .database
            .write_small(move |tx| Box::pin(write::update(tx, request)))
            .await?;
        Ok(UpdateRunResponse { run_info })
    }

    async fn delete_run(&self, request: DeleteRun) -> Result<DeleteRunResponse> {
        let run_id = request.validated()?.run_id;
        self.database
            .write(move |tx| Box::pin(write::delete(tx, run_id)))
            .await?;
        Ok(DeleteRunResponse {})
    }

    async fn restore_run(&self, request: RestoreRun) -> Result<RestoreRunResponse> {
        let run_id = request.validated()?.run_id;
        self.database
            .write_small(move |tx| Box::pin(write::restore(tx, run_id)))
            .await?;
        Ok(RestoreRunResponse {})
    }

    async fn search_runs(&self, request: SearchRuns) -> Result<SearchRunsResponse> {
        let request = request.validated()?;
        let page = Page::of_runs(request, self.database.dialect())?;
        self.database
            .read(move |tx| {
                Box::pin(async move {
                    // Ids alone are sorted, which is quicker where many runs come before the page.
                    let found = tx.rows(&page.statement, |row| row.string(0)).await?;
                    let (found, next_page_token) = page.cut(found);
                    let infos = read::infos(tx, &found).await?;
                    Ok(SearchRunsResponse {
                        runs: with_data(tx, infos).await?,
                        next_page_token,
                    })
                })
            })
            .await
    }

    async fn log_metric(&self, request: LogMetric) -> Result<LogMetricResponse> {
        let (run_id, metric) = request.validated()?.into_metric();
        let metrics = vec![metric];
        let batch = LogBatch {
            run_id,
            metrics,
            ..LogBatch::default()
        };
        self.group
            .write(&self.database, Write::few(batch, write::log_batch))
            .await?;
        Ok(LogMetricResponse {})
    }

    async fn log_param(&self, request: LogParam) -> Result<LogParamResponse> {
        let LogParam { run_id, key, value } = request.validated()?;
        let params = vec![Param::new(key, value)];
        let batch = LogBatch {
            run_id,
            params,
            ..LogBatch::default()
        };
        self.group
            .write(&self.database, Write::few(batch, write::log_param))
            .await?;
        Ok(LogParamResponse {})
    }

    async fn set_tag(&self, request: SetTag) -> Result<SetTagResponse> {
        let SetTag { run_id, key, value } = request.validated()?;
        let tags = vec![RunTag::new(key, value)];
        let batch = LogBatch {
            run_id,
            tags,
            ..LogBatch::default()
        };
        self.group
            .write(&self.database, Write::few(batch, write::log_batch))
            .await?;
        Ok(SetTagResponse {})
    }

    async fn delete_tag(&self, request: DeleteTag) -> Result<DeleteTagResponse> {
        let request = request.validated()?;
        self.database
            .write_once(move |tx| {
                Box::pin(async move {
                    require_active(tx, &request.run_id).await?;
                    tags::delete(tx, &request.run_id, &request.key).await
                })
            })
            .await?;
        Ok(DeleteTagResponse {})
    }

    async fn log_batch(&self, request: LogBatch) -> Result<LogBatchResponse> {
        let batch = request.validated()?;
        self.group
            .write(&self.database, Write::many(batch, write::log_batch))
            .await?;
        Ok(LogBatchResponse {})
    }

    async fn log_model(&self, request: LogModel) -> Result<LogModelResponse> {
        let request = request.validated()?;
        let LogModel { run_id, model_json } = request;
        self.database
            .write_once(move |tx| Box::pin(tags::add_logged_model(tx, run_id, model_json)))
            .await?;
        Ok(LogModelResponse {})
    }

    async fn log_inputs(&self, request: LogInputs) -> Result<LogInputsResponse> {
        let request = request.validated()?;
        self.database
            .write(move |tx| {
                Box::pin(async move {
                    let experiment_id = require_active(tx, &request.run_id).await?;
                    inputs::log(
                        tx,
                        &request.run_id,
                        experiment_id,
                        request.datasets,
                        request.models,
                    )
                    .await
                })
            })
            .await?;
        Ok(LogInputsResponse {})
    }

    async fn log_outputs(&self, request: LogOutputs) -> Result<LogOutputsResponse> {
        let request = request.validated()?;
        self.database
            .write(move |tx| {
                Box::pin(async move {
                    require_active(tx, &request.run_id).await?;
                    inputs::log_outputs(tx, &request.run_id, request.models).await
                })
            })
            .await?;
        Ok(LogOutputsResponse {})
    }

    async fn get_metric_history(&self, request: GetMetricHistory) -> Result<GetMetricHistoryResponse> {
        let request = request.validated()?;
        self.database
            .read_one(move |tx| Box::pin(history::of_run(tx, request)))
            .await
    }

    async fn get_metric_history_bulk(
        &self,
        request: GetMetricHistoryBulk,
    ) -> Result<GetMetricHistoryBulkResponse> {
        let request = request.validated()?;
        let metrics = self
            .database
            .read_one(move |tx| Box::pin(history::of_runs(tx, request)))
            .await?;
        Ok(GetMetricHistoryBulkResponse { metrics })
    }

    async fn get_metric_history_bulk_interval(
        &self,
        request: GetMetricHistoryBulkInterval,
    ) -> Result<GetMetricHistoryBulkIntervalResponse> {
        let request = request.validated()?;
        let metrics = self
            .database
            .read(move |tx| Box::pin(history::sample(tx, request)))
            .await?;
        Ok(GetMetricHistoryBulkIntervalResponse { metrics })
    }
}
