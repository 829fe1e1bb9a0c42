//! The stores of MLflow for Rust.

pub mod sql;
