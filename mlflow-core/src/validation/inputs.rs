//! Datasets and models of runs.

use super::text::at_most;
use super::{
    MAX_DATASET_DIGEST, MAX_DATASET_NAME, MAX_DATASET_PROFILE, MAX_DATASET_SCHEMA, MAX_DATASET_SOURCE,
    MAX_INPUT_TAG_KEY, MAX_INPUT_TAG_VALUE, Validate, names, required, text,
};
use crate::contract::runs::{LogInputs, LogModel, LogOutputs};
use crate::entities::DatasetInput;
use crate::error::{Error, Result};
use serde_json::Value;

impl Validate for LogInputs {
    fn validated(self) -> Result<Self> {
        names::strict_run_id(&self.run_id)?;
        for input in &self.datasets {
            dataset_input(input)?;
        }
        for model in &self.models {
            text::no_nul("model_id", &model.model_id)?;
        }
        Ok(self)
    }
}

impl Validate for LogOutputs {
    fn validated(self) -> Result<Self> {
        names::run_id(&self.run_id)?;
        for model in &self.models {
            text::no_nul("model_id", &model.model_id)?;
        }
        Ok(self)
    }
}

impl Validate for LogModel {
    fn validated(self) -> Result<Self> {
        names::run_id(&self.run_id)?;
        required("model_json", &self.model_json)?;
        let model = serde_json::from_str(&self.model_json);
        let Ok(Value::Object(model)) = model else {
            return Err(Error::invalid_parameter_value(format!(
                "Malformed model info. \n {} \n is not a valid JSON.",
                self.model_json
            )));
        };
        let missing: Vec<_> = ["artifact_path", "flavors", "run_id", "utc_time_created"]
            .into_iter()
            .filter(|field| !model.contains_key(*field))
            .map(|field| format!("'{field}'"))
            .collect();
        if missing.is_empty() {
            return Ok(self);
        }
        Err(Error::invalid_parameter_value(format!(
            "Model json is missing mandatory fields: {{{}}}",
            missing.join(", ")
        )))
    }
}

fn dataset_input(input: &DatasetInput) -> Result<()> {
    let dataset = &input.dataset;
    at_most("name", MAX_DATASET_NAME, &dataset.name)?;
    at_most("digest", MAX_DATASET_DIGEST, &dataset.digest)?;
    text::no_nul("source_type", &dataset.source_type)?;
    at_most("source", MAX_DATASET_SOURCE, &dataset.source)?;
    at_most(
        "schema",
        MAX_DATASET_SCHEMA,
        dataset.schema.as_deref().unwrap_or_default(),
    )?;
    at_most(
        "profile",
        MAX_DATASET_PROFILE,
        dataset.profile.as_deref().unwrap_or_default(),
    )?;
    for tag in &input.tags {
        at_most("key", MAX_INPUT_TAG_KEY, &tag.key)?;
        at_most("value", MAX_INPUT_TAG_VALUE, &tag.value)?;
    }
    super::runs::tags_are_different(input.tags.iter().map(|tag| tag.key.as_str()))
}
