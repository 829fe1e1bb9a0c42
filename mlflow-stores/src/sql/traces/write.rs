//! Traces are begun, changed and ended.

use super::read::{self, COLUMNS};
use super::{maps, one};
use crate::sql::execute::Tx;
use crate::sql::{assessments, experiments};
use mlflow_core::contract::traces::{EndTrace, SetTraceTag, StartTrace};
use mlflow_core::entities::TraceInfoV3;
use mlflow_core::traces::assessments::completed;
use mlflow_core::traces::{ARTIFACT_LOCATION, StoredTrace, TRACE_NAME};
use mlflow_core::validation::experiment_number;
use mlflow_core::{Result, refusals};
use sea_query::{Expr, ExprTrait, OnConflict, Query, Value};
use std::collections::BTreeMap;

pub(super) async fn start(tx: &mut Tx<'_>, mut info: TraceInfoV3) -> Result<TraceInfoV3> {
    let experiment_id = experiment_number(info.experiment_id().unwrap_or_default())?;
    let experiment = experiments::require_active(tx, experiment_id).await?;
    let trace_id = info.trace_id.clone();
    let new = StoredTrace::new(&trace_id, experiment_id, &experiment.artifact_location);
    let artifacts = new.tags.get(ARTIFACT_LOCATION).cloned().unwrap_or_default();
    let (mut trace, is_new) = open(tx, &new).await?;
    trace.require_own_spans()?;
    let before = trace.clone();
    let given = std::mem::take(&mut info.assessments);
    trace.start(experiment_id, artifacts, info);
    save(tx, &before, &trace, !is_new).await?;
    if !is_new {
        let spans = Query::update()
            .table("spans")
            .value("experiment_id", experiment_id)
            .and_where(Expr::col("trace_id").eq(trace_id.as_str()))
            .to_owned();
        tx.execute(&spans).await?;
        assessments::follow(tx, &trace_id, experiment_id, trace.timestamp_ms).await?;
    }
    for assessment in given {
        let assessment = completed(assessment, &trace_id)?;
        assessments::write(tx, &assessment, (experiment_id, trace.timestamp_ms)).await?;
    }
    let info = one(tx, &trace_id).await?;
    Ok(match is_new {
        true => info,
        false => before.without_new_tags(info),
    })
}

pub(super) async fn begin(tx: &mut Tx<'_>, request: StartTrace) -> Result<TraceInfoV3> {
    let experiment_id = experiment_number(&request.experiment_id)?;
    let experiment = experiments::require_active(tx, experiment_id).await?;
    let trace_id = uuid::Uuid::new_v4().simple().to_string();
    let mut trace = StoredTrace::new(&trace_id, experiment_id, &experiment.artifact_location);
    trace.timestamp_ms = request.timestamp_ms;
    let (tags, metadata) = maps(request.tags, request.request_metadata);
    trace.add(tags, metadata);
    insert(tx, &trace).await?;
    save_entries(tx, &StoredTrace::default(), &trace).await?;
    Ok(trace.into_info(Vec::new()))
}

pub(super) async fn end(tx: &mut Tx<'_>, request: EndTrace) -> Result<TraceInfoV3> {
    let trace_id = request.request_id;
    let found = read::locked(tx, &trace_id).await?;
    let before = found.ok_or_else(|| refusals::trace_not_found(&trace_id))?;
    let mut trace = before.clone();
    trace.execution_time_ms = Some(request.timestamp_ms - trace.timestamp_ms);
    trace.state = request.status.into();
    let (tags, metadata) = maps(request.tags, request.request_metadata);
    trace.add(tags, metadata);
    save(tx, &before, &trace, false).await?;
    one(tx, &trace_id).await
}

pub(super) async fn set_tag(tx: &mut Tx<'_>, request: SetTraceTag) -> Result<()> {
    let SetTraceTag {
        request_id,
        key,
        value,
    } = request;
    read::require(tx, &request_id).await?;
    if key != TRACE_NAME {
        return upsert(tx, "trace_tags", &request_id, [(key.as_str(), value.as_str())]).await;
    }
    let update = Query::update()
        .table("trace_info")
        .value("trace_name", value)
        .and_where(Expr::col("request_id").eq(request_id))
        .to_owned();
    tx.execute(&update).await.map(|_| ())
}

