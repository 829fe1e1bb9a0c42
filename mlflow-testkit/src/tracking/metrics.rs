//! Points of metrics.

use super::Capabilities;
use super::fixture::*;
use mlflow_core::TrackingStore;
use mlflow_core::entities::Metric;

/// A point is the latest one, and the only one of its history.
pub async fn a_point_reads_back(store: &dyn TrackingStore) {
    let id = run(store).await;
    let point = Metric::new("val/loss", 0.25, 1_670_000_000_041, 3);
    log(store, &id, point.clone()).await;
    let latest = read(store, &id).await.data.metrics.into_vec();
    assert_eq!(
        (latest, history(store, &id, "val/loss").await),
        (vec![point.clone()], vec![point])
    );
}

/// the latest point is that of the highest step, then time, then value, in any order of arrival.
pub async fn the_latest_is_by_step_then_time_then_value(store: &dyn TrackingStore) {
    let points = [
        Metric::new("m", 9.0, 9, -5),
        Metric::new("m", 9.0, 1, 1),
        Metric::new("m", 1.0, 2, 1),
        Metric::new("m", 2.0, 2, 1),
        Metric::new("m", 0.0, 0, 2),
    ];
    let (up, down) = (run(store).await, run(store).await);
    for (i, point) in points.iter().enumerate() {
        log(store, &up, point.clone()).await;
        assert_eq!(
            read(store, &up).await.data.metrics.into_vec(),
            [points[i].clone()]
        );
    }
    for point in points.iter().rev() {
        log(store, &down, point.clone()).await;
        assert_eq!(
            read(store, &down).await.data.metrics.into_vec(),
            [points[4].clone()]
        );
    }
}

/// the same point again adds nothing, or is kept again.
pub async fn a_repeated_point_is_stored_once(store: &dyn TrackingStore, capabilities: Capabilities) {
    let id = run(store).await;
    for _ in 0..3 {
        for value in [1.0, f64::NAN, f64::INFINITY] {
            log(store, &id, Metric::new("m", value, 1, 1)).await;
        }
    }
    let kept = if capabilities.keeps_every_point { 9 } else { 3 };
    assert_eq!(history(store, &id, "m").await.len(), kept);
}

/// naN is a value.
pub async fn nan_reads_back(store: &dyn TrackingStore) {
    let id = run(store).await;
    log(store, &id, Metric::new("m", f64::NAN, 1, 1)).await;
    assert!(read(store, &id).await.data.metrics["m"].is_nan());
    assert!(history(store, &id, "m").await[0].value.is_nan());
}

/// Of points of one step and time, NaN is later than negative ones, and not later than 0.
pub async fn nan_counts_as_zero_among_equals(store: &dyn TrackingStore) {
    let id = run(store).await;
    log(store, &id, Metric::new("m", -1.0, 1, 1)).await;
    log(store, &id, Metric::new("m", f64::NAN, 1, 1)).await;
    assert!(read(store, &id).await.data.metrics["m"].is_nan());
    log(store, &id, Metric::new("m", 1.0, 1, 1)).await;
    assert_eq!(read(store, &id).await.data.metrics["m"], 1.0);
    log(store, &id, Metric::new("n", 0.0, 1, 1)).await;
    log(store, &id, Metric::new("n", f64::NAN, 1, 1)).await;
    assert_eq!(read(store, &id).await.data.metrics["n"], 0.0);
}

/// a finite double is read back bit by bit.
pub async fn finite_values_keep_their_bits(store: &dyn TrackingStore) {
    let id = run(store).await;
    let values = [
        0.1 + 0.2,
        1.0 / 3.0,
        f64::MIN_POSITIVE,
        5e-324,
        -5e-324,
        f64::MAX,
        f64::MIN,
        9_007_199_254_740_993.0,
        1e300,
        -1.5,
        1e16,
        123_456_789.123_456_78,
    ];
    for (step, value) in (0..).zip(values) {
        log(store, &id, Metric::new("m", value, 0, step)).await;
        assert_eq!(
            read(store, &id).await.data.metrics["m"].to_bits(),
            value.to_bits(),
            "{value}"
        );
    }
    let read: Vec<_> = history(store, &id, "m")
        .await
        .iter()
        .map(|m| m.value.to_bits())
        .collect();
    assert_eq!(read, values.map(f64::to_bits));
}

/// steps are any 64-bit integer, times any that is not negative.
pub async fn integers_of_64_bits_read_back(store: &dyn TrackingStore) {
    let id = run(store).await;
    for step in [0, -1, i64::MIN, i64::MAX, (1 << 53) + 1] {
        for timestamp in [0, 1, i64::MAX, (1 << 53) + 1] {
            let key = format!("m {step} {timestamp}");
            let point = Metric::new(&key, 1.0, timestamp, step);
            log(store, &id, point.clone()).await;
            assert_eq!(history(store, &id, &key).await, [point]);
        }
    }
}

/// A point may come without a model and a dataset, or with the name of a dataset alone.
pub async fn a_point_names_its_model_and_dataset(store: &dyn TrackingStore) {
    let id = run(store).await;
    let point = Metric {
        dataset_name: Some("wine".into()),
        dataset_digest: Some("abc".into()),
        ..Metric::new("m", 0.5, 1, 1)
    };
    log(store, &id, point).await;
    assert_eq!(read(store, &id).await.data.metrics["m"], 0.5);
}

/// Keys that differ in case, or in a space, are different metrics.
pub async fn keys_are_apart(store: &dyn TrackingStore, capabilities: Capabilities) {
    let id = run(store).await;
    let longest = "k".repeat(250);
    let mut keys = vec!["m", " m", "m/m", "m.m", "m:m", "é", "日本", &longest];
    if capabilities.minds_case {
        keys.extend(["M", "m "]);
    }
    for (step, key) in (0..).zip(keys.iter().copied()) {
        log(store, &id, Metric::new(key, 1.0, 0, step)).await;
    }
    assert_eq!(read(store, &id).await.data.metrics.len(), keys.len());
    for (step, key) in (0..).zip(keys.iter().copied()) {
        assert_eq!(history(store, &id, key).await, [Metric::new(key, 1.0, 0, step)]);
    }
}

/// An infinite value is read back, or the largest finite one of its sign.
pub async fn infinities_are_kept_as_far_as_can_be(store: &dyn TrackingStore, capabilities: Capabilities) {
    let id = run(store).await;
    let kept = if capabilities.keeps_infinity {
        f64::INFINITY
    } else {
        f64::MAX
    };
    log(store, &id, Metric::new("up", f64::INFINITY, 1, 1)).await;
    log(store, &id, Metric::new("down", f64::NEG_INFINITY, 1, 1)).await;
    let metrics = read(store, &id).await.data.metrics;
    assert_eq!((metrics["up"], metrics["down"]), (kept, -kept));
    assert_eq!(history(store, &id, "down").await[0].value, -kept);
}

/// The two zeros are one point; which of them is read back is the store's matter.
pub async fn negative_zero_is_one_point_with_zero(store: &dyn TrackingStore, capabilities: Capabilities) {
    let id = run(store).await;
    log(store, &id, Metric::new("m", -0.0, 1, 1)).await;
    log(store, &id, Metric::new("m", 0.0, 1, 1)).await;
    let points = history(store, &id, "m").await;
    assert_eq!(points.len(), if capabilities.keeps_every_point { 2 } else { 1 });
    assert_eq!(
        points[0].value.is_sign_negative(),
        capabilities.keeps_negative_zero
    );
}
