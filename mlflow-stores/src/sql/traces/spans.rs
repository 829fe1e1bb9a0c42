//! Spans are written and read.

use super::{read, write};
use crate::sql::execute::Tx;
use crate::sql::search_pages::chunks;
use crate::sql::{assessments, experiments};
use mlflow_core::entities::{Span, Trace, otlp};
use mlflow_core::traces::{SpanRow, StoredTrace, TraceSpans, whole_spans};
use mlflow_core::{Error, ErrorCode, Result};
use sea_query::{Expr, ExprTrait, OnConflict, Query, Value};
use std::collections::{BTreeMap, HashMap};

/// Adds spans to their traces, which are locked in the order of their ids.
pub(super) async fn log(
    tx: &mut Tx<'_>,
    experiment_id: i64,
    traces: BTreeMap<String, TraceSpans>,
) -> Result<()> {
    let mut artifact_location = None;
    for (trace_id, new) in traces {
        let (mut trace, is_new) = match read::locked(tx, &trace_id).await? {
            Some(trace) => (trace, false),
            None => {
                let location = match artifact_location.take() {
                    Some(location) => location,
                    None => experiments::read(tx, experiment_id).await?.artifact_location,
                };
                let begun = StoredTrace::new(&trace_id, experiment_id, &location);
                artifact_location = Some(location);
                let (mut trace, is_new) = write::open(tx, &begun).await?;
                if is_new {
                    trace.tags = begun.tags;
                }
                (trace, is_new)
            }
        };
        trace.require_own_spans()?;
        let mut before = trace.clone();
        if is_new {
            before.tags.clear();
        }
        let stored = match is_new {
            true => Vec::new(),
            false => stored(tx, &trace_id).await?,
        };
        let nodes = |of: fn(&str, Option<&str>, &str) -> _| {
            let node =
                |(id, parent, content): &(String, Option<String>, String)| of(id, parent.as_deref(), content);
            stored.iter().map(node).collect::<Vec<_>>()
        };
        let (usage, cost) = (nodes(SpanRow::usage_node), nodes(SpanRow::cost_node));
        upsert(tx, &trace, &new).await?;
        trace.add_spans(new, (&usage, &cost), is_new);
        write::save(tx, &before, &trace, true).await?;
        if !is_new && before.timestamp_ms != trace.timestamp_ms {
            assessments::follow(tx, &trace_id, trace.experiment_id, trace.timestamp_ms).await?;
        }
    }
    Ok(())
}

/// Reads id, parent and content of every span of a trace.
async fn stored(tx: &mut Tx<'_>, trace_id: &str) -> Result<Vec<(String, Option<String>, String)>> {
    let query = Query::select()
        .columns(["span_id", "parent_span_id", "content"])
        .from("spans")
        .and_where(Expr::col("trace_id").eq(trace_id))
        .to_owned();
    tx.rows(&query, |row| {
        Ok((row.string(0)?, row.optional_string(1)?, row.string(2)?))
    })
    .await
}

const KEY: [&str; 2] = ["trace_id", "span_id"];
const VALUES: [&str; 13] = [
    "experiment_id",
    "parent_span_id",
    "name",
    "type",
    "status",
    "start_time_unix_nano",
    "end_time_unix_nano",
    "content",
    "input_cost",
    "output_cost",
    "total_cost",
    "model_name",
    "model_provider",
];

/// Writes the rows of spans over those of the same ids.
pub(super) async fn upsert(tx: &mut Tx<'_>, trace: &StoredTrace, new: &TraceSpans) -> Result<()> {
    let upsert = Query::insert()
        .into_table("spans")
        .columns(KEY.into_iter().chain(VALUES))
        .on_conflict(OnConflict::columns(KEY).update_columns(VALUES).to_owned())
        .to_owned();
    let row = |span: &SpanRow| -> Vec<Value> {
        let [input_cost, output_cost, total_cost] = span.cost;
        vec![
            trace.trace_id.as_str().into(),
            span.span_id.as_str().into(),
            trace.experiment_id.into(),
            span.parent_id.clone().into(),
            span.name.as_str().into(),
            span.kind.clone().into(),
            span.status.short_name().into(),
            span.start.into(),
            span.end.into(),
            span.content.as_str().into(),
            input_cost.into(),
            output_cost.into(),
            total_cost.into(),
            span.model_name.clone().into(),
            span.model_provider.clone().into(),
        ]
    };
    tx.insert_all(upsert, new.spans.values().map(row).collect())
        .await
        .map(|_| ())
}

/// Adds their spans to traces, the roots first. Traces of which spans are still to come are left out unless parts are
/// wanted.
pub(super) async fn whole(
    tx: &mut Tx<'_>,
    traces: Vec<StoredTrace>,
    allow_partial: bool,
) -> Result<Vec<Trace>> {
    let mut contents: HashMap<String, Vec<String>> = HashMap::new();
    for ids in chunks(traces.iter().map(|trace| trace.trace_id.as_str())) {
        let root_first = Expr::case(Expr::col("parent_span_id").is_null(), 0).finally(1);
        let query = Query::select()
            .columns(["trace_id", "content"])
            .from("spans")
            .and_where(Expr::col("trace_id").is_in(ids))
            .order_by_expr(root_first.into(), sea_query::Order::Asc)
            .order_by("start_time_unix_nano", sea_query::Order::Asc)
            .order_by("span_id", sea_query::Order::Asc)
            .to_owned();
        for (trace_id, content) in tx
            .rows(&query, |row| Ok((row.string(0)?, row.string(1)?)))
            .await?
        {
            if !content.is_empty() {
                contents.entry(trace_id).or_default().push(content);
            }
        }
    }
    let mut kept = Vec::new();
    let mut spans = Vec::new();
    for trace in traces {
        let of_trace = contents.remove(&trace.trace_id).unwrap_or_default();
        if let Some(of_trace) = whole_spans(&trace, of_trace, allow_partial)? {
            spans.push(
                of_trace
                    .iter()
                    .map(|content| parse(content))
                    .collect::<Result<Vec<_>>>()?,
            );
            kept.push(trace);
        }
    }
    let infos = read::infos(tx, kept).await?.into_iter();
    let traces = infos.zip(spans);
    Ok(traces
        .map(|(trace_info, spans)| Trace { trace_info, spans })
        .collect())
}

fn parse(content: &str) -> Result<otlp::Span> {
    let span: Span = serde_json::from_str(content).map_err(|e| {
        Error::new(
            ErrorCode::DataLoss,
            "the database holds a span that is no JSON of one",
        )
        .with_source(e)
    })?;
    Ok(span.to_otlp())
}