/// Makes the row of a trace unless it is there, and locks it. Tells whether it is new.
pub(super) async fn open(tx: &mut Tx<'_>, new: &StoredTrace) -> Result<(StoredTrace, bool)> {
    let is_new = insert(tx, new).await?;
    let found = read::locked(tx, &new.trace_id).await?;
    let trace = found.ok_or_else(|| refusals::trace_not_found(&new.trace_id))?;
    Ok((trace, is_new))
}

/// Inserts the row of a trace unless it is there.
async fn insert(tx: &mut Tx<'_>, trace: &StoredTrace) -> Result<bool> {
    let insert = Query::insert()
        .into_table("trace_info")
        .columns(COLUMNS)
        .on_conflict(OnConflict::column("request_id").do_nothing().to_owned())
        .to_owned();
    Ok(tx.insert_all(insert, vec![values(trace)]).await? > 0)
}

/// The values of a trace, in the order of the columns.
fn values(trace: &StoredTrace) -> Vec<Value> {
    let mut values: Vec<Value> = vec![
        trace.trace_id.as_str().into(),
        trace.experiment_id.into(),
        trace.timestamp_ms.into(),
        trace.execution_time_ms.into(),
        trace.state.as_str().into(),
        trace.client_request_id.clone().into(),
        trace.request_preview.clone().into(),
        trace.response_preview.clone().into(),
        trace.name.clone().into(),
        trace.promoted.session_id.clone().into(),
    ];
    values.extend(trace.promoted.tokens.map(Value::from));
    values.extend(trace.promoted.cost.map(Value::from));
    values
}

/// Writes a trace that is locked. `counts` tells whether the payload is a new one for those who archive it.
pub(super) async fn save(
    tx: &mut Tx<'_>,
    before: &StoredTrace,
    after: &StoredTrace,
    counts: bool,
) -> Result<()> {
    let changed = COLUMNS.into_iter().zip(values(after)).zip(values(before));
    let changed: Vec<_> = changed
        .filter(|((_, after), before)| after != before)
        .map(|((column, after), _)| (column, Expr::val(after)))
        .collect();
    let mut update = Query::update()
        .table("trace_info")
        .and_where(Expr::col("request_id").eq(after.trace_id.as_str()))
        .values(changed.iter().cloned())
        .to_owned();
    if counts {
        update.value("db_payload_generation", Expr::col("db_payload_generation").add(1));
    }
    if counts || !changed.is_empty() {
        tx.execute(&update).await?;
    }
    save_entries(tx, before, after).await
}

/// Writes the tags and metadata that have changed, in the order of their keys.
async fn save_entries(tx: &mut Tx<'_>, before: &StoredTrace, after: &StoredTrace) -> Result<()> {
    for (table, before, entries) in [
        ("trace_tags", &before.tags, &after.tags),
        ("trace_request_metadata", &before.metadata, &after.metadata),
    ] {
        let changed = entries
            .iter()
            .filter(|(key, value)| before.get(*key) != Some(*value));
        let changed = changed.map(|(key, value)| (key.as_str(), value.as_str()));
        upsert(tx, table, &after.trace_id, changed).await?;
    }
    Ok(())
}

async fn upsert<'e>(
    tx: &mut Tx<'_>,
    table: &'static str,
    trace_id: &str,
    entries: impl IntoIterator<Item = (&'e str, &'e str)>,
) -> Result<()> {
    let rows: BTreeMap<&str, &str> = entries.into_iter().collect();
    if rows.is_empty() {
        return Ok(());
    }
    let upsert = Query::insert()
        .into_table(table)
        .columns(["request_id", "key", "value"])
        .on_conflict(
            OnConflict::columns(["request_id", "key"])
                .update_column("value")
                .to_owned(),
        )
        .to_owned();
    let rows = rows.into_iter();
    let rows = rows.map(|(key, value)| vec![trace_id.into(), key.into(), value.into()]);
    tx.insert_all(upsert, rows.collect()).await.map(|_| ())
}
