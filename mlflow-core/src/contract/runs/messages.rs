//! Requests and answers of the operations on runs.

use crate::contract::proto_json::double;
use crate::entities::{
    DatasetInput, Metric, MetricWithRunId, ModelInput, ModelOutput, Param, Run, RunData, RunInfo, RunInputs,
    RunStatus, RunTag, ViewType,
};
use serde::{Deserialize, Serialize};

/// Asks for a new run.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct CreateRun {
    /// The experiment.
    pub experiment_id: String,
    /// Who runs it.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub user_id: String,
    /// The name; a random one if empty.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub run_name: String,
    /// When it began, in milliseconds since 1970.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub start_time: Option<i64>,
    /// Tags to begin with.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<RunTag>,
}

/// Answers with a new run.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct CreateRunResponse {
    /// The run.
    #[serde(serialize_with = "without_outputs")]
    pub run: Run,
}

/// Writes a run without what it made, as official MLflow writes new ones.
fn without_outputs<S: serde::Serializer>(run: &Run, serializer: S) -> Result<S::Ok, S::Error> {
    #[derive(Serialize)]
    struct New<'r> {
        info: &'r RunInfo,
        data: &'r RunData,
        inputs: &'r RunInputs,
    }
    let Run {
        info, data, inputs, ..
    } = run;
    New { info, data, inputs }.serialize(serializer)
}

/// Asks for a run.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct GetRun {
    /// The run's id.
    pub run_id: String,
}

/// Answers with a run.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct GetRunResponse {
    /// The run.
    pub run: Run,
}

/// Asks to change a run; what is not set stays.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct UpdateRun {
    /// The run's id.
    pub run_id: String,
    /// How far it has come.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<RunStatus>,
    /// When it ended, in milliseconds since 1970.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub end_time: Option<i64>,
    /// The new name; an empty one changes nothing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub run_name: Option<String>,
}

/// Answers with what is now known of a run.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct UpdateRunResponse {
    /// The run itself, without data.
    pub run_info: RunInfo,
}

/// Asks to delete a run.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct DeleteRun {
    /// The run's id.
    pub run_id: String,
}

/// Asks to restore a run.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct RestoreRun {
    /// The run's id.
    pub run_id: String,
}

/// Asks for a page of runs.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct SearchRuns {
    /// The experiments to search in; none finds nothing.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub experiment_ids: Vec<String>,
    /// A filter such as `metrics.loss < 0.3 and params.depth = '3'`.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub filter: String,
    /// Live ones, deleted ones or all; live ones if not set.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub run_view_type: Option<ViewType>,
    /// How many at most: up to 50,000; 1,000 if not set.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_results: Option<i64>,
    /// Keys such as `metrics.loss ASC`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub order_by: Vec<String>,
    /// Where the page before ended.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub page_token: String,
}

/// Answers with a page of runs.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct SearchRunsResponse {
    /// The runs.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub runs: Vec<Run>,
    /// Asks for the next page; empty on the last one.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub next_page_token: String,
}

/// Asks to add a point to a metric.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct LogMetric {
    /// The run's id.
    #[serde(default)]
    pub run_id: String,
    /// The metric's name.
    #[serde(default)]
    pub key: String,
    /// The value; NaN and the infinities are values.
    #[serde(serialize_with = "double")]
    pub value: f64,
    /// When it was measured, in milliseconds since 1970.
    pub timestamp: i64,
    /// The step it belongs to; may be negative.
    #[serde(default)]
    pub step: i64,
    /// The logged model that it tells about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub model_id: Option<String>,
    /// The dataset that it was measured on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dataset_name: Option<String>,
    /// The digest of that dataset.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dataset_digest: Option<String>,
}

impl LogMetric {
    /// Returns the run's id, and the point.
    pub fn into_metric(self) -> (String, Metric) {
        let metric = Metric {
            key: self.key,
            value: self.value,
            timestamp: self.timestamp,
            step: self.step,
            dataset_name: self.dataset_name,
            dataset_digest: self.dataset_digest,
            model_id: self.model_id,
            run_id: None,
        };
        (self.run_id, metric)
    }
}

/// Asks to write a parameter.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct LogParam {
    /// The run's id.
    pub run_id: String,
    /// The parameter's name.
    pub key: String,
    /// The value: up to 6,000 characters.
    pub value: String,
}

/// Asks to write a tag.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct SetTag {
    /// The run's id.
    pub run_id: String,
    /// The tag's key.
    pub key: String,
    /// The value: up to 8,000 characters.
    pub value: String,
}

/// Asks to remove a tag.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct DeleteTag {
    /// The run's id.
    pub run_id: String,
    /// The tag's key.
    pub key: String,
}

/// Asks to log metrics, parameters and tags: up to 1,000, 100 and 100, and 1,000 together.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct LogBatch {
    /// The run's id.
    pub run_id: String,
    /// Points of metrics.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub metrics: Vec<Metric>,
    /// Parameters.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub params: Vec<Param>,
    /// Tags.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<RunTag>,
}

/// Asks to note a model of the old kind.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct LogModel {
    /// The run's id.
    pub run_id: String,
    /// The content of its `MLmodel` file as JSON.
    pub model_json: String,
}

/// Asks to note what a run used.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct LogInputs {
    /// The run's id.
    pub run_id: String,
    /// Datasets.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub datasets: Vec<DatasetInput>,
    /// Logged models.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub models: Vec<ModelInput>,
}

/// Asks to note what a run made.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct LogOutputs {
    /// The run's id.
    #[serde(default)]
    pub run_id: String,
    /// Logged models.
    pub models: Vec<ModelOutput>,
}

/// Asks for every point of a metric.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct GetMetricHistory {
    /// The run's id.
    pub run_id: String,
    /// The metric's name.
    pub metric_key: String,
    /// Where the page before ended.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub page_token: String,
    /// How many at most; all of them if not set.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_results: Option<i64>,
}

/// Answers with points of a metric.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct GetMetricHistoryResponse {
    /// The points.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub metrics: Vec<Metric>,
    /// Asks for the next page; empty on the last one.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub next_page_token: String,
}

/// Asks for the points of one metric of several runs.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct GetMetricHistoryBulk {
    /// 1 to 100 run ids.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub run_id: Vec<String>,
    /// The metric's name.
    pub metric_key: String,
    /// How many at most: 25,000, also if not set.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_results: Option<i64>,
}

/// Answers with points of several runs.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct GetMetricHistoryBulkResponse {
    /// The points, by run, time, step and value.
    pub metrics: Vec<MetricWithRunId>,
}

/// Asks for a sample of the points of one metric of several runs.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct GetMetricHistoryBulkInterval {
    /// 1 to 100 run ids.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub run_ids: Vec<String>,
    /// The metric's name.
    pub metric_key: String,
    /// The first step; only together with `end_step`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub start_step: Option<i32>,
    /// The last step.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub end_step: Option<i32>,
    /// How many points of a run, about: 1 to 2,500, and 2,500 if not set.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_results: Option<i32>,
}

/// Answers with a sample of points of several runs.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct GetMetricHistoryBulkIntervalResponse {
    /// The points, by run, step and time.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub metrics: Vec<MetricWithRunId>,
}

empty_answers! {
    DeleteRunResponse, RestoreRunResponse, LogMetricResponse, LogParamResponse, SetTagResponse, DeleteTagResponse,
    LogBatchResponse, LogModelResponse, LogInputsResponse, LogOutputsResponse
}
