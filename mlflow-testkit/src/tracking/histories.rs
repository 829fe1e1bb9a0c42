//! Histories of metrics.

use super::Capabilities;
use super::fixture::*;
use mlflow_core::TrackingStore;
use mlflow_core::contract::runs::*;
use mlflow_core::entities::{Metric, MetricWithRunId};

async fn log_steps(store: &dyn TrackingStore, run_id: &str, steps: std::ops::Range<i64>) {
    let metrics: Vec<_> = steps.map(|step| Metric::new("m", 0.5, 10 * step, step)).collect();
    for part in metrics.chunks(1000) {
        let request = batch(run_id, part.to_vec(), vec![], vec![]);
        store.log_batch(request).await.unwrap();
    }
}

fn interval(run_ids: &[&str]) -> GetMetricHistoryBulkInterval {
    GetMetricHistoryBulkInterval {
        run_ids: run_ids.iter().map(ToString::to_string).collect(),
        metric_key: "m".into(),
        ..GetMetricHistoryBulkInterval::default()
    }
}

async fn sampled_steps(store: &dyn TrackingStore, request: GetMetricHistoryBulkInterval) -> Vec<i64> {
    let answer = store.get_metric_history_bulk_interval(request).await.unwrap();
    answer.metrics.iter().map(|m| m.step).collect()
}

/// A history is by time, then step, then value, whatever the order of arrival; or it is in that order.
pub async fn points_are_by_time_step_and_value(store: &dyn TrackingStore, capabilities: Capabilities) {
    let id = run(store).await;
    let points = [
        Metric::new("m", 5.0, 1, 9),
        Metric::new("m", 5.0, 2, -1),
        Metric::new("m", -2.0, 2, 3),
        Metric::new("m", 1.0, 2, 3),
        Metric::new("m", 0.0, 3, 0),
    ];
    let arrivals = [3, 0, 4, 2, 1].map(|i: usize| points[i].clone());
    for point in &arrivals {
        log(store, &id, point.clone()).await;
    }
    let expected = if capabilities.keeps_every_point {
        arrivals
    } else {
        points
    };
    assert_eq!(history(store, &id, "m").await, expected);
}

/// A metric that the run does not have, and a run that is not there, have no points.
pub async fn a_history_of_nothing_is_empty(store: &dyn TrackingStore) {
    let id = run(store).await;
    assert!(history(store, &id, "none").await.is_empty());
    assert!(history(store, &"0".repeat(32), "none").await.is_empty());
}

/// Pages put together are the whole history.
pub async fn pages_have_no_gaps_and_no_repeats(store: &dyn TrackingStore) {
    let id = run(store).await;
    log_steps(store, &id, 0..23).await;
    let mut request = GetMetricHistory {
        run_id: id.clone(),
        metric_key: "m".into(),
        max_results: Some(5),
        ..GetMetricHistory::default()
    };
    let mut points = Vec::new();
    for page in 0.. {
        let answer = store.get_metric_history(request.clone()).await.unwrap();
        assert_eq!(answer.metrics.len(), if page < 4 { 5 } else { 3 });
        points.extend(answer.metrics.into_iter().map(|point| of_run(&id, point)));
        request.page_token = answer.next_page_token;
        if request.page_token.is_empty() {
            break;
        }
    }
    assert_eq!(points, history(store, &id, "m").await);
    assert_eq!(points.len(), 23);
}

/// A page that ends with the last point has no token.
pub async fn a_full_last_page_has_no_successor(store: &dyn TrackingStore) {
    let id = run(store).await;
    log_steps(store, &id, 0..5).await;
    for size in [5, 6] {
        let request = GetMetricHistory {
            run_id: id.clone(),
            metric_key: "m".into(),
            max_results: Some(size),
            ..GetMetricHistory::default()
        };
        let answer = store.get_metric_history(request).await.unwrap();
        assert_eq!((answer.metrics.len(), answer.next_page_token.as_str()), (5, ""));
    }
}

