//! Runs: folders in those of their experiments.

mod hearing;
mod interval;
mod part;
mod read;
mod search;
mod write;

pub(super) use read::{KeptRun, NO_RUNS};
pub(super) use write::OpenRun;

use super::points;
use super::{FileStore, apart};
use async_trait::async_trait;
use mlflow_core::contract::Runs;
use mlflow_core::contract::runs::*;
use mlflow_core::entities::{LifecycleStage, Metric, MetricWithRunId, RunTag};
use mlflow_core::search::cut_page;
use mlflow_core::{Result, Validate};
use std::collections::BTreeSet;

impl FileStore {
    /// Returns the points of a metric in the order in which they came; none for a run that is not there.
    fn points(&self, run_id: &str, key: &str) -> Result<Vec<Metric>> {
        let dir = self.open_root()?;
        let Some(place) = self.place_of_run(&dir, run_id)? else {
            return Ok(Vec::new());
        };
        let folder = format!("{}/{run_id}", place.folder());
        self.settle(&dir, &folder)?;
        points::history(&dir, &format!("{folder}/metrics/{key}"), key)
    }
}

fn of_run(metric: Metric, run_id: &str) -> MetricWithRunId {
    MetricWithRunId {
        key: metric.key,
        value: metric.value,
        timestamp: metric.timestamp,
        step: metric.step,
        run_id: run_id.to_owned(),
    }
}

#[async_trait]
impl Runs for FileStore {
    async fn create_run(&self, request: CreateRun) -> Result<CreateRunResponse> {
        let run = self.make_run(request.validated()?)?;
        Ok(CreateRunResponse { run })
    }

    async fn get_run(&self, request: GetRun) -> Result<GetRunResponse> {
        let run_id = request.validated()?.run_id;
        let run = self.read_run(&self.open_root()?, &run_id)?;
        Ok(GetRunResponse { run })
    }

    async fn update_run(&self, request: UpdateRun) -> Result<UpdateRunResponse> {
        let run_info = self.change_run(request.validated()?)?;
        Ok(UpdateRunResponse { run_info })
    }

    async fn delete_run(&self, request: DeleteRun) -> Result<DeleteRunResponse> {
        let run_id = request.validated()?.run_id;
        self.move_run(&run_id, LifecycleStage::Deleted)?;
        Ok(DeleteRunResponse {})
    }

    async fn restore_run(&self, request: RestoreRun) -> Result<RestoreRunResponse> {
        let run_id = request.validated()?.run_id;
        self.move_run(&run_id, LifecycleStage::Active)?;
        Ok(RestoreRunResponse {})
    }

    async fn search_runs(&self, request: SearchRuns) -> Result<SearchRunsResponse> {
        let request = request.validated()?;
        apart(|| self.find_runs(&request))
    }

    async fn log_metric(&self, request: LogMetric) -> Result<LogMetricResponse> {
        let (run_id, metric) = request.validated()?.into_metric();
        self.open_run(&run_id)?
            .log_batch(&[metric], Vec::new(), Vec::new())?;
        Ok(LogMetricResponse {})
    }

    async fn log_param(&self, request: LogParam) -> Result<LogParamResponse> {
        let LogParam { run_id, key, value } = request.validated()?;
        self.open_run(&run_id)?.log_param(&key, &value)?;
        Ok(LogParamResponse {})
    }

    async fn set_tag(&self, request: SetTag) -> Result<SetTagResponse> {
        let SetTag { run_id, key, value } = request.validated()?;
        let tags = vec![RunTag { key, value }];
        self.open_run(&run_id)?.log_batch(&[], Vec::new(), tags)?;
        Ok(SetTagResponse {})
    }

    async fn delete_tag(&self, request: DeleteTag) -> Result<DeleteTagResponse> {
        let DeleteTag { run_id, key } = request.validated()?;
        self.open_run(&run_id)?.delete_tag(&key)?;
        Ok(DeleteTagResponse {})
    }

    async fn log_batch(&self, request: LogBatch) -> Result<LogBatchResponse> {
        let LogBatch {
            run_id,
            metrics,
            params,
            tags,
        } = request.validated()?;
        self.open_run(&run_id)?.log_batch(&metrics, params, tags)?;
        Ok(LogBatchResponse {})
    }

    async fn log_model(&self, request: LogModel) -> Result<LogModelResponse> {
        let LogModel { run_id, model_json } = request.validated()?;
        self.open_run(&run_id)?.log_model(&model_json)?;
        Ok(LogModelResponse {})
    }

    async fn log_inputs(&self, request: LogInputs) -> Result<LogInputsResponse> {
        let LogInputs {
            run_id,
            datasets,
            models,
        } = request.validated()?;
        self.open_run(&run_id)?.log_inputs(datasets, models)?;
        Ok(LogInputsResponse {})
    }

    async fn log_outputs(&self, request: LogOutputs) -> Result<LogOutputsResponse> {
        let LogOutputs { run_id, models } = request.validated()?;
        self.open_run(&run_id)?.log_outputs(models)?;
        Ok(LogOutputsResponse {})
    }

    async fn get_metric_history(&self, request: GetMetricHistory) -> Result<GetMetricHistoryResponse> {
        let request = request.validated()?;
        let points = self.points(&request.run_id, &request.metric_key)?;
        let (page, next_page_token) = cut_page(points, &request.page_token, request.max_results)?;
        let metrics = page.map(|metric| Metric {
            run_id: Some(request.run_id.clone()),
            ..metric
        });
        Ok(GetMetricHistoryResponse {
            metrics: metrics.collect(),
            next_page_token,
        })
    }

    async fn get_metric_history_bulk(
        &self,
        request: GetMetricHistoryBulk,
    ) -> Result<GetMetricHistoryBulkResponse> {
        let request = request.validated()?;
        let run_ids: BTreeSet<_> = request.run_id.iter().collect();
        let mut metrics = Vec::new();
        for run_id in run_ids {
            let mut points = self.points(run_id, &request.metric_key)?;
            points.sort_by_key(|metric| metric.timestamp);
            metrics.extend(points.into_iter().map(|metric| of_run(metric, run_id)));
        }
        if let Some(most) = request.max_results {
            metrics.truncate(usize::try_from(most).unwrap_or_default());
        }
        Ok(GetMetricHistoryBulkResponse { metrics })
    }

    async fn get_metric_history_bulk_interval(
        &self,
        request: GetMetricHistoryBulkInterval,
    ) -> Result<GetMetricHistoryBulkIntervalResponse> {
        let request = request.validated()?;
        let size = request
            .max_results
            .map_or(1, |size| usize::try_from(size).unwrap_or(1));
        let range = request.start_step.zip(request.end_step);
        let range = range.map(|(start, end)| (i64::from(start), i64::from(end)));
        let histories = request
            .run_ids
            .iter()
            .map(|id| self.points(id, &request.metric_key));
        let histories: Vec<Vec<Metric>> = histories.collect::<Result<_>>()?;
        let steps = interval::sampled_steps(&histories, range, size);
        let mut metrics = Vec::new();
        for (run_id, mut points) in request.run_ids.iter().zip(histories) {
            points.retain(|metric| steps.contains(&metric.step));
            points.sort_by_key(|metric| (metric.step, metric.timestamp));
            let shown = interval::spread(points, size.max(steps.len()));
            metrics.extend(shown.into_iter().map(|metric| of_run(metric, run_id)));
        }
        Ok(GetMetricHistoryBulkIntervalResponse { metrics })
    }
}
