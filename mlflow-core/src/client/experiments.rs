//! Experiments.

use super::Client;
use crate::contract::experiments as contract;
use crate::entities::Experiment;
use crate::error::{ErrorCode, Result};
use crate::options::ExperimentOptions;

impl Client {
    /// Creates an experiment from a name or from options, and returns its id.
    ///
    /// # Errors
    ///
    /// `RESOURCE_ALREADY_EXISTS` if a live or deleted experiment has the name.
    pub async fn create_experiment(&self, options: impl Into<ExperimentOptions>) -> Result<String> {
        let request = options.into().into();
        Ok(self
            .store()
            .await?
            .create_experiment(request)
            .await?
            .experiment_id)
    }

    /// Returns an experiment, deleted or not.
    ///
    /// # Errors
    ///
    /// `RESOURCE_DOES_NOT_EXIST` if there is none of this id.
    pub async fn get_experiment(&self, experiment_id: impl Into<String>) -> Result<Experiment> {
        let experiment_id = experiment_id.into();
        let request = contract::GetExperiment { experiment_id };
        Ok(self.store().await?.get_experiment(request).await?.experiment)
    }

    /// Returns the experiment of a name, deleted or not, if there is one. Upper and lower case differ.
    pub async fn get_experiment_by_name(&self, name: impl Into<String>) -> Result<Option<Experiment>> {
        let experiment_name = name.into();
        let request = contract::GetExperimentByName { experiment_name };
        match self.store().await?.get_experiment_by_name(request).await {
            Ok(answer) => Ok(Some(answer.experiment)),
            Err(error) if error.code() == ErrorCode::ResourceDoesNotExist => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// Returns the live experiment of a name, which is made if there is none.
    ///
    /// Several programs may do so at once: all get the same one.
    pub async fn get_or_create_experiment(&self, name: &str) -> Result<Experiment> {
        if let Some(experiment) = self.get_experiment_by_name(name).await? {
            return Ok(experiment);
        }
        let created = self.create_experiment(name).await;
        match created {
            Ok(id) => self.get_experiment(id).await,
            Err(error) if error.code() == ErrorCode::ResourceAlreadyExists => {
                let made_by_another = self.get_experiment_by_name(name).await?;
                made_by_another.ok_or(error)
            }
            Err(error) => Err(error),
        }
    }

    /// Deletes an experiment with its runs, so that it can be restored.
    pub async fn delete_experiment(&self, experiment_id: impl Into<String>) -> Result<()> {
        let experiment_id = experiment_id.into();
        let request = contract::DeleteExperiment { experiment_id };
        self.store().await?.delete_experiment(request).await?;
        Ok(())
    }

    /// Restores a deleted experiment with its runs.
    pub async fn restore_experiment(&self, experiment_id: impl Into<String>) -> Result<()> {
        let experiment_id = experiment_id.into();
        let request = contract::RestoreExperiment { experiment_id };
        self.store().await?.restore_experiment(request).await?;
        Ok(())
    }

    /// Renames a live experiment.
    pub async fn rename_experiment(
        &self,
        experiment_id: impl Into<String>,
        new_name: impl Into<String>,
    ) -> Result<()> {
        let request = contract::UpdateExperiment {
            experiment_id: experiment_id.into(),
            new_name: new_name.into(),
        };
        self.store().await?.update_experiment(request).await?;
        Ok(())
    }

    /// Writes a tag of a live experiment.
    pub async fn set_experiment_tag(
        &self,
        experiment_id: impl Into<String>,
        key: impl Into<String>,
        value: impl std::fmt::Display,
    ) -> Result<()> {
        let request = contract::SetExperimentTag {
            experiment_id: experiment_id.into(),
            key: key.into(),
            value: value.to_string(),
        };
        self.store().await?.set_experiment_tag(request).await?;
        Ok(())
    }

    /// Removes a tag of a live experiment.
    pub async fn delete_experiment_tag(
        &self,
        experiment_id: impl Into<String>,
        key: impl Into<String>,
    ) -> Result<()> {
        let request = contract::DeleteExperimentTag {
            experiment_id: experiment_id.into(),
            key: key.into(),
        };
        self.store().await?.delete_experiment_tag(request).await?;
        Ok(())
    }
}