/// A bulk history is by run id, then like a history.
pub async fn bulk_histories_are_by_run(store: &dyn TrackingStore) {
    let mut ids = [run(store).await, run(store).await];
    ids.sort();
    for id in &ids {
        log(store, id, Metric::new("m", 2.0, 2, 1)).await;
        log(store, id, Metric::new("m", 1.0, 1, 2)).await;
        log(store, id, Metric::new("other", 1.0, 1, 2)).await;
    }
    let request = GetMetricHistoryBulk {
        run_id: vec![ids[1].clone(), "0".repeat(32), ids[0].clone(), ids[1].clone()],
        metric_key: "m".into(),
        max_results: None,
    };
    let points = store.get_metric_history_bulk(request).await.unwrap().metrics;
    let expected: Vec<_> = ids
        .iter()
        .flat_map(|id| [(id, 1.0, 1, 2), (id, 2.0, 2, 1)])
        .map(|(run_id, value, timestamp, step)| MetricWithRunId {
            key: "m".into(),
            value,
            timestamp,
            step,
            run_id: run_id.clone(),
        })
        .collect();
    assert_eq!(points, expected);
}

/// A bulk history ends at its limit.
pub async fn bulk_histories_have_a_limit(store: &dyn TrackingStore) {
    let id = run(store).await;
    log_steps(store, &id, 0..20).await;
    let request = GetMetricHistoryBulk {
        run_id: vec![id],
        metric_key: "m".into(),
        max_results: Some(7),
    };
    let points = store.get_metric_history_bulk(request).await.unwrap().metrics;
    assert_eq!(
        points.iter().map(|m| m.step).collect::<Vec<_>>(),
        (0..7).collect::<Vec<_>>()
    );
}

/// A sample is spread over the points, and holds the first and the last.
pub async fn samples_hold_both_ends(store: &dyn TrackingStore) {
    let id = run(store).await;
    log_steps(store, &id, 0..10).await;
    for (size, expected) in [
        (1, vec![9]),
        (2, vec![0, 9]),
        (3, vec![0, 4, 9]),
        (4, vec![0, 3, 6, 9]),
        (9, vec![0, 2, 3, 4, 5, 6, 7, 8, 9]),
    ] {
        let request = GetMetricHistoryBulkInterval {
            max_results: Some(size),
            ..interval(&[&id])
        };
        assert_eq!(sampled_steps(store, request).await, expected, "{size}");
    }
}

/// A sample of fewer points than asked for is all of them, by step.
pub async fn samples_of_few_points_are_whole(store: &dyn TrackingStore) {
    let id = run(store).await;
    for (step, timestamp) in [(3, 1), (1, 3), (2, 2)] {
        log(store, &id, Metric::new("m", 0.5, timestamp, step)).await;
    }
    assert_eq!(sampled_steps(store, interval(&[&id])).await, [1, 2, 3]);
    assert!(
        sampled_steps(store, interval(&[&"0".repeat(32)]))
            .await
            .is_empty()
    );
}

/// A range of steps has both its ends.
pub async fn samples_keep_to_a_range_of_steps(store: &dyn TrackingStore) {
    let id = run(store).await;
    log_steps(store, &id, 0..10).await;
    for (start, end, expected) in [(3, 5, vec![3, 4, 5]), (4, 4, vec![4]), (20, 30, vec![])] {
        let request = GetMetricHistoryBulkInterval {
            start_step: Some(start),
            end_step: Some(end),
            ..interval(&[&id])
        };
        assert_eq!(sampled_steps(store, request).await, expected);
    }
}

/// Samples come in the order in which the runs are named, each with its run's id.
pub async fn samples_follow_the_order_of_runs(store: &dyn TrackingStore) {
    let ids = [run(store).await, run(store).await];
    for id in &ids {
        log_steps(store, id, 0..2).await;
    }
    for [first, second] in [[&ids[0], &ids[1]], [&ids[1], &ids[0]]] {
        let answer = store
            .get_metric_history_bulk_interval(interval(&[first, second]))
            .await;
        let runs: Vec<_> = answer.unwrap().metrics.into_iter().map(|m| m.run_id).collect();
        assert_eq!(runs, [first, first, second, second].map(Clone::clone));
    }
}
