//! The stores of MLflow for Rust.

pub mod artifacts;

/// Keeps the linker from dropping this crate, whose providers announce themselves.
pub fn link() {}
