//! The stores of MLflow for Rust.

pub mod artifacts;
pub mod sql;
