//! Rows of assessments.

use crate::sql::execute::Tx;
use crate::sql::row::Row;
use crate::sql::search_pages::chunks;
use mlflow_core::entities::{
    Assessment, AssessmentError, AssessmentSource, Expectation, Feedback, IssueReference,
};
use mlflow_core::traces::assessments::{
    Kind, SOURCE_RUN_ID, aggregate, error_json, metadata_json, value_json, with_doubles,
};
use mlflow_core::{Error, ErrorCode, Result};
use sea_query::{Expr, ExprTrait, OnConflict, Order, Query, SelectStatement, Value};
use std::collections::HashMap;

/// What [`from_row`] reads.
const COLUMNS: [&str; 15] = [
    "assessment_id",
    "trace_id",
    "name",
    "assessment_type",
    "value",
    "error",
    "created_timestamp",
    "last_updated_timestamp",
    "source_type",
    "source_id",
    "span_id",
    "rationale",
    "overrides",
    "valid",
    "assessment_metadata",
];

/// What is written beside them, to compute with.
const COMPUTED: [&str; 5] = [
    "run_id",
    "experiment_id",
    "trace_timestamp_ms",
    "aggregate_value",
    "is_numeric_value",
];

fn from_row(row: &Row<'_>) -> Result<Assessment> {
    let mut assessment = Assessment {
        assessment_id: Some(row.string(0)?),
        trace_id: row.string(1)?,
        assessment_name: row.string(2)?,
        create_time: Some(row.integer(6)?),
        last_update_time: Some(row.integer(7)?),
        source: AssessmentSource {
            source_type: row.text(8)?.parse().unwrap_or_default(),
            source_id: row.optional_string(9)?,
        },
        span_id: row.optional_string(10)?,
        rationale: row.optional_string(11)?,
        overrides: row.optional_string(12)?,
        valid: row.boolean(13)?,
        metadata: match row.optional_text(14)? {
            Some(json) => serde_json::from_str(json).map_err(no_json)?,
            None => Default::default(),
        },
        ..Assessment::default()
    };
    let value = row.text(4)?;
    match row.text(3)? {
        "feedback" => {
            let error: Option<AssessmentError> = match row.optional_text(5)? {
                Some(json) => serde_json::from_str(json).map_err(no_json)?,
                None => None,
            };
            assessment.feedback = Some(Feedback {
                value: serde_json::from_str(value).map_err(no_json)?,
                error,
            });
        }
        "expectation" => {
            assessment.expectation = Some(Expectation {
                value: serde_json::from_str(value).map_err(no_json)?,
            });
        }
        "issue" => {
            let issue: IssueReference = serde_json::from_str(value).map_err(no_json)?;
            assessment.issue = Some(issue);
        }
        kind => {
            let message = format!("the database holds an assessment of the unknown type `{kind}`");
            return Err(Error::new(ErrorCode::DataLoss, message));
        }
    }
    Ok(with_doubles(assessment))
}

fn no_json(cause: serde_json::Error) -> Error {
    let message = format!("the database holds an assessment that cannot be read: {cause}");
    Error::new(ErrorCode::DataLoss, message).with_source(cause)
}

fn select() -> SelectStatement {
    Query::select().columns(COLUMNS).from("assessments").to_owned()
}

/// Reads an assessment of a trace.
pub(super) async fn one(tx: &mut Tx<'_>, trace_id: &str, assessment_id: &str) -> Result<Option<Assessment>> {
    let query = select()
        .and_where(Expr::col("assessment_id").eq(assessment_id))
        .and_where(Expr::col("trace_id").eq(trace_id))
        .to_owned();
    tx.row(&query, from_row).await
}

/// Tells whether an id is taken.
pub(super) async fn exists(tx: &mut Tx<'_>, assessment_id: &str) -> Result<bool> {
    let query = select()
        .and_where(Expr::col("assessment_id").eq(assessment_id))
        .to_owned();
    Ok(tx.row(&query, |_| Ok(())).await?.is_some())
}

