//! Stores that are read, in pages.

use futures::stream::{self, Stream, StreamExt, TryStreamExt};
use mlflow_core::contract::experiments::{GetExperimentByName, SearchExperiments};
use mlflow_core::contract::logged_models::{GetLoggedModel, SearchLoggedModels};
use mlflow_core::contract::model_versions::{GetModelVersionDownloadUri, SearchModelVersions};
use mlflow_core::contract::registered_models::SearchRegisteredModels;
use mlflow_core::contract::runs::{GetMetricHistory, GetRun, SearchRuns};
use mlflow_core::contract::traces::{GetTrace, GetTraceInfoV3, SearchTracesV3};
use mlflow_core::entities::{
    Experiment, LifecycleStage, LoggedModel, Metric, RegisteredModel, Run, Trace, TraceInfoV3, TraceLocation,
    ViewType,
};
use mlflow_core::import::{ImportedModel, ImportedVersion};
use mlflow_core::registry::OpenOptions;
use mlflow_core::{
    Error, ErrorCode, Registry, RegistryStore, Result, StoreUri, TraceStore, TrackingStore, prompt_tags,
};
use std::future::Future;
use std::pin::pin;
use std::sync::Arc;

/// How many of a kind are read at once.
pub(crate) const PAGE: i64 = 200;
/// How many points of a metric are read at once.
const POINTS: i64 = 10_000;
/// How many single reads are on their way at the same time.
const READS: usize = 8;

/// The stores of one URI.
pub(crate) struct Source {
    pub(crate) tracking: Arc<dyn TrackingStore>,
    pub(crate) traces: Option<Arc<dyn TraceStore>>,
    pub(crate) registry: Option<Arc<dyn RegistryStore>>,
}

impl Source {
    /// Opens the stores of a URI. Where nothing knows traces or registered models of its scheme, there are none.
    pub(crate) async fn open(registry: &Registry, uri: &str, models: &str) -> Result<Self> {
        let parsed = StoreUri::parse(uri)?;
        let has_traces = registry
            .trace_schemes()
            .any(|(scheme, _)| scheme == parsed.scheme());
        let has_models = registry.check_registry_uri(&StoreUri::parse(models)?).is_ok();
        let tracking = registry.tracking_store_with(uri, OpenOptions::new()).await?;
        Ok(Source {
            tracking,
            traces: match has_traces {
                true => Some(registry.trace_store(uri).await?),
                false => None,
            },
            registry: match has_models {
                true => Some(registry.registry_store(models).await?),
                false => None,
            },
        })
    }

    /// Reads all experiments, in pages.
    pub(crate) fn experiments(&self) -> impl Stream<Item = Result<Vec<Experiment>>> + Send {
        pages(move |page_token| async move {
            let request = SearchExperiments {
                max_results: Some(PAGE),
                page_token,
                order_by: vec!["experiment_id ASC".to_owned()],
                view_type: Some(ViewType::All),
                ..SearchExperiments::default()
            };
            let answer = self.tracking.search_experiments(request).await?;
            Ok((answer.experiments, answer.next_page_token))
        })
    }

    /// Finds the experiment of a name.
    pub(crate) async fn experiment_named(&self, name: &str) -> Result<Option<Experiment>> {
        let request = GetExperimentByName {
            experiment_name: name.to_owned(),
        };
        match self.tracking.get_experiment_by_name(request).await {
            // Official MLflow's folders find no name that has both kinds of quotes.
            Err(error) if error.http_status() == 400 => {
                let mut pages = pin!(self.experiments());
                while let Some(experiments) = pages.try_next().await? {
                    let mut experiments = experiments.into_iter();
                    if let Some(found) = experiments.find(|experiment| experiment.name == name) {
                        return Ok(Some(found));
                    }
                }
                Ok(None)
            }
            answer => Ok(there(answer)?.map(|answer| answer.experiment)),
        }
    }

