//! Where traces are kept.

use serde::{Deserialize, Serialize};

wire_enum! {
    /// The kind of a place where traces are kept.
    #[derive(Default)]
    pub enum TraceLocationType {
        /// Not said.
        #[default]
        Unspecified = 0, "TRACE_LOCATION_TYPE_UNSPECIFIED";
        /// An experiment.
        MlflowExperiment = 1, "MLFLOW_EXPERIMENT";
        /// A table of Databricks.
        InferenceTable = 2, "INFERENCE_TABLE";
    }
}

/// A place where traces are kept: an experiment, in the stores of this project.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct TraceLocation {
    /// The kind of place.
    #[serde(rename = "type")]
    pub kind: TraceLocationType,
    /// The experiment.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mlflow_experiment: Option<ExperimentLocation>,
    /// The table.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub inference_table: Option<InferenceTableLocation>,
}

/// An experiment that keeps traces.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ExperimentLocation {
    /// The experiment's id.
    pub experiment_id: String,
}

/// A table of Databricks that keeps traces.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct InferenceTableLocation {
    /// The table's name: `catalog.schema.table`.
    pub full_table_name: String,
}

impl TraceLocation {
    /// Makes the location of an experiment.
    ///
    /// ```
    /// use mlflow_core::entities::TraceLocation;
    /// assert_eq!(TraceLocation::experiment("3").experiment_id(), Some("3"));
    /// ```
    pub fn experiment(experiment_id: impl Into<String>) -> Self {
        TraceLocation {
            kind: TraceLocationType::MlflowExperiment,
            mlflow_experiment: Some(ExperimentLocation {
                experiment_id: experiment_id.into(),
            }),
            inference_table: None,
        }
    }

    /// Returns the id of the experiment, if it is one.
    pub fn experiment_id(&self) -> Option<&str> {
        let experiment = self.mlflow_experiment.as_ref()?;
        Some(&experiment.experiment_id)
    }
}
