//! Searches over runs.

use super::cut_page;
use crate::contract::runs::{SearchRuns, SearchRunsResponse};
use crate::entities::{Dataset, InputTag, KeyValue, Run, RunInfo, ViewType};
use crate::error::Result;
use crate::names::RUN_NAME;
use crate::search::{DatasetField, Field, Filter, OrderBy, Record, RunAttribute, RunKey};
use std::borrow::Cow;

/// The tag that says what a dataset was used for.
const CONTEXT: &str = "mlflow.data.context";

/// What searches look at in a run.
pub trait SearchableRun {
    /// Returns the run itself.
    fn info(&self) -> &RunInfo;

    /// Returns the latest value of a metric.
    fn metric(&self, key: &str) -> Option<f64>;

    /// Returns a parameter.
    fn param(&self, key: &str) -> Option<&str>;

    /// Returns a tag.
    fn tag(&self, key: &str) -> Option<&str>;

    /// Returns the datasets that it used, with the tags of their use.
    fn datasets(&self) -> impl Iterator<Item = (&Dataset, &[InputTag])>;

    /// Returns the whole run.
    fn whole(&self) -> Run;
}

impl SearchableRun for Run {
    fn info(&self) -> &RunInfo {
        &self.info
    }

    fn metric(&self, key: &str) -> Option<f64> {
        self.data.metrics.get(key).copied()
    }

    fn param(&self, key: &str) -> Option<&str> {
        self.data.params.get(key)
    }

    fn tag(&self, key: &str) -> Option<&str> {
        self.data.tags.get(key)
    }

    fn datasets(&self) -> impl Iterator<Item = (&Dataset, &[InputTag])> {
        let inputs = self.inputs.dataset_inputs.iter();
        inputs.map(|input| (&input.dataset, input.tags.as_slice()))
    }

    fn whole(&self) -> Run {
        self.clone()
    }
}

/// A search over runs, read from its request.
///
/// ```
/// use mlflow_core::contract::runs::SearchRuns;
/// use mlflow_core::entities::{Metric, Run};
/// use mlflow_core::search::{RunKey, RunSearch};
///
/// let mut runs = [Run::default(), Run::default()];
/// runs[1].data.metrics.push(Metric::new("loss", 0.25, 1, 0));
/// let request = SearchRuns { filter: "metrics.loss < 0.5".into(), ..SearchRuns::default() };
/// let search = RunSearch::parse(&request)?;
/// assert!(search.keys().any(|key| *key == RunKey::Metric("loss".into())));
/// assert_eq!(search.find(&runs), [&runs[1]]);
/// # Ok::<(), mlflow_core::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct RunSearch {
    filter: Filter<RunKey>,
    order: OrderBy<RunKey>,
    view: ViewType,
}

impl RunSearch {
    /// Reads the filter, the order and the view of a request.
    ///
    /// # Errors
    ///
    /// `INVALID_PARAMETER_VALUE` for a filter or an order that cannot be read.
    pub fn parse(request: &SearchRuns) -> Result<Self> {
        Ok(RunSearch {
            filter: Filter::parse(&request.filter)?,
            order: OrderBy::parse(&request.order_by)?,
            view: request.run_view_type.unwrap_or_default(),
        })
    }

    /// Returns all that the search looks at in a run, beside its lifecycle stage.
    ///
    /// A filter by name looks at the tag `mlflow.runName`.
    pub fn keys(&self) -> impl Iterator<Item = &RunKey> {
        let filtered = self.filter.clauses().iter().map(|clause| &clause.key);
        filtered.chain(self.order.terms().iter().map(|term| &term.key))
    }

