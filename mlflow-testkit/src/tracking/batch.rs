//! Batches.

use super::Capabilities;
use super::fixture::*;
use mlflow_core::TrackingStore;
use mlflow_core::entities::{Metric, Param, RunTag};

fn point(key: &str, value: f64) -> Metric {
    Metric::new(key, value, 1, 1)
}

/// Metrics, parameters and tags of a batch read back.
pub async fn everything_reads_back(store: &dyn TrackingStore) {
    let id = run(store).await;
    let metrics = vec![point("a", 1.0), point("b", f64::NAN), Metric::new("a", 2.0, 2, 2)];
    let request = batch(
        &id,
        metrics,
        vec![Param::new("p", "1")],
        vec![RunTag::new("t", "2")],
    );
    store.log_batch(request).await.unwrap();
    let data = read(store, &id).await.data;
    assert_eq!((data.metrics["a"], data.metrics["b"].is_nan()), (2.0, true));
    assert_eq!((&data.params["p"], &data.tags["t"]), ("1", "2"));
    assert_eq!(history(store, &id, "a").await.len(), 2);
}

/// A batch of nothing is taken.
pub async fn an_empty_batch_is_no_error(store: &dyn TrackingStore) {
    let id = run(store).await;
    let before = read(store, &id).await;
    store.log_batch(batch(&id, vec![], vec![], vec![])).await.unwrap();
    assert_eq!(read(store, &id).await, before);
}

/// a batch with a parameter of another value leaves nothing of itself.
pub async fn a_changed_param_leaves_nothing(store: &dyn TrackingStore) {
    let id = run(store).await;
    store.log_param(param(&id, "p", "1")).await.unwrap();
    let before = read(store, &id).await;
    let params = vec![Param::new("fresh", "1"), Param::new("p", "2")];
    let request = batch(&id, vec![point("m", 1.0)], params, vec![RunTag::new("t", "1")]);
    invalid(store.log_batch(request).await);
    assert_eq!(read(store, &id).await, before);
    assert!(history(store, &id, "m").await.is_empty());
}

/// The refusal names every parameter that would change.
pub async fn every_changed_param_is_named(store: &dyn TrackingStore) {
    let id = run(store).await;
    store.log_param(param(&id, "p", "1")).await.unwrap();
    store.log_param(param(&id, "q", "it's")).await.unwrap();
    let changed = vec![
        Param::new("p", "2"),
        Param::new("fresh", "1"),
        Param::new("q", "y"),
    ];
    assert_eq!(
        invalid(store.log_batch(batch(&id, vec![], changed, vec![])).await).message(),
        format!(
            "Changing param values is not allowed. Params were already logged='[{{'key': 'p', 'old_value': '1', \
             'new_value': '2'}}, {{'key': 'q', 'old_value': \"it's\", 'new_value': 'y'}}]' for run ID='{id}'."
        )
    );
}

/// a batch with a metric that is refused leaves nothing of itself.
pub async fn a_bad_metric_leaves_nothing(store: &dyn TrackingStore) {
    let id = run(store).await;
    let before = read(store, &id).await;
    for bad in [point("../m", 1.0), Metric::new("m", 1.0, -1, 0), point("", 1.0)] {
        let metrics = vec![point("good", 1.0), bad];
        let request = batch(
            &id,
            metrics,
            vec![Param::new("p", "1")],
            vec![RunTag::new("t", "1")],
        );
        invalid(store.log_batch(request).await);
        assert_eq!(read(store, &id).await, before);
    }
}

/// the same batch again is taken, and adds nothing.
pub async fn a_repeated_batch_adds_nothing(store: &dyn TrackingStore, capabilities: Capabilities) {
    let id = run(store).await;
    let metrics = vec![point("m", 1.0), point("m", f64::NAN), point("m", f64::INFINITY)];
    let request = batch(
        &id,
        metrics,
        vec![Param::new("p", "1")],
        vec![RunTag::new("t", "1")],
    );
    store.log_batch(request.clone()).await.unwrap();
    let before = history(store, &id, "m").await.len();
    store.log_batch(request).await.unwrap();
    let after = if capabilities.keeps_every_point { 6 } else { 3 };
    assert_eq!((before, history(store, &id, "m").await.len()), (3, after));
}

/// a point that a batch holds several times is stored once.
pub async fn repeated_points_in_it_are_one(store: &dyn TrackingStore, capabilities: Capabilities) {
    let id = run(store).await;
    let metrics = vec![
        point("m", 1.0),
        point("m", 1.0),
        point("m", f64::NAN),
        point("m", f64::NAN),
    ];
    store
        .log_batch(batch(&id, metrics, vec![], vec![]))
        .await
        .unwrap();
    let kept = if capabilities.keeps_every_point { 4 } else { 2 };
    assert_eq!(history(store, &id, "m").await.len(), kept);
}

/// Of two tags of one key in a batch the last one counts.
pub async fn the_last_of_two_tags_counts(store: &dyn TrackingStore) {
    let id = run(store).await;
    let tags = || vec![RunTag::new("t", "1"), RunTag::new("t", "2")];
    for _ in 0..2 {
        store.log_batch(batch(&id, vec![], vec![], tags())).await.unwrap();
        assert_eq!(&read(store, &id).await.data.tags["t"], "2");
    }
}

fn of(metrics: usize, params: usize, tags: usize) -> (Vec<Metric>, Vec<Param>, Vec<RunTag>) {
    (
        (0..metrics).map(|i| point(&format!("m{i}"), 1.0)).collect(),
        (0..params).map(|i| Param::new(format!("p{i}"), "1")).collect(),
        (0..tags).map(|i| RunTag::new(format!("t{i}"), "1")).collect(),
    )
}

/// 1,000 metrics are a batch, and so are 800 with 100 parameters and 100 tags.
pub async fn the_largest_batch_is_taken(store: &dyn TrackingStore) {
    for (metrics, params, tags) in [(1000, 0, 0), (800, 100, 100)] {
        let id = run(store).await;
        let (m, p, t) = of(metrics, params, tags);
        store.log_batch(batch(&id, m, p, t)).await.unwrap();
        let data = read(store, &id).await.data;
        assert_eq!(
            (data.metrics.len(), data.params.len(), data.tags.len()),
            (metrics, params, tags + 1)
        );
    }
}

/// One more than the limit of each kind, or of all together, is refused.
pub async fn one_more_is_refused(store: &dyn TrackingStore) {
    let id = run(store).await;
    for (metrics, params, tags) in [(1001, 0, 0), (0, 101, 0), (0, 0, 101), (801, 100, 100)] {
        let (m, p, t) = of(metrics, params, tags);
        let error = invalid(store.log_batch(batch(&id, m, p, t)).await);
        assert!(
            error
                .message()
                .starts_with("A batch logging request can contain at most"),
            "{error}"
        );
    }
    let twice = vec![Param::new("p", "1"), Param::new("p", "1")];
    invalid(store.log_batch(batch(&id, vec![], twice, vec![])).await);
    assert!(read(store, &id).await.data.params.is_empty());
}

/// The tag `mlflow.runName` of a batch is the run's name.
pub async fn the_name_is_changed_by_its_tag(store: &dyn TrackingStore) {
    let id = run(store).await;
    let tags = vec![RunTag::new("mlflow.runName", "batch name")];
    store.log_batch(batch(&id, vec![], vec![], tags)).await.unwrap();
    let run = read(store, &id).await;
    assert_eq!(run.info.run_name, "batch name");
    assert_eq!(
        run.data.tags.into_vec(),
        [RunTag::new("mlflow.runName", "batch name")]
    );
}
