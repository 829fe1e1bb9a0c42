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
//! | `library`, `calls` | the program's side: loading, and the calls in flight |
//! | `manifest` | what a plugin says of itself |
//! | `places`, `safety`, `installed` | where plugins are looked for, and which places are safe |
//!
//! `docs/plugin-abi.md` is the page for authors in other languages.

#![allow(unsafe_code)] // The C ABI; the rest of the workspace denies it.

pub mod abi;
mod calls;
#[doc(hidden)]
pub mod export;
mod health;
mod installed;
mod library;
mod manifest;
mod message;
mod places;
mod providers;
mod safety;
mod store;

pub use installed::{Found, Rejected, found, rejected};
pub use manifest::{Kind, Manifest, Offer};
pub use providers::{LoadedPlugin, load_plugin};
pub use store::PluginStore;

pub(crate) use providers::register_installed;
