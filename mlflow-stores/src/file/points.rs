//! The lines of metrics.

use super::disk;
use cap_std::fs::Dir;
use mlflow_core::entities::Metric;
use mlflow_core::search::python_float;
use mlflow_core::{Error, Result};
use std::io::{Seek, SeekFrom};

/// Writes the line of a point of a run, or of a logged model that a run measured.
///
/// # Errors
///
/// `INVALID_PARAMETER_VALUE` for a dataset whose name or digest would not stay one word of the line.
pub(super) fn line(metric: &Metric, measured_by: Option<&str>) -> Result<String> {
    let Metric {
        value,
        timestamp,
        step,
        ..
    } = metric;
    let mut line = format!("{timestamp} {} {step}", python_float(*value));
    if let Some(run_id) = measured_by {
        line.push(' ');
        line.push_str(run_id);
    }
    if let (Some(name), Some(digest)) = (&metric.dataset_name, &metric.dataset_digest) {
        for word in [name, digest] {
            if word.is_empty() || word.contains(char::is_whitespace) {
                return Err(Error::invalid_parameter_value(format!(
                    "A file store keeps the dataset of a metric as words of a line, which '{word}' is not. Log the metric \
                     '{}' without its dataset, or use a database",
                    metric.key
                )));
            }
            line.push(' ');
            line.push_str(word);
        }
    }
    line.push('\n');
    Ok(line)
}

/// Reads a line of a run. One with a dataset has step 0, as in official MLflow, which writes steps there but does not
/// read them.
pub(super) fn of_run(key: &str, line: &str) -> Result<Metric, String> {
    let words: Vec<&str> = line.trim().split(' ').collect();
    let (point, rest) = match words.as_slice() {
        [time, value] => (point(key, time, value, "0")?, None),
        [time, value, step] => (point(key, time, value, step)?, None),
        [time, value, _, name, digest] => (point(key, time, value, "0")?, Some((name, digest))),
        words => return Err(format!("a line has {} fields instead of 2, 3 or 5", words.len())),
    };
    Ok(Metric {
        dataset_name: rest.map(|(name, _)| (*name).to_owned()),
        dataset_digest: rest.map(|(_, digest)| (*digest).to_owned()),
        ..point
    })
}

/// Reads a line of a logged model.
pub(super) fn of_model(model_id: &str, key: &str, line: &str) -> Result<Metric, String> {
    let words: Vec<&str> = line.trim().split(' ').collect();
    let (point, run_id, dataset) = match words.as_slice() {
        [time, value, step, run_id] => (point(key, time, value, step)?, run_id, None),
        [time, value, step, run_id, name, digest] => {
            (point(key, time, value, step)?, run_id, Some((name, digest)))
        }
        words => return Err(format!("a line has {} fields instead of 4 or 6", words.len())),
    };
    Ok(Metric {
        dataset_name: dataset.map(|(name, _)| (*name).to_owned()),
        dataset_digest: dataset.map(|(_, digest)| (*digest).to_owned()),
        model_id: Some(model_id.to_owned()),
        run_id: Some((*run_id).to_owned()),
        ..point
    })
}

fn point(key: &str, time: &str, value: &str, step: &str) -> Result<Metric, String> {
    let whole = |word: &str| {
        word.parse::<i64>()
            .map_err(|_| format!("'{word}' is no whole number"))
    };
    let value = value
        .parse::<f64>()
        .map_err(|_| format!("'{value}' is no number"))?;
    Ok(Metric::new(key, value, whole(time)?, whole(step)?))
}

/// Reads all points of a metric, in the order in which they came.
pub(super) fn history(dir: &Dir, path: &str, key: &str) -> Result<Vec<Metric>> {
    let text = disk::read_text(dir, path)?.unwrap_or_default();
    let read = text.lines().map(|line| of_run(key, line));
    read.collect::<Result<_, String>>()
        .map_err(|why| disk::damaged(path, why))
}

/// A point without the name of its metric: many of them are kept.
#[derive(Clone, Debug)]
struct Point {
    value: f64,
    timestamp: i64,
    step: i64,
    /// The name and the digest of the dataset that it was measured on.
    dataset: Option<Box<[String; 2]>>,
}

impl Point {
    fn of(metric: Metric) -> Self {
        let dataset = metric.dataset_name.zip(metric.dataset_digest);
        Point {
            value: metric.value,
            timestamp: metric.timestamp,
            step: metric.step,
            dataset: dataset.map(|(name, digest)| Box::new([name, digest])),
        }
    }

    fn metric(&self, key: &str) -> Metric {
        let dataset = self.dataset.as_deref();
        Metric {
            dataset_name: dataset.map(|[name, _]| name.clone()),
            dataset_digest: dataset.map(|[_, digest]| digest.clone()),
            ..Metric::new(key, self.value, self.timestamp, self.step)
        }
    }

    fn is_after(&self, other: &Point) -> bool {
        let bare = |point: &Point| Metric::new("", point.value, point.timestamp, point.step);
        bare(self).is_after(&bare(other))
    }
}

/// The latest point of a metric, and up to where its file was read for it.
#[derive(Clone, Debug, Default)]
pub(super) struct Latest {
    read: u64,
    whole: Option<Point>,
    /// A last line without an end, which may still grow.
    open: Option<Point>,
}

impl Latest {
    /// Reads what was appended since.
    pub(super) fn read(dir: &Dir, path: &str, key: &str, before: Option<Latest>) -> Result<Self> {
        let failed = |error| disk::failed("read", path, error);
        let mut file = dir.open(path).map_err(failed)?;
        let mut latest = match before {
            Some(before) if before.read <= file.metadata().map_err(failed)?.len() => {
                file.seek(SeekFrom::Start(before.read)).map_err(failed)?;
                before
            }
            _ => Latest::default(),
        };
        latest.open = None;
        let bytes = disk::read_rest(&mut file).map_err(failed)?;
        let text = std::str::from_utf8(&bytes).map_err(|why| disk::damaged(path, why))?;
        for line in text.split_inclusive('\n') {
            match of_run(key, line).map(Point::of) {
                Ok(point) if !line.ends_with('\n') => latest.open = Some(point),
                Ok(point) => {
                    latest.read += line.len() as u64;
                    if latest.whole.as_ref().is_none_or(|whole| point.is_after(whole)) {
                        latest.whole = Some(point);
                    }
                }
                Err(_) if !line.ends_with('\n') && latest.whole.is_some() => {}
                Err(why) => return Err(disk::damaged(path, why)),
            }
        }
        match latest.point() {
            Some(_) => Ok(latest),
            None => Err(disk::damaged(path, "the metric has no point")),
        }
    }

    /// Returns the latest point as one of a metric of this name.
    pub(super) fn metric(&self, key: &str) -> Option<Metric> {
        Some(self.point()?.metric(key))
    }

    fn point(&self) -> Option<&Point> {
        match (&self.whole, &self.open) {
            (Some(whole), Some(open)) if open.is_after(whole) => Some(open),
            (None, open) => open.as_ref(),
            (whole, _) => whole.as_ref(),
        }
    }
}