    /// Reads the ids of the runs of an experiment, in pages.
    pub(crate) fn run_ids(&self, experiment_id: &str) -> impl Stream<Item = Result<Vec<String>>> + Send {
        pages(move |page_token| async move {
            let request = SearchRuns {
                experiment_ids: vec![experiment_id.to_owned()],
                run_view_type: Some(ViewType::All),
                max_results: Some(PAGE),
                order_by: vec!["attributes.run_id ASC".to_owned()],
                page_token,
                ..SearchRuns::default()
            };
            let answer = self.tracking.search_runs(request).await?;
            let ids = answer.runs.into_iter().map(|run| run.info.run_id);
            Ok((ids.collect(), answer.next_page_token))
        })
    }

    /// Reads runs, whole: only single ones tell which models they used.
    pub(crate) async fn runs(&self, ids: &[String]) -> Result<Vec<Run>> {
        let read = ids
            .iter()
            .map(|id| self.tracking.get_run(GetRun { run_id: id.clone() }));
        stream::iter(read)
            .buffered(READS)
            .map_ok(|answer| answer.run)
            .try_collect()
            .await
    }

    /// Reads runs; one that is not there is `None`.
    pub(crate) async fn runs_there(&self, ids: &[String]) -> Result<Vec<Option<Run>>> {
        let read = ids.iter().map(|id| async move {
            let answer = self.tracking.get_run(GetRun { run_id: id.clone() }).await;
            Ok(there(answer)?.map(|answer| answer.run))
        });
        stream::iter(read).buffered(READS).try_collect().await
    }

