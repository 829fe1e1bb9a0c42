//! The entities of MLflow: what stores keep and answers carry.
//!
//! Their JSON is MLflow's REST JSON. Fields that are not set are left out of it.

#[macro_use]
mod wire_enum;

mod assessment;
mod dataset;
mod evaluation_dataset;
mod experiment;
mod key_list;
mod logged_model;
mod metric;
mod model_version;
pub mod otlp;
mod param;
mod registered_model;
mod run;
mod scorer;
mod span;
mod trace;
mod trace_info;
mod trace_location;
mod trace_metrics;
mod webhook;
mod wire_time;

pub(crate) use wire_time::timestamp_text;

pub(crate) use assessment::as_protobuf;
pub use assessment::{
    Assessment, AssessmentError, AssessmentSource, AssessmentSourceType, Expectation, Feedback,
    IssueReference,
};
pub use dataset::{Dataset, DatasetInput, DatasetSummary, InputTag};
pub use evaluation_dataset::{
    DatasetRecord, DatasetRecordSource, DatasetRecordSourceType, EvaluationDataset,
};
pub use experiment::{Experiment, ExperimentTag};
pub use key_list::{KeyList, KeyValue};
pub use logged_model::{
    LoggedModel, LoggedModelData, LoggedModelInfo, LoggedModelParameter, LoggedModelStatus, LoggedModelTag,
};
pub use metric::{Metric, MetricPoint, MetricStep, MetricValue, MetricWithRunId};
pub use model_version::{ModelStage, ModelVersion, ModelVersionStatus, ModelVersionTag};
pub use param::{Param, RunTag};
pub use registered_model::{RegisteredModel, RegisteredModelAlias, RegisteredModelTag};
pub use run::{ModelInput, ModelOutput, Run, RunData, RunInfo, RunInputs, RunOutputs, RunStatus};
pub use scorer::{OnlineScoringConfig, Scorer};
pub use span::{Span, SpanEvent, SpanLink, SpanStatus};
pub use trace::{Trace, TraceInfoV3, TraceState};
pub use trace_info::{TraceInfo, TraceRequestMetadata, TraceStatus, TraceTag};
pub use trace_location::{ExperimentLocation, InferenceTableLocation, TraceLocation, TraceLocationType};
pub use trace_metrics::{AggregationType, MetricAggregation, MetricDataPoint, MetricViewType};
pub use webhook::{
    Webhook, WebhookAction, WebhookEntity, WebhookEvent, WebhookSecret, WebhookStatus, WebhookTestResult,
};

use serde::{Deserialize, Serialize};

wire_enum! {
    /// Which of the live and the deleted ones are meant.
    #[derive(Default)]
    pub enum ViewType {
        /// Those that are not deleted.
        #[default]
        ActiveOnly = 1, "ACTIVE_ONLY";
        /// Those that are deleted.
        DeletedOnly = 2, "DELETED_ONLY";
        /// All.
        All = 3, "ALL";
    }
}

impl ViewType {
    /// Tells whether the view shows what is in a stage.
    pub fn shows(self, stage: LifecycleStage) -> bool {
        self.stages().contains(&stage)
    }

    /// Returns the stages that the view shows.
    pub fn stages(self) -> &'static [LifecycleStage] {
        match self {
            ViewType::ActiveOnly => &[LifecycleStage::Active],
            ViewType::DeletedOnly => &[LifecycleStage::Deleted],
            ViewType::All => &[LifecycleStage::Active, LifecycleStage::Deleted],
        }
    }
}

/// Whether an experiment or a run is deleted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LifecycleStage {
    /// Not deleted.
    #[default]
    Active,
    /// Deleted, and restorable until garbage is collected.
    Deleted,
}

impl LifecycleStage {
    /// Returns the name on the wire and in the database.
    pub fn as_str(self) -> &'static str {
        match self {
            LifecycleStage::Active => "active",
            LifecycleStage::Deleted => "deleted",
        }
    }
}

impl std::fmt::Display for LifecycleStage {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.as_str())
    }
}

impl std::str::FromStr for LifecycleStage {
    type Err = crate::Error;

    fn from_str(name: &str) -> crate::Result<Self> {
        match name {
            "active" => Ok(LifecycleStage::Active),
            "deleted" => Ok(LifecycleStage::Deleted),
            _ => Err(crate::Error::invalid_parameter_value(format!(
                "unknown lifecycle stage `{name}`"
            ))),
        }
    }
}