/// Reads the assessments of traces, each list in the order of its times.
pub(in crate::sql) async fn of_traces(
    tx: &mut Tx<'_>,
    trace_ids: &[&str],
) -> Result<HashMap<String, Vec<Assessment>>> {
    let mut found: HashMap<String, Vec<Assessment>> = HashMap::new();
    for ids in chunks(trace_ids.iter().copied()) {
        let query = select()
            .and_where(Expr::col("trace_id").is_in(ids))
            .order_by("created_timestamp", Order::Asc)
            .order_by("assessment_id", Order::Asc)
            .to_owned();
        for assessment in tx.rows(&query, from_row).await? {
            found
                .entry(assessment.trace_id.clone())
                .or_default()
                .push(assessment);
        }
    }
    Ok(found)
}

/// Writes an assessment of a trace of an experiment and a time, over one of the same id.
pub(in crate::sql) async fn write(
    tx: &mut Tx<'_>,
    assessment: &Assessment,
    (experiment_id, trace_timestamp_ms): (i64, i64),
) -> Result<()> {
    let (aggregate_value, is_numeric) = aggregate(assessment);
    let row: Vec<Value> = vec![
        assessment.assessment_id.clone().into(),
        assessment.trace_id.as_str().into(),
        assessment.assessment_name.as_str().into(),
        Kind::of(assessment)?.name().into(),
        value_json(assessment).into(),
        error_json(assessment).into(),
        assessment.create_time.unwrap_or_default().into(),
        assessment.last_update_time.unwrap_or_default().into(),
        assessment.source.source_type.as_str().into(),
        assessment.source.source_id.clone().into(),
        assessment.span_id.clone().into(),
        assessment.rationale.clone().into(),
        assessment.overrides.clone().into(),
        assessment.valid.into(),
        metadata_json(assessment).into(),
        assessment.metadata.get(SOURCE_RUN_ID).cloned().into(),
        experiment_id.into(),
        trace_timestamp_ms.into(),
        aggregate_value.into(),
        is_numeric.into(),
    ];
    let columns: Vec<&'static str> = COLUMNS.into_iter().chain(COMPUTED).collect();
    let replaced = columns
        .iter()
        .copied()
        .filter(|column| *column != "assessment_id");
    let upsert = Query::insert()
        .into_table("assessments")
        .columns(columns.iter().copied())
        .on_conflict(
            OnConflict::column("assessment_id")
                .update_columns(replaced)
                .to_owned(),
        )
        .to_owned();
    tx.insert_all(upsert, vec![row]).await.map(|_| ())
}

/// Marks an assessment of a trace as valid or not, and tells whether it is there.
pub(super) async fn set_valid(
    tx: &mut Tx<'_>,
    trace_id: &str,
    assessment_id: &str,
    valid: bool,
) -> Result<bool> {
    if one(tx, trace_id, assessment_id).await?.is_none() {
        return Ok(false);
    }
    let update = Query::update()
        .table("assessments")
        .value("valid", valid)
        .and_where(Expr::col("assessment_id").eq(assessment_id))
        .to_owned();
    tx.execute(&update).await.map(|_| true)
}

pub(super) async fn delete(tx: &mut Tx<'_>, assessment_id: &str) -> Result<()> {
    let delete = Query::delete()
        .from_table("assessments")
        .and_where(Expr::col("assessment_id").eq(assessment_id))
        .to_owned();
    tx.execute(&delete).await.map(|_| ())
}

/// Writes the experiment and the time of a trace to its assessments.
pub(in crate::sql) async fn follow(
    tx: &mut Tx<'_>,
    trace_id: &str,
    experiment_id: i64,
    timestamp_ms: i64,
) -> Result<()> {
    let update = Query::update()
        .table("assessments")
        .value("experiment_id", experiment_id)
        .value("trace_timestamp_ms", timestamp_ms)
        .and_where(Expr::col("trace_id").eq(trace_id))
        .to_owned();
    tx.execute(&update).await.map(|_| ())
}
