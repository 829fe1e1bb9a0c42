//! A trace with all that belongs to it.

use super::{SpanRow, StoredTrace, whole_spans};
use crate::entities::{Assessment, Span, Trace, TraceInfoV3, otlp};
use crate::error::{Error, Result};
use crate::refusals;
use std::collections::{BTreeMap, BTreeSet};

/// A trace with all that belongs to it, as stores without a database search it.
#[derive(Clone, Debug, Default)]
pub struct TraceEntry {
    /// What is kept of it.
    pub trace: StoredTrace,
    /// What people, judges and programs say about it, in the order of answers.
    pub assessments: Vec<Assessment>,
    /// Its spans by their ids, where the store has them.
    pub spans: BTreeMap<String, SpanRow>,
    /// The runs that it is linked to.
    pub runs: BTreeSet<String>,
    /// The versions of prompts that it is linked to: `name/version`.
    pub prompts: BTreeSet<String>,
}

impl TraceEntry {
    /// Returns the trace as answers have it.
    pub fn info(&self) -> TraceInfoV3 {
        self.trace.clone().into_info(self.assessments.clone())
    }

    /// Adds an assessment, behind those that are older.
    pub(crate) fn add_assessment(&mut self, new: Assessment) {
        let time = |one: &Assessment| (one.create_time, one.assessment_id.clone());
        let later = |one: &Assessment| time(one) <= time(&new);
        let at = self.assessments.partition_point(later);
        self.assessments.insert(at, new);
    }

    /// Returns the trace with its spans, the roots first; `None` if some are still to come and all are wanted.
    pub(crate) fn whole(&self, allow_partial: bool) -> Result<Option<Trace>> {
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

    /// Finds an assessment.
    pub fn assessment(&self, id: &str) -> Option<&Assessment> {
        let mut all = self.assessments.iter();
        all.find(|one| one.assessment_id.as_deref() == Some(id))
    }

    /// Finds an assessment, to change it.
    ///
    /// # Errors
    ///
    /// `RESOURCE_DOES_NOT_EXIST` if the trace has none of this id.
    pub fn assessment_mut(&mut self, id: &str) -> Result<&mut Assessment> {
        let trace_id = &self.trace.trace_id;
        let mut all = self.assessments.iter_mut();
        all.find(|one| one.assessment_id.as_deref() == Some(id))
            .ok_or_else(|| refusals::assessment_not_found(id, trace_id))
    }
}
