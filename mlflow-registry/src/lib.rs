//! The model registry of MLflow for Rust: registered models, their versions, and prompts.
//!
//! | what | where |
//! |---|---|
//! | a registry in SQLite, in the tables of official MLflow | [`sql`] |
//!
//! It stands beside the tracking store: a service that only promotes or loads models uses this crate and the core, and
//! needs no active runs; a server puts [`sources::check`] before a store of its own.

pub mod sql;

pub use sql::SqlRegistryStore;

/// Links the providers of this crate into the program, so that no linker drops them.
///
/// A program that only names URIs calls it once, before it makes a `Registry`.
pub fn link() {
    mlflow_stores::link();
    std::hint::black_box(&sql::PROVIDER);
}
