//! The core of MLflow for Rust: entities, errors, the contract of the stores, the search grammar,
//! store URIs, configuration and the registry of providers.

pub mod contract;
pub mod entities;
pub mod error;
pub mod search;
pub mod validation;

pub use contract::{Experiments, Remote, Runs, TrackingStore, Transport};
pub use error::{Error, ErrorCode, Result};
pub use validation::Validate;
