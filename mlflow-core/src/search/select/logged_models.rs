//! Searches over logged models.

use crate::contract::logged_models::{SearchLoggedModels, SearchLoggedModelsResponse};
use crate::entities::{LifecycleStage, LoggedModel, Metric};
use crate::error::Result;
use crate::search::{
    Field, Filter, LoggedModelAttribute, LoggedModelDataset, LoggedModelKey, LoggedModelPageToken, OrderBy,
    Record,
};

/// Finds logged models among all live ones of the experiments that are asked for.
///
/// # Errors
///
/// `INVALID_PARAMETER_VALUE` for a filter, an order or a token that cannot be read, and for a token of another search.
///
/// ```
/// use mlflow_core::contract::logged_models::SearchLoggedModels;
/// use mlflow_core::entities::LoggedModel;
/// use mlflow_core::search::select_logged_models;
///
/// let request = SearchLoggedModels { max_results: Some(1), ..SearchLoggedModels::default() };
/// let page = select_logged_models([LoggedModel::default(), LoggedModel::default()], &request)?;
/// assert_eq!((page.models.len(), page.next_page_token.is_empty()), (1, false));
/// # Ok::<(), mlflow_core::Error>(())
/// ```
pub fn select_logged_models(
    all: impl IntoIterator<Item = LoggedModel>,
    request: &SearchLoggedModels,
) -> Result<SearchLoggedModelsResponse> {
    let token = LoggedModelPageToken::new(&request.experiment_ids, Some(&request.filter), &request.order_by);
    let offset = token.offset_in(&request.page_token)?;
    let filter = Filter::<LoggedModelKey>::parse(&request.filter)?;
    let order = OrderBy::from_fields(&request.order_by)?;
    let mut found: Vec<_> = all
        .into_iter()
        .map(|model| Found {
            experiment: model.info.experiment_id.parse().ok(),
            model,
            datasets: &request.datasets,
        })
        .filter(|found| found.is_measured() && filter.matches(found))
        .collect();
    found.sort_by(|a, b| order.compare(a, b));
    let size = usize::try_from(request.max_results.unwrap_or_default()).unwrap_or_default();
    let skip = usize::try_from(offset).unwrap_or(usize::MAX);
    let next_page_token = if found.len().saturating_sub(skip) > size {
        token.at(offset.saturating_add(size as u64)).encode()
    } else {
        String::new()
    };
    Ok(SearchLoggedModelsResponse {
        models: found
            .into_iter()
            .skip(skip)
            .take(size)
            .map(|found| found.model)
            .collect(),
        next_page_token,
    })
}

/// A model in a search that may be about datasets.
struct Found<'a> {
    experiment: Option<i64>,
    model: LoggedModel,
    datasets: &'a [LoggedModelDataset],
}

impl Found<'_> {
    /// Tells whether anything was measured on one of the search's datasets, if it has any.
    fn is_measured(&self) -> bool {
        self.datasets.is_empty() || self.points().next().is_some()
    }

    fn points(&self) -> impl Iterator<Item = &Metric> {
        self.model.data.metrics.iter().filter(|point| {
            self.datasets.is_empty() || self.datasets.iter().any(|dataset| dataset.is_of(point))
        })
    }
}

impl Record<LoggedModelKey> for Found<'_> {
    fn field(&self, key: &LoggedModelKey) -> Field<'_> {
        let info = &self.model.info;
        match key {
            LoggedModelKey::Attribute(attribute) => match attribute {
                LoggedModelAttribute::Name => Field::text(&info.name),
                LoggedModelAttribute::ModelId => Field::text(&info.model_id),
                LoggedModelAttribute::ModelType => Field::optional_text(info.model_type.as_deref()),
                LoggedModelAttribute::ExperimentId => Field::optional_integer(self.experiment),
                LoggedModelAttribute::SourceRunId => Field::optional_text(info.source_run_id.as_deref()),
                LoggedModelAttribute::Status => Field::Integer(info.status.number()),
                LoggedModelAttribute::StatusMessage => Field::optional_text(info.status_message.as_deref()),
                LoggedModelAttribute::ArtifactLocation => Field::text(&info.artifact_uri),
                LoggedModelAttribute::LifecycleStage => Field::text(LifecycleStage::Active.as_str()),
                LoggedModelAttribute::CreationTimestamp => Field::Integer(info.creation_timestamp_ms),
                LoggedModelAttribute::LastUpdatedTimestamp => Field::Integer(info.last_updated_timestamp_ms),
            },
            LoggedModelKey::Metric(name) => {
                let points = self.points().filter(|point| point.key == *name);
                Field::AnyFloat(points.map(|point| point.value).collect())
            }
            LoggedModelKey::MetricOn {
                name,
                dataset_name,
                dataset_digest,
            } => {
                let is_wanted =
                    |wanted: &Option<String>, found: &Option<String>| wanted.is_none() || wanted == found;
                let points = self.model.data.metrics.iter().filter(|point| {
                    point.key == *name
                        && is_wanted(dataset_name, &point.dataset_name)
                        && is_wanted(dataset_digest, &point.dataset_digest)
                });
                let latest = points.max_by(|a, b| {
                    let later = (a.timestamp, a.step).cmp(&(b.timestamp, b.step));
                    later.then_with(|| b.run_id.cmp(&a.run_id))
                });
                latest.map_or(Field::Missing, |point| Field::Float(point.value))
            }
            LoggedModelKey::Param(key) => {
                let params = &self.model.data.params;
                let param = params.iter().find(|param| param.key == *key);
                Field::optional_text(param.map(|param| param.value.as_str()))
            }
            LoggedModelKey::Tag(key) => {
                let tag = info.tags.iter().find(|tag| tag.key == *key);
                Field::optional_text(tag.map(|tag| tag.value.as_str()))
            }
        }
    }
}
