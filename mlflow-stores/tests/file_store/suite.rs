//! The suite of tracking stores.

use crate::new_store;
use crate::official_server::{Difference, Outcome};
use mlflow_core::contract::Loopback;
use mlflow_core::{Remote, TrackingStore};
use mlflow_stores::file::FileStore;
use mlflow_testkit::tracking::{Capabilities, Guarded, behaviours};
use std::sync::Arc;

const FILES: Capabilities = Capabilities {
    keeps_negative_zero: true,
    keeps_infinity: true,
    minds_case: true,
    longest_experiment_name: 500,
    counts_experiments: false,
    keeps_every_point: true,
};

const AGAIN: &str = "a point that comes again is a line more";
const LATEST: &str = "of a model's metric the latest point of each dataset is shown";

/// What official MLflow's file store does not do either.
const DIFFERENCES: &[Difference] = &[
    ("concurrency::many_tasks_log_one_run", AGAIN),
    ("logged_model_metrics::a_batch_reaches_its_models", AGAIN),
    (
        "metrics::keys_are_apart",
        "no key stands beside another one that begins with it and a slash",
    ),
    ("logged_model_search::datasets_narrow_metrics", LATEST),
    ("logged_model_search::they_are_filtered_by_what_they_hold", LATEST),
    (
        "logged_model_search::they_are_ordered_by_the_latest_metric",
        LATEST,
    ),
    ("logged_models::lists_are_by_key", LATEST),
    (
        "histories::samples_hold_both_ends",
        "a sample is of about as many points as were asked for",
    ),
    (
        "search::found_runs_are_whole",
        "metrics of runs that are found name the run",
    ),
];

async fn assert_is_tracking_store(of: impl Fn(FileStore) -> Box<dyn TrackingStore>) {
    let mut outcome = Outcome::default();
    for behaviour in behaviours() {
        let Guarded(store, _folder) = new_store().await;
        let store = of(store);
        outcome
            .check(behaviour.name, DIFFERENCES, behaviour.check(&*store, FILES))
            .await;
    }
    outcome.assert_as_expected(140);
}

#[tokio::test]
async fn it_is_a_tracking_store() {
    assert_is_tracking_store(|store| Box::new(store)).await;
}

#[tokio::test]
async fn it_is_one_behind_a_wire() {
    assert_is_tracking_store(|store| Box::new(Remote(Loopback(Arc::new(store) as Arc<dyn TrackingStore>))))
        .await;
}
