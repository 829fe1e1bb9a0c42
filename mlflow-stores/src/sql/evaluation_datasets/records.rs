//! Records of datasets.

use super::{read, write};
use crate::sql::execute::Tx;
use crate::sql::row::Row;
use crate::sql::search::Dialect;
use crate::sql::search_pages::chunks;
use mlflow_core::contract::evaluation_datasets::DeleteDatasetRecords;
use mlflow_core::datasets::{Merged, NewRecord, RecordsPage, profile};
use mlflow_core::entities::DatasetRecord;
use mlflow_core::{Error, ErrorCode, Result, python_json, refusals};
use sea_query::{Cond, Expr, ExprTrait, Order, Query, SelectStatement};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};
use std::collections::{BTreeSet, HashMap};

/// What [`from_row`] reads; the first five are JSON.
const COLUMNS: [&str; 14] = [
    "inputs",
    "outputs",
    "expectations",
    "tags",
    "source",
    "dataset_record_id",
    "dataset_id",
    "source_id",
    "created_time",
    "last_update_time",
    "created_by",
    "last_updated_by",
    "input_hash",
    "source_type",
];
const READ: usize = 13;
/// How many records one statement inserts.
const AT_ONCE: usize = 200;
/// What databases can count to.
const MOST: u64 = i64::MAX.unsigned_abs();
/// Outputs may be any JSON, but databases of official MLflow hold an object with them in it.
const WRAPPED: &str = "mlflow_wrapped";

/// Reads a record and what tells its inputs from others.
fn from_row(row: &Row<'_>) -> Result<(String, DatasetRecord)> {
    let outputs: Option<Map<String, Value>> = json(row, 1)?;
    let record = DatasetRecord {
        inputs: json(row, 0)?.unwrap_or_default(),
        outputs: outputs.and_then(|mut outputs| outputs.shift_remove(WRAPPED)),
        expectations: json(row, 2)?,
        tags: json(row, 3)?.unwrap_or_default(),
        source: json(row, 4)?,
        dataset_record_id: row.string(5)?,
        dataset_id: row.string(6)?,
        source_id: row.optional_string(7)?,
        created_time: row.optional_integer(8)?.unwrap_or_default(),
        last_update_time: row.optional_integer(9)?.unwrap_or_default(),
        created_by: row.optional_string(10)?,
        last_updated_by: row.optional_string(11)?,
        ..DatasetRecord::default()
    };
    let source_type = record.source.as_ref().map(|source| source.source_type);
    Ok((
        row.string(12)?,
        DatasetRecord {
            source_type,
            ..record
        },
    ))
}

fn json<T: DeserializeOwned>(row: &Row<'_>, column: usize) -> Result<Option<T>> {
    let text = row.optional_text(column)?.unwrap_or("null");
    serde_json::from_str(text).map_err(|e| {
        let message = format!("the database holds a record of a dataset that cannot be read: {e}");
        Error::new(ErrorCode::DataLoss, message).with_source(e)
    })
}

fn select(dataset_id: &str) -> SelectStatement {
    Query::select()
        .columns(COLUMNS.into_iter().take(READ))
        .from("evaluation_dataset_records")
        .and_where(Expr::col("dataset_id").eq(dataset_id))
        .to_owned()
}

/// Reads the records that have the inputs of new ones.
pub(super) async fn with_hashes(
    tx: &mut Tx<'_>,
    dataset_id: &str,
    new: &[NewRecord],
) -> Result<HashMap<String, DatasetRecord>> {
    let hashes: BTreeSet<String> = new.iter().map(NewRecord::hash).collect();
    let mut found = HashMap::new();
    for hashes in chunks(hashes.iter().map(String::as_str)) {
        let query = select(dataset_id)
            .and_where(Expr::col("input_hash").is_in(hashes))
            .to_owned();
        found.extend(tx.rows(&query, from_row).await?);
    }
    Ok(found)
}

/// Reads a page of records.
pub(super) async fn page(
    tx: &mut Tx<'_>,
    dataset_id: &str,
    begin: RecordsPage,
    limit: u64,
) -> Result<Vec<DatasetRecord>> {
    let mut query = select(dataset_id);
    query
        .order_by("created_time", Order::Asc)
        .order_by("dataset_record_id", Order::Asc)
        .limit(std::cmp::min(limit, MOST));
    match begin {
        RecordsPage::Skip(0) => {}
        RecordsPage::Skip(count) => drop(query.offset(std::cmp::min(count, MOST))),
        RecordsPage::After(time, id) => {
            let same_time = Expr::col("created_time").eq(time);
            let later = Cond::any()
                .add(Expr::col("created_time").gt(time))
                .add(same_time.and(Expr::col("dataset_record_id").gt(id)));
            query.cond_where(later);
        }
    }
    tx.rows(&query, |row| Ok(from_row(row)?.1)).await
}

