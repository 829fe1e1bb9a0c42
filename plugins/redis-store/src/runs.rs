//! Runs.

use crate::RedisStore;
use crate::experiments::{need_live, not_live};
use crate::fields::*;
use crate::points::Point;
use crate::transaction::{Transaction, Unmet};
use async_trait::async_trait;
use mlflow_core::artifact::location;
use mlflow_core::contract::Runs;
use mlflow_core::contract::runs::*;
use mlflow_core::entities::{LifecycleStage, Metric, Param, RunTag};
use mlflow_core::model_history::{self, MODEL_HISTORY};
use mlflow_core::names::{self, RUN_NAME};
use mlflow_core::search::select_runs;
use mlflow_core::validation::experiment_number;
use mlflow_core::{Error, Result, Validate, refusals};
use std::collections::BTreeSet;

pub(crate) const ACTIVE: &str = "active";
pub(crate) const DELETED: &str = "deleted";

/// Says what is wrong with a run whose stage is another one.
pub(crate) fn run_not_live(id: &str, stage: &str) -> Error {
    match stage.parse() {
        Ok(stage) => refusals::run_not_active(id, stage),
        Err(_) => refusals::run_not_found(id),
    }
}

/// Sets a tag, or the name that is one as well; an empty name changes nothing.
fn set_tag(transaction: &mut Transaction, run: &str, tag: &RunTag) {
    if tag.key == RUN_NAME {
        if tag.value.is_empty() {
            return;
        }
        transaction.set(run, NAME, &tag.value);
    }
    transaction.set(run, field(TAG, &tag.key), &tag.value);
}

impl RedisStore {
    /// Begins a write to a run that takes writes; its stage is the first need.
    pub(crate) fn write_to(&self, run_id: &str) -> (Transaction, String) {
        let key = self.keys.run(run_id);
        let mut write = Transaction::default();
        write.need(&key, STAGE, &[ACTIVE]);
        (write, key)
    }

    /// Writes metrics, parameters and tags, all or nothing.
    async fn log(
        &self,
        run_id: &str,
        metrics: &[Metric],
        params: &[Param],
        tags: &[RunTag],
    ) -> Result<Changed> {
        let (mut write, key) = self.write_to(run_id);
        let first_param = write.need_each_param(&key, params);
        for metric in metrics {
            let point = Point::of(metric);
            let points = self.keys.points(run_id, &metric.key);
            write.set_new(&points, point.field(), point.text());
            write.set_latest(&key, field(METRIC, &metric.key), point.rank(), point.text());
        }
        for param in params {
            write.set(&key, field(PARAM, &param.key), kept(&param.value));
        }
        for tag in tags {
            set_tag(&mut write, &key, tag);
        }
        let models = self.log_to_models(&mut write, run_id, metrics)?;
        let unmet = write.run(&self.client).await?;
        match unmet.first() {
            None => Ok(Vec::new()),
            Some(Unmet { need: 0, value }) => Err(run_not_live(run_id, value)),
            Some(first) if (first_param..first_param + params.len()).contains(&first.need) => {
                let changed = unmet.into_iter().filter_map(|unmet| {
                    let param = params.get(unmet.need - first_param)?;
                    Some((param.clone(), given(&unmet.value).to_owned()))
                });
                Ok(changed.collect())
            }
            Some(first) => Err(models.explain(run_id, first)),
        }
    }

    async fn move_run(&self, run_id: &str, to: &str) -> Result<()> {
        let key = self.keys.run(run_id);
        let mut moved = Transaction::default();
        moved.need(&key, STAGE, &[ACTIVE, DELETED]);
        moved.set(&key, STAGE, to);
        moved
            .run_or(&self.client, |_| refusals::run_not_found(run_id))
            .await
    }
}

/// Parameters that are there with another value, which comes second.
type Changed = Vec<(Param, String)>;