    /// Finds runs among all those of the experiments that are asked for, and puts them in order.
    pub fn find<'r, R: SearchableRun + 'r>(&self, all: impl IntoIterator<Item = &'r R>) -> Vec<&'r R> {
        let matches =
            |run: &R| self.view.shows(run.info().lifecycle_stage) && self.filter.matches(&ToFilter(run));
        let mut found: Vec<_> = all.into_iter().filter(|run| matches(run)).map(ToOrder).collect();
        found.sort_by(|a, b| self.order.compare(a, b));
        found.into_iter().map(|ToOrder(run)| run).collect()
    }
}

/// Finds runs among all those of the experiments that are asked for.
///
/// The answer leaves out the models that runs used, as searches do.
///
/// # Errors
///
/// `INVALID_PARAMETER_VALUE` for a filter, an order or a token that cannot be read.
///
/// ```
/// use mlflow_core::contract::runs::SearchRuns;
/// use mlflow_core::entities::{Metric, Run};
/// use mlflow_core::search::select_runs;
///
/// let mut runs = [Run::default(), Run::default()];
/// runs[1].data.metrics.push(Metric::new("loss", 0.25, 1, 0));
/// let request = SearchRuns { filter: "metrics.loss < 0.5".into(), ..SearchRuns::default() };
/// assert_eq!(select_runs(&runs, &request)?.runs, [runs[1].clone()]);
/// # Ok::<(), mlflow_core::Error>(())
/// ```
pub fn select_runs<'r, R: SearchableRun + 'r>(
    all: impl IntoIterator<Item = &'r R>,
    request: &SearchRuns,
) -> Result<SearchRunsResponse> {
    let found = RunSearch::parse(request)?.find(all);
    let (page, next_page_token) = cut_page(found, &request.page_token, request.max_results)?;
    let without_models = |run: &R| {
        let mut run = run.whole();
        run.inputs.model_inputs.clear();
        run
    };
    Ok(SearchRunsResponse {
        runs: page.map(without_models).collect(),
        next_page_token,
    })
}

/// A run for filters, which read the name from its tag.
struct ToFilter<'a, R>(&'a R);

impl<R: SearchableRun> Record<RunKey> for ToFilter<'_, R> {
    fn field(&self, key: &RunKey) -> Field<'_> {
        match key {
            RunKey::Attribute(RunAttribute::RunName) => Field::optional_text(self.0.tag(RUN_NAME)),
            key => field(self.0, key),
        }
    }
}

/// A run for orders.
struct ToOrder<'a, R>(&'a R);

impl<R: SearchableRun> Record<RunKey> for ToOrder<'_, R> {
    fn field(&self, key: &RunKey) -> Field<'_> {
        field(self.0, key)
    }
}

fn field<'a, R: SearchableRun>(run: &'a R, key: &RunKey) -> Field<'a> {
    let datasets = |part: fn(&Dataset) -> &str| {
        Field::AnyOf(run.datasets().map(|(d, _)| Cow::Borrowed(part(d))).collect())
    };
    let info = run.info();
    match key {
        RunKey::Attribute(attribute) => match attribute {
            RunAttribute::RunId => Field::text(&info.run_id),
            RunAttribute::RunName => Field::text(&info.run_name),
            RunAttribute::UserId => Field::text(&info.user_id),
            RunAttribute::Status => Field::text(info.status.as_str()),
            RunAttribute::StartTime => Field::optional_integer(info.start_time),
            RunAttribute::EndTime => Field::optional_integer(info.end_time),
            RunAttribute::ArtifactUri => Field::text(&info.artifact_uri),
        },
        RunKey::Metric(key) => run.metric(key).map_or(Field::Missing, Field::Float),
        RunKey::Param(key) => Field::optional_text(run.param(key)),
        RunKey::Tag(key) => Field::optional_text(run.tag(key)),
        RunKey::Dataset(DatasetField::Name) => datasets(|dataset| &dataset.name),
        RunKey::Dataset(DatasetField::Digest) => datasets(|dataset| &dataset.digest),
        RunKey::Dataset(DatasetField::Context) => {
            let contexts = run.datasets().filter_map(|(_, tags)| context(tags));
            Field::AnyOf(contexts.map(Cow::Borrowed).collect())
        }
    }
}

fn context(tags: &[InputTag]) -> Option<&str> {
    let tag = tags.iter().find(|tag| tag.key() == CONTEXT)?;
    Some(&tag.value)
}
