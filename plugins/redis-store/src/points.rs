//! Points of metrics as texts.

use crate::fields::{SEPARATOR, damaged};
use mlflow_core::Result;
use mlflow_core::entities::{Metric, MetricWithRunId};
use std::cmp::Ordering;

/// A point as it is kept: an infinite value is the largest finite one.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Point {
    pub(crate) timestamp: i64,
    pub(crate) step: i64,
    pub(crate) value: f64,
}

impl Point {
    pub(crate) fn of(metric: &Metric) -> Self {
        Point {
            timestamp: metric.timestamp,
            step: metric.step,
            value: metric.value.clamp(f64::MIN, f64::MAX),
        }
    }

    /// The number by which values are put in order: NaN is 0, and both zeros are one.
    fn ranked(self) -> f64 {
        if self.value.is_nan() {
            0.0
        } else {
            self.value + 0.0
        }
    }

    /// Returns what tells points of a metric apart: both zeros are one, and NaN is another.
    pub(crate) fn field(self) -> String {
        let value = match self.value.is_nan() {
            true => "nan".to_owned(),
            false => format!("{:016x}", self.ranked().to_bits()),
        };
        format!("{}{SEPARATOR}{}{SEPARATOR}{value}", self.timestamp, self.step)
    }

    /// Returns a text that comes after that of every point before it: by step, time and value.
    pub(crate) fn rank(self) -> String {
        let bits = self.ranked().to_bits();
        let value = if bits >> 63 == 1 { !bits } else { bits | 1 << 63 };
        let number = |number: i64| (number as u64) ^ (1 << 63);
        format!(
            "{:016x}{:016x}{value:016x}",
            number(self.step),
            number(self.timestamp)
        )
    }

    /// Writes the point with every bit of its value.
    pub(crate) fn text(self) -> String {
        format!("{} {} {:016x}", self.timestamp, self.step, self.value.to_bits())
    }

    pub(crate) fn parse(text: &str) -> Result<Self> {
        let mut parts = text.split(' ');
        let mut next = || parts.next();
        let point = (|| {
            Some(Point {
                timestamp: next()?.parse().ok()?,
                step: next()?.parse().ok()?,
                value: f64::from_bits(u64::from_str_radix(next()?, 16).ok()?),
            })
        })();
        point.ok_or_else(|| damaged("a point", text))
    }

    /// Reads a point behind its rank.
    pub(crate) fn parse_ranked(text: &str) -> Result<Self> {
        Point::parse(text.get(RANK..).unwrap_or_default())
    }

    pub(crate) fn metric(self, key: &str) -> Metric {
        Metric::new(key, self.value, self.timestamp, self.step)
    }

    pub(crate) fn with_run_id(self, key: &str, run_id: &str) -> MetricWithRunId {
        MetricWithRunId {
            key: key.to_owned(),
            value: self.value,
            timestamp: self.timestamp,
            step: self.step,
            run_id: run_id.to_owned(),
        }
    }

    fn compare_values(self, other: Self) -> Ordering {
        let values = self.ranked().total_cmp(&other.ranked());
        values.then(self.value.is_nan().cmp(&other.value.is_nan()))
    }

    pub(crate) fn compare(self, other: Self) -> Ordering {
        let places = (self.timestamp, self.step).cmp(&(other.timestamp, other.step));
        places.then_with(|| self.compare_values(other))
    }

    pub(crate) fn compare_by_step(self, other: Self) -> Ordering {
        let places = (self.step, self.timestamp).cmp(&(other.step, other.timestamp));
        places.then_with(|| self.compare_values(other))
    }
}

/// The length of a rank.
const RANK: usize = 48;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranks_are_in_the_order_of_points() {
        let values = [f64::NEG_INFINITY, -2.5, -0.0, 0.0, f64::NAN, 1e-300, 3.0];
        let numbers = [i64::MIN, -1, 0, 1, i64::MAX];
        for (step, timestamp) in numbers.into_iter().flat_map(|a| numbers.map(|b| (a, b))) {
            for (a, b) in values.into_iter().flat_map(|a| values.map(|b| (a, b))) {
                let point = |value| Metric::new("m", value, timestamp, step);
                let (old, new) = (point(a), point(b));
                let is_after = Point::of(&new).rank() > Point::of(&old).rank();
                assert_eq!(is_after, new.is_after(&old), "{a} {b}");
                let later = Metric::new("m", a, timestamp.saturating_add(1), step);
                assert_eq!(
                    Point::of(&later).rank() > Point::of(&new).rank(),
                    later.is_after(&new)
                );
            }
        }
        assert_eq!(Point::of(&Metric::new("m", 1.0, 2, 3)).rank().len(), RANK);
    }

    #[test]
    fn points_read_back() {
        for value in [0.1, -0.0, f64::NAN, 5e-324, f64::MAX] {
            let point = Point::of(&Metric::new("m", value, -5, i64::MAX));
            for read in [
                Point::parse(&point.text()).unwrap(),
                Point::parse_ranked(&(point.rank() + &point.text())).unwrap(),
            ] {
                assert_eq!(read.value.to_bits(), value.to_bits());
                assert_eq!((read.timestamp, read.step), (-5, i64::MAX));
            }
        }
        assert!(Point::parse("1 2").is_err());
    }
}
