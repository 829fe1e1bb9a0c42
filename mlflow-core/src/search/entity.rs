//! What can be searched.

use std::fmt;

use crate::{Error, Result};

/// A kind of thing that can be searched.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Entity {
    /// Runs.
    Runs,
    /// Experiments.
    Experiments,
    /// Registered models.
    RegisteredModels,
    /// Versions of registered models.
    ModelVersions,
    /// Traces.
    Traces,
    /// Logged models.
    LoggedModels,
    /// Datasets for evaluations.
    EvaluationDatasets,
}

impl Entity {
    /// Returns the name in the plural, in snake case.
    pub fn name(self) -> &'static str {
        match self {
            Entity::Runs => "runs",
            Entity::Experiments => "experiments",
            Entity::RegisteredModels => "registered_models",
            Entity::ModelVersions => "model_versions",
            Entity::Traces => "traces",
            Entity::LoggedModels => "logged_models",
            Entity::EvaluationDatasets => "evaluation_datasets",
        }
    }

    /// Returns the largest page that a search of this entity gives.
    pub fn max_page_size(self) -> u32 {
        match self {
            Entity::Runs | Entity::Experiments => 50_000,
            Entity::RegisteredModels => 1000,
            Entity::ModelVersions => 200_000,
            Entity::Traces => 500,
            Entity::LoggedModels | Entity::EvaluationDatasets => 50_000,
        }
    }

    /// Checks the size of a page, with the wording that official MLflow has for this entity.
    ///
    /// ```
    /// use mlflow_core::search::Entity;
    ///
    /// assert_eq!(Entity::Runs.check_page_size(100)?, 100);
    /// let error = Entity::Runs.check_page_size(0).unwrap_err();
    /// assert_eq!(
    ///     error.message(),
    ///     "Invalid value 0 for parameter 'max_results' supplied. It must be a positive integer"
    /// );
    /// # Ok::<(), mlflow_core::Error>(())
    /// ```
    pub fn check_page_size(self, max_results: i64) -> Result<u32> {
        let most = self.max_page_size();
        let registry = matches!(self, Entity::RegisteredModels | Entity::ModelVersions);
        match u32::try_from(max_results) {
            Ok(size) if size > 0 && size <= most => Ok(size),
            Ok(size) if size > 0 => Err(Error::invalid_parameter_value(if registry {
                format!(
                    "Invalid value for request parameter max_results. It must be at most {most}, \
                     but got value {max_results}"
                )
            } else {
                format!(
                    "Invalid value {max_results} for parameter 'max_results' supplied. It must be at most {most}"
                )
            })),
            _ => Err(Error::invalid_parameter_value(if registry {
                format!("Invalid value for max_results. It must be a positive integer, but got {max_results}")
            } else {
                format!(
                    "Invalid value {max_results} for parameter 'max_results' supplied. \
                     It must be a positive integer"
                )
            })),
        }
    }
}

impl fmt::Display for Entity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
