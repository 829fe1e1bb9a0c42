//! How your own tests can look at what your code tracks: a store in memory, under a scheme of its own.
//!
//! `cargo run --example memory_store_in_tests`
#![allow(clippy::print_stdout, reason = "an example shows what it did")]

use mlflow::memory::MemoryStore;
use mlflow::{Client, CreateRun, Provider, Registry, RunStatus, TrackingStore};
use std::sync::Arc;

/// Your code: it is told where to track.
async fn train(tracking: &Client, experiment: &str) -> mlflow::Result<String> {
    let experiment_id = tracking.get_or_create_experiment(experiment).await?.experiment_id;
    let run = tracking
        .create_run(CreateRun {
            experiment_id,
            ..CreateRun::default()
        })
        .await?;
    tracking.log_metric(run.id(), "loss", 0.25).await?;
    tracking
        .set_terminated(run.id(), RunStatus::Finished, None)
        .await?;
    Ok(run.id().to_owned())
}

/// A registry in which `memory://…` is a new, empty store and every other scheme an error.
fn nothing_but_memory() -> mlflow::Result<Registry> {
    let mut registry = Registry::empty();
    registry.register(Provider::<dyn TrackingStore>::new(
        "tests",
        ["memory"],
        |_uri, _options| async { Ok(Arc::new(MemoryStore::default()) as Arc<dyn TrackingStore>) },
    ))?;
    Ok(registry)
}

/// Your test, under `#[tokio::test]`.
#[tokio::main(flavor = "current_thread")]
async fn main() -> mlflow::Result<()> {
    let tracking = Client::with_registry("memory://test", nothing_but_memory()?)?;
    let run_id = train(&tracking, "wine").await?;

    let run = tracking.get_run(&run_id).await?;
    assert_eq!(run.info.status, RunStatus::Finished);
    assert_eq!(run.data.metrics["loss"], 0.25);
    assert!(Client::with_registry("sqlite:///mlflow.db", nothing_but_memory()?).is_err());
    println!("{} was tracked in memory and nowhere else", run.info.run_name);
    Ok(())
}
