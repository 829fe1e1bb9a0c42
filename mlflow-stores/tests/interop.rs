//! Official MLflow and this project are interchangeable: either works on what the other wrote.
//!
//! `MLFLOW_TEST_PYTHON_3` names a Python with mlflow 3.17.2, `MLFLOW_TEST_PYTHON_2` one with 2.22.5.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stderr,
    reason = "helpers of tests may stop at the first surprise, and say what is left out"
)]

/// Its name puts the tests into the group of those that start Python.
mod interop {
    mod artifacts;
    mod layout;
    mod logged_models;
    mod reading;
    mod scenario;
    mod sides;
    mod traces;
    mod turns;
    mod whole;
}