impl Transaction {
    /// Needs parameters to be new or the same; returns the place of the first need.
    fn need_each_param(&mut self, run: &str, params: &[Param]) -> usize {
        let places: Vec<_> = params
            .iter()
            .map(|param| self.need(run, &field(PARAM, &param.key), &["", &kept(&param.value)]))
            .collect();
        places.first().copied().unwrap_or(usize::MAX)
    }
}

#[async_trait]
impl Runs for RedisStore {
    async fn create_run(&self, request: CreateRun) -> Result<CreateRunResponse> {
        let request = request.validated()?;
        let experiment_id = &request.experiment_id;
        let experiment = self.found_experiment(experiment_id).await?;
        let name = names::of_new_run(&request)?;
        let run_id = uuid::Uuid::new_v4().simple().to_string();
        let key = self.keys.run(&run_id);
        let artifacts = location::join(&experiment.artifact_location, &[&run_id, "artifacts"]);
        let start = request.start_time.unwrap_or_default().to_string();
        let mut new = Transaction::default();
        need_live(&mut new, &self.keys.experiment(experiment_id));
        new.push(&self.keys.runs_of(experiment_id), &run_id);
        for (field, value) in [
            (EXPERIMENT, experiment_id.as_str()),
            (NAME, &name),
            (USER, &request.user_id),
            (STATUS, "RUNNING"),
            (START, &start),
            (LOCATION, &artifacts),
            (STAGE, ACTIVE),
        ] {
            new.set(&key, field, value);
        }
        for tag in &request.tags {
            new.set(&key, field(TAG, &tag.key), &tag.value);
        }
        new.set(&key, field(TAG, RUN_NAME), &name);
        new.run_or(&self.client, |unmet| not_live(experiment_id, &unmet.value))
            .await?;
        let run = self.run(&run_id).await?;
        Ok(CreateRunResponse { run })
    }

    async fn get_run(&self, request: GetRun) -> Result<GetRunResponse> {
        let run = self.run(&request.validated()?.run_id).await?;
        Ok(GetRunResponse { run })
    }

    async fn update_run(&self, request: UpdateRun) -> Result<UpdateRunResponse> {
        let request = request.validated()?;
        let (mut update, key) = self.write_to(&request.run_id);
        if let Some(status) = request.status {
            update.set(&key, STATUS, status.as_str());
        }
        if let Some(end) = request.end_time {
            update.set(&key, END, end.to_string());
        }
        if let Some(name) = request.run_name {
            set_tag(&mut update, &key, &RunTag::new(RUN_NAME, &name));
        }
        update
            .run_or(&self.client, |unmet| run_not_live(&request.run_id, &unmet.value))
            .await?;
        let run_info = self.run(&request.run_id).await?.info;
        Ok(UpdateRunResponse { run_info })
    }

    async fn delete_run(&self, request: DeleteRun) -> Result<DeleteRunResponse> {
        self.move_run(&request.validated()?.run_id, DELETED).await?;
        Ok(DeleteRunResponse {})
    }

    async fn restore_run(&self, request: RestoreRun) -> Result<RestoreRunResponse> {
        self.move_run(&request.validated()?.run_id, ACTIVE).await?;
        Ok(RestoreRunResponse {})
    }

    async fn search_runs(&self, request: SearchRuns) -> Result<SearchRunsResponse> {
        let request = request.validated()?;
        let mut ids = BTreeSet::new();
        for id in &request.experiment_ids {
            ids.insert(experiment_number(id)?);
        }
        let ids: Vec<_> = ids.iter().map(i64::to_string).collect();
        select_runs(&self.runs(&ids).await?, &request)
    }

    async fn log_metric(&self, request: LogMetric) -> Result<LogMetricResponse> {
        let (run_id, metric) = request.validated()?.into_metric();
        self.log(&run_id, &[metric], &[], &[]).await?;
        Ok(LogMetricResponse {})
    }

