//! Traces.

use super::MemoryStore;
use super::state::State;
use crate::contract::Traces;
use crate::contract::traces::*;
use crate::entities::{Trace, TraceInfo, TraceInfoV3};
use crate::error::Result;
use crate::refusals;
use crate::search::select_traces;
use crate::traces::assessments::completed;
use crate::traces::{ARTIFACT_LOCATION, SpanRow, StoredTrace, TRACE_NAME, TraceEntry, by_trace};
use crate::validation::{Validate, experiment_number};
use async_trait::async_trait;
use std::collections::BTreeMap;
use uuid::Uuid;

#[async_trait]
impl Traces for MemoryStore {
    async fn start_trace_v3(&self, request: StartTraceV3) -> Result<StartTraceV3Response> {
        let info = request.validated()?.trace.unwrap_or_default().trace_info;
        let trace_info = self.write().start_trace(info)?;
        Ok(StartTraceV3Response {
            trace: without_spans(trace_info),
        })
    }

    async fn start_trace(&self, request: StartTrace) -> Result<StartTraceResponse> {
        let request = request.validated()?;
        let mut state = self.write();
        let trace_id = Uuid::new_v4().simple().to_string();
        let mut trace = state.new_trace(&trace_id, &request.experiment_id)?;
        trace.timestamp_ms = request.timestamp_ms;
        trace.add(
            request.tags.into_iter().map(|tag| (tag.key, tag.value)).collect(),
            map(request.request_metadata),
        );
        let entry = TraceEntry {
            trace,
            ..TraceEntry::default()
        };
        let trace_info = TraceInfo::from(entry.info());
        state.traces.insert(trace_id, entry);
        Ok(StartTraceResponse { trace_info })
    }

    async fn end_trace(&self, request: EndTrace) -> Result<EndTraceResponse> {
        let request = request.validated()?;
        let mut state = self.write();
        let entry = state.trace_mut(&request.request_id)?;
        let trace = &mut entry.trace;
        trace.execution_time_ms = Some(request.timestamp_ms - trace.timestamp_ms);
        trace.state = request.status.into();
        trace.add(
            request.tags.into_iter().map(|tag| (tag.key, tag.value)).collect(),
            map(request.request_metadata),
        );
        Ok(StartTraceResponse {
            trace_info: entry.info().into(),
        })
    }

    async fn log_spans(&self, request: LogSpans) -> Result<LogSpansResponse> {
        let request = request.validated()?;
        let experiment_id = request.experiment_id.clone();
        let new = by_trace(request)?;
        let mut state = self.write();
        for trace_id in new.keys() {
            match state.traces.get(trace_id) {
                Some(entry) => entry.trace.require_own_spans()?,
                None => drop(state.experiment(&experiment_id)?),
            }
        }
        for (trace_id, new) in new {
            let is_new = !state.traces.contains_key(&trace_id);
            if is_new {
                let trace = state.begin_trace(&trace_id, &experiment_id)?;
                let entry = TraceEntry {
                    trace,
                    ..TraceEntry::default()
                };
                state.traces.insert(trace_id.clone(), entry);
            }
            let entry = state.trace_mut(&trace_id)?;
            let node = |of: fn(&str, Option<&str>, &str) -> _| {
                let spans = entry.spans.values();
                let node = |span: &SpanRow| of(&span.span_id, span.parent_id.as_deref(), &span.content);
                spans.map(node).collect::<Vec<_>>()
            };
            let (usage, cost) = (node(SpanRow::usage_node), node(SpanRow::cost_node));
            entry.spans.extend(new.spans.clone());
            entry.trace.add_spans(new, (&usage, &cost), is_new);
        }
        Ok(LogSpansResponse {})
    }

    async fn get_trace(&self, request: GetTrace) -> Result<GetTraceResponse> {
        let GetTrace {
            trace_id,
            allow_partial,
        } = request.validated()?;
        let state = self.read();
        let entry = state.traces.get(&trace_id);
        let entry = entry.ok_or_else(|| refusals::whole_trace_not_found(&trace_id))?;
        match entry.whole(allow_partial)? {
            Some(trace) => Ok(StartTraceV3Response { trace }),
            None => Err(refusals::trace_not_whole(&trace_id)),
        }
    }

