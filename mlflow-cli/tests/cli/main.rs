//! Drives the `mlflow` program as people and scripts do.
#![allow(
    clippy::unwrap_used,
    clippy::print_stderr,
    reason = "a test stops at the first surprise and says what it leaves out"
)]

mod artifacts;
mod bad_input;
mod completions;
mod db;
mod db_faults;
mod doctor;
mod echo;
mod experiments;
mod gc;
mod help;
mod interop;
mod models;
mod runs;
mod server;
mod terminal;
mod world;
