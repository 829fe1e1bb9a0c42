//! Samples of histories, spread over the steps of all runs as official MLflow's file store does it.

use mlflow_core::entities::Metric;
use std::collections::BTreeSet;

/// Returns the steps to show: about as many as asked for, with both ends of every run.
pub(super) fn sampled_steps(
    histories: &[Vec<Metric>],
    range: Option<(i64, i64)>,
    size: usize,
) -> BTreeSet<i64> {
    let steps = |history: &Vec<Metric>| -> BTreeSet<i64> { history.iter().map(|point| point.step).collect() };
    let of_runs: Vec<BTreeSet<i64>> = histories.iter().map(steps).collect();
    let all: BTreeSet<i64> = of_runs.iter().flatten().copied().collect();
    let (start, end) = range.unwrap_or((0, all.last().copied().unwrap_or(0)));
    let is_within = |step: &i64| (start..=end).contains(step);
    let within: Vec<i64> = all.into_iter().filter(is_within).collect();
    let ends = of_runs.iter().flat_map(|steps| [steps.first(), steps.last()]);
    let mut sampled: BTreeSet<i64> = ends.flatten().copied().filter(is_within).collect();
    if within.len() <= size {
        sampled.extend(within);
    } else {
        sampled.extend((0..size).filter_map(|part| within.get(part * within.len() / size)));
        sampled.extend(within.last());
    }
    sampled
}

/// Takes points at even distances, the first and the last among them.
pub(super) fn spread(points: Vec<Metric>, most: usize) -> Vec<Metric> {
    let last = match points.len() {
        total if total <= most => return points,
        total => total - 1,
    };
    let Some(parts) = most.checked_sub(1).filter(|parts| *parts > 0) else {
        return points.into_iter().skip(last).collect();
    };
    let distance = last as f64 / parts as f64;
    let places: BTreeSet<usize> = (0..most)
        .map(|part| (part as f64 * distance).round_ties_even() as usize)
        .collect();
    let numbered = points.into_iter().enumerate();
    numbered
        .filter(|(place, _)| places.contains(place))
        .map(|(_, point)| point)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn history(steps: impl IntoIterator<Item = i64>) -> Vec<Metric> {
        steps
            .into_iter()
            .map(|step| Metric::new("m", 0.5, step, step))
            .collect()
    }

    fn sampled(histories: &[Vec<Metric>], range: Option<(i64, i64)>, size: usize) -> Vec<i64> {
        sampled_steps(histories, range, size).into_iter().collect()
    }

    #[test]
    fn samples_are_those_of_official_mlflow() {
        let long = [history(0..300)];
        assert_eq!(sampled(&long, None, 7), [0, 42, 85, 128, 171, 214, 257, 299]);
        let two = [history(0..10), history(20..30)];
        assert_eq!(sampled(&two, None, 2), [0, 9, 20, 29]);
        assert_eq!(sampled(&two, Some((5, 22)), 100), [5, 6, 7, 8, 9, 20, 21, 22]);
        assert_eq!(sampled(&[history(-3..3)], None, 2), [0, 1, 2]);
        assert!(sampled(&[], None, 2).is_empty());
    }

    #[test]
    fn points_are_spread_between_both_ends() {
        let steps = |most| -> Vec<i64> { spread(history(0..10), most).iter().map(|m| m.step).collect() };
        assert_eq!(steps(1), [9]);
        assert_eq!(steps(3), [0, 4, 9]);
        assert_eq!(steps(4), [0, 3, 6, 9]);
        assert_eq!(steps(10).len(), 10);
    }
}