    /// Reads the points of all metrics of runs, in pages of one metric each; each point names its run.
    pub(crate) fn points<'s>(
        &'s self,
        runs: &'s [Run],
    ) -> impl Stream<Item = Result<Vec<Metric>>> + Send + 's {
        let keys = runs.iter().flat_map(|run| {
            run.data
                .metrics
                .iter()
                .map(move |metric| (run.id(), metric.key.as_str()))
        });
        stream::iter(keys)
            .map(move |(run_id, key)| self.history(run_id, key).boxed())
            .flatten_unordered(READS)
    }

    /// Reads the points of a metric of a run, in pages.
    pub(crate) fn history<'s>(
        &'s self,
        run_id: &'s str,
        key: &'s str,
    ) -> impl Stream<Item = Result<Vec<Metric>>> + Send + 's {
        pages(move |page_token| async move {
            let mut request = GetMetricHistory {
                run_id: run_id.to_owned(),
                metric_key: key.to_owned(),
                page_token,
                max_results: Some(POINTS),
            };
            let answer = match self.tracking.get_metric_history(request.clone()).await {
                // Official MLflow's folders know no pages.
                Err(error) if error.message().contains("does not support pagination") => {
                    request.max_results = None;
                    request.page_token.clear();
                    self.tracking.get_metric_history(request).await?
                }
                answer => answer?,
            };
            let named = answer.metrics.into_iter().map(|point| Metric {
                run_id: Some(run_id.to_owned()),
                ..point
            });
            Ok((named.collect(), answer.next_page_token))
        })
    }

    /// Reads the live logged models of an experiment, in pages.
    pub(crate) fn logged_models(
        &self,
        experiment_id: &str,
    ) -> impl Stream<Item = Result<Vec<LoggedModel>>> + Send {
        pages(move |page_token| async move {
            let request = SearchLoggedModels {
                experiment_ids: vec![experiment_id.to_owned()],
                max_results: Some(50),
                page_token,
                ..SearchLoggedModels::default()
            };
            match self.tracking.search_logged_models(request).await {
                Ok(answer) => Ok((answer.models, answer.next_page_token)),
                Err(error) if is_unknown(&error) => Ok((Vec::new(), String::new())),
                Err(error) => Err(error),
            }
        })
    }

    /// Reads a logged model, deleted or not.
    pub(crate) async fn logged_model(&self, model_id: &str) -> Result<Option<ImportedModel>> {
        let mut request = GetLoggedModel {
            model_id: model_id.to_owned(),
            allow_deleted: true,
        };
        let Some(answer) = there(self.tracking.get_logged_model(request.clone()).await)? else {
            return Ok(None);
        };
        request.allow_deleted = false;
        let lifecycle_stage = match there(self.tracking.get_logged_model(request).await)? {
            Some(_) => LifecycleStage::Active,
            None => LifecycleStage::Deleted,
        };
        let model = answer.model;
        Ok(Some(ImportedModel {
            model,
            lifecycle_stage,
        }))
    }

    /// Reads what is known of the traces of an experiment, in pages.
    pub(crate) fn trace_infos(
        &self,
        experiment_id: &str,
    ) -> impl Stream<Item = Result<Vec<TraceInfoV3>>> + Send {
        self.found_traces(vec![TraceLocation::experiment(experiment_id)], String::new())
    }

    /// Finds the traces of some experiments that are linked to a run, which may be of another one.
    pub(crate) async fn traces_of_run(
        &self,
        experiment_ids: &[String],
        run_id: &str,
    ) -> Result<Vec<TraceInfoV3>> {
        let locations = experiment_ids.iter().map(TraceLocation::experiment).collect();
        let filter = format!("run_id = '{run_id}'");
        self.found_traces(locations, filter).try_concat().await
    }

    fn found_traces(
        &self,
        locations: Vec<TraceLocation>,
        filter: String,
    ) -> impl Stream<Item = Result<Vec<TraceInfoV3>>> + Send {
        pages(move |page_token| {
            let (locations, filter) = (locations.clone(), filter.clone());
            async move {
                let Some(traces) = &self.traces else {
                    return Ok((Vec::new(), String::new()));
                };
                let request = SearchTracesV3 {
                    locations,
                    filter,
                    max_results: Some(100),
                    order_by: vec!["timestamp_ms ASC".to_owned()],
                    page_token,
                };
                match traces.search_traces_v3(request).await {
                    Ok(answer) => Ok((answer.traces, answer.next_page_token)),
                    Err(error) if is_unknown(&error) => Ok((Vec::new(), String::new())),
                    Err(error) => Err(error),
                }
            }
        })
    }

    /// Adds their spans to traces; those of spans that are kept elsewhere have none.
    pub(crate) async fn with_spans(&self, infos: Vec<TraceInfoV3>) -> Result<Vec<Trace>> {
        let Some(traces) = &self.traces else {
            return Ok(Vec::new());
        };
        let read = infos.into_iter().map(|trace_info| async move {
            let request = GetTrace {
                trace_id: trace_info.trace_id.clone(),
                allow_partial: true,
            };
            let spans = match traces.get_trace(request).await {
                Ok(answer) => answer.trace.spans,
                Err(error) if is_unknown(&error) || error.code() == ErrorCode::BadRequest => Vec::new(),
                Err(error) => return Err(error),
            };
            Ok(Trace { trace_info, spans })
        });
        stream::iter(read).buffered(READS).try_collect().await
    }

    /// Reads the traces of some ids; one that is not there is `None`.
    pub(crate) async fn traces(&self, ids: &[String]) -> Result<Vec<Option<Trace>>> {
        let Some(traces) = &self.traces else {
            return Ok(ids.iter().map(|_| None).collect());
        };
        let read = ids.iter().map(|id| async move {
            let request = GetTraceInfoV3 { trace_id: id.clone() };
            match there(traces.get_trace_info_v3(request).await)? {
                Some(answer) => Ok(self.with_spans(vec![answer.trace.trace_info]).await?.pop()),
                None => Ok(None),
            }
        });
        stream::iter(read).buffered(READS).try_collect().await
    }

    /// Reads all registered models and prompts, in pages.
    pub(crate) fn registered_models(&self) -> impl Stream<Item = Result<Vec<RegisteredModel>>> + Send {
        let of = move |filter: String| {
            pages(move |page_token| {
                let filter = filter.clone();
                async move {
                    let Some(registry) = &self.registry else {
                        return Ok((Vec::new(), String::new()));
                    };
                    let request = SearchRegisteredModels {
                        filter,
                        max_results: Some(PAGE),
                        order_by: vec!["name ASC".to_owned()],
                        page_token,
                    };
                    let answer = registry.search_registered_models(request).await?;
                    Ok((answer.registered_models, answer.next_page_token))
                }
            })
        };
        of(String::new()).chain(of(format!("tags.`{}` = 'true'", prompt_tags::IS_PROMPT)))
    }

    /// Reads the versions of a model, in pages, with the places of their files.
    pub(crate) fn versions<'s>(
        &'s self,
        model: &'s RegisteredModel,
    ) -> impl Stream<Item = Result<Vec<ImportedVersion>>> + Send + 's {
        pages(move |page_token| async move {
            let Some(registry) = &self.registry else {
                return Ok((Vec::new(), String::new()));
            };

            let prompts = match model.is_prompt() {
                true => format!(" AND tags.`{}` = 'true'", prompt_tags::IS_PROMPT),
                false => String::new(),
            };
            let request = SearchModelVersions {
                filter: format!("name {}{prompts}", is_named(&model.name)),
                max_results: Some(PAGE),
                order_by: vec!["version_number ASC".to_owned()],
                page_token,
            };
            let answer = registry.search_model_versions(request).await?;
            let versions = answer.model_versions.into_iter();
            let own = versions.filter(|version| version.name == model.name);
            let read = own.map(|version| async move {
                let request = GetModelVersionDownloadUri {
                    name: version.name.clone(),
                    version: version.version.clone(),
                };
                let place = registry.get_model_version_download_uri(request).await;
                let storage_location = match place {
                    Ok(answer) => answer.artifact_uri,
                    Err(error) if is_unknown(&error) => String::new(),
                    Err(error) => return Err(error),
                };
                Ok(ImportedVersion {
                    version,
                    storage_location,
                })
            });
            let versions = stream::iter(read).buffered(READS).try_collect().await?;
            Ok((versions, answer.next_page_token))
        })
    }
}

