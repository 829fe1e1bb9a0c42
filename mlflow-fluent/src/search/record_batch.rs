//! Runs as Arrow columns.

use arrow::array::{ArrayRef, Float64Array, RecordBatch, StringArray, TimestampMillisecondArray};
use arrow::datatypes::{Field, Schema};
use mlflow_core::entities::{KeyList, KeyValue, Run};
use mlflow_core::{Error, Result};
use std::collections::HashSet;
use std::sync::Arc;

/// Makes the columns of Python's `search_runs`.
pub(super) fn of(runs: &[Run]) -> Result<RecordBatch> {
    let text =
        |of: fn(&Run) -> &str| -> ArrayRef { Arc::new(StringArray::from_iter_values(runs.iter().map(of))) };
    let time = |of: fn(&Run) -> Option<i64>| -> ArrayRef {
        let times = TimestampMillisecondArray::from_iter(runs.iter().map(of));
        Arc::new(times.with_timezone("UTC"))
    };
    let mut columns = vec![
        ("run_id".to_owned(), text(|run| &run.info.run_id)),
        ("experiment_id".to_owned(), text(|run| &run.info.experiment_id)),
        ("status".to_owned(), text(|run| run.info.status.as_str())),
        ("artifact_uri".to_owned(), text(|run| &run.info.artifact_uri)),
        ("start_time".to_owned(), time(|run| run.info.start_time)),
        ("end_time".to_owned(), time(|run| run.info.end_time)),
    ];
    for key in in_order(runs, |run| &run.data.metrics) {
        let values = runs.iter().map(|run| run.data.metrics.get(key).copied());
        let array: ArrayRef = Arc::new(Float64Array::from_iter(values));
        columns.push((format!("metrics.{key}"), array));
    }
    for key in in_order(runs, |run| &run.data.params) {
        let values = runs.iter().map(|run| run.data.params.get(key));
        let array: ArrayRef = Arc::new(StringArray::from_iter(values));
        columns.push((format!("params.{key}"), array));
    }
    for key in in_order(runs, |run| &run.data.tags) {
        let values = runs.iter().map(|run| run.data.tags.get(key));
        let array: ArrayRef = Arc::new(StringArray::from_iter(values));
        columns.push((format!("tags.{key}"), array));
    }
    let fields: Vec<_> = columns
        .iter()
        .map(|(name, array)| Field::new(name, array.data_type().clone(), true))
        .collect();
    let arrays = columns.into_iter().map(|(_, array)| array).collect();
    RecordBatch::try_new(Arc::new(Schema::new(fields)), arrays)
        .map_err(|e| Error::internal(format!("cannot make a record batch of the runs: {e}")).with_source(e))
}

fn in_order<'r, T: KeyValue + 'r>(runs: &'r [Run], of: impl Fn(&'r Run) -> &'r KeyList<T>) -> Vec<&'r str> {
    let mut seen = HashSet::new();
    runs.iter()
        .flat_map(|run| of(run).keys())
        .filter(|key| seen.insert(*key))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use arrow::array::Array;
    use mlflow_core::entities::Metric;

    #[test]
    fn columns_come_as_the_runs_bring_them_and_gaps_are_null() {
        let mut first = Run::default();
        first.info.start_time = Some(5);
        first.data.metrics = vec![Metric::new("z", f64::NAN, 0, 0)].into();
        let mut second = Run::default();
        second.data.metrics = vec![Metric::new("a", 1.0, 0, 0)].into();
        let batch = of(&[first, second]).unwrap();
        let schema = batch.schema();
        let names: Vec<_> = schema.fields().iter().map(|f| f.name().as_str()).collect();
        assert_eq!(names[4..], ["start_time", "end_time", "metrics.z", "metrics.a"]);
        let z = batch.column(6).as_any().downcast_ref::<Float64Array>().unwrap();
        assert!(z.value(0).is_nan() && z.is_null(1));
        assert_eq!(
            (of(&[]).unwrap().num_columns(), of(&[]).unwrap().num_rows()),
            (6, 0)
        );
    }
}
