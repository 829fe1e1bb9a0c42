//! Runs as a leaderboard.

use comfy_table::presets::UTF8_BORDERS_ONLY;
use comfy_table::{Cell, CellAlignment, ContentArrangement};
use mlflow_core::entities::{Run, RunInfo};
use std::fmt;

/// A leaderboard of runs; its `Display` is meant for a terminal.
///
/// The columns are the run's name, status and duration, then every metric and every parameter in
/// alphabetical order; a cell is empty where a run has none.
#[derive(Clone, Debug)]
pub struct Table(comfy_table::Table);

impl Table {
    pub(super) fn of(runs: &[Run]) -> Self {
        let metrics = keys(runs, |run| run.data.metrics.keys());
        let params = keys(runs, |run| run.data.params.keys());
        let mut table = comfy_table::Table::new();
        table
            .load_style(UTF8_BORDERS_ONLY)
            .set_content_arrangement(ContentArrangement::Dynamic);
        let head = ["run", "status", "duration"].into_iter();
        table.set_header(head.chain(metrics.iter().copied()).chain(params.iter().copied()));
        for run in runs {
            let mut row = vec![
                Cell::new(&run.info.run_name),
                Cell::new(run.info.status),
                Cell::new(duration(&run.info)).set_alignment(CellAlignment::Right),
            ];
            for key in &metrics {
                let value = run.data.metrics.get(key).map(|value| number(*value));
                row.push(Cell::new(value.unwrap_or_default()).set_alignment(CellAlignment::Right));
            }
            for key in &params {
                row.push(Cell::new(run.data.params.get(key).unwrap_or_default()));
            }
            table.add_row(row);
        }
        Table(table)
    }
}

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

fn keys<'r, K: Iterator<Item = &'r str>>(runs: &'r [Run], of: impl Fn(&'r Run) -> K) -> Vec<&'r str> {
    let mut keys: Vec<_> = runs.iter().flat_map(of).collect();
    keys.sort_unstable();
    keys.dedup();
    keys
}

fn duration(info: &RunInfo) -> String {
    let (Some(start), Some(end)) = (info.start_time, info.end_time) else {
        return String::new();
    };
    let milliseconds = end.saturating_sub(start).max(0);
    match milliseconds {
        0..1000 => format!("{milliseconds} ms"),
        1000..60_000 => format!("{:.1} s", milliseconds as f64 / 1000.0),
        60_000..3_600_000 => format!("{} min {} s", milliseconds / 60_000, milliseconds / 1000 % 60),
        _ => format!(
            "{} h {} min",
            milliseconds / 3_600_000,
            milliseconds / 60_000 % 60
        ),
    }
}

/// Writes a number with up to six significant digits.
fn number(value: f64) -> String {
    let magnitude = value.abs();
    if value == 0.0 || !value.is_finite() || value.fract() == 0.0 && magnitude < 1e15 {
        return value.to_string();
    }
    if !(1e-4..1e15).contains(&magnitude) {
        return format!("{value:.4e}");
    }
    let decimals = (5 - magnitude.log10().floor() as i32).clamp(0, 9) as usize;
    let text = format!("{value:.decimals$}");
    match text.contains('.') {
        true => text.trim_end_matches('0').trim_end_matches('.').to_owned(),
        false => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use mlflow_core::entities::{Metric, Param};

    #[test]
    fn numbers_are_short() {
        let shown: Vec<_> = [
            0.5,
            1.0 / 3.0,
            1e-9,
            12_345.678_9,
            -2.0,
            f64::NAN,
            1e20,
            0.000_123_456_78,
        ]
        .into_iter()
        .map(number)
        .collect();
        let expected = [
            "0.5",
            "0.333333",
            "1.0000e-9",
            "12345.7",
            "-2",
            "NaN",
            "1.0000e20",
            "0.000123457",
        ];
        assert_eq!(shown, expected);
    }

    #[test]
    fn every_key_has_a_column_and_gaps_are_empty() {
        let mut first = Run::default();
        first.info.run_name = "bold-fox-1".into();
        (first.info.start_time, first.info.end_time) = (Some(0), Some(61_000));
        first.data.metrics = vec![Metric::new("loss", 0.25, 0, 0)].into();
        let mut second = Run::default();
        second.data.params = vec![Param::new("depth", "3")].into();
        let text = Table::of(&[first, second]).to_string();
        for part in [
            "run",
            "status",
            "duration",
            "loss",
            "depth",
            "bold-fox-1",
            "1 min 1 s",
            "0.25",
            "RUNNING",
        ] {
            assert!(text.contains(part), "{part}:\n{text}");
        }
        assert!(!Table::of(&[]).to_string().is_empty());
    }
}
