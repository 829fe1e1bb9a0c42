//! Stores.
pub mod artifacts;
pub mod sql;
