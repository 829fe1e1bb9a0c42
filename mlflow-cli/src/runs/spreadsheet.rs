//! Runs as rows of a spreadsheet: one column per metric, parameter and tag.

use crate::output::{Table, double_text};
use crate::time;
use mlflow_core::entities::{KeyList, KeyValue, Run};
use std::collections::HashSet;

const OF_THE_RUN: [&str; 6] = [
    "run_id",
    "experiment_id",
    "status",
    "artifact_uri",
    "start_time",
    "end_time",
];

/// Lays runs out as official MLflow's `experiments csv` does.
///
/// Columns come in the order in which the runs bring them; those that one run brings, in the order
/// of their names.
pub(crate) fn csv_table(runs: &[Run]) -> Table {
    let metrics = keys(runs.iter().map(|run| &run.data.metrics));
    let params = keys(runs.iter().map(|run| &run.data.params));
    let tags = keys(runs.iter().map(|run| &run.data.tags));
    let fractions = Fractions::of(runs);

    let mut headers: Vec<String> = OF_THE_RUN.map(str::to_owned).into();
    headers.extend(metrics.iter().map(|key| format!("metrics.{key}")));
    headers.extend(params.iter().map(|key| format!("params.{key}")));
    headers.extend(tags.iter().map(|key| format!("tags.{key}")));

    let row = |run: &Run| {
        let mut row = fixed_cells(run, fractions);
        let metric = |key: &&str| run.data.metrics.get(key).filter(|value| !value.is_nan());
        row.extend(
            metrics
                .iter()
                .map(|key| metric(key).map(|value| double_text(*value)).unwrap_or_default()),
        );
        row.extend(
            params
                .iter()
                .map(|key| run.data.params.get(key).unwrap_or_default().to_owned()),
        );
        row.extend(
            tags.iter()
                .map(|key| run.data.tags.get(key).unwrap_or_default().to_owned()),
        );
        row
    };
    Table::new(headers).with_rows(runs.iter().map(row))
}

/// Whether a column of times has milliseconds.
#[derive(Clone, Copy)]
struct Fractions {
    start: bool,
    end: bool,
}

impl Fractions {
    fn of(runs: &[Run]) -> Self {
        let has_fraction = |time: Option<i64>| time.is_some_and(|time| time % 1000 != 0);
        Fractions {
            start: runs.iter().any(|run| has_fraction(run.info.start_time)),
            end: runs.iter().any(|run| has_fraction(run.info.end_time)),
        }
    }
}

fn fixed_cells(run: &Run, fractions: Fractions) -> Vec<String> {
    let info = &run.info;
    vec![
        info.run_id.clone(),
        info.experiment_id.clone(),
        info.status.to_string(),
        info.artifact_uri.clone(),
        time::for_csv(info.start_time, fractions.start),
        time::for_csv(info.end_time, fractions.end),
    ]
}

fn keys<'r, T: KeyValue + 'r>(lists: impl Iterator<Item = &'r KeyList<T>>) -> Vec<&'r str> {
    let (mut seen, mut keys) = (HashSet::new(), Vec::new());
    for list in lists {
        let mut new: Vec<&str> = list.keys().filter(|key| seen.insert(*key)).collect();
        new.sort_unstable();
        keys.extend(new);
    }
    keys
}
