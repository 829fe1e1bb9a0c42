//! Requests of runs.

use super::text::no_nul;
use super::{DEFAULT_SEARCH_RUNS_RESULTS, MAX_SEARCH_RESULTS, Validate, invalid, missing, names, required};
use crate::contract::runs::{
    CreateRun, DeleteRun, DeleteTag, GetRun, RestoreRun, SearchRuns, SetTag, UpdateRun,
};
use crate::error::{Error, ErrorCode, Result};

impl Validate for CreateRun {
    fn validated(mut self) -> Result<Self> {
        if self.experiment_id.is_empty() {
            return Err(Error::new(
                ErrorCode::BadRequest,
                "A run belongs to an experiment, and 'experiment_id' is missing",
            ));
        }
        names::experiment_number(&self.experiment_id)?;
        no_nul("user_id", &self.user_id)?;
        no_nul("run_name", &self.run_name)?;
        for (i, tag) in self.tags.iter_mut().enumerate() {
            if tag.key.is_empty() {
                return Err(missing(&format!("tags[{i}].key")));
            }
            names::tag(&format!("tags[{i}]"), &tag.key, &mut tag.value)?;
        }
        tags_are_different(self.tags.iter().map(|tag| tag.key.as_str()))?;
        Ok(self)
    }
}

impl Validate for UpdateRun {
    fn validated(self) -> Result<Self> {
        names::run_id(&self.run_id)?;
        no_nul("run_name", self.run_name.as_deref().unwrap_or_default())?;
        Ok(self)
    }
}

impl Validate for SetTag {
    fn validated(mut self) -> Result<Self> {
        names::run_id(&self.run_id)?;
        required("key", &self.key)?;
        names::tag("", &self.key, &mut self.value)?;
        Ok(self)
    }
}

impl Validate for DeleteTag {
    fn validated(self) -> Result<Self> {
        names::run_id(&self.run_id)?;
        required("key", &self.key)?;
        Ok(self)
    }
}

macro_rules! by_id {
    ($($Request:ty),+) => { $(
        impl Validate for $Request {
            fn validated(self) -> Result<Self> {
                names::run_id(&self.run_id)?;
                Ok(self)
            }
        }
    )+ };
}
by_id!(GetRun, DeleteRun, RestoreRun);

impl Validate for SearchRuns {
    fn validated(mut self) -> Result<Self> {
        let max_results = self.max_results.unwrap_or(DEFAULT_SEARCH_RUNS_RESULTS);
        if max_results > MAX_SEARCH_RESULTS {
            let rule = ":  Hint: Value was of type 'int'. See the API docs for more information about request \
                        parameters.";
            return Err(invalid("max_results", max_results, rule));
        }
        super::positive_page(max_results, "")?;
        for id in &self.experiment_ids {
            names::experiment_number(id)?;
        }
        no_nul("page_token", &self.page_token)?;
        no_nul("filter", &self.filter)?;
        self.max_results = Some(max_results);
        Ok(self)
    }
}

/// Refuses a key that is there twice.
pub(super) fn tags_are_different<'k>(keys: impl Iterator<Item = &'k str>) -> Result<()> {
    let mut seen = std::collections::HashSet::new();
    for key in keys {
        if !seen.insert(key) {
            return Err(Error::new(
                ErrorCode::BadRequest,
                format!("The tag '{key}' is given twice"),
            ));
        }
    }
    Ok(())
}
