//! Plugins: stores that others write, in shared libraries with one C symbol, found by the schemes of their URIs.
//!
//! ```text
//!  a program                                      a plugin
//!  Registry ─► Provider ─► Remote<PluginStore>    export_plugin! { … providers: [provider()] }
//!                            │  JSON of REST           ▲
//!                            ▼                         │
//!              library.rs ── mlflow_plugin_v1 ──► export.rs ─► dispatch ─► the author's store
//!              calls.rs   ◄── done(call, status, bytes) ──┘
//! ```
//!
//! | module | what it holds |
//! |---|---|
//! | [`abi`] | the C structures, which `include/mlflow_plugin.h` holds as well |
//! | `export` | the plugin's side: [`export_plugin!`](crate::export_plugin) |
//! | `library`, `calls`, `flight` | the program's side: loading, and the calls in flight |
//! | `process`, `host`, `frames` | plugins in processes of their own: both ends of the pipe, and its messages |
//! | `peer`, `health` | what callers are told of answers, and of their absence |
//! | `artifacts` | repositories of artifacts, whose bytes cross in pieces |
//! | `extensions` | evaluators, project backends and small providers, found by name |
//! | `manifest` | what a plugin says of itself |
//! | `places`, `safety`, `installed` | where plugins are looked for, and which places are safe |
//!
//! `docs/plugin-abi.md` is the page for authors in other languages.

#![allow(unsafe_code)] // The C ABI; the rest of the workspace denies it.

pub mod abi;
mod artifacts;
mod calls;
#[doc(hidden)]
pub mod export;
mod extensions;
mod flight;
mod frames;
mod health;
mod host;
mod installed;
mod isolation;
mod library;
mod loaded;
mod manifest;
mod message;
mod peer;
mod places;
mod process;
mod providers;
mod safety;
mod store;

pub use host::serve;
pub use installed::{Found, Rejected, found, rejected};
pub use isolation::{isolate_by_default, set_host};
pub use manifest::{Isolation, Kind, Manifest, Offer};
pub use providers::{LoadedPlugin, installed_extensions, load_plugin};
pub use store::PluginStore;

pub(crate) use providers::register_installed;
