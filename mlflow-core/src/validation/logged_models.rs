//! Requests of logged models.

use super::text::{at_most, no_nul};
use super::{
    DEFAULT_SEARCH_LOGGED_MODELS_RESULTS, MAX_LOGGED_MODEL_KEY, MAX_LOGGED_MODEL_NAME, MAX_LOGGED_MODEL_TYPE,
    MAX_SOURCE_RUN_ID, Validate, missing, names, required,
};
use crate::contract::logged_models::{
    CreateLoggedModel, DeleteLoggedModel, DeleteLoggedModelTag, FinalizeLoggedModel, GetLoggedModel,
    LogLoggedModelParams, SearchLoggedModels, SetLoggedModelTags,
};
use crate::entities::KeyValue;
use crate::error::{Error, ErrorCode, Result};
use crate::search::{Entity, LoggedModelDataset, python_repr};
use std::collections::HashSet;

const NOT_IN_NAMES: &[char] = &['/', ':', '.', '%', '"', '\''];

impl Validate for CreateLoggedModel {
    fn validated(self) -> Result<Self> {
        names::experiment_id("experiment_id", &self.experiment_id)?;
        if self.name.contains(NOT_IN_NAMES) {
            return Err(Error::invalid_parameter_value(format!(
                "Invalid model name ({}) provided. Model name must be a non-empty string and cannot contain the \
                 following characters: ('/', ':', '.', '%', '\"', \"'\")",
                python_repr(&self.name)
            )));
        }
        at_most("name", MAX_LOGGED_MODEL_NAME, &self.name)?;
        at_most("model_type", MAX_LOGGED_MODEL_TYPE, &self.model_type)?;
        at_most("source_run_id", MAX_SOURCE_RUN_ID, &self.source_run_id)?;
        entries("params", &self.params)?;
        entries("tags", &self.tags)?;
        keys_are_different("parameter", &self.params)?;
        keys_are_different("tag", &self.tags)?;
        Ok(self)
    }
}

impl Validate for FinalizeLoggedModel {
    fn validated(self) -> Result<Self> {
        required("model_id", &self.model_id)?;
        match self.status {
            Some(_) => Ok(self),
            None => Err(missing("status")),
        }
    }
}

impl Validate for LogLoggedModelParams {
    fn validated(self) -> Result<Self> {
        required("model_id", &self.model_id)?;
        entries("params", &self.params)?;
        keys_are_different("parameter", &self.params)?;
        Ok(self)
    }
}

impl Validate for SetLoggedModelTags {
    fn validated(self) -> Result<Self> {
        required("model_id", &self.model_id)?;
        entries("tags", &self.tags)?;
        Ok(self)
    }
}

impl Validate for DeleteLoggedModelTag {
    fn validated(self) -> Result<Self> {
        required("model_id", &self.model_id)?;
        required("tag_key", &self.tag_key)?;
        Ok(self)
    }
}

macro_rules! by_id {
    ($($Request:ty),+) => { $(
        impl Validate for $Request {
            fn validated(self) -> Result<Self> {
                required("model_id", &self.model_id)?;
                Ok(self)
            }
        }
    )+ };
}
by_id!(GetLoggedModel, DeleteLoggedModel);

impl Validate for SearchLoggedModels {
    fn validated(mut self) -> Result<Self> {
        for id in &self.experiment_ids {
            names::experiment_number(id)?;
        }
        let given = self.max_results.filter(|size| *size != 0);
        let max_results = given.unwrap_or(DEFAULT_SEARCH_LOGGED_MODELS_RESULTS);
        Entity::LoggedModels.check_page_size(max_results)?;
        self.max_results = Some(max_results);
        LoggedModelDataset::check(&self.datasets)?;
        for dataset in &self.datasets {
            no_nul("dataset_name", &dataset.dataset_name)?;
            no_nul(
                "dataset_digest",
                dataset.dataset_digest.as_deref().unwrap_or_default(),
            )?;
        }
        for order in &self.order_by {
            no_nul("field_name", &order.field_name)?;
            no_nul("dataset_name", order.dataset_name.as_deref().unwrap_or_default())?;
            no_nul(
                "dataset_digest",
                order.dataset_digest.as_deref().unwrap_or_default(),
            )?;
        }
        no_nul("filter", &self.filter)?;
        no_nul("page_token", &self.page_token)?;
        Ok(self)
    }
}

fn entries<E: KeyValue<Value = str>>(list: &str, entries: &[E]) -> Result<()> {
    for (i, entry) in entries.iter().enumerate() {
        if entry.key().is_empty() {
            return Err(missing(&format!("{list}[{i}].key")));
        }
        at_most(&format!("{list}[{i}].key"), MAX_LOGGED_MODEL_KEY, entry.key())?;
        no_nul(&format!("{list}[{i}].value"), entry.value())?;
    }
    Ok(())
}

fn keys_are_different<E: KeyValue>(what: &str, entries: &[E]) -> Result<()> {
    let mut seen = HashSet::new();
    match entries.iter().find(|entry| !seen.insert(entry.key())) {
        Some(twice) => Err(Error::new(
            ErrorCode::BadRequest,
            format!("The {what} '{}' is given twice", twice.key()),
        )),
        None => Ok(()),
    }
}
