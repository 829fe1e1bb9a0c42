//! Points of metrics as Parquet.

use arrow::array::{Array, ArrayRef, AsArray, Float64Array, Int64Array, RecordBatch, StringArray};
use arrow::datatypes::{Float64Type, Int64Type};
use mlflow_core::entities::Metric;
use mlflow_core::{Error, Result};
use parquet::arrow::ArrowWriter;
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use parquet::basic::Compression;
use parquet::file::properties::WriterProperties;
use std::fs::File;
use std::path::Path;
use std::sync::Arc;

const BATCH: usize = 10_000;

pub(super) fn write(path: &Path, points: &[Metric]) -> Result<()> {
    let batch = batch(points).map_err(super::unwritable)?;
    let properties = WriterProperties::builder()
        .set_compression(Compression::SNAPPY)
        .build();
    let file = File::create_new(path)?;
    let mut writer =
        ArrowWriter::try_new(file, batch.schema(), Some(properties)).map_err(super::unwritable)?;
    writer.write(&batch).map_err(super::unwritable)?;
    writer.close().map_err(super::unwritable)?;
    Ok(())
}

fn batch(points: &[Metric]) -> Result<RecordBatch, arrow::error::ArrowError> {
    let texts = |of: fn(&Metric) -> &str| -> ArrayRef {
        Arc::new(
            points
                .iter()
                .map(|point| Some(of(point)))
                .collect::<StringArray>(),
        )
    };
    let numbers = |of: fn(&Metric) -> i64| -> ArrayRef {
        Arc::new(points.iter().map(|point| Some(of(point))).collect::<Int64Array>())
    };
    let values: ArrayRef = Arc::new(
        points
            .iter()
            .map(|point| Some(point.value))
            .collect::<Float64Array>(),
    );
    RecordBatch::try_from_iter([
        (
            "run_id",
            texts(|point| point.run_id.as_deref().unwrap_or_default()),
        ),
        ("key", texts(|point| &point.key)),
        ("value", values),
        ("timestamp", numbers(|point| point.timestamp)),
        ("step", numbers(|point| point.step)),
    ])
}

/// Reads points, some at a time.
pub(super) fn read(path: &Path) -> Result<impl Iterator<Item = Result<Vec<Metric>>> + use<>> {
    let name = path.to_string_lossy().into_owned();
    let damaged = move |why: String| {
        Error::invalid_parameter_value(format!("the file `{name}` of the archive is damaged: {why}"))
    };
    let reader = ParquetRecordBatchReaderBuilder::try_new(File::open(path)?)
        .and_then(|builder| builder.with_batch_size(BATCH).build())
        .map_err(|error| damaged(error.to_string()))?;
    Ok(reader.map(move |batch| {
        let batch = batch.map_err(|error| damaged(error.to_string()))?;
        of_batch(&batch).ok_or_else(|| damaged("it has other columns".to_owned()))
    }))
}

fn of_batch(batch: &RecordBatch) -> Option<Vec<Metric>> {
    let text = |name: &str| batch.column_by_name(name)?.as_string_opt::<i32>();
    let number = |name: &str| batch.column_by_name(name)?.as_primitive_opt::<Int64Type>();
    let (run_ids, keys) = (text("run_id")?, text("key")?);
    let values = batch.column_by_name("value")?.as_primitive_opt::<Float64Type>()?;
    let (timestamps, steps) = (number("timestamp")?, number("step")?);
    let has_nulls = [run_ids.null_count(), keys.null_count(), values.null_count()];
    if has_nulls.iter().any(|count| *count > 0) {
        return None;
    }
    let points = (0..batch.num_rows()).map(|row| Metric {
        run_id: Some(run_ids.value(row).to_owned()),
        ..Metric::new(
            keys.value(row),
            values.value(row),
            timestamps.value(row),
            steps.value(row),
        )
    });
    Some(points.collect())
}
