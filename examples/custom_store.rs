//! A store of your own, linked in: it stands before another store and tells the team what is written to it.
//!
//! A store may implement the traits operation by operation, as `mlflow plugins new` writes one. This one needs to see all operations
//! alike, and so it is a `Transport`: one method for every operation.
//!
//! `cargo run --example custom_store`
#![allow(clippy::print_stdout, reason = "an example shows what it did")]

use async_trait::async_trait;
use bytes::Bytes;
use mlflow::{Client, CreateRun, Provider, Registry, TrackingStore};
use mlflow_core::contract::{Arguments, CallContext, Operation, dispatch};
use mlflow_core::{Error, MemoryStore, Remote, Transport};
use std::sync::{Arc, Mutex};

/// What was told.
static TOLD: Mutex<Vec<String>> = Mutex::new(Vec::new());

struct Telling<S>(S);

#[async_trait]
impl<S: TrackingStore> Transport for Telling<S> {
    async fn call(
        &self,
        operation: &'static Operation,
        request: Bytes,
        context: &CallContext,
    ) -> mlflow::Result<Bytes> {
        if !operation.name.starts_with("get_") && !operation.name.starts_with("search_") {
            let line = format!("{} {}", operation.name, String::from_utf8_lossy(&request));
            TOLD.lock().unwrap_or_else(|told| told.into_inner()).push(line);
        }
        let answer = dispatch(&self.0, operation.name, Arguments::Json(&request), context).await;
        answer.unwrap_or_else(|| Err(Error::not_implemented(operation.name, "the store behind")))
    }
}

fn provider() -> Provider<dyn TrackingStore> {
    Provider::new("team", ["team"], |_uri, _options| async {
        Ok(Arc::new(Remote(Telling(MemoryStore::new()))) as Arc<dyn TrackingStore>)
    })
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> mlflow::Result<()> {
    let mut registry = Registry::default();
    registry.register(provider())?;
    let client = Client::with_registry("team://ours", registry)?;
    let run = client
        .create_run(CreateRun {
            experiment_id: "0".into(),
            ..CreateRun::default()
        })
        .await?;
    client.log_metric(run.id(), "loss", 0.25).await?;
    let told = TOLD.lock().unwrap_or_else(|told| told.into_inner());
    assert!(told[0].starts_with("create_run") && told[1].contains(r#""key":"loss""#));
    for line in told.iter() {
        println!("{line}");
    }
    Ok(())
}
