//! Tracking stores and artifact repositories of MLflow for Rust.
//!
//! | scheme | what | where |
//! |---|---|---|
//! | `sqlite`, `postgresql`, `mysql` | tracking store, in the layout of official MLflow 3.17 | [`sql`] |
//! | `file`, plain paths | tracking store, in folders of official MLflow's layout | [`mod@file`] |
//! | `http`, `https` | tracking store, on a server | `rest`, with the feature `http` |
//! | `file`, plain paths | artifact repository | [`artifacts`] |
//! | `mlflow-artifacts`, `http`, `https` | artifact repository, of what a server hands out | [`artifacts`], with the feature `http` |

pub mod artifacts;
pub mod file;
#[cfg(feature = "http")]
pub mod rest;
pub mod sql;

/// Links the providers of this crate into the program, so that no linker drops them.
///
/// A program that only names URIs calls it once, before it makes a `Registry`.
pub fn link() {
    std::hint::black_box([&sql::PROVIDER, &file::PROVIDER]);
    #[cfg(feature = "http")]
    std::hint::black_box([&rest::PROVIDER, &artifacts::SERVED]);
}
