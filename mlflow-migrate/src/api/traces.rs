//! Traces keep their ids, which clients make.

use crate::api::WRITES;
use crate::event::Kind;
use crate::ids::SOURCE;
use crate::migration::Work;
use crate::moving::artifacts_of;
use crate::place::Places;
use crate::source::{Source, lacks_call, there};
use futures::stream::{self, StreamExt, TryStreamExt};
use mlflow_core::contract::assessments::CreateAssessment;
use mlflow_core::contract::traces::{
    GetTraceInfoV3, LinkTracesToRun, LogSpans, SearchTracesV3, SetTraceTag, StartTraceV3,
};
use mlflow_core::entities::otlp::{ResourceSpans, ScopeSpans};
use mlflow_core::entities::{Assessment, Trace, TraceLocation};
use mlflow_core::traces::{ARTIFACT_LOCATION, SOURCE_RUN, SPANS_LOCATION};
use mlflow_core::{Result, TraceStore};
use std::collections::HashSet;
use std::pin::pin;
use std::sync::Arc;

/// How many traces are linked at once.
const LINKS: usize = 100;

impl Source {
    /// Tells whether the server knows traces of the third generation.
    pub(super) async fn knows_traces(&self) -> Result<bool> {
        let Some(traces) = &self.traces else {
            return Ok(false);
        };
        let request = SearchTracesV3 {
            locations: vec![TraceLocation::experiment("0")],
            max_results: Some(1),
            ..SearchTracesV3::default()
        };
        match traces.search_traces_v3(request).await {
            Err(error) if lacks_call(&error) => Ok(false),
            // There may be no such experiment, which a server tells that knows what was asked.
            _ => Ok(true),
        }
    }
}

impl Work<'_> {
    /// Writes the traces of all experiments, and their links to runs.
    pub(super) async fn write_traces_through_api(&mut self, api: &Source, places: &Places) -> Result<()> {
        let (source, chosen) = (self.source, self.chosen);
        let traces = match api.knows_traces().await? {
            true => api.traces.clone(),
            false => None,
        };
        let mut with_traces = Vec::new();
        for (index, experiment) in chosen.experiments.iter().enumerate() {
            self.begins(Kind::Traces, index, false);
            let mut pages = pin!(source.trace_infos(&experiment.experiment_id));
            let mut is_first = true;
            while let Some(infos) = pages.try_next().await? {
                if infos.is_empty() {
                    continue;
                }
                self.moved(Kind::Traces, infos.len());
                if places.is_refused(&experiment.experiment_id) {
                    continue;
                }
                let Some(traces) = &traces else {
                    self.report.unknown_kinds.insert(Kind::Traces);
                    continue;
                };
                if std::mem::take(&mut is_first) {
                    with_traces.push(experiment.experiment_id.clone());
                }
                let read = source.with_spans(infos).await?;
                let mut roots = Vec::new();
                let moved: Vec<_> = read
                    .into_iter()
                    .map(|trace| {
                        let from = artifacts_of(&trace.trace_info).to_owned();
                        let trace = places.trace(trace);
                        roots.push([from, artifacts_of(&trace.trace_info).to_owned()]);
                        trace
                    })
                    .collect();
                let are_left = places.are_artifacts_left();
                let written = moved.into_iter().map(|trace| async move {
                    let id = trace.trace_info.trace_id.clone();
                    (id, write(trace, traces, are_left).await)
                });
                let mut written = pin!(stream::iter(written).buffer_unordered(WRITES));
                while let Some((id, answer)) = written.next().await {
                    self.unless_refused(Kind::Traces, &id, answer)?;
                }
                self.copy_all(roots).await?;
            }
        }
        match traces {
            Some(traces) if !with_traces.is_empty() => {
                self.link_traces_through_api(&with_traces, &traces, places).await
            }
            _ => Ok(()),
        }
    }

    /// Links traces to runs where only a search tells that they are.
    async fn link_traces_through_api(
        &mut self,
        with_traces: &[String],
        traces: &Arc<dyn TraceStore>,
        places: &Places,
    ) -> Result<()> {
        let (source, chosen) = (self.source, self.chosen);
        for experiment in &chosen.experiments {
            let mut pages = pin!(source.run_ids(&experiment.experiment_id));
            while let Some(run_ids) = pages.try_next().await? {
                for run_id in run_ids.iter().filter(|id| places.ids.runs.contains_key(*id)) {
                    let infos = source.traces_of_run(with_traces, run_id).await?;
                    let linked = infos
                        .into_iter()
                        .filter(|info| info.trace_metadata.get(SOURCE_RUN) != Some(run_id));
                    let trace_ids: Vec<_> = linked.map(|info| info.trace_id).collect();
                    for trace_ids in trace_ids.chunks(LINKS) {
                        let request = LinkTracesToRun {
                            trace_ids: trace_ids.to_vec(),
                            run_id: places.ids.run(run_id),
                        };
                        let linked = traces.link_traces_to_run(request).await;
                        self.unless_refused(Kind::Traces, run_id, linked)?;
                    }
                }
            }
        }
        Ok(())
    }
}

