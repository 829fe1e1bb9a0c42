//! What the store knows of traces.

use super::state::State;
use crate::entities::Assessment;
use crate::error::Result;
use crate::refusals;
use crate::traces::TraceEntry;
use crate::traces::assessments::SOURCE_RUN_ID;
use std::collections::BTreeSet;

impl State {
    pub(super) fn trace(&self, trace_id: &str) -> Result<&TraceEntry> {
        let trace = self.traces.get(trace_id);
        trace.ok_or_else(|| refusals::trace_not_found(trace_id))
    }

    pub(super) fn trace_mut(&mut self, trace_id: &str) -> Result<&mut TraceEntry> {
        let trace = self.traces.get_mut(trace_id);
        trace.ok_or_else(|| refusals::trace_not_found(trace_id))
    }

    /// Returns the traces of some ids that are there, each once, in the order of the ids.
    pub(super) fn traces_of<'s>(
        &'s self,
        trace_ids: &[String],
        experiment_ids: Option<&[String]>,
    ) -> Vec<&'s TraceEntry> {
        let mut seen = BTreeSet::new();
        let ids = trace_ids.iter().filter(|id| seen.insert(id.as_str()));
        let is_wanted = |entry: &&TraceEntry| {
            experiment_ids.is_none_or(|ids| ids.contains(&entry.trace.experiment_id.to_string()))
        };
        ids.filter_map(|id| self.traces.get(id))
            .filter(is_wanted)
            .collect()
    }

    /// Forgets what a run said about traces.
    pub(super) fn forget_assessments(&mut self, run_id: &str) {
        for entry in self.traces.values_mut() {
            let is_of_run =
                |one: &Assessment| one.metadata.get(SOURCE_RUN_ID).map(String::as_str) == Some(run_id);
            entry.assessments.retain(|one| !is_of_run(one));
        }
    }
}
