//! Parameters and tags of runs.

use super::state::RunState;
use crate::entities::{Param, RunTag};
use crate::error::Result;
use crate::model_history::{self, MODEL_HISTORY};
use crate::names::RUN_NAME;
use crate::refusals;

impl RunState {
    pub(super) fn log_param(&mut self, key: &str, value: String) -> Result<()> {
        match self.params.get(key) {
            Some(old) if *old != value => Err(refusals::param_changed(&self.info.run_id, key, old, &value)),
            Some(_) => Ok(()),
            None => {
                self.params.set(key, value);
                Ok(())
            }
        }
    }

    /// Checks that no parameter would change.
    pub(super) fn check_params(&self, params: &[Param]) -> Result<()> {
        let changes: Vec<_> = params
            .iter()
            .filter_map(|param| {
                let old = self.params.get(&param.key)?;
                (*old != param.value).then_some((param.key.as_str(), old.as_str(), param.value.as_str()))
            })
            .collect();
        if changes.is_empty() {
            return Ok(());
        }
        Err(refusals::params_changed(&self.info.run_id, &changes))
    }

    pub(super) fn set_tag(&mut self, tag: RunTag) {
        if tag.key == RUN_NAME {
            self.rename(&tag.value);
        } else {
            self.tags.set(&tag.key, tag.value);
        }
    }

    /// Changes the name and its tag; an empty name changes nothing.
    pub(super) fn rename(&mut self, name: &str) {
        if !name.is_empty() {
            name.clone_into(&mut self.info.run_name);
            self.tags.set(RUN_NAME, name.to_owned());
        }
    }

    pub(super) fn delete_tag(&mut self, key: &str) -> Result<()> {
        match self.tags.remove(key) {
            Some(_) => Ok(()),
            None => Err(refusals::tag_not_found(key, &self.info.run_id)),
        }
    }

    pub(super) fn log_model(&mut self, model_json: &str) -> Result<()> {
        let history = self.tags.get(MODEL_HISTORY).map(String::as_str);
        let history = model_history::appended(history, model_json)?;
        self.tags.set(MODEL_HISTORY, history);
        Ok(())
    }
}
