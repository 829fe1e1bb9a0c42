//! Moves what one store of MLflow holds to another: experiments, runs with their histories, logged models, traces and
//! the model registry, the deleted ones too.
//!
//! ```text
//!  Source: any stores, read in pages ─► Place: ids and artifacts as the target has them ─► ImportTarget
//!                                                  │
//!                         verification: both sides are read, and the digests of their content compared
//! ```
//!
//! Servers that have no calls for that are written by the ordinary ones: ids are new there, and what names them is
//! moved with the new ones.
//!
//! A migration may be interrupted and begun again: what is written a second time changes nothing.
//!
//! ```
//! # tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(async {
//! use mlflow_core::Registry;
//! use mlflow_migrate::{Kind, Migration};
//! # mlflow_registry::link();
//! # let folder = tempfile::tempdir().unwrap();
//! # let [from, to] = ["a.db", "b.db"].map(|name| format!("sqlite:///{}", folder.path().join(name).display()));
//! # Registry::default().tracking_store(&from).await?;
//!
//! let registry = Registry::default();
//! let report = Migration::new(&from, &to).include("wine*")?.exclude("*-test")?.run(&registry).await?;
//! assert!(report.is_equal());
//! assert_eq!(report.tally(Kind::Experiments).source, 0);
//! # Ok::<(), mlflow_core::Error>(()) }).unwrap();
//! ```

mod alike;
mod api;
#[cfg(feature = "archive")]
mod archive;
mod artifacts;
mod choice;
mod digest;
mod event;
mod ids;
mod migration;
mod moving;
mod place;
mod report;
mod source;
mod target;
mod verify;

#[cfg(feature = "archive")]
pub use archive::Archive;
pub use event::{Event, Kind};
pub use migration::{Artifacts, Migration};
pub use report::{Difference, Refusal, Report, Tally};
