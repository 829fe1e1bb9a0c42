//! Requests of datasets for evaluations.

use super::text::{at_most, no_nul};
use super::{
    DEFAULT_DATASET_RESULTS, MAX_EVALUATION_DATASET_NAME, MAX_EVALUATION_DATASET_TAG_KEY,
    MAX_EVALUATION_DATASET_TAG_VALUE, Validate, positive_page, required,
};
use crate::contract::evaluation_datasets::*;
use crate::datasets;
use crate::error::Result;
use crate::search::Entity;

impl Validate for CreateDataset {
    /// Keeps each experiment once, and makes tags of none an empty object.
    fn validated(mut self) -> Result<Self> {
        required("name", &self.name)?;
        at_most("name", MAX_EVALUATION_DATASET_NAME, &self.name)?;
        if self.tags.is_empty() {
            self.tags = "{}".to_owned();
        }
        tags(&self.tags)?;
        experiments(&mut self.experiment_ids)?;
        Ok(self)
    }
}

fn tags(json: &str) -> Result<()> {
    for (key, value) in datasets::tags(json)? {
        required("tags.key", &key)?;
        at_most("key", MAX_EVALUATION_DATASET_TAG_KEY, &key)?;
        at_most(
            "value",
            MAX_EVALUATION_DATASET_TAG_VALUE,
            value.as_deref().unwrap_or_default(),
        )?;
    }
    Ok(())
}

fn experiments(ids: &mut Vec<String>) -> Result<()> {
    let mut kept: Vec<String> = Vec::with_capacity(ids.len());
    for id in ids.drain(..) {
        required("experiment_ids", &id)?;
        if !kept.contains(&id) {
            kept.push(id);
        }
    }
    *ids = kept;
    Ok(())
}

impl Validate for SearchEvaluationDatasets {
    fn validated(mut self) -> Result<Self> {
        let size = self.max_results.unwrap_or(DEFAULT_DATASET_RESULTS);
        Entity::EvaluationDatasets.check_page_size(size)?;
        self.max_results = Some(size);
        no_nul("filter_string", &self.filter_string)?;
        no_nul("page_token", &self.page_token)?;
        experiments(&mut self.experiment_ids)?;
        Ok(self)
    }
}

impl Validate for SetDatasetTags {
    fn validated(self) -> Result<Self> {
        required("dataset_id", &self.dataset_id)?;
        required("tags", &self.tags)?;
        tags(&self.tags)?;
        Ok(self)
    }
}

impl Validate for DeleteDatasetTag {
    fn validated(self) -> Result<Self> {
        required("dataset_id", &self.dataset_id)?;
        required("key", &self.key)?;
        Ok(self)
    }
}

impl Validate for UpsertDatasetRecords {
    fn validated(self) -> Result<Self> {
        required("dataset_id", &self.dataset_id)?;
        required("records", &self.records)?;
        Ok(self)
    }
}

impl Validate for GetDatasetRecords {
    fn validated(mut self) -> Result<Self> {
        required("dataset_id", &self.dataset_id)?;
        let size = match self.max_results {
            None | Some(0) => DEFAULT_DATASET_RESULTS,
            Some(size) => size,
        };
        positive_page(size, "")?;
        self.max_results = Some(size);
        no_nul("page_token", &self.page_token)?;
        Ok(self)
    }
}

impl Validate for DeleteDatasetRecords {
    fn validated(self) -> Result<Self> {
        required("dataset_id", &self.dataset_id)?;
        for id in &self.dataset_record_ids {
            no_nul("dataset_record_ids", id)?;
        }
        Ok(self)
    }
}

macro_rules! with_experiments {
    ($($Request:ty),+) => { $(
        impl Validate for $Request {
            /// Keeps each experiment once.
            fn validated(mut self) -> Result<Self> {
                required("dataset_id", &self.dataset_id)?;
                experiments(&mut self.experiment_ids)?;
                Ok(self)
            }
        }
    )+ };
}
with_experiments!(AddDatasetToExperiments, RemoveDatasetFromExperiments);

macro_rules! by_id {
    ($($Request:ty),+) => { $(
        impl Validate for $Request {
            fn validated(self) -> Result<Self> {
                required("dataset_id", &self.dataset_id)?;
                Ok(self)
            }
        }
    )+ };
}
by_id!(GetDataset, DeleteDataset, GetDatasetExperimentIds);
