//! What a migration writes to a model registry.

use crate::entities::{RegisteredModel, RegisteredModelAlias};
use crate::import::ImportedVersion;
use serde::{Deserialize, Serialize};

contract! {
    /// A model registry that takes over registered models and their versions, with their numbers and times.
    ///
    /// As with an [`ImportTarget`](super::ImportTarget), each call is atomic, and writing again changes nothing.
    pub trait RegistryImportTarget {
        /// Writes registered models with their tags; versions and aliases are written by the other methods.
        import_registered_models: ImportRegisteredModels => ImportRegisteredModelsResponse,
            POST "2.0/mlflow-import/registered-models", needs Manage on Server;
        /// Writes versions of models that are there, with their numbers, stages and tags.
        import_model_versions: ImportModelVersions => ImportModelVersionsResponse,
            POST "2.0/mlflow-import/model-versions", needs Manage on Server;
        /// Points aliases of a model to versions that are there.
        import_aliases: ImportAliases => ImportAliasesResponse,
            POST "2.0/mlflow-import/aliases", needs Manage on Server;
    }
}

/// Asks to take over registered models.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ImportRegisteredModels {
    /// The models.
    pub registered_models: Vec<RegisteredModel>,
}

/// Asks to take over versions of models.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ImportModelVersions {
    /// The versions.
    pub model_versions: Vec<ImportedVersion>,
}

/// Asks to take over the aliases of a model.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ImportAliases {
    /// The name of the model.
    pub name: String,
    /// The aliases.
    pub aliases: Vec<RegisteredModelAlias>,
}

empty_answers! { ImportRegisteredModelsResponse, ImportModelVersionsResponse, ImportAliasesResponse }
