//! Databases of older MLflows become what official MLflow's own upgrade makes of them.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stderr,
    clippy::print_stdout,
    reason = "a test stops at the first surprise, and says what it leaves out"
)]

mod backups;
mod database;
#[path = "../common/disk.rs"]
mod disk;
mod full_disk;
mod golden;
mod indexes;
mod interop;
mod interop_servers;
mod refused;