/// Counts the records of a dataset.
pub(super) async fn count(tx: &mut Tx<'_>, dataset_id: &str) -> Result<u64> {
    let query = Query::select()
        .expr(Expr::col("dataset_record_id").count())
        .from("evaluation_dataset_records")
        .and_where(Expr::col("dataset_id").eq(dataset_id))
        .to_owned();
    let count = tx.row(&query, |row| row.integer(0)).await?.unwrap_or_default();
    Ok(count.unsigned_abs())
}

/// Writes new records and changed ones.
pub(super) async fn write(tx: &mut Tx<'_>, records: Vec<Merged>) -> Result<()> {
    let dialect = tx.dialect();
    let (new, changed): (Vec<_>, Vec<_>) = records.into_iter().partition(|record| record.is_new);
    for records in new.chunks(AT_ONCE) {
        let mut insert = Query::insert();
        insert.into_table("evaluation_dataset_records").columns(COLUMNS);
        for record in records {
            insert.values_panic(values(record, dialect));
        }
        tx.execute(&insert).await?;
    }
    for record in &changed {
        let values = COLUMNS.into_iter().zip(values(record, dialect));
        let kept = ["dataset_record_id", "dataset_id", "input_hash", "created_time"];
        let update = Query::update()
            .table("evaluation_dataset_records")
            .values(values.filter(|(column, _)| !kept.contains(column)))
            .and_where(Expr::col("dataset_record_id").eq(record.record.dataset_record_id.as_str()))
            .to_owned();
        tx.execute(&update).await?;
    }
    Ok(())
}

/// Returns what the columns of a record hold.
fn values(Merged { hash, record, .. }: &Merged, dialect: Dialect) -> [Expr; COLUMNS.len()] {
    let outputs = record
        .outputs
        .as_ref()
        .map(|outputs| HashMap::from([(WRAPPED, outputs)]));
    [
        json_value(&record.inputs, dialect),
        json_value(&outputs, dialect),
        json_value(&record.expectations, dialect),
        json_value(&record.tags, dialect),
        json_value(&record.source, dialect),
        record.dataset_record_id.as_str().into(),
        record.dataset_id.as_str().into(),
        Expr::val(record.source_id.clone()),
        record.created_time.into(),
        record.last_update_time.into(),
        Expr::val(record.created_by.clone()),
        Expr::val(record.last_updated_by.clone()),
        hash.as_str().into(),
        Expr::val(record.source_type.map(|source_type| source_type.as_str())),
    ]
}

/// Writes JSON, that of nothing as `null`, as official MLflow does; PostgreSQL takes no text for it.
fn json_value(value: &impl Serialize, dialect: Dialect) -> Expr {
    let text = Expr::val(python_json::ascii(value));
    match dialect {
        Dialect::Postgres => text.cast_as("json"),
        Dialect::Sqlite | Dialect::MySql => text,
    }
}

/// Deletes records, and tells how many were there.
pub(super) async fn delete(tx: &mut Tx<'_>, request: DeleteDatasetRecords) -> Result<u64> {
    let mut dataset = match read::lock(tx, &request.dataset_id, refusals::evaluation_dataset_not_found).await
    {
        Err(error) if error.code() == ErrorCode::ResourceDoesNotExist => return Ok(0),
        found => found?,
    };
    let mut deleted = 0;
    for ids in chunks(request.dataset_record_ids.iter().map(String::as_str)) {
        let delete = Query::delete()
            .from_table("evaluation_dataset_records")
            .and_where(Expr::col("dataset_id").eq(request.dataset_id.as_str()))
            .and_where(Expr::col("dataset_record_id").is_in(ids))
            .to_owned();
        deleted += tx.execute(&delete).await?;
    }
    if deleted > 0 {
        dataset.profile = Some(profile(count(tx, &request.dataset_id).await?));
        write::update(tx, &dataset).await?;
    }
    Ok(deleted)
}
