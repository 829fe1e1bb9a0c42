//! Tracking stores and artifact repositories of MLflow for Rust.
//!
//! | scheme | what | where |
//! |---|---|---|
//! | `sqlite` | tracking store, in the layout of official MLflow 3.17 | [`sql`] |
//! | `file`, plain paths | artifact repository | [`artifacts`] |

pub mod artifacts;
pub mod sql;

/// Links the providers of this crate into the program, so that no linker drops them.
///
/// A program that only names URIs calls it once, before it makes a `Registry`.
pub fn link() {
    std::hint::black_box(&sql::PROVIDER);
}
