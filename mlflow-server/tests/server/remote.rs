//! The suites of all stores through the client of servers, against this server.

use crate::running::Running;
use futures::FutureExt;
use mlflow_core::registry::OpenOptions;
use mlflow_core::{Remote, StoreUri};
use mlflow_stores::artifacts::ServedArtifactRepo;
use mlflow_stores::rest::Http;
use mlflow_testkit::{artifacts, registry, traces, tracking};
use std::future::Future;
use std::panic::AssertUnwindSafe;

const SQLITE: tracking::Capabilities = tracking::Capabilities {
    keeps_negative_zero: false,
    keeps_infinity: false,
    minds_case: true,
    longest_experiment_name: 500,
    counts_experiments: true,
    keeps_every_point: false,
};

/// Servers check what a client names as the source of a version, which stores do not; `operations.rs` has their own.
const CHECKED_BY_SERVERS: [&str; 3] = [
    "sources::any_uri_is_its_own_place",
    "sources::a_version_is_where_its_source_is",
    "sources::a_source_that_is_not_there_is_refused",
];

/// The behaviours that did not hold.
#[derive(Default)]
struct Outcome {
    checked: usize,
    broken: Vec<&'static str>,
}

impl Outcome {
    async fn check(&mut self, name: &'static str, behaviour: impl Future<Output = ()>) {
        self.checked += 1;
        if AssertUnwindSafe(behaviour).catch_unwind().await.is_err() {
            self.broken.push(name);
        }
    }

    #[track_caller]
    fn assert_whole(&self, least: usize) {
        assert!(self.broken.is_empty(), "{:#?}", self.broken);
        assert!(self.checked >= least, "only {} behaviours", self.checked);
    }
}

fn uri(server: &Running) -> StoreUri {
    StoreUri::parse(&format!("http://127.0.0.1:{}", server.port)).unwrap()
}

fn remote(server: &Running) -> Remote<Http> {
    Remote(Http::open(&uri(server)).unwrap())
}

#[tokio::test]
async fn it_is_a_tracking_store() {
    let mut outcome = Outcome::default();
    for behaviour in tracking::behaviours() {
        let server = Running::start();
        let store = remote(&server);
        outcome
            .check(behaviour.name, behaviour.check(&store, SQLITE))
            .await;
    }
    outcome.assert_whole(140);
}

#[tokio::test]
async fn it_is_a_model_registry() {
    let mut outcome = Outcome::default();
    let unchecked = |behaviour: &registry::Behaviour| !CHECKED_BY_SERVERS.contains(&behaviour.name);
    for behaviour in registry::behaviours().into_iter().filter(unchecked) {
        let server = Running::start();
        let store = remote(&server);
        outcome.check(behaviour.name, behaviour.check(&store)).await;
    }
    outcome.assert_whole(60);
}

#[tokio::test]
async fn it_is_a_trace_store() {
    let mut outcome = Outcome::default();
    for behaviour in traces::behaviours() {
        let server = Running::start();
        let store = remote(&server);
        outcome.check(behaviour.name, behaviour.check(&store)).await;
    }
    outcome.assert_whole(60);
}

#[tokio::test]
async fn it_keeps_artifacts() {
    let server = Running::start();
    let options = OpenOptions::new().tracking_uri(uri(&server).as_str());
    let mut outcome = Outcome::default();
    for behaviour in artifacts::behaviours() {
        let root = format!("mlflow-artifacts:/1/{}/the artifacts", behaviour.name);
        let repo = ServedArtifactRepo::open(&StoreUri::parse(&root).unwrap(), &options).unwrap();
        outcome.check(behaviour.name, behaviour.check(&repo)).await;
    }
    outcome.assert_whole(25);
}
