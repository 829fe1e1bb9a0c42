//! The whole suite of tracking stores against a real Redis.
//!
//! The server is that of `MLFLOW_TEST_REDIS_URI`, else `redis://127.0.0.1:6379`; where none answers, one line says so.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test stops at the first surprise and says what it leaves out"
)]

use mlflow_core::contract::experiments::{CreateExperiment, GetExperimentByName};
use mlflow_core::contract::runs::{CreateRun, GetRun, LogBatch};
use mlflow_core::entities::{Metric, Param, RunTag};
use mlflow_core::{ErrorCode, MemoryStore, Registry, Result, TrackingStore};
use mlflow_testkit::tracking::Subject;
use std::sync::Arc;

fn server() -> String {
    std::env::var("MLFLOW_TEST_REDIS_URI").unwrap_or_else(|_| "redis://127.0.0.1:6379".to_owned())
}

fn new_prefix() -> String {
    format!("mlflow-test-{}", uuid::Uuid::new_v4().simple())
}

async fn open(prefix: &str) -> Result<Arc<dyn TrackingStore>> {
    let mut registry = Registry::empty();
    registry.register(mlflow_redis_store::provider())?;
    registry
        .tracking_store(&format!("{}?prefix={prefix}", server()))
        .await
}

/// A store, which takes everything along when it is dropped; `None` without a server.
struct Store(Option<(Arc<dyn TrackingStore>, String)>, MemoryStore);

impl Store {
    async fn new() -> Self {
        let prefix = new_prefix();
        match open(&prefix).await {
            Ok(store) => Store(Some((store, prefix)), MemoryStore::new()),
            Err(error) if error.code() == ErrorCode::TemporarilyUnavailable => {
                println!("left out: {error}");
                Store(None, MemoryStore::new())
            }
            Err(error) => panic!("{error}"),
        }
    }
}

impl Subject for Store {
    fn store(&self) -> &dyn TrackingStore {
        match &self.0 {
            Some((store, _)) => &**store,
            None => &self.1,
        }
    }

    fn is_available(&self) -> bool {
        self.0.is_some()
    }
}

impl Drop for Store {
    fn drop(&mut self) {
        let Some((_, prefix)) = &self.0 else { return };
        let mut connection = redis::Client::open(server()).unwrap().get_connection().unwrap();
        let keys: Vec<String> = redis::cmd("KEYS")
            .arg(format!("{{{prefix}}}:*"))
            .query(&mut connection)
            .unwrap();
        assert!(!keys.is_empty());
        redis::cmd("DEL").arg(keys).exec(&mut connection).unwrap();
    }
}

mlflow_testkit::tracking_suite!(redis_store, Store::new());

/// Programs of one store see what each other does, and begin it once.
#[tokio::test]
async fn two_programs_share_a_store() {
    let first = Store::new().await;
    let Some((store, prefix)) = &first.0 else { return };
    let second = open(prefix).await.unwrap();
    let named = |name: &str| CreateExperiment {
        name: name.into(),
        ..CreateExperiment::default()
    };
    store.create_experiment(named("a")).await.unwrap();
    let error = second.create_experiment(named("a")).await.unwrap_err();
    assert_eq!(error.code(), ErrorCode::ResourceAlreadyExists);
    let default = GetExperimentByName {
        experiment_name: "Default".into(),
    };
    let found = second.get_experiment_by_name(default).await.unwrap().experiment;
    assert_eq!(found.experiment_id, "0");
}

/// Batches of many writers are there as a whole or not at all, whatever the others do.
#[tokio::test]
async fn a_batch_is_not_torn() {
    let subject = Store::new().await;
    let Some((store, prefix)) = &subject.0 else { return };
    let run = CreateRun {
        experiment_id: "0".into(),
        ..CreateRun::default()
    };
    let run_id = store.create_run(run).await.unwrap().run.info.run_id;
    let mut writers = Vec::new();
    for writer in 0..8 {
        let (store, run_id) = (open(prefix).await.unwrap(), run_id.clone());
        writers.push(tokio::spawn(async move {
            let text = writer.to_string();
            let batch = LogBatch {
                run_id,
                params: (0..50).map(|n| Param::new(format!("p{n}"), &text)).collect(),
                metrics: (0..50)
                    .map(|n| Metric::new(format!("m{n}"), 1.0, 1, writer))
                    .collect(),
                tags: (0..50).map(|n| RunTag::new(format!("t{n}"), &text)).collect(),
            };
            store.log_batch(batch).await
        }));
    }
    let mut written = 0;
    for writer in writers {
        match writer.await.unwrap() {
            Ok(_) => written += 1,
            Err(error) => assert_eq!(error.code(), ErrorCode::InvalidParameterValue, "{error}"),
        }
        let data = store
            .get_run(GetRun {
                run_id: run_id.clone(),
            })
            .await
            .unwrap()
            .run
            .data;
        let winner = &data.params["p0"];
        for n in 0..50 {
            assert_eq!(&data.params[&*format!("p{n}")], winner);
            assert_eq!(&data.tags[&*format!("t{n}")], winner);
            let step = data.metrics.item(&format!("m{n}")).unwrap().step;
            assert_eq!(&step.to_string(), winner);
        }
    }
    assert_eq!(written, 1);
}

#[tokio::test]
async fn a_server_that_is_not_there_is_named() {
    let mut registry = Registry::empty();
    registry.register(mlflow_redis_store::provider()).unwrap();
    let error = registry
        .tracking_store("redis://user:secret@127.0.0.1:1")
        .await
        .err()
        .unwrap();
    assert_eq!(error.code(), ErrorCode::TemporarilyUnavailable, "{error}");
    let text = format!("{error} {error:?}");
    assert!(text.contains("127.0.0.1:1") && !text.contains("secret"), "{text}");
}
