//! Traces in SQL.
//!
//! A trace is locked by its row, changed by the functions of `mlflow_core::traces`, and written back.

mod delete;
mod import;
mod links;
mod metrics;
mod page;
mod read;
mod spans;
mod write;

pub(super) use import::{import, import_links};
pub(super) use read::{known as know_trace, require as require_trace};

use super::SqlStore;
use super::execute::Tx;
use async_trait::async_trait;
use mlflow_core::contract::traces::*;
use mlflow_core::entities::{KeyList, Trace, TraceInfo, TraceInfoV3, TraceRequestMetadata, TraceTag};
use mlflow_core::traces::by_trace;
use mlflow_core::validation::{Validate, experiment_number};
use mlflow_core::{Result, Traces, refusals};
use page::Page;
use std::collections::BTreeMap;

#[async_trait]
impl Traces for SqlStore {
    async fn start_trace_v3(&self, request: StartTraceV3) -> Result<StartTraceV3Response> {
        let info = request.validated()?.trace.unwrap_or_default().trace_info;
        let trace_info = self
            .database
            .write_small(move |tx| Box::pin(write::start(tx, info)))
            .await?;
        Ok(StartTraceV3Response {
            trace: without_spans(trace_info),
        })
    }

    async fn start_trace(&self, request: StartTrace) -> Result<StartTraceResponse> {
        let request = request.validated()?;
        let trace_info = self
            .database
            .write_once(move |tx| Box::pin(write::begin(tx, request)))
            .await?;
        Ok(StartTraceResponse {
            trace_info: trace_info.into(),
        })
    }

    async fn end_trace(&self, request: EndTrace) -> Result<EndTraceResponse> {
        let request = request.validated()?;
        let trace_info = self
            .database
            .write_small(move |tx| Box::pin(write::end(tx, request)))
            .await?;
        Ok(StartTraceResponse {
            trace_info: trace_info.into(),
        })
    }

    async fn log_spans(&self, request: LogSpans) -> Result<LogSpansResponse> {
        let request = request.validated()?;
        let experiment_id = experiment_number(&request.experiment_id)?;
        let new = by_trace(request)?;
        self.database
            .write(move |tx| Box::pin(spans::log(tx, experiment_id, new)))
            .await?;
        Ok(LogSpansResponse {})
    }

    async fn get_trace(&self, request: GetTrace) -> Result<GetTraceResponse> {
        let request = request.validated()?;
        let trace = self
            .database
            .read(move |tx| {
                Box::pin(async move {
                    let GetTrace {
                        trace_id,
                        allow_partial,
                    } = request;
                    let found = read::by_ids(tx, std::slice::from_ref(&trace_id), None).await?;
                    if found.is_empty() {
                        return Err(refusals::whole_trace_not_found(&trace_id));
                    }
                    let whole = spans::whole(tx, found, allow_partial).await?.pop();
                    whole.ok_or_else(|| refusals::trace_not_whole(&trace_id))
                })
            })
            .await?;
        Ok(StartTraceV3Response { trace })
    }

    async fn batch_get_traces(&self, request: BatchGetTraces) -> Result<BatchGetTracesResponse> {
        let request = request.validated()?;
        let traces = self
            .database
            .read(move |tx| {
                Box::pin(async move {
                    let found = read::by_ids(tx, &request.trace_ids, numbers(&request)?).await?;
                    spans::whole(tx, found, false).await
                })
            })
            .await?;
        Ok(BatchGetTracesResponse { traces })
    }

    async fn batch_get_trace_infos(&self, request: BatchGetTraceInfos) -> Result<BatchGetTraceInfosResponse> {
        let request = request.validated()?;
        let trace_infos = self
            .database
            .read(move |tx| {
                Box::pin(async move {
                    let found = read::by_ids(tx, &request.trace_ids, numbers(&request)?).await?;
                    read::infos(tx, found).await
                })
            })
            .await?;
        Ok(BatchGetTraceInfosResponse { trace_infos })
    }

    async fn get_trace_info_v3(&self, request: GetTraceInfoV3) -> Result<GetTraceInfoV3Response> {
        let trace_info = self.info(request.validated()?.trace_id).await?;
        Ok(StartTraceV3Response {
            trace: without_spans(trace_info),
        })
    }

    async fn get_trace_info(&self, request: GetTraceInfo) -> Result<GetTraceInfoResponse> {
        let trace_info = self.info(request.validated()?.request_id).await?;
        Ok(StartTraceResponse {
            trace_info: trace_info.into(),
        })
    }

    async fn search_traces_v3(&self, request: SearchTracesV3) -> Result<SearchTracesV3Response> {
        let (traces, next_page_token) = self.find(request.validated()?.into()).await?;
        Ok(SearchTracesV3Response {
            traces,
            next_page_token,
        })
    }

