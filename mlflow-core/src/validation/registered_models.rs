//! Requests of registered models.

use super::model_versions::version_number;
use super::text::{at_most, no_nul};
use super::{MAX_ALIAS, MAX_REGISTRY_TAG_KEY, MAX_REGISTRY_TAG_VALUE, Validate, names, required};
use crate::contract::registered_models::{
    CreateRegisteredModel, DeleteRegisteredModel, DeleteRegisteredModelAlias, DeleteRegisteredModelTag,
    GetLatestVersions, GetModelVersionByAlias, GetRegisteredModel, RenameRegisteredModel,
    SearchRegisteredModels, SetRegisteredModelAlias, SetRegisteredModelTag, UpdateRegisteredModel,
};
use crate::entities::{ModelStage, RegisteredModelTag};
use crate::error::{Error, Result};
use crate::search::Entity;

impl Validate for CreateRegisteredModel {
    fn validated(self) -> Result<Self> {
        model_name("name", &self.name)?;
        for RegisteredModelTag { key, value } in &self.tags {
            tag(key, value)?;
        }
        description(self.description.as_deref())?;
        Ok(self)
    }
}

impl Validate for RenameRegisteredModel {
    fn validated(self) -> Result<Self> {
        required("name", &self.name)?;
        required("new_name", &self.new_name)?;
        if self.new_name.trim().is_empty() {
            return Err(blank("new_name"));
        }
        model_name("name", &self.new_name)?;
        model_name("name", &self.name)?;
        Ok(self)
    }
}

impl Validate for UpdateRegisteredModel {
    fn validated(self) -> Result<Self> {
        model_name("name", &self.name)?;
        description(self.description.as_deref())?;
        Ok(self)
    }
}

macro_rules! by_name {
    ($($Request:ty),+) => { $(
        impl Validate for $Request {
            fn validated(self) -> Result<Self> {
                model_name("name", &self.name)?;
                Ok(self)
            }
        }
    )+ };
}
by_name!(DeleteRegisteredModel, GetRegisteredModel);

impl Validate for SearchRegisteredModels {
    /// Lets a page have no results, as official MLflow does.
    fn validated(self) -> Result<Self> {
        if let Some(size) = self.max_results.filter(|size| *size != 0) {
            Entity::RegisteredModels.check_page_size(size)?;
        }
        no_nul("page_token", &self.page_token)?;
        no_nul("filter", &self.filter)?;
        Ok(self)
    }
}

impl Validate for GetLatestVersions {
    /// Writes the stages as MLflow does; none stands for all.
    fn validated(mut self) -> Result<Self> {
        model_name("name", &self.name)?;
        for stage in &mut self.stages {
            *stage = stage.parse::<ModelStage>()?.to_string();
        }
        if self.stages.is_empty() {
            self.stages = ModelStage::ALL.map(|stage| stage.to_string()).to_vec();
        }
        Ok(self)
    }
}

impl Validate for SetRegisteredModelTag {
    fn validated(self) -> Result<Self> {
        model_name("name", &self.name)?;
        required("key", &self.key)?;
        tag(&self.key, &self.value)?;
        Ok(self)
    }
}

impl Validate for DeleteRegisteredModelTag {
    fn validated(self) -> Result<Self> {
        model_name("name", &self.name)?;
        required("key", &self.key)?;
        names::key("key", &self.key)?;
        Ok(self)
    }
}

impl Validate for SetRegisteredModelAlias {
    fn validated(self) -> Result<Self> {
        required("name", &self.name)?;
        required("alias", &self.alias)?;
        required("version", &self.version)?;
        model_name("name", &self.name)?;
        alias(&self.alias)?;
        if self.alias.eq_ignore_ascii_case(LATEST) {
            return Err(Error::invalid_parameter_value(
                "'latest' alias name (case insensitive) is reserved.",
            ));
        }
        if is_version_name(&self.alias) {
            return Err(Error::invalid_parameter_value(format!(
                "Version alias name '{}' is reserved.",
                self.alias
            )));
        }
        version_number(&self.version)?;
        Ok(self)
    }
}

impl Validate for DeleteRegisteredModelAlias {
    fn validated(self) -> Result<Self> {
        model_name("name", &self.name)?;
        required("alias", &self.alias)?;
        alias(&self.alias)?;
        Ok(self)
    }
}

impl Validate for GetModelVersionByAlias {
    fn validated(self) -> Result<Self> {
        model_name("name", &self.name)?;
        required("alias", &self.alias)?;
        alias(&self.alias)?;
        Ok(self)
    }
}

/// The alias that always is the version with the highest number.
const LATEST: &str = "latest";

/// Checks the name of a model: as a path it is one segment that means itself.
pub(super) fn model_name(path: &str, name: &str) -> Result<()> {
    required(path, name)?;
    if name.trim().is_empty() {
        return Err(blank(path));
    }
    if name.contains(['/', ':']) {
        return Err(Error::invalid_parameter_value(format!(
            "Invalid model name '{name}'. Names cannot contain '/' or ':'."
        )));
    }
    names::own_path(path, name)
}

fn blank(path: &str) -> Error {
    Error::invalid_parameter_value(format!("Missing value for required parameter '{path}'."))
}

pub(super) fn description(text: Option<&str>) -> Result<()> {
    no_nul("description", text.unwrap_or_default())
}

pub(super) fn tag(key: &str, value: &str) -> Result<()> {
    names::key("key", key)?;
    at_most("key", MAX_REGISTRY_TAG_KEY, key)?;
    at_most("value", MAX_REGISTRY_TAG_VALUE, value)
}

fn alias(alias: &str) -> Result<()> {
    let is_word = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-');
    if !alias.chars().all(is_word) {
        return Err(Error::invalid_parameter_value(format!(
            "Invalid alias name: '{alias}'. Names may only contain alphanumerics, underscores (_), and dashes (-)."
        )));
    }
    at_most("Registered model alias name", MAX_ALIAS, alias)
}

fn is_version_name(alias: &str) -> bool {
    let digits = alias.strip_prefix(['v', 'V']).unwrap_or_default();
    !digits.is_empty() && digits.chars().all(|c| c.is_ascii_digit())
}
