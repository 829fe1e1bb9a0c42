//! Requests of experiments.

use super::text::{at_most, no_nul};
use super::{
    MAX_DATASET_EXPERIMENTS, MAX_EXPERIMENT_NAME, MAX_EXPERIMENT_TAG_KEY, MAX_EXPERIMENT_TAG_VALUE,
    MAX_SEARCH_RESULTS, Validate, invalid, location, names, positive_page, required,
};
use crate::contract::experiments::{
    CreateExperiment, DeleteExperiment, DeleteExperimentTag, GetExperiment, GetExperimentByName,
    RestoreExperiment, SearchDatasets, SearchExperiments, SetExperimentTag, UpdateExperiment,
};
use crate::entities::ExperimentTag;
use crate::error::{Error, Result};

impl Validate for CreateExperiment {
    fn validated(self) -> Result<Self> {
        required("name", &self.name)?;
        location::artifact_location(&self.artifact_location)?;
        at_most("name", MAX_EXPERIMENT_NAME, &self.name)?;
        for ExperimentTag { key, value } in &self.tags {
            tag(key, value)?;
        }
        super::runs::tags_are_different(self.tags.iter().map(|tag| tag.key.as_str()))?;
        Ok(self)
    }
}

impl Validate for GetExperimentByName {
    fn validated(self) -> Result<Self> {
        required("experiment_name", &self.experiment_name)?;
        Ok(self)
    }
}

impl Validate for UpdateExperiment {
    fn validated(self) -> Result<Self> {
        names::experiment_id("experiment_id", &self.experiment_id)?;
        required("new_name", &self.new_name)?;
        at_most("name", MAX_EXPERIMENT_NAME, &self.new_name)?;
        Ok(self)
    }
}

impl Validate for SetExperimentTag {
    fn validated(self) -> Result<Self> {
        names::experiment_id("experiment_id", &self.experiment_id)?;
        required("key", &self.key)?;
        tag(&self.key, &self.value)?;
        Ok(self)
    }
}

impl Validate for DeleteExperimentTag {
    fn validated(self) -> Result<Self> {
        names::experiment_id("experiment_id", &self.experiment_id)?;
        required("key", &self.key)?;
        Ok(self)
    }
}

macro_rules! by_id {
    ($($Request:ty),+) => { $(
        impl Validate for $Request {
            fn validated(self) -> Result<Self> {
                names::experiment_id("experiment_id", &self.experiment_id)?;
                Ok(self)
            }
        }
    )+ };
}
by_id!(GetExperiment, DeleteExperiment, RestoreExperiment);

impl Validate for SearchExperiments {
    fn validated(self) -> Result<Self> {
        let max_results = self.max_results.unwrap_or(0);
        positive_page(max_results, "")?;
        if max_results > MAX_SEARCH_RESULTS {
            let rule = format!(". It must be at most {MAX_SEARCH_RESULTS}");
            return Err(invalid("max_results", max_results, &rule));
        }
        no_nul("page_token", &self.page_token)?;
        no_nul("filter", &self.filter)?;
        Ok(self)
    }
}

impl Validate for SearchDatasets {
    fn validated(self) -> Result<Self> {
        let (most, got) = (MAX_DATASET_EXPERIMENTS, self.experiment_ids.len());
        if got == 0 {
            return Err(Error::invalid_parameter_value(
                "SearchDatasets request must specify at least one experiment_id.",
            ));
        }
        if got > most {
            return Err(Error::invalid_parameter_value(format!(
                "SearchDatasets request cannot specify more than {most} experiment_ids. Received {got} \
                 experiment_ids."
            )));
        }
        for id in &self.experiment_ids {
            names::experiment_number(id)?;
        }
        Ok(self)
    }
}

fn tag(key: &str, value: &str) -> Result<()> {
    names::key("key", key)?;
    at_most("key", MAX_EXPERIMENT_TAG_KEY, key)?;
    at_most("value", MAX_EXPERIMENT_TAG_VALUE, value)
}
