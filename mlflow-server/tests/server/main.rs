//! A server over real sockets.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test stops at the first surprise"
)]

mod artifacts;
mod bodies;
mod graphql;
mod guard;
mod limits;
mod listen;
mod metrics;
mod multipart;
mod openapi;
mod operations;
mod otlp;
mod recordings;
mod remote;
mod running;
mod sockets;
mod webhooks;
