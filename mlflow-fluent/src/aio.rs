//! The functions of this crate as `async` ones, under the same names.
//!
//! They work on any executor: sockets, timers and tasks of the stores live on this crate's own runtime.
//! The active run is that of the thread which polls them; a future that moves between threads is put
//! into its run by [`in_run`](crate::RunFutureExt::in_run) or [`with_run`].

pub use crate::active::aio::{end_run, end_run_with, last_active_run};
pub use crate::active::AsyncActiveRun as ActiveRun;
pub use crate::active_model::aio::*;
pub use crate::experiments::aio::*;
pub use crate::handle::AsyncRunHandle as RunHandle;
pub use crate::logged_models::aio::*;
pub use crate::logging::aio::*;
pub use crate::models::aio::*;
pub use crate::runs::aio::*;
pub use crate::runs::scoped::*;
pub use crate::search::aio::*;
pub use crate::search::search_runs_stream;

/// Artifacts of any run: listed and downloaded.
pub mod artifacts {
    pub use crate::artifacts::aio::*;
}

/// Prompts: texts with versions, aliases and tags.
pub mod genai {
    pub use crate::genai::aio::*;
}
