//! Traces are read.

use crate::sql::assessments;
use crate::sql::execute::Tx;
use crate::sql::row::Row;
use crate::sql::search_pages::chunks;
use mlflow_core::entities::{TraceInfoV3, TraceState};
use mlflow_core::traces::{Promoted, StoredTrace};
use mlflow_core::{Result, refusals};
use sea_query::{Expr, ExprTrait, LockType, Query};
use std::collections::{BTreeMap, HashMap};

/// What [`from_row`] reads; the last nine are those of tokens and cost.
pub(super) const COLUMNS: [&str; 19] = [
    "request_id",
    "experiment_id",
    "timestamp_ms",
    "execution_time_ms",
    "status",
    "client_request_id",
    "request_preview",
    "response_preview",
    "trace_name",
    "session_id",
    "input_tokens",
    "output_tokens",
    "total_tokens",
    "cache_read_input_tokens",
    "cache_creation_input_tokens",
    "cache_creation_input_tokens_above_1hr",
    "input_cost",
    "output_cost",
    "total_cost",
];

pub(super) fn from_row(row: &Row<'_>) -> Result<StoredTrace> {
    let mut promoted = Promoted {
        session_id: row.optional_string(9)?,
        ..Promoted::default()
    };
    for (place, count) in promoted.tokens.iter_mut().enumerate() {
        *count = row.optional_integer(10 + place)?;
    }
    for (place, part) in promoted.cost.iter_mut().enumerate() {
        *part = row.optional_double(16 + place)?;
    }
    Ok(StoredTrace {
        trace_id: row.string(0)?,
        experiment_id: row.integer(1)?,
        timestamp_ms: row.integer(2)?,
        execution_time_ms: row.optional_integer(3)?,
        // Official MLflow has written the state under two names.
        state: row.text(4)?.parse().unwrap_or(TraceState::Unspecified),
        client_request_id: row.optional_string(5)?,
        request_preview: row.optional_string(6)?,
        response_preview: row.optional_string(7)?,
        name: row.optional_string(8)?,
        promoted,
        tags: BTreeMap::new(),
        metadata: BTreeMap::new(),
    })
}

/// Reads a trace and locks it until the end of the transaction.
pub(super) async fn locked(tx: &mut Tx<'_>, trace_id: &str) -> Result<Option<StoredTrace>> {
    let query = Query::select()
        .columns(COLUMNS)
        .from("trace_info")
        .and_where(Expr::col("request_id").eq(trace_id))
        .lock(LockType::Update)
        .to_owned();
    let found: Vec<_> = tx.row(&query, from_row).await?.into_iter().collect();
    Ok(with_entries(tx, found).await?.pop())
}

/// Refuses a trace that is not there.
pub(in crate::sql) async fn known(tx: &mut Tx<'_>, trace_id: &str) -> Result<()> {
    let query = Query::select()
        .column("request_id")
        .from("trace_info")
        .and_where(Expr::col("request_id").eq(trace_id))
        .to_owned();
    let found = tx.row(&query, |_| Ok(())).await?;
    found.ok_or_else(|| refusals::trace_not_found(trace_id))
}

/// Locks a trace and returns its experiment and time.
pub(in crate::sql) async fn require(tx: &mut Tx<'_>, trace_id: &str) -> Result<(i64, i64)> {
    let query = Query::select()
        .columns(["experiment_id", "timestamp_ms"])
        .from("trace_info")
        .and_where(Expr::col("request_id").eq(trace_id))
        .lock(LockType::Update)
        .to_owned();
    let found = tx
        .row(&query, |row| Ok((row.integer(0)?, row.integer(1)?)))
        .await?;
    found.ok_or_else(|| refusals::trace_not_found(trace_id))
}

/// Reads the traces of some ids that are there, each once, in the order of the ids.
pub(super) async fn by_ids(
    tx: &mut Tx<'_>,
    trace_ids: &[String],
    experiment_ids: Option<Vec<i64>>,
) -> Result<Vec<StoredTrace>> {
    let mut found = HashMap::new();
    for ids in chunks(trace_ids.iter().map(String::as_str)) {
        let query = Query::select()
            .columns(COLUMNS)
            .from("trace_info")
            .and_where(Expr::col("request_id").is_in(ids))
            .to_owned();
        for trace in tx.rows(&query, from_row).await? {
            let wanted = experiment_ids.as_ref();
            if wanted.is_none_or(|ids| ids.contains(&trace.experiment_id)) {
                found.insert(trace.trace_id.clone(), trace);
            }
        }
    }
    let in_order = trace_ids.iter().filter_map(|id| found.remove(id)).collect();
    with_entries(tx, in_order).await
}

/// Adds tags and metadata to traces.
pub(super) async fn with_entries(tx: &mut Tx<'_>, mut traces: Vec<StoredTrace>) -> Result<Vec<StoredTrace>> {
    let places: HashMap<String, usize> = traces
        .iter()
        .enumerate()
        .map(|(place, trace)| (trace.trace_id.clone(), place))
        .collect();
    for ids in chunks(places.keys().map(String::as_str)) {
        for table in ["trace_tags", "trace_request_metadata"] {
            let query = Query::select()
                .columns(["request_id", "key", "value"])
                .from(table)
                .and_where(Expr::col("request_id").is_in(ids.iter().copied()))
                .to_owned();
            tx.rows(&query, |row| {
                let place = places.get(row.text(0)?);
                if let Some(trace) = place.and_then(|place| traces.get_mut(*place)) {
                    let entries = match table {
                        "trace_tags" => &mut trace.tags,
                        _ => &mut trace.metadata,
                    };
                    entries.insert(row.string(1)?, row.string_or_empty(2)?);
                }
                Ok(())
            })
            .await?;
        }
    }
    Ok(traces)
}

/// Returns traces as answers have them, with their assessments.
pub(super) async fn infos(tx: &mut Tx<'_>, traces: Vec<StoredTrace>) -> Result<Vec<TraceInfoV3>> {
    let ids: Vec<&str> = traces.iter().map(|trace| trace.trace_id.as_str()).collect();
    let mut assessments = assessments::of_traces(tx, &ids).await?;
    let info = |trace: StoredTrace| {
        let of_trace = assessments.remove(&trace.trace_id).unwrap_or_default();
        trace.into_info(of_trace)
    };
    Ok(traces.into_iter().map(info).collect())
}
