//! Requests of scorers.

use super::text::{at_most, no_nul};
use super::{MAX_SCORER_NAME, Validate, missing, names, required};
use crate::contract::scorers::*;
use crate::error::{Error, Result};
use crate::scorers;

impl Validate for RegisterScorer {
    fn validated(self) -> Result<Self> {
        names::experiment_id("experiment_id", &self.experiment_id)?;
        required("name", &self.name)?;
        required("serialized_scorer", &self.serialized_scorer)?;
        if self.name.trim().is_empty() {
            return Err(Error::invalid_parameter_value(
                "Scorer name cannot be empty or contain only whitespace.",
            ));
        }
        at_most("name", MAX_SCORER_NAME, &self.name)?;
        scorers::check(&self.serialized_scorer)?;
        Ok(self)
    }
}

impl Validate for ListScorers {
    fn validated(self) -> Result<Self> {
        match &self.experiment_ids {
            Some(_) if !self.experiment_id.is_empty() => {
                return Err(Error::invalid_parameter_value(
                    "Cannot specify both 'experiment_id' and 'experiment_ids'. Use 'experiment_ids' to scope the query \
                     to multiple experiments, or 'experiment_id' to scope it to a single experiment.",
                ));
            }
            Some(ids) => ids
                .iter()
                .try_for_each(|id| names::experiment_id("experiment_ids", id))?,
            None if !self.experiment_id.is_empty() => {
                names::experiment_id("experiment_id", &self.experiment_id)?;
            }
            None => {}
        }
        Ok(self)
    }
}

impl Validate for ListScorerVersions {
    fn validated(self) -> Result<Self> {
        names::experiment_id("experiment_id", &self.experiment_id)?;
        required("name", &self.name)?;
        Ok(self)
    }
}

impl Validate for GetScorer {
    fn validated(self) -> Result<Self> {
        names::experiment_id("experiment_id", &self.experiment_id)?;
        required("name", &self.name)?;
        Ok(self)
    }
}

impl Validate for GetOnlineScoringConfigs {
    fn validated(self) -> Result<Self> {
        if self.scorer_ids.is_empty() {
            return Err(missing("scorer_ids"));
        }
        for id in &self.scorer_ids {
            no_nul("scorer_ids", id)?;
        }
        Ok(self)
    }
}

impl Validate for UpsertOnlineScoringConfig {
    fn validated(self) -> Result<Self> {
        names::experiment_id("experiment_id", &self.experiment_id)?;
        required("name", &self.name)?;
        let rate = self.sample_rate.ok_or_else(|| missing("sample_rate"))?;
        if !(0.0..=1.0).contains(&rate) {
            return Err(Error::invalid_parameter_value(format!(
                "sample_rate must be between 0.0 and 1.0, got {rate}"
            )));
        }
        if let Some(filter) = &self.filter_string {
            no_nul("filter_string", filter)?;
            scorers::check_filter(filter)?;
        }
        Ok(self)
    }
}
