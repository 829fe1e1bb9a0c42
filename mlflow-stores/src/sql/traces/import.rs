//! Traces of another store.

use super::{links, spans, write};
use crate::sql::assessments;
use crate::sql::execute::Tx;
use mlflow_core::contract::import_target::ImportTraceLinks;
use mlflow_core::contract::traces::{LinkPromptsToTrace, LinkTracesToRun};
use mlflow_core::entities::{Span, Trace, TraceInfoV3, otlp};
use mlflow_core::traces::{IN_TRACKING_STORE, SPANS_LOCATION, SpanRow, StoredTrace, TraceSpans};
use mlflow_core::validation::experiment_number;
use mlflow_core::{Error, Result};

pub(in crate::sql) async fn import(tx: &mut Tx<'_>, mut traces: Vec<Trace>) -> Result<()> {
    traces.sort_by(|a, b| a.trace_info.trace_id.cmp(&b.trace_info.trace_id));
    for trace in traces {
        one(tx, trace).await?;
    }
    Ok(())
}

pub(in crate::sql) async fn import_links(tx: &mut Tx<'_>, request: ImportTraceLinks) -> Result<()> {
    let to_run = |link: LinkTracesToRun| {
        let run_id = link.run_id;
        let ids = link.trace_ids.into_iter();
        ids.map(move |trace_id| (trace_id, run_id.clone()))
    };
    let to_prompts = |link: LinkPromptsToTrace| {
        let trace_id = link.trace_id;
        let prompts = link.prompt_versions.into_iter();
        prompts.map(move |prompt| (trace_id.clone(), links::prompt_id(&prompt.name, &prompt.version)))
    };
    links::link(
        tx,
        links::RUN,
        request.runs.into_iter().flat_map(to_run).collect(),
    )
    .await?;
    let prompts = request.prompts.into_iter().flat_map(to_prompts).collect();
    links::link(tx, links::PROMPT, prompts).await
}

async fn one(tx: &mut Tx<'_>, Trace { trace_info, spans }: Trace) -> Result<()> {
    let mut info = trace_info;
    let given = std::mem::take(&mut info.assessments);
    if !spans.is_empty() {
        info.tags
            .insert(SPANS_LOCATION.to_owned(), IN_TRACKING_STORE.to_owned());
    }
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
