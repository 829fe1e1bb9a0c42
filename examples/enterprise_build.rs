//! A server of a company: its own store, its own defaults, and its own proof of who asks, in one program.
//!
//! `cargo run --example enterprise_build`
#![allow(clippy::print_stdout, reason = "an example shows what it did")]

use async_trait::async_trait;
use mlflow_core::outgoing::{self, OutgoingRequest, RequestAuthProvider};
use mlflow_core::registry::{OpenOptions, Provider};
use mlflow_core::{MemoryStore, Registry, Result, TrackingStore};
use mlflow_server::{Backends, Server};
use std::sync::Arc;

/// Proves to the company's other servers who asks: `MLFLOW_TRACKING_AUTH=badge`.
struct Badge;

#[async_trait]
impl RequestAuthProvider for Badge {
    fn name(&self) -> &str {
        "badge"
    }

    async fn headers(&self, _request: OutgoingRequest<'_>) -> Result<Vec<(String, String)>> {
        Ok(vec![("Authorization".into(), "Bearer from-the-badge".into())])
    }
}

/// The company's store, which is the only one that this program opens by this scheme.
fn ledger() -> Provider<dyn TrackingStore> {
    Provider::new("ledger", ["ledger"], |_uri, options| async move {
        let root = options.artifact_root.unwrap_or_default();
        Ok(Arc::new(MemoryStore::with_artifact_root(root)) as Arc<dyn TrackingStore>)
    })
}

#[tokio::main]
async fn main() -> Result<()> {
    outgoing::register_auth(Badge);
    let mut registry = Registry::default();
    registry.register(ledger())?;
    let options = OpenOptions::new().artifact_root("s3://company/mlflow");
    let tracking = registry.tracking_store_with("ledger://main", options).await?;
    let mut backends = Backends::new(tracking, Arc::new(MemoryStore::default()));
    backends.registry = registry;
    let bound = Server::new(backends, Default::default())?
        .bind("127.0.0.1:0")
        .await?;
    println!("the company's server listens at {}", bound.url());
    // A real one would wait for a signal.
    bound.serve(async {}).await;
    Ok(())
}
