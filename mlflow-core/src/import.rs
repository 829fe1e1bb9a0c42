//! What a migration hands over to the stores of its target, besides the entities that every store answers.
//!
//! [`ImportTarget`](crate::contract::ImportTarget) and
//! [`RegistryImportTarget`](crate::contract::RegistryImportTarget) take it.

use crate::entities::{LifecycleStage, LoggedModel, ModelVersion};
use serde::{Deserialize, Serialize};

/// A logged model as a migration hands it over.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ImportedModel {
    /// The model.
    pub model: LoggedModel,
    /// Whether it is deleted, which the model itself does not tell.
    pub lifecycle_stage: LifecycleStage,
}

/// A version of a registered model as a migration hands it over.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ImportedVersion {
    /// The version.
    pub version: ModelVersion,
    /// Where its files are, which its source may only point to.
    pub storage_location: String,
}
