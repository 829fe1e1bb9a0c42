//! Conformance suites: public functions over the traits of `mlflow-core`, for every implementer.

pub mod artifacts;
