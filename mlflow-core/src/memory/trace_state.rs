//! What the store knows of traces.

use super::state::State;
use crate::entities::{Assessment, Span, Trace, TraceInfoV3, otlp};
use crate::error::{Error, Result};
use crate::refusals;
use crate::traces::assessments::SOURCE_RUN_ID;
use crate::traces::{SpanRow, StoredTrace, whole_spans};
use std::collections::{BTreeMap, BTreeSet};

#[derive(Debug, Default)]
pub(super) struct TraceEntry {
    pub(super) trace: StoredTrace,
    pub(super) assessments: Vec<Assessment>,
    pub(super) spans: BTreeMap<String, SpanRow>,
    /// The runs that it is linked to.
    pub(super) runs: BTreeSet<String>,
    /// The versions of prompts that it is linked to: `name/version`.
    pub(super) prompts: BTreeSet<String>,
}

impl TraceEntry {
    pub(super) fn info(&self) -> TraceInfoV3 {
        let mut assessments = self.assessments.clone();
        let by_time = |one: &Assessment| (one.create_time, one.assessment_id.clone());
        assessments.sort_by_key(by_time);
        self.trace.clone().into_info(assessments)
    }

    /// Returns the trace with its spans, the roots first; `None` if some are still to come and all are wanted.
    pub(super) fn whole(&self, allow_partial: bool) -> Result<Option<Trace>> {
        let mut spans: Vec<&SpanRow> = self.spans.values().collect();
        spans.sort_by_key(|span| (span.parent_id.is_some(), span.start));
        let Some(spans) = whole_spans(&self.trace, spans, allow_partial)? else {
            return Ok(None);
        };
        let read = |span: &SpanRow| -> Result<otlp::Span> {
            let span: Span = serde_json::from_str(&span.content)
                .map_err(|e| Error::internal("a stored span cannot be read").with_source(e))?;
            Ok(span.to_otlp())
        };
        Ok(Some(Trace {
            trace_info: self.info(),
            spans: spans.into_iter().map(read).collect::<Result<_>>()?,
        }))
    }
}

impl State {
    pub(super) fn trace(&self, trace_id: &str) -> Result<&TraceEntry> {
        let trace = self.traces.get(trace_id);
        trace.ok_or_else(|| refusals::trace_not_found(trace_id))
    }

    pub(super) fn trace_mut(&mut self, trace_id: &str) -> Result<&mut TraceEntry> {
        let trace = self.traces.get_mut(trace_id);
        trace.ok_or_else(|| refusals::trace_not_found(trace_id))
    }

    /// Returns the traces of some ids that are there, each once, in the order of the ids.
    pub(super) fn traces_of<'s>(
        &'s self,
        trace_ids: &[String],
        experiment_ids: Option<&[String]>,
    ) -> Vec<&'s TraceEntry> {
        let mut seen = BTreeSet::new();
        let ids = trace_ids.iter().filter(|id| seen.insert(id.as_str()));
        let is_wanted = |entry: &&TraceEntry| {
            experiment_ids.is_none_or(|ids| ids.contains(&entry.trace.experiment_id.to_string()))
        };
        ids.filter_map(|id| self.traces.get(id))
            .filter(is_wanted)
            .collect()
    }

    /// Forgets what a run said about traces.
    pub(super) fn forget_assessments(&mut self, run_id: &str) {
        for entry in self.traces.values_mut() {
            let is_of_run =
                |one: &Assessment| one.metadata.get(SOURCE_RUN_ID).map(String::as_str) == Some(run_id);
            entry.assessments.retain(|one| !is_of_run(one));
        }
    }
}
