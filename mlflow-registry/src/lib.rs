//! The model registry of MLflow for Rust: registered models, their versions, and prompts.
//!
//! | what | where |
//! |---|---|
//! | a registry in SQLite, PostgreSQL and MySQL, in the tables of official MLflow | [`sql`] |
//! | a registry in folders of official MLflow's layout, at `file:` URIs and plain paths | [`mod@file`] |
//! | a registry on a server at an `http:` or `https:` URI, with the feature `http` | `Remote<mlflow_stores::rest::Http>` |
//! | a version made of a run's model, or of another version | [`register_model`], [`copy_model_version`] |
//! | prompts: texts with versions, which are registered models too | [`prompts`] |
//! | what a server accepts as the source of a version | [`sources`] |
//!
//! Where the files of a `models:` URI are is told by `Client::resolve_artifact_uri` of the core.
//!
//! It stands beside the tracking store: a service that only promotes or loads models uses this crate and the core, and
//! needs no active runs; a server puts [`sources::check`] before a store of its own.

pub mod file;
mod logged;
pub mod prompts;
mod register;
#[cfg(feature = "http")]
mod rest;
pub mod sources;
pub mod sql;

pub use file::FileRegistry;
pub use logged::note_version;
pub use register::{RegisterOptions, copy_model_version, register_model};
pub use sql::SqlRegistryStore;

/// Links the providers of this crate into the program, so that no linker drops them.
///
/// A program that only names URIs calls it once, before it makes a `Registry`.
pub fn link() {
    mlflow_stores::link();
    std::hint::black_box([&sql::PROVIDER, &file::PROVIDER]);
    #[cfg(feature = "http")]
    std::hint::black_box(&rest::PROVIDER);
}
