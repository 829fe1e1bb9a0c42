//! Moves names, sessions, tokens and costs from tags, metadata and metrics into columns of traces and spans.
//!
//! What is written comes only from rows that are deleted at the end, so that a second run changes nothing.

use super::values::{aggregate, count, count_of, double, object};
use crate::sql::upgrade::Event;
use crate::sql::upgrade::engine::{Dialect, Engine, Row, Value};
use mlflow_core::{Error, ErrorCode, Result};

const PAGE: usize = 1_000;
const TOKENS: [&str; 6] = [
    "input_tokens",
    "output_tokens",
    "total_tokens",
    "cache_read_input_tokens",
    "cache_creation_input_tokens",
    "cache_creation_input_tokens_above_1hr",
];
const COSTS: [&str; 3] = ["input_cost", "output_cost", "total_cost"];
const MODEL: &str = "mlflow.llm.model";
const PROVIDER: &str = "mlflow.llm.provider";
const MODEL_LENGTH: usize = 500;

type Tell<'t> = &'t mut (dyn FnMut(Event<'_>) + Send);

pub(super) async fn migrate(engine: &mut dyn Engine, tell: Tell<'_>) -> Result<u64> {
    for child in ["spans", "assessments"] {
        refuse_orphans(engine, child).await?;
    }
    let mut moved = texts_of_traces(engine).await?;
    moved += usage_of_traces(engine, tell).await?;
    moved += tokens_of_traces(engine, tell).await?;
    moved += models_of_spans(engine, tell).await?;
    moved += costs_of_spans(engine).await?;
    moved += assessments(engine, tell).await?;
    clean_up(engine).await?;
    Ok(moved)
}

/// Returns SQL with the engine's word for the column `key`.
fn sql(engine: &dyn Engine, text: &str) -> String {
    engine.dialect().words(text)
}

fn quoted(names: &[&str]) -> String {
    format!("'{}'", names.join("', '"))
}

async fn refuse_orphans(engine: &mut dyn Engine, child: &str) -> Result<()> {
    let missing = format!(
        "SELECT c.trace_id FROM {child} c LEFT JOIN trace_info t ON t.request_id = c.trace_id \
         WHERE t.request_id IS NULL LIMIT 1"
    );
    match first_text(engine, &missing).await? {
        None => Ok(()),
        Some(trace) => Err(refused(format!(
            "a row of {child} belongs to the trace `{trace}`, which is not there"
        ))),
    }
}

async fn first_text(engine: &mut dyn Engine, sql: &str) -> Result<Option<String>> {
    let rows = engine.query(sql, &[]).await?;
    Ok(rows.into_iter().flatten().next().and_then(Value::into_text))
}

fn refused(what: String) -> Error {
    Error::new(ErrorCode::InvalidState, what)
}

async fn texts_of_traces(engine: &mut dyn Engine) -> Result<u64> {
    let mut moved = 0;
    for (column, table, key, length) in [
        ("trace_name", "trace_tags", "mlflow.traceName", 4096),
        (
            "session_id",
            "trace_request_metadata",
            "mlflow.trace.session",
            250,
        ),
    ] {
        let of_trace =
            format!("FROM {table} s WHERE s.request_id = trace_info.request_id AND s.{{key}} = '{key}'");
        let update = format!(
            "UPDATE trace_info SET {column} = (SELECT substr(s.value, 1, {length}) {of_trace}) \
             WHERE EXISTS (SELECT 1 {of_trace})"
        );
        moved += engine.execute(&sql(engine, &update), &[]).await?;
    }
    Ok(moved)
}

/// Moves numbers out of JSON texts; texts that are none leave the columns empty.
async fn usage_of_traces(engine: &mut dyn Engine, tell: Tell<'_>) -> Result<u64> {
    let mut moved = 0;
    for (key, columns) in [
        ("mlflow.trace.tokenUsage", &TOKENS[..]),
        ("mlflow.trace.cost", &COSTS[..]),
    ] {
        let page = sql(
            engine,
            &format!(
                "SELECT request_id, value FROM trace_request_metadata WHERE {{key}} = '{key}' AND request_id > ? \
                 ORDER BY request_id LIMIT {PAGE}"
            ),
        );
        let sets: Vec<String> = columns.iter().map(|column| format!("{column} = ?")).collect();
        let update = format!("UPDATE trace_info SET {} WHERE request_id = ?", sets.join(", "));
        let mut last = String::new();
        loop {
            let rows = engine.query(&page, &[Value::text(&last)]).await?;
            if rows.is_empty() {
                break;
            }
            for row in rows {
                let [Some(trace), text] = texts(row) else { continue };
                let object = object(&text.unwrap_or_default());
                let mut values: Vec<Value> = columns
                    .iter()
                    .map(
                        |column| match column.ends_with("tokens") || column.ends_with("1hr") {
                            true => Value::Int(object.get(*column).and_then(count)),
                            false => Value::Real(object.get(*column).and_then(double)),
                        },
                    )
                    .collect();
                values.push(Value::text(&trace));
                moved += engine.execute(&update, &values).await?;
                last = trace;
            }
            tell(Event::Moves { rows: moved });
        }
    }
    Ok(moved)
}

/// Metrics of traces count more than the numbers of their metadata.
async fn tokens_of_traces(engine: &mut dyn Engine, tell: Tell<'_>) -> Result<u64> {
    let page = sql(
        engine,
        &format!(
            "SELECT request_id, {{key}}, value FROM trace_metrics WHERE {{key}} IN ({}) AND request_id >= ? \
             AND (request_id > ? OR {{key}} > ?) ORDER BY request_id, {{key}} LIMIT {PAGE}",
            quoted(&TOKENS)
        ),
    );
    let (mut trace, mut key) = (String::new(), String::new());
    let mut moved = 0;
    loop {
        let from = [Value::text(&trace), Value::text(&trace), Value::text(&key)];
        let rows = engine.query(&page, &from).await?;
        if rows.is_empty() {
            return Ok(moved);
        }
        for mut row in rows {
            let number = row.pop().and_then(|value| value.as_real());
            let [Some(of_trace), Some(of_key)] = texts(row) else {
                continue;
            };
            if let Some(column) = TOKENS.iter().find(|column| **column == of_key) {
                let update = format!("UPDATE trace_info SET {column} = ? WHERE request_id = ?");
                let values = [Value::Int(number.and_then(count_of)), Value::text(&of_trace)];
                moved += engine.execute(&update, &values).await?;
            }
            (trace, key) = (of_trace, of_key);
        }
        tell(Event::Moves { rows: moved });
    }
}

async fn models_of_spans(engine: &mut dyn Engine, tell: Tell<'_>) -> Result<u64> {
    if !engine
        .columns("spans")
        .await?
        .iter()
        .any(|column| column == "dimension_attributes")
    {
        return Ok(0);
    }
    let text = match engine.dialect() {
        Dialect::MySql => "CHAR",
        Dialect::Sqlite | Dialect::Postgres => "TEXT",
    };
    let page = format!(
        "SELECT trace_id, span_id, CAST(dimension_attributes AS {text}) FROM spans \
         WHERE dimension_attributes IS NOT NULL AND trace_id >= ? AND (trace_id > ? OR span_id > ?) \
         ORDER BY trace_id, span_id LIMIT {PAGE}"
    );
    let update = "UPDATE spans SET model_name = ?, model_provider = ? WHERE trace_id = ? AND span_id = ?";
    let (mut trace, mut span) = (String::new(), String::new());
    let mut moved = 0;
    loop {
        let from = [Value::text(&trace), Value::text(&trace), Value::text(&span)];
        let rows = engine.query(&page, &from).await?;
        if rows.is_empty() {
            return Ok(moved);
        }
        for row in rows {
            let [Some(of_trace), Some(of_span), attributes] = texts(row) else {
                continue;
            };
            let [model, provider] = dimensions(&attributes.unwrap_or_default()).ok_or_else(|| {
                refused(format!(
                    "spans.dimension_attributes of the span `{of_span}` of the trace `{of_trace}` holds more than the \
                     names of a model and a provider, which would be lost"
                ))
            })?;
            let values = [
                Value::Text(model),
                Value::Text(provider),
                Value::text(&of_trace),
                Value::text(&of_span),
            ];
            moved += engine.execute(update, &values).await?;
            (trace, span) = (of_trace, of_span);
        }
        tell(Event::Moves { rows: moved });
    }
}

/// Returns the names of the model and the provider, unless there is anything else.
fn dimensions(text: &str) -> Option<[Option<String>; 2]> {
    use serde_json::Value as Json;
    let mut value: Json = serde_json::from_str(text).ok()?;
    // JSON in JSON, as some releases wrote it.
    if let Json::String(inner) = &value {
        value = serde_json::from_str(inner).ok()?;
    }
    let mut found = [None, None];
    let Json::Object(object) = value else {
        return value.is_null().then_some(found);
    };
    for (key, value) in object {
        let place = [MODEL, PROVIDER].iter().position(|known| *known == key)?;
        found[place] = match value {
            Json::Null => None,
            Json::String(name) => Some(name.chars().take(MODEL_LENGTH).collect()),
            _ => return None,
        };
    }
    Some(found)
}

async fn costs_of_spans(engine: &mut dyn Engine) -> Result<u64> {
    let of_span = "FROM span_metrics m WHERE m.trace_id = spans.trace_id AND m.span_id = spans.span_id";
    let sets: Vec<String> = COSTS
        .iter()
        .map(|cost| {
            format!(
                "{cost} = (SELECT m.value {of_span} AND m.{{key}} = '{cost}' \
                 AND m.value BETWEEN -1.7976931348623157e308 AND 1.7976931348623157e308)"
            )
        })
        .collect();
    let update = format!(
        "UPDATE spans SET {} WHERE EXISTS (SELECT 1 {of_span} AND m.{{key}} IN ({}))",
        sets.join(", "),
        quoted(&COSTS)
    );
    let moved = engine.execute(&sql(engine, &update), &[]).await?;
    // A gateway's traces have their costs in the spans alone.
    let total = "(SELECT sum(spans.total_cost) FROM spans WHERE spans.trace_id = trace_info.request_id)";
    let of_gateways = format!(
        "UPDATE trace_info SET total_cost = {total} WHERE trace_info.total_cost IS NULL AND {total} IS NOT NULL \
         AND EXISTS (SELECT 1 FROM trace_request_metadata m WHERE m.request_id = trace_info.request_id \
         AND m.{{key}} = 'mlflow.gateway.endpointId')"
    );
    Ok(moved + engine.execute(&sql(engine, &of_gateways), &[]).await?)
}

async fn assessments(engine: &mut dyn Engine, tell: Tell<'_>) -> Result<u64> {
    let of_trace = "FROM trace_info t WHERE t.request_id = assessments.trace_id";
    let places = format!(
        "UPDATE assessments SET experiment_id = (SELECT t.experiment_id {of_trace}), \
         trace_timestamp_ms = (SELECT t.timestamp_ms {of_trace})"
    );
    let moved = engine.execute(&places, &[]).await?;
    let page = format!(
        "SELECT assessment_id, value FROM assessments WHERE assessment_id > ? ORDER BY assessment_id LIMIT {PAGE}"
    );
    let update = "UPDATE assessments SET aggregate_value = ?, is_numeric_value = ? WHERE assessment_id = ?";
    let mut last = String::new();
    loop {
        let rows = engine.query(&page, &[Value::text(&last)]).await?;
        if rows.is_empty() {
            return Ok(moved);
        }
        for row in rows {
            let [Some(id), text] = texts(row) else { continue };
            let (number, is_number) = aggregate(&text.unwrap_or_default());
            let values = [
                Value::Real(number),
                Value::Bool(Some(is_number)),
                Value::text(&id),
            ];
            engine.execute(update, &values).await?;
            last = id;
        }
        tell(Event::Moves { rows: moved });
    }
}

async fn clean_up(engine: &mut dyn Engine) -> Result<()> {
    for delete in [
        "DELETE FROM trace_tags WHERE {key} = 'mlflow.traceName'".to_owned(),
        "DELETE FROM trace_request_metadata \
         WHERE {key} IN ('mlflow.trace.session', 'mlflow.trace.tokenUsage', 'mlflow.trace.cost')"
            .to_owned(),
        format!("DELETE FROM trace_metrics WHERE {{key}} IN ({})", quoted(&TOKENS)),
        format!("DELETE FROM span_metrics WHERE {{key}} IN ({})", quoted(&COSTS)),
    ] {
        engine.execute(&sql(engine, &delete), &[]).await?;
    }
    Ok(())
}

/// Takes a row of texts apart.
fn texts<const N: usize>(row: Row) -> [Option<String>; N] {
    let mut values = row.into_iter().map(Value::into_text);
    std::array::from_fn(|_| values.next().flatten())
}
