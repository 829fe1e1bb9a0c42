//! Traces: folders below `traces` in those of their experiments. Their spans are artifacts, which clients write and read.

pub(super) mod files;
mod meta;
pub(super) mod spans;

pub(super) use files::KeptTrace;

use super::batch::Batch;
use super::place::Place;
use super::{FileStore, apart, disk};
use async_trait::async_trait;
use cap_std::fs::Dir;
pub(super) use meta::Form;
use mlflow_core::artifact::location;
use mlflow_core::contract::Traces;
use mlflow_core::contract::traces::*;
use mlflow_core::entities::{
    KeyList, Trace, TraceInfo, TraceInfoV3, TraceLocation, TraceRequestMetadata, TraceState, TraceTag,
};
use mlflow_core::search::{Filter, TraceKey, select_traces};
use mlflow_core::traces::ARTIFACT_LOCATION;
use mlflow_core::traces::assessments::completed;
use mlflow_core::{Error, ErrorCode, Result, Validate, refusals};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use uuid::Uuid;

/// Makes the JSON that answers have of an entity.
fn as_json(entity: &impl serde::Serialize) -> Result<serde_json::Value> {
    serde_json::to_value(entity)
        .map_err(|error| Error::internal("an entity cannot be written as JSON").with_source(error))
}

impl FileStore {
    /// Writes a trace, over what is there of it.
    fn write_trace(&self, mut info: TraceInfoV3, form: Form) -> Result<TraceInfoV3> {
        let trace_id = info.trace_id.clone();
        if !disk::is_entry_name(&trace_id) || trace_id.starts_with('.') {
            return Err(Error::invalid_parameter_value(format!(
                "Invalid trace ID '{trace_id}': a file store keeps it as the name of a folder"
            )));
        }
        let dir = self.open_root()?;
        let (place, experiment) = self.live_experiment(&dir, info.experiment_id().unwrap_or_default())?;
        let assessments = std::mem::take(&mut info.assessments).into_iter();
        let assessments: Vec<_> = assessments
            .map(|assessment| completed(assessment, &trace_id))
            .collect::<Result<_>>()?;
        self.make_place(&dir, &place, &trace_id)?;
        let open = self.lock_trace(dir, &place, &trace_id)?;
        let before = open.known.as_ref().map(|known| Arc::clone(&known.entry));
        if let Some(before) = &before {
            info.request_preview = info.request_preview.or(before.trace.request_preview.clone());
            info.response_preview = info.response_preview.or(before.trace.response_preview.clone());
        }
        let artifacts = location::join(&experiment.artifact_location, &["traces", &trace_id, "artifacts"]);
        info.tags.insert(ARTIFACT_LOCATION.to_owned(), artifacts);
        let mut batch = Batch::default();
        open.write_tags(std::mem::take(&mut info.tags), &mut batch)?;
        open.write_metadata(std::mem::take(&mut info.trace_metadata), &mut batch)?;
        open.write_info(&info, form, &mut batch)?;
        for assessment in &assessments {
            open.write_assessment(assessment, &mut batch)?;
        }
        open.make_folders()?;
        open.commit(batch)?;
        self.index().remember_place(&trace_id, &place.folder());
        let answer = self.trace(&trace_id)?.info();
        Ok(match before {
            None => answer,
            Some(before) => before.trace.without_new_tags(answer),
        })
    }

    /// Makes the folder of a trace, or moves it here from another experiment.
    fn make_place(&self, dir: &Dir, place: &Place, trace_id: &str) -> Result<()> {
        let folder = files::folder(place, trace_id);
        match self.place_of_trace(dir, trace_id)? {
            Some(other) if other != *place => {
                disk::make_folder(dir, &format!("{}/traces", place.folder()))?;
                let old = files::folder(&other, trace_id);
                dir.rename(&old, dir, &folder)
                    .map_err(|error| disk::failed("move", &old, error))
            }
            _ => disk::make_folder(dir, &folder),
        }
    }

    fn find_traces(&self, request: &SearchTraces) -> Result<(Vec<TraceInfoV3>, String)> {
        let filter = Filter::<TraceKey>::parse(&request.filter)?;
        for clause in filter.clauses() {
            let what = match clause.key {
                TraceKey::Span(_) | TraceKey::SpanAttribute(_) | TraceKey::SpanContent => "Span",
                TraceKey::Feedback(_) | TraceKey::Expectation(_) | TraceKey::Issue => "Assessment",
                _ => continue,
            };
            return Err(Error::invalid_parameter_value(format!(
                "{what} filtering requires database support and cannot be performed on in-memory trace data."
            )));
        }
        let dir = self.open_root()?;
        let ids: BTreeSet<_> = request.experiment_ids.iter().collect();
        let mut all = Vec::new();
        for place in ids.into_iter().filter_map(|id| Place::find(&dir, id)) {
            all.extend(self.traces_of(&dir, &place)?);
        }
        select_traces(all.iter().map(Arc::as_ref), request)
    }

