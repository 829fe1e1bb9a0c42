//! Requests of versions of registered models.

use super::registered_models::{description, model_name, tag};
use super::text::no_nul;
use super::{MAX_REGISTRY_TAG_VALUE, Validate, names, required};
use crate::contract::model_versions::{
    CreateModelVersion, DeleteModelVersion, DeleteModelVersionTag, GetModelVersion,
    GetModelVersionDownloadUri, SearchModelVersions, SetModelVersionTag, TransitionModelVersionStage,
    UpdateModelVersion,
};
use crate::entities::{ModelStage, ModelVersionTag};
use crate::error::{Error, Result};
use crate::prompt_tags;
use crate::search::Entity;

impl Validate for CreateModelVersion {
    fn validated(self) -> Result<Self> {
        model_name("name", &self.name)?;
        required("source", &self.source)?;
        for ModelVersionTag { key, value } in &self.tags {
            version_tag(key, value)?;
        }
        let texts = [
            ("run_id", &self.run_id),
            ("run_link", &self.run_link),
            ("model_id", &self.model_id),
        ];
        for (path, text) in texts {
            no_nul(path, text.as_deref().unwrap_or_default())?;
        }
        description(self.description.as_deref())?;
        Ok(self)
    }
}

impl Validate for UpdateModelVersion {
    fn validated(self) -> Result<Self> {
        version(&self.name, &self.version)?;
        description(self.description.as_deref())?;
        Ok(self)
    }
}

impl Validate for TransitionModelVersionStage {
    /// Writes the stage as MLflow does.
    fn validated(mut self) -> Result<Self> {
        required("name", &self.name)?;
        required("version", &self.version)?;
        required("stage", &self.stage)?;
        let stage: ModelStage = self.stage.parse()?;
        if self.archive_existing_versions && !stage.is_active() {
            return Err(Error::invalid_parameter_value(format!(
                "Model version transition cannot archive existing model versions because '{}' is not an Active \
                 stage. Valid stages are ['Staging', 'Production']",
                self.stage
            )));
        }
        version(&self.name, &self.version)?;
        self.stage = stage.to_string();
        Ok(self)
    }
}

macro_rules! by_version {
    ($($Request:ty),+) => { $(
        impl Validate for $Request {
            fn validated(self) -> Result<Self> {
                version(&self.name, &self.version)?;
                Ok(self)
            }
        }
    )+ };
}
by_version!(DeleteModelVersion, GetModelVersion, GetModelVersionDownloadUri);

impl Validate for SearchModelVersions {
    fn validated(self) -> Result<Self> {
        if let Some(size) = self.max_results {
            Entity::ModelVersions.check_page_size(size)?;
        }
        no_nul("page_token", &self.page_token)?;
        no_nul("filter", &self.filter)?;
        Ok(self)
    }
}

impl Validate for SetModelVersionTag {
    fn validated(self) -> Result<Self> {
        version(&self.name, &self.version)?;
        required("key", &self.key)?;
        version_tag(&self.key, &self.value)?;
        Ok(self)
    }
}

impl Validate for DeleteModelVersionTag {
    fn validated(self) -> Result<Self> {
        version(&self.name, &self.version)?;
        required("key", &self.key)?;
        names::key("key", &self.key)?;
        Ok(self)
    }
}

fn version(name: &str, version: &str) -> Result<()> {
    required("name", name)?;
    required("version", version)?;
    model_name("name", name)?;
    version_number(version).map(drop)
}

fn version_tag(key: &str, value: &str) -> Result<()> {
    if key == prompt_tags::TEXT && value.chars().count() > MAX_REGISTRY_TAG_VALUE {
        return Err(Error::invalid_parameter_value(format!(
            "Prompt text exceeds max length of {MAX_REGISTRY_TAG_VALUE} characters."
        )));
    }
    tag(key, value)
}

/// Returns the number that the version of a registered model is.
///
/// ```
/// use mlflow_core::validation::version_number;
/// assert_eq!(version_number("12")?, 12);
/// assert!(version_number("latest").is_err());
/// # Ok::<(), mlflow_core::Error>(())
/// ```
pub fn version_number(version: &str) -> Result<i64> {
    version.parse().map_err(|_| {
        Error::invalid_parameter_value(format!(
            "Parameter 'version' must be an integer, got '{version}'."
        ))
    })
}

/// Tells whether a request asks for a version of a prompt: by a tag, of which the last of a key counts.
pub fn is_prompt_request(request: &CreateModelVersion) -> bool {
    let mut tags = request.tags.iter().rev();
    tags.find(|tag| tag.key == prompt_tags::IS_PROMPT)
        .is_some_and(|tag| tag.value.eq_ignore_ascii_case("true"))
}
