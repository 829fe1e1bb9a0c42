//! Searches over runs and experiments.

use super::metrics::Series;
use super::state::{RunState, State};
use crate::contract::experiments::{SearchExperiments, SearchExperimentsResponse};
use crate::contract::runs::{SearchRuns, SearchRunsResponse};
use crate::entities::{Dataset, InputTag, Run, RunInfo};
use crate::error::Result;
use crate::search::{SearchableRun, select_experiments, select_runs};
use crate::validation::experiment_number;
use std::collections::BTreeSet;

impl State {
    pub(super) fn search_experiments(
        &self,
        request: &SearchExperiments,
    ) -> Result<SearchExperimentsResponse> {
        let all = self.experiments.iter();
        select_experiments(all.map(|(id, experiment)| experiment.entity(*id)), request)
    }

    pub(super) fn search_runs(&self, request: &SearchRuns) -> Result<SearchRunsResponse> {
        let experiments: Result<BTreeSet<_>> = request
            .experiment_ids
            .iter()
            .map(|id| experiment_number(id))
            .collect();
        let experiments = experiments?;
        let experiments = experiments.iter().filter_map(|id| self.experiments.get(id));
        let runs = experiments.flat_map(|experiment| &experiment.run_ids);
        select_runs(runs.filter_map(|id| self.runs.get(id)), request)
    }
}

impl SearchableRun for RunState {
    fn info(&self) -> &RunInfo {
        &self.info
    }

    fn metric(&self, key: &str) -> Option<f64> {
        self.metrics.get(key).and_then(Series::latest_value)
    }

    fn param(&self, key: &str) -> Option<&str> {
        self.params.get(key).map(String::as_str)
    }

    fn tag(&self, key: &str) -> Option<&str> {
        self.tags.get(key).map(String::as_str)
    }

    fn datasets(&self) -> impl Iterator<Item = (&Dataset, &[InputTag])> {
        self.inputs.datasets()
    }

    fn whole(&self) -> Run {
        self.entity()
    }
}