    fn remove_traces(&self, request: &DeleteTraces) -> Result<usize> {
        let dir = self.open_root()?;
        let Some(place) = Place::find(&dir, &request.experiment_id) else {
            return Ok(0);
        };
        let mut ids: BTreeSet<String> = request.request_ids.iter().cloned().collect();
        if let Some(latest) = request.max_timestamp_millis {
            let mut meant: Vec<_> = self
                .traces_of(&dir, &place)?
                .into_iter()
                .map(|entry| (entry.trace.timestamp_ms, entry.trace.trace_id.clone()))
                .filter(|(time, _)| *time <= latest)
                .collect();
            meant.sort();
            let most = request.max_traces.and_then(|most| usize::try_from(most).ok());
            meant.truncate(most.unwrap_or(usize::MAX));
            ids = meant.into_iter().map(|(_, id)| id).collect();
        }
        let mut removed = 0;
        for trace_id in ids.iter().filter(|id| disk::is_entry_name(id)) {
            if disk::is_folder(&dir, &files::folder(&place, trace_id)) {
                self.remove_trace(&dir, &place, trace_id)?;
                removed += 1;
            }
        }
        Ok(removed)
    }

    fn infos_of(&self, request: &BatchGetTraceInfos) -> Result<Vec<TraceInfoV3>> {
        let mut seen = BTreeSet::new();
        let mut found = Vec::new();
        for trace_id in request.trace_ids.iter().filter(|id| seen.insert(id.as_str())) {
            let info = match self.trace(trace_id) {
                Ok(entry) => entry.info(),
                Err(error) if error.code() == ErrorCode::ResourceDoesNotExist => continue,
                Err(error) => return Err(error),
            };
            let experiment = info.experiment_id().unwrap_or_default();
            let wanted = request.experiment_ids.as_ref();
            if wanted.is_none_or(|ids| ids.iter().any(|id| id == experiment)) {
                found.push(info);
            }
        }
        Ok(found)
    }
}

fn texts(tags: KeyList<TraceTag>, metadata: KeyList<TraceRequestMetadata>) -> [BTreeMap<String, String>; 2] {
    [
        tags.into_iter().map(|tag| (tag.key, tag.value)).collect(),
        metadata
            .into_iter()
            .map(|entry| (entry.key, entry.value))
            .collect(),
    ]
}

fn without_spans(trace_info: TraceInfoV3) -> StartTraceV3Response {
    StartTraceV3Response {
        trace: Trace {
            trace_info,
            spans: Vec::new(),
        },
    }
}

fn not_linked(what: &str) -> Error {
    Error::invalid_parameter_value(format!(
        "Linking {what} is not supported in FileStore. Please use a database-backed store (e.g., SQLAlchemy store) for \
         this feature."
    ))
}

#[async_trait]
impl Traces for FileStore {
    async fn start_trace_v3(&self, request: StartTraceV3) -> Result<StartTraceV3Response> {
        let info = request.validated()?.trace.unwrap_or_default().trace_info;
        Ok(without_spans(self.write_trace(info, Form::Third)?))
    }

    async fn start_trace(&self, request: StartTrace) -> Result<StartTraceResponse> {
        let request = request.validated()?;
        let [tags, trace_metadata] = texts(request.tags, request.request_metadata);
        let info = TraceInfoV3 {
            trace_id: Uuid::new_v4().simple().to_string(),
            trace_location: TraceLocation::experiment(request.experiment_id),
            request_time: request.timestamp_ms,
            state: TraceState::InProgress,
            tags,
            trace_metadata,
            ..TraceInfoV3::default()
        };
        let trace_info = self.write_trace(info, Form::Second)?.into();
        Ok(StartTraceResponse { trace_info })
    }

