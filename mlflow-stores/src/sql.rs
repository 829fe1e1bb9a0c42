//! Stores in SQL databases, in the layout of official MLflow.

pub mod search;
