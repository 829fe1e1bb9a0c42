//! Stores and artifacts behind HTTP: against servers of official MLflow, and against a server that fails on purpose.

#![cfg(all(feature = "http", unix))]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::print_stderr,
    clippy::await_holding_lock,
    reason = "helpers of tests may stop at the first surprise, and say what is left out; each test has a runtime of its own"
)]

#[path = "../common/authority.rs"]
mod authority;
#[path = "../common/official_server.rs"]
mod official_server;
#[path = "../common/program.rs"]
mod program;

mod fake;
mod parts;
mod proofs;
mod retries;
mod settings;
mod tls;
mod transfers;

/// Its name puts the tests into the group of those that start Python.
mod interop {
    mod artifacts;
    mod tracking;
}