    async fn log_param(&self, request: LogParam) -> Result<LogParamResponse> {
        let LogParam { run_id, key, value } = request.validated()?;
        let changed = self.log(&run_id, &[], &[Param { key, value }], &[]).await?;
        match changed.first() {
            None => Ok(LogParamResponse {}),
            Some((param, old)) => Err(refusals::param_changed(&run_id, &param.key, old, &param.value)),
        }
    }

    async fn set_tag(&self, request: SetTag) -> Result<SetTagResponse> {
        let SetTag { run_id, key, value } = request.validated()?;
        self.log(&run_id, &[], &[], &[RunTag { key, value }]).await?;
        Ok(SetTagResponse {})
    }

    async fn delete_tag(&self, request: DeleteTag) -> Result<DeleteTagResponse> {
        let DeleteTag { run_id, key: tag } = request.validated()?;
        loop {
            let known = self.run(&run_id).await?;
            if known.info.lifecycle_stage != LifecycleStage::Active {
                return Err(refusals::run_not_active(&run_id, known.info.lifecycle_stage));
            }
            let Some(value) = known.data.tags.get(&tag) else {
                return Err(refusals::tag_not_found(&tag, &run_id));
            };
            let (mut removed, key) = self.write_to(&run_id);
            removed.need(&key, &field(TAG, &tag), &[value]);
            removed.remove(&key, field(TAG, &tag));
            if removed.run(&self.client).await?.is_empty() {
                return Ok(DeleteTagResponse {});
            }
        }
    }

    async fn log_batch(&self, request: LogBatch) -> Result<LogBatchResponse> {
        let LogBatch {
            run_id,
            metrics,
            params,
            tags,
        } = request.validated()?;
        let changed = self.log(&run_id, &metrics, &params, &tags).await?;
        if changed.is_empty() {
            return Ok(LogBatchResponse {});
        }
        let changed: Vec<_> = changed
            .iter()
            .map(|(param, old)| (param.key.as_str(), old.as_str(), param.value.as_str()))
            .collect();
        Err(refusals::params_changed(&run_id, &changed))
    }

    async fn log_model(&self, request: LogModel) -> Result<LogModelResponse> {
        let LogModel { run_id, model_json } = request.validated()?;
        loop {
            let known = self.run(&run_id).await?;
            let history = known.data.tags.get(MODEL_HISTORY);
            let (mut write, key) = self.write_to(&run_id);
            let tag = field(TAG, MODEL_HISTORY);
            write.need(&key, &tag, &[history.unwrap_or_default()]);
            write.set(&key, tag, model_history::appended(history, &model_json)?);
            match write.run(&self.client).await?.first() {
                None => return Ok(LogModelResponse {}),
                Some(Unmet { need: 0, value }) => return Err(run_not_live(&run_id, value)),
                // Somebody else has appended a model.
                Some(_) => {}
            }
        }
    }

    async fn log_inputs(&self, request: LogInputs) -> Result<LogInputsResponse> {
        self.add_inputs(request.validated()?).await?;
        Ok(LogInputsResponse {})
    }

    async fn log_outputs(&self, request: LogOutputs) -> Result<LogOutputsResponse> {
        self.add_outputs(request.validated()?).await?;
        Ok(LogOutputsResponse {})
    }

    async fn get_metric_history(&self, request: GetMetricHistory) -> Result<GetMetricHistoryResponse> {
        self.history(&request.validated()?).await
    }

    async fn get_metric_history_bulk(
        &self,
        request: GetMetricHistoryBulk,
    ) -> Result<GetMetricHistoryBulkResponse> {
        self.history_bulk(&request.validated()?).await
    }

    async fn get_metric_history_bulk_interval(
        &self,
        request: GetMetricHistoryBulkInterval,
    ) -> Result<GetMetricHistoryBulkIntervalResponse> {
        self.history_bulk_interval(&request.validated()?).await
    }
}