/// Writes a trace with what is not there of it. The server has a place of its own for spans, and for artifacts unless
/// they are left where they are.
async fn write(mut trace: Trace, traces: &Arc<dyn TraceStore>, are_left: bool) -> Result<()> {
    let info = &mut trace.trace_info;
    let trace_id = info.trace_id.clone();
    let experiment_id = info.experiment_id().unwrap_or_default().to_owned();
    let request = GetTraceInfoV3 {
        trace_id: trace_id.clone(),
    };
    let known = there(traces.get_trace_info_v3(request).await)?;
    let known = known.map_or_else(Vec::new, |known| known.trace.trace_info.assessments);
    let known: HashSet<_> = known
        .into_iter()
        .filter_map(|known| known.assessment_id)
        .collect();
    info.tags.remove(SPANS_LOCATION);
    info.tags.remove(SOURCE);
    let artifacts = info.tags.remove(ARTIFACT_LOCATION);
    let (overriding, plain) = missing(std::mem::take(&mut info.assessments), &known);
    info.assessments = plain;
    let spans = std::mem::take(&mut trace.spans);
    traces.start_trace_v3(StartTraceV3 { trace: Some(trace) }).await?;
    for assessment in overriding {
        let request = CreateAssessment {
            trace_id: trace_id.clone(),
            assessment: Some(assessment),
        };
        traces.create_assessment(request).await?;
    }
    if !spans.is_empty() {
        let resource_spans = vec![ResourceSpans {
            scope_spans: vec![ScopeSpans { spans }],
            ..ResourceSpans::default()
        }];
        let request = LogSpans {
            experiment_id,
            resource_spans,
        };
        traces.log_spans(request).await?;
    }
    if let (Some(value), true) = (artifacts, are_left) {
        let request = SetTraceTag {
            request_id: trace_id,
            key: ARTIFACT_LOCATION.to_owned(),
            value,
        };
        traces.set_trace_tag(request).await?;
    }
    Ok(())
}

/// Returns the assessments that are not there: those that override another one, in the order in which they were made,
/// and the others. Only a call for itself makes an overridden one no longer valid.
fn missing(assessments: Vec<Assessment>, known: &HashSet<String>) -> (Vec<Assessment>, Vec<Assessment>) {
    let is_missing = |a: &Assessment| !a.assessment_id.as_ref().is_some_and(|id| known.contains(id));
    let missing = assessments.into_iter().filter(is_missing);
    let overrides = |a: &Assessment| a.overrides.as_ref().is_some_and(|id| !id.is_empty());
    let (mut overriding, plain): (Vec<_>, Vec<_>) = missing.partition(overrides);
    overriding.sort_by_key(|assessment| assessment.create_time);
    (overriding, plain)
}
