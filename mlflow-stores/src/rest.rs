//! Tracking servers and registries at `http:` and `https:` URIs.
//!
//! ```text
//!  transport.rs   request.rs  answer.rs    an operation as a request, and what comes back
//!                │
//!  server.rs      headers.rs  redirect.rs  one exchange: who asks, and where an answer leads to
//!                │        retry.rs         what is repeated, and when
//!  client.rs                               connections and TLS, shared by all that ask in one way
//! ```

mod address;
mod answer;
mod client;
mod failure;
mod headers;
mod numbers;
mod payload;
mod redirect;
mod request;
mod retry;
mod server;
mod transport;

pub(crate) use address::{Address, encoded};
pub(crate) use answer::Idle;
pub(crate) use payload::Payload;
pub(crate) use retry::{Policy, Repeat};
pub(crate) use server::{Exchange, Server};
pub use transport::Http;

use mlflow_core::contract::ImportTarget;
use mlflow_core::registry::{LinkedProvider, Provider};
use mlflow_core::{Remote, TraceStore, TrackingStore};
use std::sync::Arc;

/// The URI schemes of servers.
pub const SCHEMES: &[&str] = &["http", "https"];

fn provider() -> Provider<dyn TrackingStore> {
    Provider::new("mlflow-stores", SCHEMES, |uri, _options| async move {
        Ok(Arc::new(Remote(Http::open(&uri)?)) as Arc<dyn TrackingStore>)
    })
}

fn trace_provider() -> Provider<dyn TraceStore> {
    Provider::new("mlflow-stores", SCHEMES, |uri, _options| async move {
        Ok(Arc::new(Remote(Http::open(&uri)?)) as Arc<dyn TraceStore>)
    })
}

fn import_provider() -> Provider<dyn ImportTarget> {
    Provider::new("mlflow-stores", SCHEMES, |uri, _options| async move {
        Ok(Arc::new(Remote(Http::open(&uri)?)) as Arc<dyn ImportTarget>)
    })
}

pub(crate) static PROVIDER: LinkedProvider = LinkedProvider(|| provider().into());

inventory::submit! { LinkedProvider(|| provider().into()) }
inventory::submit! { LinkedProvider(|| trace_provider().into()) }
inventory::submit! { LinkedProvider(|| import_provider().into()) }