    async fn search_traces(&self, request: SearchTraces) -> Result<SearchTracesResponse> {
        let (traces, next_page_token) = self.find(request.validated()?).await?;
        Ok(SearchTracesResponse {
            traces: traces.into_iter().map(TraceInfo::from).collect(),
            next_page_token,
        })
    }

    async fn set_trace_tag(&self, request: SetTraceTag) -> Result<SetTraceTagResponse> {
        let request = request.validated()?;
        self.database
            .write_small(move |tx| Box::pin(write::set_tag(tx, request)))
            .await?;
        Ok(SetTraceTagResponse {})
    }

    async fn delete_trace_tag(&self, request: DeleteTraceTag) -> Result<DeleteTraceTagResponse> {
        let request = request.validated()?;
        self.database
            .write_once(move |tx| Box::pin(delete::tag(tx, request)))
            .await?;
        Ok(DeleteTraceTagResponse {})
    }

    async fn delete_traces(&self, request: DeleteTraces) -> Result<DeleteTracesResponse> {
        let request = request.validated()?;
        let deleted = self
            .database
            .write_once(move |tx| Box::pin(delete::traces(tx, request)))
            .await?;
        Ok(DeleteTracesResponse {
            traces_deleted: i32::try_from(deleted).unwrap_or(i32::MAX),
        })
    }

    async fn query_trace_metrics(&self, request: QueryTraceMetrics) -> Result<QueryTraceMetricsResponse> {
        let request = request.validated()?;
        let data_points = self
            .database
            .read(move |tx| {
                let request = request.clone();
                Box::pin(async move { metrics::query(tx, &request).await })
            })
            .await?;
        Ok(QueryTraceMetricsResponse {
            data_points,
            next_page_token: String::new(),
        })
    }

    async fn calculate_trace_filter_correlation(
        &self,
        request: CalculateTraceFilterCorrelation,
    ) -> Result<CalculateTraceFilterCorrelationResponse> {
        let request = request.validated()?;
        let counts = self.database.read(move |tx| {
            let request = request.clone();
            Box::pin(async move { metrics::counts(tx, &request).await })
        });
        Ok(counts.await?.correlation())
    }

    async fn link_traces_to_run(&self, request: LinkTracesToRun) -> Result<LinkTracesToRunResponse> {
        let request = request.validated()?;
        self.database
            .write_small(move |tx| Box::pin(links::to_run(tx, request)))
            .await?;
        Ok(LinkTracesToRunResponse {})
    }

    async fn link_prompts_to_trace(&self, request: LinkPromptsToTrace) -> Result<LinkPromptsToTraceResponse> {
        let request = request.validated()?;
        self.database
            .write_small(move |tx| Box::pin(links::prompts(tx, request)))
            .await?;
        Ok(LinkPromptsToTraceResponse {})
    }
}

impl SqlStore {
    async fn info(&self, trace_id: String) -> Result<TraceInfoV3> {
        self.database
            .read(move |tx| Box::pin(async move { one(tx, &trace_id).await }))
            .await
    }

    async fn find(&self, request: SearchTraces) -> Result<(Vec<TraceInfoV3>, String)> {
        let page = Page::of(&request, self.database.dialect())?;
        self.database
            .read(move |tx| {
                Box::pin(async move {
                    let found = tx.rows(&page.statement, read::from_row).await?;
                    let next_page_token = page.next_page_token(found.len());
                    let found = read::with_entries(tx, found).await?;
                    Ok((read::infos(tx, found).await?, next_page_token))
                })
            })
            .await
    }
}

async fn one(tx: &mut Tx<'_>, trace_id: &str) -> Result<TraceInfoV3> {
    let found = read::by_ids(tx, &[trace_id.to_owned()], None).await?;
    let info = read::infos(tx, found).await?.pop();
    info.ok_or_else(|| refusals::trace_not_found(trace_id))
}

fn numbers(request: &BatchGetTraces) -> Result<Option<Vec<i64>>> {
    let ids = request.experiment_ids.as_ref();
    ids.map(|ids| ids.iter().map(|id| experiment_number(id)).collect())
        .transpose()
}

fn without_spans(trace_info: TraceInfoV3) -> Trace {
    Trace {
        trace_info,
        spans: Vec::new(),
    }
}

/// Returns lists of the second generation as maps: tags and metadata.
fn maps(
    tags: KeyList<TraceTag>,
    metadata: KeyList<TraceRequestMetadata>,
) -> (BTreeMap<String, String>, BTreeMap<String, String>) {
    let tags = tags.into_iter().map(|tag| (tag.key, tag.value));
    let metadata = metadata.into_iter().map(|entry| (entry.key, entry.value));
    (tags.collect(), metadata.collect())
}
