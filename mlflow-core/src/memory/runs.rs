//! Runs.

use super::MemoryStore;
use super::state::RunState;
use crate::artifact::location;
use crate::contract::Runs;
use crate::contract::runs::*;
use crate::entities::{LifecycleStage, RunTag};
use crate::error::Result;
use crate::names::{self, RUN_NAME};
use crate::validation::Validate;
use async_trait::async_trait;
use uuid::Uuid;

#[async_trait]
impl Runs for MemoryStore {
    async fn create_run(&self, request: CreateRun) -> Result<CreateRunResponse> {
        let mut request = request.validated()?;
        let mut state = self.write();
        let experiment = state.live_experiment_mut(&request.experiment_id)?;
        let run_name = names::of_new_run(&request)?;
        let run_id = Uuid::new_v4().simple().to_string();
        let artifact_uri = location::join(&experiment.artifact_location, &[&run_id, "artifacts"]);
        experiment.run_ids.push(run_id.clone());
        let tags = std::mem::take(&mut request.tags);
        let mut run = RunState::new(run_id.clone(), run_name.clone(), artifact_uri, &request);
        for RunTag { key, value } in tags {
            run.tags.set(&key, value);
        }
        run.tags.set(RUN_NAME, run_name);
        let entity = run.entity();
        state.runs.insert(run_id, run);
        Ok(CreateRunResponse { run: entity })
    }

    async fn get_run(&self, request: GetRun) -> Result<GetRunResponse> {
        let request = request.validated()?;
        let run = self.read().run(&request.run_id)?.entity();
        Ok(GetRunResponse { run })
    }

    async fn update_run(&self, request: UpdateRun) -> Result<UpdateRunResponse> {
        let request = request.validated()?;
        let mut state = self.write();
        let run = state.live_run_mut(&request.run_id)?;
        run.info.status = request.status.unwrap_or(run.info.status);
        run.info.end_time = request.end_time.or(run.info.end_time);
        run.rename(request.run_name.as_deref().unwrap_or_default());
        Ok(UpdateRunResponse {
            run_info: run.info.clone(),
        })
    }

    async fn delete_run(&self, request: DeleteRun) -> Result<DeleteRunResponse> {
        let run_id = request.validated()?.run_id;
        let mut state = self.write();
        state.run_mut(&run_id)?.info.lifecycle_stage = LifecycleStage::Deleted;
        state.forget_assessments(&run_id);
        Ok(DeleteRunResponse {})
    }

    async fn restore_run(&self, request: RestoreRun) -> Result<RestoreRunResponse> {
        let run_id = request.validated()?.run_id;
        self.write().run_mut(&run_id)?.info.lifecycle_stage = LifecycleStage::Active;
        Ok(RestoreRunResponse {})
    }

    async fn search_runs(&self, request: SearchRuns) -> Result<SearchRunsResponse> {
        self.read().search_runs(&request.validated()?)
    }

    async fn log_metric(&self, request: LogMetric) -> Result<LogMetricResponse> {
        let request = request.validated()?;
        let (run_id, metric) = request.into_metric();
        let mut state = self.write();
        state.live_run_mut(&run_id)?;
        let of_models = state.new_model_points(&run_id, std::slice::from_ref(&metric))?;
        state.live_run_mut(&run_id)?.log_metric(&metric);
        state.add_model_points(of_models);
        Ok(LogMetricResponse {})
    }

    async fn log_param(&self, request: LogParam) -> Result<LogParamResponse> {
        let LogParam { run_id, key, value } = request.validated()?;
        self.write().live_run_mut(&run_id)?.log_param(&key, value)?;
        Ok(LogParamResponse {})
    }

    async fn set_tag(&self, request: SetTag) -> Result<SetTagResponse> {
        let SetTag { run_id, key, value } = request.validated()?;
        self.write().live_run_mut(&run_id)?.set_tag(RunTag { key, value });
        Ok(SetTagResponse {})
    }

    async fn delete_tag(&self, request: DeleteTag) -> Result<DeleteTagResponse> {
        let DeleteTag { run_id, key } = request.validated()?;
        self.write().live_run_mut(&run_id)?.delete_tag(&key)?;
        Ok(DeleteTagResponse {})
    }

    async fn log_batch(&self, request: LogBatch) -> Result<LogBatchResponse> {
        let request = request.validated()?;
        let mut state = self.write();
        state
            .live_run_mut(&request.run_id)?
            .check_params(&request.params)?;
        let of_models = state.new_model_points(&request.run_id, &request.metrics)?;
        let run = state.live_run_mut(&request.run_id)?;
        for param in request.params {
            run.log_param(&param.key, param.value)?;
        }
        for metric in &request.metrics {
            run.log_metric(metric);
        }
        for tag in request.tags {
            run.set_tag(tag);
        }
        state.add_model_points(of_models);
        Ok(LogBatchResponse {})
    }

    async fn log_model(&self, request: LogModel) -> Result<LogModelResponse> {
        let LogModel { run_id, model_json } = request.validated()?;
        self.write().live_run_mut(&run_id)?.log_model(&model_json)?;
        Ok(LogModelResponse {})
    }

    async fn log_inputs(&self, request: LogInputs) -> Result<LogInputsResponse> {
        let LogInputs {
            run_id,
            datasets,
            models,
        } = request.validated()?;
        self.write().log_inputs(&run_id, datasets, models)?;
        Ok(LogInputsResponse {})
    }

    async fn log_outputs(&self, request: LogOutputs) -> Result<LogOutputsResponse> {
        let LogOutputs { run_id, models } = request.validated()?;
        self.write().live_run_mut(&run_id)?.log_outputs(models)?;
        Ok(LogOutputsResponse {})
    }

    async fn get_metric_history(&self, request: GetMetricHistory) -> Result<GetMetricHistoryResponse> {
        self.read().history(&request.validated()?)
    }

    async fn get_metric_history_bulk(
        &self,
        request: GetMetricHistoryBulk,
    ) -> Result<GetMetricHistoryBulkResponse> {
        Ok(self.read().history_bulk(&request.validated()?))
    }

    async fn get_metric_history_bulk_interval(
        &self,
        request: GetMetricHistoryBulkInterval,
    ) -> Result<GetMetricHistoryBulkIntervalResponse> {
        Ok(self.read().history_bulk_interval(&request.validated()?))
    }
}