    async fn batch_get_traces(&self, request: BatchGetTraces) -> Result<BatchGetTracesResponse> {
        let request = request.validated()?;
        let state = self.read();
        let found = state.traces_of(&request.trace_ids, request.experiment_ids.as_deref());
        let traces = found.into_iter().map(|entry| entry.whole(false));
        let traces: Vec<Option<Trace>> = traces.collect::<Result<_>>()?;
        Ok(BatchGetTracesResponse {
            traces: traces.into_iter().flatten().collect(),
        })
    }

    async fn batch_get_trace_infos(&self, request: BatchGetTraceInfos) -> Result<BatchGetTraceInfosResponse> {
        let request = request.validated()?;
        let state = self.read();
        let found = state.traces_of(&request.trace_ids, request.experiment_ids.as_deref());
        Ok(BatchGetTraceInfosResponse {
            trace_infos: found.into_iter().map(TraceEntry::info).collect(),
        })
    }

    async fn get_trace_info_v3(&self, request: GetTraceInfoV3) -> Result<GetTraceInfoV3Response> {
        let trace_info = self.read().trace(&request.validated()?.trace_id)?.info();
        Ok(StartTraceV3Response {
            trace: without_spans(trace_info),
        })
    }

    async fn get_trace_info(&self, request: GetTraceInfo) -> Result<GetTraceInfoResponse> {
        let trace_info = self.read().trace(&request.validated()?.request_id)?.info();
        Ok(StartTraceResponse {
            trace_info: trace_info.into(),
        })
    }

    async fn search_traces_v3(&self, request: SearchTracesV3) -> Result<SearchTracesV3Response> {
        let request = request.validated()?.into();
        let (traces, next_page_token) = self.read().search_traces(&request)?;
        Ok(SearchTracesV3Response {
            traces,
            next_page_token,
        })
    }

    async fn search_traces(&self, request: SearchTraces) -> Result<SearchTracesResponse> {
        let (traces, next_page_token) = self.read().search_traces(&request.validated()?)?;
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
        let mut state = self.write();
        let trace = &mut state.trace_mut(&request_id)?.trace;
        match key.as_str() {
            TRACE_NAME => trace.name = Some(value),
            _ => drop(trace.tags.insert(key, value)),
        }
        Ok(SetTraceTagResponse {})
    }

    async fn delete_trace_tag(&self, request: DeleteTraceTag) -> Result<DeleteTraceTagResponse> {
        let DeleteTraceTag { request_id, key } = request.validated()?;
        match self.write().traces.get_mut(&request_id) {
            Some(entry) => entry.trace.delete_tag(&key)?,
            None => return Err(refusals::trace_tag_not_found(&key, &request_id)),
        }
        Ok(DeleteTraceTagResponse {})
    }

    async fn delete_traces(&self, request: DeleteTraces) -> Result<DeleteTracesResponse> {
        let request = request.validated()?;
        let experiment = experiment_number(&request.experiment_id)?;
        let mut state = self.write();
        let is_meant = |trace: &StoredTrace| {
            trace.experiment_id == experiment
                && request
                    .max_timestamp_millis
                    .is_none_or(|most| trace.timestamp_ms <= most)
                && (request.request_ids.is_empty() || request.request_ids.contains(&trace.trace_id))
        };
        let meant = state.traces.values().map(|entry| &entry.trace);
        let mut meant: Vec<_> = meant
            .filter(|trace| is_meant(trace))
            .map(|trace| (trace.timestamp_ms, trace.trace_id.clone()))
            .collect();
        meant.sort();
        let most = request.max_traces.and_then(|most| usize::try_from(most).ok());
        meant.truncate(most.unwrap_or(usize::MAX));
        for (_, trace_id) in &meant {
            state.traces.remove(trace_id);
        }
        Ok(DeleteTracesResponse {
            traces_deleted: i32::try_from(meant.len()).unwrap_or(i32::MAX),
        })
    }

