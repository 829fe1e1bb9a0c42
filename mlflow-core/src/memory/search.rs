//! Searches over runs and experiments.

use super::state::{ExperimentState, RunState, State};
use crate::contract::experiments::{SearchExperiments, SearchExperimentsResponse};
use crate::contract::runs::{SearchRuns, SearchRunsResponse};
use crate::entities::Run;
use crate::error::Result;
use crate::names::RUN_NAME;
use crate::search::{
    DatasetField, ExperimentAttribute, ExperimentKey, Field, Filter, OrderBy, PageToken, Record,
    RunAttribute, RunKey,
};
use crate::validation::experiment_number;
use std::borrow::Cow;
use std::collections::BTreeSet;

impl State {
    pub(super) fn search_experiments(
        &self,
        request: &SearchExperiments,
    ) -> Result<SearchExperimentsResponse> {
        let filter = Filter::<ExperimentKey>::parse(&request.filter)?;
        let order = OrderBy::<ExperimentKey>::parse(&request.order_by)?;
        let view = request.view_type.unwrap_or_default();
        let mut found: Vec<_> = self
            .experiments
            .iter()
            .map(|(id, experiment)| ExperimentRecord(*id, experiment))
            .filter(|record| view.shows(record.1.stage) && filter.matches(record))
            .collect();
        found.sort_by(|a, b| order.compare(a, b));
        let (page, next_page_token) = page(found, &request.page_token, request.max_results)?;
        Ok(SearchExperimentsResponse {
            experiments: page.map(|record| record.1.entity(record.0)).collect(),
            next_page_token,
        })
    }

    pub(super) fn search_runs(&self, request: &SearchRuns) -> Result<SearchRunsResponse> {
        let filter = Filter::<RunKey>::parse(&request.filter)?;
        let order = OrderBy::<RunKey>::parse(&request.order_by)?;
        let view = request.run_view_type.unwrap_or_default();
        let mut found = Vec::new();
        let experiments: Result<BTreeSet<_>> = request
            .experiment_ids
            .iter()
            .map(|id| experiment_number(id))
            .collect();
        for experiment in experiments?.iter().filter_map(|id| self.experiments.get(id)) {
            let runs = experiment.run_ids.iter().filter_map(|id| self.runs.get(id));
            found.extend(
                runs.filter(|run| view.shows(run.info.lifecycle_stage) && filter.matches(&ToFilter(run)))
                    .map(ToOrder),
            );
        }
        found.sort_by(|a, b| order.compare(a, b));
        let (page, next_page_token) = page(found, &request.page_token, request.max_results)?;
        Ok(SearchRunsResponse {
            runs: page.map(|ToOrder(run)| as_found(run)).collect(),
            next_page_token,
        })
    }
}

/// Returns a run as searches do: without the models that it used.
fn as_found(run: &RunState) -> Run {
    let mut run = run.entity();
    run.inputs.model_inputs.clear();
    run
}

/// Cuts a page out of all results, and makes the token of the next one if there are more.
pub(super) fn page<T>(
    all: Vec<T>,
    token: &str,
    size: Option<i64>,
) -> Result<(impl Iterator<Item = T>, String)> {
    let token = PageToken::parse(token)?;
    let skip = usize::try_from(token.skip()).unwrap_or(usize::MAX);
    let size = size.map_or(u32::MAX, |size| u32::try_from(size).unwrap_or(u32::MAX));
    let take = usize::try_from(size).unwrap_or(usize::MAX);
    let next = if all.len().saturating_sub(skip) > take {
        token.after(size).to_string()
    } else {
        String::new()
    };
    Ok((all.into_iter().skip(skip).take(take), next))
}

struct ExperimentRecord<'a>(i64, &'a ExperimentState);

impl Record<ExperimentKey> for ExperimentRecord<'_> {
    fn field(&self, key: &ExperimentKey) -> Field<'_> {
        let ExperimentRecord(id, experiment) = self;
        match key {
            ExperimentKey::Tag(key) => text(experiment.tags.get(key)),
            ExperimentKey::Attribute(ExperimentAttribute::ExperimentId) => Field::Integer(*id),
            ExperimentKey::Attribute(ExperimentAttribute::Name) => Field::text(&experiment.name),
            ExperimentKey::Attribute(ExperimentAttribute::CreationTime) => Field::Integer(experiment.created),
            ExperimentKey::Attribute(ExperimentAttribute::LastUpdateTime) => {
                Field::Integer(experiment.updated)
            }
        }
    }
}

/// A run for filters, which read the name from its tag.
struct ToFilter<'a>(&'a RunState);

impl Record<RunKey> for ToFilter<'_> {
    fn field(&self, key: &RunKey) -> Field<'_> {
        match key {
            RunKey::Attribute(RunAttribute::RunName) => text(self.0.tags.get(RUN_NAME)),
            key => field(self.0, key),
        }
    }
}

/// A run for orders.
struct ToOrder<'a>(&'a RunState);

impl Record<RunKey> for ToOrder<'_> {
    fn field(&self, key: &RunKey) -> Field<'_> {
        field(self.0, key)
    }
}

fn field<'a>(run: &'a RunState, key: &RunKey) -> Field<'a> {
    let datasets = |part: fn(&crate::entities::Dataset) -> &str| {
        Field::AnyOf(run.inputs.datasets().map(|d| Cow::Borrowed(part(d))).collect())
    };
    match key {
        RunKey::Attribute(attribute) => match attribute {
            RunAttribute::RunId => Field::text(&run.info.run_id),
            RunAttribute::RunName => Field::text(&run.info.run_name),
            RunAttribute::UserId => Field::text(&run.info.user_id),
            RunAttribute::Status => Field::text(run.info.status.as_str()),
            RunAttribute::StartTime => Field::optional_integer(run.info.start_time),
            RunAttribute::EndTime => Field::optional_integer(run.info.end_time),
            RunAttribute::ArtifactUri => Field::text(&run.info.artifact_uri),
        },
        RunKey::Metric(key) => {
            let latest = run.metrics.get(key).and_then(|series| series.latest_value());
            latest.map_or(Field::Missing, Field::Float)
        }
        RunKey::Param(key) => text(run.params.get(key)),
        RunKey::Tag(key) => text(run.tags.get(key)),
        RunKey::Dataset(DatasetField::Name) => datasets(|dataset| &dataset.name),
        RunKey::Dataset(DatasetField::Digest) => datasets(|dataset| &dataset.digest),
        RunKey::Dataset(DatasetField::Context) => {
            Field::AnyOf(run.inputs.contexts().map(Cow::Borrowed).collect())
        }
    }
}

fn text(value: Option<&String>) -> Field<'_> {
    Field::optional_text(value.map(String::as_str))
}