/// Compares a name in a filter. One with both kinds of quotes cannot be written there, and some more may be found in its
/// place.
fn is_named(name: &str) -> String {
    match (name.contains('\''), name.contains('"')) {
        (false, _) => format!("= '{name}'"),
        (true, false) => format!("= \"{name}\""),
        (true, true) => format!("LIKE '{}'", name.replace('\'', "_")),
    }
}

/// Reads pages until there is no token for another one.
pub(crate) fn pages<T, F>(read: impl Fn(String) -> F + Send) -> impl Stream<Item = Result<Vec<T>>> + Send
where
    T: Send,
    F: Future<Output = Result<(Vec<T>, String)>> + Send,
{
    stream::try_unfold((Some(String::new()), read), |(token, read)| async move {
        let Some(token) = token else {
            return Ok(None);
        };
        let (page, next) = read(token).await?;
        let next = Some(next).filter(|next| !next.is_empty());
        Ok(Some((page, (next, read))))
    })
}

/// Tells whether a store has no such call.
pub(crate) fn lacks_call(error: &Error) -> bool {
    matches!(
        error.code(),
        ErrorCode::NotFound | ErrorCode::EndpointNotFound | ErrorCode::NotImplemented
    )
}

/// Tells whether a store does not know a thing, or has no such call.
fn is_unknown(error: &Error) -> bool {
    error.code() == ErrorCode::ResourceDoesNotExist || lacks_call(error)
}

/// Returns `None` for what is not there.
pub(crate) fn there<T>(answer: Result<T>) -> Result<Option<T>> {
    match answer {
        Ok(answer) => Ok(Some(answer)),
        Err(error) if is_unknown(&error) => Ok(None),
        Err(error) => Err(error),
    }
}
