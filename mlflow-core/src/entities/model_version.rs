//! Versions of registered models.

use super::param::text_by_key;
use super::registered_model::is_prompt;
use super::{KeyList, KeyValue};
use serde::{Deserialize, Serialize};

text_by_key! {
    /// A tag of a version of a registered model.
    ModelVersionTag
}

wire_enum! {
    /// How far the registration of a version has come.
    pub enum ModelVersionStatus {
        /// The registry is still taking it over.
        PendingRegistration = 1, "PENDING_REGISTRATION";
        /// The registry could not take it over.
        FailedRegistration = 2, "FAILED_REGISTRATION";
        /// It can be used.
        Ready = 3, "READY";
    }
}

impl Default for ModelVersionStatus {
    /// Versions of databases are ready at once.
    fn default() -> Self {
        ModelVersionStatus::Ready
    }
}

/// Where a version stands on its way into production.
///
/// Stages are read in any case, and written as here.
///
/// ```
/// use mlflow_core::entities::ModelStage;
/// assert_eq!("production".parse::<ModelStage>()?, ModelStage::Production);
/// assert_eq!(ModelStage::Production.to_string(), "Production");
/// # Ok::<(), mlflow_core::Error>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ModelStage {
    /// Nowhere yet.
    #[default]
    None,
    /// Under trial.
    Staging,
    /// In use.
    Production,
    /// No longer in use.
    Archived,
}

impl ModelStage {
    /// Every stage.
    pub const ALL: [ModelStage; 4] = [
        ModelStage::None,
        ModelStage::Staging,
        ModelStage::Production,
        ModelStage::Archived,
    ];

    /// Returns the name on the wire and in the database.
    pub fn as_str(self) -> &'static str {
        match self {
            ModelStage::None => "None",
            ModelStage::Staging => "Staging",
            ModelStage::Production => "Production",
            ModelStage::Archived => "Archived",
        }
    }

    /// Tells whether versions of this stage are in use or about to be.
    pub fn is_active(self) -> bool {
        matches!(self, ModelStage::Staging | ModelStage::Production)
    }
}

impl std::fmt::Display for ModelStage {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.pad(self.as_str())
    }
}

impl std::str::FromStr for ModelStage {
    type Err = crate::Error;

    fn from_str(name: &str) -> crate::Result<Self> {
        let mut all = ModelStage::ALL.into_iter();
        all.find(|stage| stage.as_str().eq_ignore_ascii_case(name))
            .ok_or_else(|| {
                crate::Error::invalid_parameter_value(format!(
                    "Invalid Model Version stage: {name}. Value must be one of None, Staging, Production, Archived."
                ))
            })
    }
}

/// One version of a registered model.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ModelVersion {
    /// The model's name.
    pub name: String,
    /// The number: 1, 2, 3 … as text.
    pub version: String,
    /// When it was made, in milliseconds since 1970.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub creation_timestamp: Option<i64>,
    /// When it was last changed, in milliseconds since 1970.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_updated_timestamp: Option<i64>,
    /// Who made it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub user_id: Option<String>,
    /// The name of its [`ModelStage`].
    #[serde(skip_serializing_if = "String::is_empty")]
    pub current_stage: String,
    /// What people say about it; the commit message of a prompt.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// The URI that it was made from.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// The run that made it; empty if none did.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub run_id: Option<String>,
    /// How far its registration has come.
    pub status: ModelVersionStatus,
    /// What is to be said about the status.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status_message: Option<String>,
    /// Its tags.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub tags: KeyList<ModelVersionTag>,
    /// A link to the run that made it, where that is on another server.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub run_link: Option<String>,
    /// The aliases that point to it; searches leave them out.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub aliases: Vec<String>,
    /// The logged model that it was made from, where the registry keeps it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub model_id: Option<String>,
}

impl ModelVersion {
    /// Returns the version's number; 0 if the registry has versions that are no numbers.
    pub fn number(&self) -> i64 {
        self.version.parse().unwrap_or(0)
    }

    /// Returns the stage; `None` where the registry has stages of its own.
    pub fn stage(&self) -> Option<ModelStage> {
        self.current_stage.parse().ok()
    }

    /// Returns the run that made it, if one did.
    pub fn source_run(&self) -> Option<&str> {
        self.run_id.as_deref().filter(|id| !id.is_empty())
    }

    /// Tells whether this is a version of a prompt.
    pub fn is_prompt(&self) -> bool {
        is_prompt(&self.tags)
    }
}