    async fn query_trace_metrics(&self, request: QueryTraceMetrics) -> Result<QueryTraceMetricsResponse> {
        let request = request.validated()?;
        Ok(QueryTraceMetricsResponse {
            data_points: self.read().trace_metrics(&request)?,
            next_page_token: String::new(),
        })
    }

    async fn calculate_trace_filter_correlation(
        &self,
        request: CalculateTraceFilterCorrelation,
    ) -> Result<CalculateTraceFilterCorrelationResponse> {
        let counts = self.read().filter_counts(&request.validated()?)?;
        Ok(counts.correlation())
    }

    async fn link_traces_to_run(&self, request: LinkTracesToRun) -> Result<LinkTracesToRunResponse> {
        let request = request.validated()?;
        let mut state = self.write();
        for trace_id in &request.trace_ids {
            if let Some(entry) = state.traces.get_mut(trace_id) {
                entry.runs.insert(request.run_id.clone());
            }
        }
        Ok(LinkTracesToRunResponse {})
    }

    async fn link_prompts_to_trace(&self, request: LinkPromptsToTrace) -> Result<LinkPromptsToTraceResponse> {
        let request = request.validated()?;
        let mut state = self.write();
        let prompts = request.prompt_versions.iter();
        let prompts = prompts.map(|prompt| format!("{}/{}", prompt.name, prompt.version));
        if !request.prompt_versions.is_empty() {
            state.trace_mut(&request.trace_id)?.prompts.extend(prompts);
        }
        Ok(LinkPromptsToTraceResponse {})
    }
}

fn without_spans(trace_info: TraceInfoV3) -> Trace {
    Trace {
        trace_info,
        spans: Vec::new(),
    }
}

fn map(
    metadata: crate::entities::KeyList<crate::entities::TraceRequestMetadata>,
) -> BTreeMap<String, String> {
    metadata
        .into_iter()
        .map(|entry| (entry.key, entry.value))
        .collect()
}

impl State {
    fn search_traces(&self, request: &SearchTraces) -> Result<(Vec<TraceInfoV3>, String)> {
        select_traces(self.traces.values(), request)
    }

    /// Begins a trace in an experiment, deleted or not.
    fn begin_trace(&self, trace_id: &str, experiment_id: &str) -> Result<StoredTrace> {
        let (number, experiment) = self.experiment(experiment_id)?;
        Ok(StoredTrace::new(trace_id, number, &experiment.artifact_location))
    }

    /// Begins a trace in an experiment that is not deleted.
    fn new_trace(&mut self, trace_id: &str, experiment_id: &str) -> Result<StoredTrace> {
        self.live_experiment_mut(experiment_id)?;
        self.begin_trace(trace_id, experiment_id)
    }

    fn start_trace(&mut self, mut info: TraceInfoV3) -> Result<TraceInfoV3> {
        let trace_id = info.trace_id.clone();
        let new = self.new_trace(&trace_id, info.experiment_id().unwrap_or_default())?;
        let assessments = std::mem::take(&mut info.assessments).into_iter();
        let assessments: Vec<_> = assessments
            .map(|assessment| completed(assessment, &trace_id))
            .collect::<Result<_>>()?;
        let before = self.traces.get(&trace_id).map(|entry| entry.trace.clone());
        if let Some(before) = &before {
            before.require_own_spans()?;
        }
        let experiment = new.experiment_id;
        let artifacts = new.tags.get(ARTIFACT_LOCATION).cloned().unwrap_or_default();
        let entry = self.traces.entry(trace_id).or_insert_with(|| TraceEntry {
            trace: new,
            ..TraceEntry::default()
        });
        entry.trace.start(experiment, artifacts, info);
        for assessment in assessments {
            let same = entry
                .assessments
                .iter()
                .position(|one| one.assessment_id == assessment.assessment_id);
            if let Some(same) = same {
                entry.assessments.remove(same);
            }
            entry.add_assessment(assessment);
        }
        let info = entry.info();
        Ok(match before {
            None => info,
            Some(before) => before.without_new_tags(info),
        })
    }
}
