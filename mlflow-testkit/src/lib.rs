//! Conformance suites: public functions over the traits of `mlflow-core`, for every implementer.

#![allow(clippy::expect_used, clippy::unwrap_used, clippy::panic)] // A suite stops at the first surprise.

pub mod artifacts;
pub mod golden;
pub mod registry;
pub mod traces;
pub mod tracking;
mod verdict;

pub use verdict::verdict;

#[doc(hidden)]
pub mod __private {
    pub use tokio;
}
