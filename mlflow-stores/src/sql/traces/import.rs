//! Traces of another store.

use super::{links, spans, write};
use crate::sql::assessments;
use crate::sql::execute::Tx;
use mlflow_core::entities::{Span, Trace, TraceInfoV3, otlp};
use mlflow_core::import::{TraceLink, TraceLinkTo};
use mlflow_core::traces::{SpanRow, StoredTrace, TraceSpans};
use mlflow_core::validation::experiment_number;
use mlflow_core::{Error, Result};
use std::collections::BTreeSet;

pub(in crate::sql) async fn import(tx: &mut Tx<'_>, mut traces: Vec<Trace>) -> Result<()> {
    traces.sort_by(|a, b| a.trace_info.trace_id.cmp(&b.trace_info.trace_id));
    for trace in traces {
        one(tx, trace).await?;
    }
    Ok(())
}

pub(in crate::sql) async fn import_links(tx: &mut Tx<'_>, links: Vec<TraceLink>) -> Result<()> {
    let (mut to_runs, mut to_prompts) = (BTreeSet::new(), BTreeSet::new());
    for TraceLink { trace_id, to } in links {
        match to {
            TraceLinkTo::Run(run_id) => to_runs.insert((trace_id, run_id)),
            TraceLinkTo::Prompt { name, version } => {
                to_prompts.insert((trace_id, links::prompt_id(&name, &version)))
            }
        };
    }
    links::link(tx, links::RUN, to_runs).await?;
    links::link(tx, links::PROMPT, to_prompts).await
}

async fn one(tx: &mut Tx<'_>, Trace { trace_info, spans }: Trace) -> Result<()> {
    let mut info = trace_info;
    let given = std::mem::take(&mut info.assessments);
    let new = stored(info)?;
    let (before, is_new) = write::open(tx, &new).await?;
    write::save(tx, &before, &new, false).await?;
    let spans = rows(&new.trace_id, spans)?;
    spans::upsert(tx, &new, &spans).await?;
    if !is_new {
        assessments::follow(tx, &new.trace_id, new.experiment_id, new.timestamp_ms).await?;
    }
    for mut assessment in given {
        assessment.trace_id.clone_from(&new.trace_id);
        assessments::write(tx, &assessment, (new.experiment_id, new.timestamp_ms)).await?;
    }
    Ok(())
}

/// Returns a trace as it is kept, from what answers say of it.
fn stored(info: TraceInfoV3) -> Result<StoredTrace> {
    let mut trace = StoredTrace {
        experiment_id: experiment_number(info.experiment_id().unwrap_or_default())?,
        trace_id: info.trace_id,
        timestamp_ms: info.request_time,
        execution_time_ms: info.execution_duration,
        state: info.state,
        client_request_id: info.client_request_id,
        request_preview: info.request_preview,
        response_preview: info.response_preview,
        ..StoredTrace::default()
    };
    trace.add(info.tags, info.trace_metadata);
    Ok(trace)
}

/// Makes rows of spans as they are: what the conventions of other systems mean was found out when they were logged.
fn rows(trace_id: &str, spans: Vec<otlp::Span>) -> Result<TraceSpans> {
    let mut of_trace = TraceSpans {
        trace_id: trace_id.to_owned(),
        ..TraceSpans::default()
    };
    for span in spans {
        let row = SpanRow::new(&Span::from_otlp(span)?);
        let row = row.ok_or_else(|| {
            Error::invalid_parameter_value(format!("a span of the trace `{trace_id}` has no id"))
        })?;
        of_trace.spans.insert(row.span_id.clone(), row);
    }
    Ok(of_trace)
}
