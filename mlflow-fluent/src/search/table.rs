//! Runs as a leaderboard.

use comfy_table::presets::UTF8_BORDERS_ONLY;
use comfy_table::{Cell, CellAlignment, ContentArrangement};
use mlflow_core::entities::{Run, RunInfo};
use std::fmt;
use unicode_width::UnicodeWidthStr;

/// A leaderboard of runs; its `Display` is meant for a terminal.
///
/// The columns are the run's name, status and duration, then every metric and every parameter in
/// alphabetical order; a cell is empty where a run has none. On a terminal that is too narrow for all
/// of them the last ones are left out, and a line below says which.
#[derive(Clone, Debug)]
pub struct Table {
    head: Vec<String>,
    rows: Vec<Vec<String>>,
    /// Which columns hold numbers.
    numbers: std::ops::Range<usize>,
}

/// The columns that are always shown: run, status and duration.
const LEAST: usize = 3;

impl Table {
    pub(super) fn of(runs: &[Run]) -> Self {
        let metrics = keys(runs, |run| run.data.metrics.keys());
        let params = keys(runs, |run| run.data.params.keys());
        let head = ["run", "status", "duration"]
            .into_iter()
            .chain(metrics.iter().copied())
            .chain(params.iter().copied());
        let row = |run: &Run| {
            let mut row = vec![
                run.info.run_name.clone(),
                run.info.status.to_string(),
                duration(&run.info),
            ];
            row.extend(
                metrics
                    .iter()
                    .map(|key| run.data.metrics.get(key).map(|v| number(*v)).unwrap_or_default()),
            );
            row.extend(
                params
                    .iter()
                    .map(|key| run.data.params.get(key).unwrap_or_default().to_owned()),
            );
            row
        };
        Table {
            head: head.map(str::to_owned).collect(),
            rows: runs.iter().map(row).collect(),
            numbers: LEAST - 1..LEAST + metrics.len(),
        }
    }

    /// Returns how many columns fit into a width.
    fn fitting(&self, width: usize) -> usize {
        let widest = |column: usize| {
            let cells = std::iter::once(&self.head).chain(&self.rows);
            cells.map(|row| row[column].width()).max().unwrap_or_default()
        };
        let mut used = 1;
        let fits = (0..self.head.len()).take_while(|&column| {
            used += widest(column) + 3;
            used <= width
        });
        fits.count().max(LEAST)
    }

    fn write(&self, f: &mut fmt::Formatter<'_>, width: Option<u16>) -> fmt::Result {
        let shown = width.map_or(self.head.len(), |width| self.fitting(usize::from(width)));
        let mut table = comfy_table::Table::new();
        table
            .load_style(UTF8_BORDERS_ONLY)
            .set_content_arrangement(ContentArrangement::Dynamic);
        table.set_header(&self.head[..shown]);
        for row in &self.rows {
            table.add_row(row[..shown].iter().enumerate().map(|(column, text)| {
                match self.numbers.contains(&column) {
                    true => Cell::new(text).set_alignment(CellAlignment::Right),
                    false => Cell::new(text),
                }
            }));
        }
        write!(f, "{table}")?;
        match &self.head[shown..] {
            [] => Ok(()),
            hidden => write!(
                f,
                "\n{} more in a wider terminal: {}",
                hidden.len(),
                hidden.join(", ")
            ),
        }
    }
}

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.write(f, comfy_table::Table::new().width())
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

    #[test]
    fn a_narrow_terminal_shows_whole_columns_and_names_the_others() {
        struct Narrow(Table);
        impl fmt::Display for Narrow {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.write(f, Some(48))
            }
        }
        let mut run = Run::default();
        run.info.run_name = "bold-fox-1".into();
        run.data.metrics = ["accuracy", "loss"]
            .map(|key| Metric::new(key, 0.25, 0, 0))
            .to_vec()
            .into();
        run.data.params = vec![Param::new("depth", "3")].into();
        let text = Narrow(Table::of(&[run])).to_string();
        assert!(text.contains("bold-fox-1") && text.contains("accuracy"), "{text}");
        assert!(
            text.ends_with("2 more in a wider terminal: loss, depth"),
            "{text}"
        );
    }
}
