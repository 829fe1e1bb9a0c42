//! The core of MLflow for Rust: entities, errors, the contract of the stores, the search grammar,
//! store URIs, configuration and the registry of providers.

pub mod error;
pub mod search;

pub use error::{Error, ErrorCode, Result};