    async fn end_trace(&self, request: EndTrace) -> Result<EndTraceResponse> {
        let request = request.validated()?;
        let (open, entry) = self.open_trace(&request.request_id)?;
        let mut info = entry.info();
        info.execution_duration = Some(request.timestamp_ms - info.request_time);
        info.state = request.status.into();
        let [tags, metadata] = texts(request.tags, request.request_metadata);
        let mut batch = Batch::default();
        open.write_tags(tags, &mut batch)?;
        open.write_metadata(metadata, &mut batch)?;
        open.write_info(&info, Form::Second, &mut batch)?;
        open.commit(batch)?;
        drop(open);
        let trace_info = self.trace(&request.request_id)?.info().into();
        Ok(StartTraceResponse { trace_info })
    }

    async fn log_spans(&self, _: LogSpans) -> Result<LogSpansResponse> {
        let message = "REST OTLP span logging is not supported by FileStore";
        Err(Error::new(ErrorCode::NotImplemented, message))
    }

    async fn batch_get_trace_infos(&self, request: BatchGetTraceInfos) -> Result<BatchGetTraceInfosResponse> {
        let trace_infos = self.infos_of(&request.validated()?)?;
        Ok(BatchGetTraceInfosResponse { trace_infos })
    }

    async fn get_trace(&self, request: GetTrace) -> Result<GetTraceResponse> {
        let trace_id = request.validated()?.trace_id;
        let trace_info = self.trace(&trace_id)?.info();
        let dir = self.open_root()?;
        let place = self.place_of_trace(&dir, &trace_id)?;
        let spans = place.map(|place| spans::read(&dir, &files::folder(&place, &trace_id)));
        match spans.transpose()?.flatten() {
            Some(spans) => Ok(StartTraceV3Response {
                trace: Trace { trace_info, spans },
            }),
            None => Err(Error::new(
                ErrorCode::NotImplemented,
                "a file store has the spans of traces only as artifacts in their folders",
            )),
        }
    }

    async fn get_trace_info_v3(&self, request: GetTraceInfoV3) -> Result<GetTraceInfoV3Response> {
        Ok(without_spans(self.trace(&request.validated()?.trace_id)?.info()))
    }

    async fn get_trace_info(&self, request: GetTraceInfo) -> Result<GetTraceInfoResponse> {
        let trace_info = self.trace(&request.validated()?.request_id)?.info().into();
        Ok(StartTraceResponse { trace_info })
    }

    async fn search_traces_v3(&self, request: SearchTracesV3) -> Result<SearchTracesV3Response> {
        let request = request.validated()?.into();
        let (traces, next_page_token) = apart(|| self.find_traces(&request))?;
        Ok(SearchTracesV3Response {
            traces,
            next_page_token,
        })
    }

    async fn search_traces(&self, request: SearchTraces) -> Result<SearchTracesResponse> {
        let request = request.validated()?;
        let (traces, next_page_token) = apart(|| self.find_traces(&request))?;
        Ok(SearchTracesResponse {
            traces: traces.into_iter().map(TraceInfo::from).collect(),
            next_page_token,
        })
    }

    async fn set_trace_tag(&self, request: SetTraceTag) -> Result<SetTraceTagResponse> {
        let SetTraceTag {
            request_id,
            key,
            value,
        } = request.validated()?;
        let (open, _) = self.open_trace(&request_id)?;
        let mut batch = Batch::default();
        open.write_tags([(key, value)].into(), &mut batch)?;
        open.commit(batch)?;
        Ok(SetTraceTagResponse {})
    }

    async fn delete_trace_tag(&self, request: DeleteTraceTag) -> Result<DeleteTraceTagResponse> {
        let DeleteTraceTag { request_id, key } = request.validated()?;
        let (open, _) = self.open_trace(&request_id)?;
        match open.remove_tag(&key)? {
            true => Ok(DeleteTraceTagResponse {}),
            false => Err(refusals::trace_tag_not_found(&key, &request_id)),
        }
    }

    async fn delete_traces(&self, request: DeleteTraces) -> Result<DeleteTracesResponse> {
        let request = request.validated()?;
        let removed = apart(|| self.remove_traces(&request))?;
        Ok(DeleteTracesResponse {
            traces_deleted: i32::try_from(removed).unwrap_or(i32::MAX),
        })
    }

    async fn link_traces_to_run(&self, request: LinkTracesToRun) -> Result<LinkTracesToRunResponse> {
        request.validated()?;
        Err(not_linked("traces to runs"))
    }

    async fn link_prompts_to_trace(&self, request: LinkPromptsToTrace) -> Result<LinkPromptsToTraceResponse> {
        request.validated()?;
        Err(not_linked("prompts to traces"))
    }
}
