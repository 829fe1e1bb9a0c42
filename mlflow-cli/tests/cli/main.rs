//! Drives the `mlflow` program as people and scripts do.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stderr,
    clippy::print_stdout,
    reason = "a test stops at the first surprise and says what it leaves out"
)]

mod artifacts;
mod bad_input;
mod completions;
mod db;
mod db_faults;
#[path = "../../../mlflow-stores/tests/common/disk.rs"]
mod disk;
mod doctor;
mod echo;
#[cfg(unix)]
#[path = "../../../mlflow-testkit/tests/plugins/example.rs"]
mod example;
mod experiments;
mod gc;
mod help;
mod interop;
mod migrate;
mod models;
#[cfg(unix)]
mod plugins;
#[path = "../../../mlflow-stores/tests/common/private.rs"]
mod private;
#[path = "../../../mlflow-stores/tests/common/program.rs"]
mod program;
mod runs;
mod server;
#[path = "../../../mlflow-stores/tests/common/servers.rs"]
mod servers;
mod terminal;
mod world;
