//! Searches over experiments.

use super::cut_page;
use crate::contract::experiments::{SearchExperiments, SearchExperimentsResponse};
use crate::entities::Experiment;
use crate::error::Result;
use crate::search::{ExperimentAttribute, ExperimentKey, Field, Filter, OrderBy, Record};

/// Finds experiments among all that a store has.
///
/// # Errors
///
/// `INVALID_PARAMETER_VALUE` for a filter, an order or a token that cannot be read.
///
/// ```
/// use mlflow_core::contract::experiments::SearchExperiments;
/// use mlflow_core::entities::Experiment;
/// use mlflow_core::search::select_experiments;
///
/// let all = ["wine", "iris"].map(|name| Experiment { name: name.into(), ..Experiment::default() });
/// let request = SearchExperiments { filter: "name LIKE 'w%'".into(), ..SearchExperiments::default() };
/// assert_eq!(select_experiments(all, &request)?.experiments[0].name, "wine");
/// # Ok::<(), mlflow_core::Error>(())
/// ```
pub fn select_experiments(
    all: impl IntoIterator<Item = Experiment>,
    request: &SearchExperiments,
) -> Result<SearchExperimentsResponse> {
    let filter = Filter::<ExperimentKey>::parse(&request.filter)?;
    let order = OrderBy::<ExperimentKey>::parse(&request.order_by)?;
    let view = request.view_type.unwrap_or_default();
    let mut found: Vec<_> = all
        .into_iter()
        .map(Found::new)
        .filter(|found| view.shows(found.experiment.lifecycle_stage) && filter.matches(found))
        .collect();
    found.sort_by(|a, b| order.compare(a, b));
    let (page, next_page_token) = cut_page(found, &request.page_token, request.max_results)?;
    Ok(SearchExperimentsResponse {
        experiments: page.map(|found| found.experiment).collect(),
        next_page_token,
    })
}

struct Found {
    number: Option<i64>,
    experiment: Experiment,
}

impl Found {
    fn new(experiment: Experiment) -> Self {
        Found {
            number: experiment.experiment_id.parse().ok(),
            experiment,
        }
    }
}

impl Record<ExperimentKey> for Found {
    fn field(&self, key: &ExperimentKey) -> Field<'_> {
        let Found { number, experiment } = self;
        match key {
            ExperimentKey::Tag(key) => Field::optional_text(experiment.tags.get(key)),
            ExperimentKey::Attribute(ExperimentAttribute::ExperimentId) => Field::optional_integer(*number),
            ExperimentKey::Attribute(ExperimentAttribute::Name) => Field::text(&experiment.name),
            ExperimentKey::Attribute(ExperimentAttribute::CreationTime) => {
                Field::optional_integer(experiment.creation_time)
            }
            ExperimentKey::Attribute(ExperimentAttribute::LastUpdateTime) => {
                Field::optional_integer(experiment.last_update_time)
            }
        }
    }
}
