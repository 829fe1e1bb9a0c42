//! Ends of runs in destructors.

use super::end;
use crate::handle::Target;
use mlflow_core::blocking;
use mlflow_core::entities::RunStatus;
use mlflow_core::{Error, Result};
use std::panic::{catch_unwind, AssertUnwindSafe};

/// Ends a run on the calling thread or, while that one's locals are being destroyed, beside it.
pub(super) fn end_blocking(target: &Target, status: RunStatus) -> Result<()> {
    if !blocking::thread_is_ending() {
        return blocking::run(end(target, status));
    }
    let target = target.clone();
    beside(move || blocking::run(end(&target, status)))
}

/// Does some work on a thread of its own, whose locals are there, and waits for it.
fn beside(work: impl FnOnce() -> Result<()> + Send + 'static) -> Result<()> {
    let thread = std::thread::Builder::new()
        .name("mlflow-end".into())
        .spawn(work)?;
    let panicked = |_| Error::internal("the thread that ends the run panicked");
    thread.join().map_err(panicked)?
}

/// Ends runs from a destructor: whatever goes wrong is told, and nothing unwinds.
///
/// Returns whether the run has ended.
pub(super) fn end_in_drop(target: &Target, status: RunStatus) -> bool {
    let ended = catch_unwind(AssertUnwindSafe(|| end_blocking(target, status)));
    let ended = ended.unwrap_or_else(|_| Err(Error::internal("the end of the run panicked")));
    if let Err(error) = &ended {
        mlflow_core::notice::error(&format!("cannot end the run {}: {error}", target.run_id()));
    }
    ended.is_ok()
}

/// Ends what a thread leaves active, beside it: others may need its locals, which are being destroyed.
pub(super) fn end_left(left: Vec<(Target, RunStatus)>) {
    let work = move || {
        for (target, status) in left {
            end_in_drop(&target, status);
        }
        mlflow_stores::sql::flush();
        Ok(())
    };
    if let Err(error) = beside(work) {
        mlflow_core::notice::error(&format!(
            "cannot end the runs that the thread left active: {error}"
        ));
    }
}
