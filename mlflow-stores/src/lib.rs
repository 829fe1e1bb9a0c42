//! Stores.
pub mod artifacts;
pub mod sql;

/// Keeps the linker from dropping this crate, whose providers announce themselves.
pub fn link() {}
