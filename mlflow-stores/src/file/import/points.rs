//! Points of metrics of another store.

use crate::file::logged_models::files::entry;
use crate::file::{FileStore, disk, index, points};
use cap_std::fs::Dir;
use mlflow_core::entities::Metric;
use mlflow_core::{Error, Result, refusals};
use std::collections::{BTreeMap, HashSet};
use std::sync::Mutex;

/// How many points are known at once; beyond that files are read again.
const MOST_KNOWN: usize = 2_000_000;

/// The points that files have already, so that none comes twice.
#[derive(Debug, Default)]
pub(super) struct KnownPoints {
    by_file: BTreeMap<String, HashSet<Point>>,
    count: usize,
}

/// Time, step and value of a point.
type Point = (i64, i64, u64);

fn point(metric: &Metric) -> Point {
    let bits = match metric.value.is_nan() {
        true => f64::NAN.to_bits(),
        false => metric.value.to_bits(),
    };
    (metric.timestamp, metric.step, bits)
}

impl KnownPoints {
    /// Returns those of a file.
    fn of(&mut self, dir: &Dir, path: &str, key: &str) -> Result<&mut HashSet<Point>> {
        if self.count > MOST_KNOWN {
            *self = KnownPoints::default();
        }
        if !self.by_file.contains_key(path) {
            let read = points::history(dir, path, key)?;
            self.count += read.len();
            self.by_file
                .insert(path.to_owned(), read.iter().map(point).collect());
        }
        Ok(self.by_file.entry(path.to_owned()).or_default())
    }
}

pub(super) fn import(store: &FileStore, known: &Mutex<KnownPoints>, metrics: Vec<Metric>) -> Result<()> {
    let mut by_run: BTreeMap<&str, BTreeMap<&str, Vec<&Metric>>> = BTreeMap::new();
    for metric in &metrics {
        let Some(run_id) = metric.run_id.as_deref() else {
            let message = format!("a point of the metric `{}` names no run", metric.key);
            return Err(Error::invalid_parameter_value(message));
        };
        let of_run = by_run.entry(run_id).or_default();
        of_run.entry(&metric.key).or_default().push(metric);
    }
    let dir = store.open_root()?;
    for (run_id, by_key) in by_run {
        let place = store.place_of_run(&dir, run_id)?;
        let place = place.ok_or_else(|| refusals::run_not_found(run_id))?;
        let folder = format!("{}/{run_id}", place.folder());
        let _lock = disk::lock(&dir, &folder)?;
        for (key, metrics) in by_key {
            let path = entry(&folder, "metrics", key)?;
            append(&dir, &path, key, &metrics, known)?;
        }
    }
    Ok(())
}

/// Appends the points that a file does not have.
fn append(dir: &Dir, path: &str, key: &str, metrics: &[&Metric], known: &Mutex<KnownPoints>) -> Result<()> {
    let mut known = index::lock(known);
    let there = known.of(dir, path, key)?;
    let mut lines = String::new();
    let mut new = Vec::new();
    for metric in metrics {
        if !there.contains(&point(metric)) && !new.contains(&point(metric)) {
            lines.push_str(&points::line(metric, None)?);
            new.push(point(metric));
        }
    }
    if lines.is_empty() {
        return Ok(());
    }
    disk::append(dir, path, &lines)?;
    there.extend(&new);
    known.count += new.len();
    Ok(())
}
