//! What the answers come to.

use std::time::Duration;

use anyhow::{Context, Result};
use serde_json::{Value, json};

use super::LEAST_ANSWERS;

/// The answers of a connection, or of all.
#[derive(Default)]
pub(super) struct Answered {
    /// When each came, from the start of the load, and how long it took.
    answers: Vec<(Duration, Duration)>,
    failures: u64,
    first_failure: Option<String>,
}

impl Answered {
    pub(super) fn add(&mut self, done: Duration, took: Duration) {
        self.answers.push((done, took));
    }

    pub(super) fn fail(&mut self, error: &anyhow::Error) {
        self.failures += 1;
        self.first_failure.get_or_insert_with(|| format!("{error:#}"));
    }

    pub(super) fn join(&mut self, other: Self) {
        self.answers.extend(other.answers);
        self.failures += other.failures;
        self.first_failure = self.first_failure.take().or(other.first_failure);
    }
}

/// Answers a second, and how long they took.
pub(super) struct Report {
    /// Sorted.
    latencies: Vec<Duration>,
    seconds: f64,
    failures: u64,
    first_failure: Option<String>,
}

impl Report {
    /// Counts the answers after the warm-up and until `end`, or, if those are few, the first ones after the warm-up.
    pub(super) fn of(answered: Answered, warm_up: Duration, end: Duration) -> Result<Self> {
        let mut answers = answered.answers;
        answers.sort_unstable();
        let warm = answers.iter().position(|(done, _)| *done > warm_up);
        let answers = warm.and_then(|first| answers.get(first..)).unwrap_or_default();
        let in_time = answers.partition_point(|(done, _)| *done <= end);
        let counted = in_time.max(answers.len().min(LEAST_ANSWERS as usize));
        let answers = answers.get(..counted).unwrap_or_default();
        let last = answers
            .last()
            .map(|(done, _)| *done)
            .with_context(|| match &answered.first_failure {
                Some(failure) => format!("every request failed, the first with: {failure}"),
                None => "no request was answered in time".to_owned(),
            })?;
        let mut latencies: Vec<Duration> = answers.iter().map(|(_, took)| *took).collect();
        latencies.sort_unstable();
        Ok(Self {
            latencies,
            seconds: last.max(end).saturating_sub(warm_up).as_secs_f64(),
            failures: answered.failures,
            first_failure: answered.first_failure,
        })
    }

    /// The line that `cargo xtask bench server` reads.
    pub(super) fn to_json(&self, item: &str) -> Result<Value> {
        let answers = self.latencies.len() as f64;
        Ok(json!({
            "item": item,
            "seconds_per_op": self.seconds / answers,
            "per_second": answers / self.seconds,
            "operations": self.latencies.len(),
            "p50_ms": self.percentile(50)?,
            "p99_ms": self.percentile(99)?,
            "failures": self.failures,
            "first_failure": self.first_failure,
        }))
    }

    /// The time, in milliseconds, in which so many of a hundred answers came.
    fn percentile(&self, percent: usize) -> Result<f64> {
        let rank = (self.latencies.len() * percent).div_ceil(100).max(1);
        let latency = self.latencies.get(rank - 1).context("there are no answers")?;
        Ok(latency.as_secs_f64() * 1000.0)
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::{Answered, Report};

    const fn ms(milliseconds: u64) -> Duration {
        Duration::from_millis(milliseconds)
    }

    fn answers(count: u64, apart: u64) -> Answered {
        let mut answered = Answered::default();
        for number in 1..=count {
            answered.add(ms(number * apart), ms(number));
        }
        answered
    }

    #[test]
    fn answers_of_the_warm_up_and_after_the_end_are_not_counted() {
        let report = Report::of(answers(1000, 1), ms(100), ms(600)).unwrap();
        let line = report.to_json("item").unwrap();
        assert_eq!(
            (line["operations"].as_u64(), line["per_second"].as_f64()),
            (Some(500), Some(1000.0))
        );
        assert_eq!(
            (line["p50_ms"].as_f64(), line["p99_ms"].as_f64()),
            (Some(350.0), Some(595.0))
        );
    }

    #[test]
    fn slow_answers_are_counted_until_there_are_enough() {
        let report = Report::of(answers(40, 100), ms(0), ms(500)).unwrap();
        let line = report.to_json("item").unwrap();
        assert_eq!(
            (line["operations"].as_u64(), line["per_second"].as_f64()),
            (Some(20), Some(10.0))
        );
    }

    #[test]
    fn failures_alone_are_an_error_that_tells_the_first() {
        let mut answered = Answered::default();
        answered.fail(&anyhow::anyhow!("status 500"));
        let Err(error) = Report::of(answered, ms(0), ms(500)) else {
            panic!("a report of nothing");
        };
        assert!(error.to_string().contains("status 500"), "{error}");
    }
}
