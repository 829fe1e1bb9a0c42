//! The active runs of each thread.

mod ending;
mod guard;
mod panics;
mod stack;

pub(crate) use guard::Guard;
pub use guard::{ActiveRun, AsyncActiveRun};
pub(crate) use stack::{ActiveModel, Entry, Stack};

use crate::handle::{RunHandle, Target};
use mlflow_core::config::settings;
use mlflow_core::entities::{Run, RunStatus};
use mlflow_core::{Client, Error, Result};
use std::cell::RefCell;
use std::sync::{Mutex, PoisonError};

thread_local! {
    static ACTIVE: RefCell<Stack> = const { RefCell::new(Stack::new()) };
    static LAST: RefCell<Option<(Client, String)>> = const { RefCell::new(None) };
}

static LAST_OF_ALL: Mutex<Option<(Client, String)>> = Mutex::new(None);

/// Works on the calling thread's stack; `None` while the thread is going away.
pub(crate) fn with_stack<T>(work: impl FnOnce(&mut Stack) -> T) -> Option<T> {
    ACTIVE
        .try_with(|stack| stack.try_borrow_mut().ok().map(|mut stack| work(&mut stack)))
        .ok()
        .flatten()
}

/// Returns the innermost active run of the calling thread.
pub(crate) fn current() -> Option<Target> {
    with_stack(|stack| stack.top().cloned()).flatten()
}

/// Returns the innermost active run of the calling thread; starts one and leaves it active if there is
/// none.
pub(crate) async fn current_or_start() -> Result<Target> {
    panics::caught();
    if let Some(target) = current() {
        return Ok(target);
    }
    panics::watch();
    let guard = crate::start::start(mlflow_core::RunOptions::new()).await?;
    Ok(guard.leave_active())
}

/// Refuses a status that no run ends with.
pub(crate) fn check_end(status: RunStatus) -> Result<()> {
    match status {
        RunStatus::Finished | RunStatus::Failed | RunStatus::Killed => Ok(()),
        RunStatus::Running | RunStatus::Scheduled => Err(Error::invalid_parameter_value(format!(
            "A run cannot end with the status {status}. Allowed are FINISHED, FAILED and KILLED"
        ))),
    }
}

/// Ends a run, once, and remembers it as the last one; an end that failed can be repeated.
pub(crate) async fn end(target: &Target, status: RunStatus) -> Result<()> {
    let Some(ending) = target.begin_ending() else {
        return Ok(());
    };
    if std::env::var_os(settings::RUN_ID.env).is_some() {
        std::env::remove_var(settings::RUN_ID.env);
    }
    let last = (target.client().clone(), target.run_id().to_owned());
    *LAST_OF_ALL.lock().unwrap_or_else(PoisonError::into_inner) = Some(last.clone());
    let _ = LAST.try_with(|of_thread| of_thread.replace(Some(last)));
    let ended = target.client().set_terminated(target.run_id(), status, None);
    ended.await?;
    ending.done();
    Ok(())
}

/// Returns the innermost active run of the calling thread.
///
/// ```
/// # let dir = tempfile::tempdir()?; std::env::set_current_dir(&dir)?;
/// assert!(mlflow::active_run().is_none());
/// let run = mlflow::start_run()?;
/// assert_eq!(mlflow::active_run().unwrap().id(), run.id());
/// std::thread::spawn(|| assert!(mlflow::active_run().is_none())).join().unwrap();
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn active_run() -> Option<RunHandle> {
    current().map(RunHandle::new)
}

crate::twins::twins! {
    /// Returns the active run as it is in the store now, else the last one that ended: in this thread,
    /// else in this process.
    ///
    /// ```
    /// # let dir = tempfile::tempdir()?; std::env::set_current_dir(&dir)?;
    /// assert!(mlflow::last_active_run()?.is_none());
    /// mlflow::start_run()?.log_metric("loss", 0.5)?;
    /// assert_eq!(mlflow::last_active_run()?.unwrap().data.metrics["loss"], 0.5);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub async fn last_active_run() -> Result<Option<Run>> {
        let (client, run_id) = match current() {
            Some(target) => (target.client().clone(), target.run_id().to_owned()),
            None => {
                let of_thread = LAST.try_with(|last| last.borrow().clone()).ok().flatten();
                let of_all = || LAST_OF_ALL.lock().unwrap_or_else(PoisonError::into_inner).clone();
                match of_thread.or_else(of_all) {
                    Some(last) => last,
                    None => return Ok(None),
                }
            }
        };
        client.get_run(run_id).await.map(Some)
    }

    /// Ends the innermost active run of the calling thread as FINISHED; without one nothing happens.
    ///
    /// If the variable `MLFLOW_RUN_ID` is set it is removed; see
    /// [`set_tracking_uri`](crate::set_tracking_uri) about programs with C code.
    pub async fn end_run() -> Result<()> {
        end_run_with(RunStatus::Finished).await
    }

    /// Ends the innermost active run of the calling thread with a status; without one nothing happens.
    ///
    /// A run that could not be ended stays active, so that the call can be repeated; the end of the
    /// thread tries once more.
    ///
    /// # Errors
    ///
    /// `INVALID_PARAMETER_VALUE` for RUNNING and SCHEDULED; the run stays active.
    ///
    /// ```
    /// # let dir = tempfile::tempdir()?; std::env::set_current_dir(&dir)?;
    /// mlflow::log_metric("loss", 0.5)?;       // starts a run
    /// mlflow::end_run_with(mlflow::RunStatus::Failed)?;
    /// assert_eq!(mlflow::last_active_run()?.unwrap().info.status, mlflow::RunStatus::Failed);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub async fn end_run_with(status: RunStatus) -> Result<()> {
        check_end(status)?;
        let Some(popped) = with_stack(Stack::pop).flatten() else {
            return Ok(());
        };
        let ended = end(&popped.target, status).await;
        if ended.is_err() {
            with_stack(|stack| stack.put_back(popped, status));
        }
        ended
    }
}
