//! Evaluators: what scores a model on a dataset and logs the scores to a run.

use crate::error::Result;
use crate::finite;
use async_trait::async_trait;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use std::collections::BTreeMap;

/// What an evaluation is asked to do.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Evaluate {
    /// What the model does: `classifier`, `regressor`, `question-answering`, …
    pub model_type: String,
    /// The rows that it is evaluated on.
    pub dataset: EvaluationData,
    /// The run that metrics and artifacts are logged to.
    pub run_id: String,
    /// Options of the evaluator.
    pub evaluator_config: Map<String, Value>,
    /// The URI of the model; without one the dataset holds its predictions.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub model: Option<String>,
    /// Names of more metrics than those of the model's type.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub extra_metrics: Vec<String>,
    /// Names of more artifacts.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub custom_artifacts: Vec<String>,
    /// Which column of the model's output is evaluated, where it has several.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub predictions: Option<String>,
}

/// The dataset of an evaluation: rows at hand, or a file of them.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct EvaluationData {
    /// The name that it is logged under.
    pub name: String,
    /// A text that changes with its content.
    pub digest: String,
    /// The columns that the model sees; all but `targets` and `predictions` if empty.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub feature_names: Vec<String>,
    /// The column of what is right.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub targets: Option<String>,
    /// The column of what the model has said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub predictions: Option<String>,
    /// The rows.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub records: Vec<Map<String, Value>>,
    /// A local file that holds them instead: CSV, Parquet or Arrow IPC, as its ending says.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub path: Option<String>,
}

/// What an evaluation has shown.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct EvaluationResult {
    /// Scores by name.
    #[serde(with = "finite")]
    pub metrics: BTreeMap<String, f64>,
    /// Artifacts by their usual names, such as `roc_curve_plot`.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub artifacts: BTreeMap<String, EvaluationArtifact>,
    /// The run that they were logged to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub run_id: Option<String>,
}

/// An artifact of an evaluation.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct EvaluationArtifact {
    /// Where it was logged.
    pub uri: String,
    /// What is in it, if that is JSON.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub content: Option<Value>,
}

/// Scores models of some types, with official MLflow's arguments and results.
///
/// ```
/// use mlflow_core::evaluator::{Evaluate, EvaluationResult, Evaluator};
/// use serde_json::{Map, Value};
///
/// struct Rows;
///
/// #[async_trait::async_trait]
/// impl Evaluator for Rows {
///     fn name(&self) -> &str {
///         "rows"
///     }
///
///     async fn can_evaluate(&self, model_type: &str, _: &Map<String, Value>) -> mlflow_core::Result<bool> {
///         Ok(model_type == "regressor")
///     }
///
///     async fn evaluate(&self, request: Evaluate) -> mlflow_core::Result<EvaluationResult> {
///         let rows = request.dataset.records.len() as f64;
///         Ok(EvaluationResult { metrics: [("rows".to_owned(), rows)].into(), ..EvaluationResult::default() })
///     }
/// }
/// ```
#[async_trait]
pub trait Evaluator: Send + Sync {
    /// Returns the name that callers choose the evaluator by.
    fn name(&self) -> &str;

    /// Tells whether it evaluates models of a type with this configuration.
    async fn can_evaluate(&self, model_type: &str, evaluator_config: &Map<String, Value>) -> Result<bool>;

    /// Evaluates, logs what it finds to the run, and returns it.
    async fn evaluate(&self, request: Evaluate) -> Result<EvaluationResult>;
}
