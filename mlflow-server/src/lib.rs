//! MLflow's tracking server: REST over any store, for MLflow's Python clients and for Rust.
//!
//! Who takes this crate alone: programs that serve a store of their own, and tests that want a server in the same
//! process. The `mlflow server` command is a thin layer over it.
//!
//! ```text
//!  connection ─ listen ─► guard ─► routes ─┬─ operations   a loop over the contract's tables
//!                (limits)  (Host, Origin,  ├─ artifacts    the proxy, downloads
//!                           ids, logs)     ├─ graphql      several reads at once, for pages
//!                                          ├─ webhooks     who is told what operations have done
//!                                          ├─ pages        health, version, what the server can do
//!                                          ├─ openapi      what the operations are, for programs and people
//!                                          └─ coverage     what official MLflow has beyond these
//! ```
//!
//! ```
//! # tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(async {
//! use mlflow_core::memory::{MemoryStore};
//! use mlflow_server::{Backends, Server};
//! use std::sync::Arc;
//!
//! let backends = Backends::new(Arc::new(MemoryStore::default()), Arc::new(MemoryStore::default()));
//! let server = Server::new(backends, Default::default())?;
//! let bound = server.bind("127.0.0.1:0").await?;
//! println!("listening at {}", bound.url());
//! # Ok::<(), mlflow_core::Error>(()) }).unwrap();
//! ```

mod answer;
mod app;
mod artifacts;
mod coverage;
mod graphql;
mod guard;
mod listen;
mod metrics;
mod openapi;
mod operations;
mod options;
mod otlp;
mod pages;
mod request;
mod routes;
mod webhooks;

pub use app::{Backends, Imports};
pub use listen::{Bound, Shutdown};
pub use options::{REQUEST_SPAN, ServerOptions, TlsFiles};
pub use routes::Server;
