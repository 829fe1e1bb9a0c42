//! Metrics: a value at a step and a time.

use super::KeyValue;
use crate::contract::proto_json::double;
use serde::{Deserialize, Serialize};

/// One point of a metric.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Metric {
    /// The metric's name.
    #[serde(default)]
    pub key: String,
    /// The value; NaN and the infinities are values.
    #[serde(serialize_with = "double")]
    pub value: f64,
    /// When it was measured, in milliseconds since 1970.
    pub timestamp: i64,
    /// The step it belongs to; may be negative.
    #[serde(default)]
    pub step: i64,
    /// The dataset that it was measured on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dataset_name: Option<String>,
    /// The digest of that dataset.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dataset_digest: Option<String>,
    /// The logged model that it tells about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub model_id: Option<String>,
    /// The run, where the answer mixes several.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub run_id: Option<String>,
}

impl Metric {
    /// Makes a point of a metric.
    pub fn new(key: impl Into<String>, value: f64, timestamp: i64, step: i64) -> Self {
        Metric {
            key: key.into(),
            value,
            timestamp,
            step,
            ..Metric::default()
        }
    }

    /// Tells whether this point is the later one: by step, then time, then value, where NaN counts as 0.
    pub fn is_after(&self, other: &Metric) -> bool {
        let rank = |m: &Metric| if m.value.is_nan() { 0.0 } else { m.value + 0.0 };
        (self.step, self.timestamp)
            .cmp(&(other.step, other.timestamp))
            .then_with(|| rank(self).total_cmp(&rank(other)))
            .is_gt()
    }
}

impl KeyValue for Metric {
    type Value = f64;

    fn key(&self) -> &str {
        &self.key
    }

    fn value(&self) -> &f64 {
        &self.value
    }
}

/// A point of a metric with the run that it belongs to, as bulk histories answer.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct MetricWithRunId {
    /// The metric's name.
    pub key: String,
    /// The value.
    #[serde(serialize_with = "double")]
    pub value: f64,
    /// When it was measured, in milliseconds since 1970.
    pub timestamp: i64,
    /// The step it belongs to.
    #[serde(default)]
    pub step: i64,
    /// The run.
    pub run_id: String,
}

/// A metric's value as a caller has it at hand: `0.5`, `(0.5, step)`, or with a time of its own.
///
/// ```
/// use mlflow_core::entities::MetricPoint;
///
/// let plain: MetricPoint = 0.5.into();
/// let at_step: MetricPoint = (0.5, 3).into();
/// assert_eq!(at_step, MetricPoint::new(0.5).step(3));
/// assert_eq!(plain.timestamp_ms(), None);
/// assert_eq!(MetricPoint::new(1).timestamp(1_700_000_000_000).timestamp_ms(), Some(1_700_000_000_000));
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct MetricPoint {
    value: f64,
    step: i64,
    timestamp: Option<i64>,
}

impl MetricPoint {
    /// Makes a point at step 0, measured now.
    pub fn new(value: impl MetricValue) -> Self {
        MetricPoint {
            value: value.as_f64(),
            step: 0,
            timestamp: None,
        }
    }

    /// Sets the step.
    #[must_use]
    pub fn step(mut self, step: impl MetricStep) -> Self {
        self.step = step.as_i64();
        self
    }

    /// Sets the time of measurement, in milliseconds since 1970.
    #[must_use]
    pub fn timestamp(mut self, milliseconds: i64) -> Self {
        self.timestamp = Some(milliseconds);
        self
    }

    /// Returns the value.
    pub fn value(&self) -> f64 {
        self.value
    }

    /// Returns the time of measurement, if it was set.
    pub fn timestamp_ms(&self) -> Option<i64> {
        self.timestamp
    }

    /// Makes it a point of a metric, measured at `now` if it has no time of its own.
    pub fn named(self, key: impl Into<String>, now: i64) -> Metric {
        Metric::new(key, self.value, self.timestamp.unwrap_or(now), self.step)
    }
}

/// A number that a metric's value can be made of.
pub trait MetricValue: Copy {
    /// Returns it as a double.
    fn as_f64(self) -> f64;
}

/// A number that can count steps.
pub trait MetricStep: Copy {
    /// Returns it as a 64-bit integer; what does not fit is the nearest that does.
    fn as_i64(self) -> i64;
}

macro_rules! numbers {
    ($($Integer:ty)+) => { $(
        impl MetricValue for $Integer {
            fn as_f64(self) -> f64 {
                self as f64
            }
        }

        impl MetricStep for $Integer {
            fn as_i64(self) -> i64 {
                i64::try_from(self).unwrap_or(i64::MAX)
            }
        }
    )+ };
}
numbers! { i8 i16 i32 i64 isize u8 u16 u32 u64 usize }

impl MetricValue for f64 {
    fn as_f64(self) -> f64 {
        self
    }
}

impl MetricValue for f32 {
    fn as_f64(self) -> f64 {
        f64::from(self)
    }
}

impl<V: MetricValue> From<V> for MetricPoint {
    fn from(value: V) -> Self {
        MetricPoint::new(value)
    }
}

impl<V: MetricValue, S: MetricStep> From<(V, S)> for MetricPoint {
    fn from((value, step): (V, S)) -> Self {
        MetricPoint::new(value).step(step)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn later_means_step_then_time_then_value() {
        let point = |value, timestamp, step| Metric::new("m", value, timestamp, step);
        assert!(point(0.0, 0, 2).is_after(&point(9.0, 9, 1)));
        assert!(point(0.0, 2, 1).is_after(&point(9.0, 1, 1)));
        assert!(point(2.0, 1, 1).is_after(&point(1.0, 1, 1)));
        assert!(!point(1.0, 1, 1).is_after(&point(1.0, 1, 1)));
        assert!(!point(f64::NAN, 1, 1).is_after(&point(0.0, 1, 1)));
        assert!(point(f64::NAN, 1, 1).is_after(&point(-1.0, 1, 1)));
        assert!(!point(0.0, 1, 1).is_after(&point(-0.0, 1, 1)));
    }
}
