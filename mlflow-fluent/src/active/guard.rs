//! Guards that end their run.

use super::ending::{end_blocking, end_in_drop};
use super::{check_end, end, with_stack, Entry};
use crate::handle::{AsyncRunHandle, RunHandle, Target};
use mlflow_core::blocking;
use mlflow_core::entities::RunStatus;
use mlflow_core::Result;
use std::marker::PhantomData;
use std::ops::Deref;

/// What both kinds of guard hold: a run, and its place in the stack of this thread.
pub(crate) struct Guard {
    target: Target,
    entry: Entry,
    armed: bool,
    of_this_thread: PhantomData<*const ()>,
}

impl Guard {
    /// Makes a run the innermost active one of the calling thread.
    pub(crate) fn enter(target: Target) -> Option<Self> {
        let entry = with_stack(|stack| stack.push(target.clone()))?;
        Some(Guard {
            target,
            entry,
            armed: true,
            of_this_thread: PhantomData,
        })
    }

    /// Keeps the run active without a guard.
    pub(crate) fn leave_active(mut self) -> Target {
        self.armed = false;
        self.target.clone()
    }

    /// Ends the run and waits for it, on any thread; if that fails it stays active, without a guard.
    pub(crate) fn end_blocking(mut self, status: RunStatus) -> Result<()> {
        self.armed = false;
        check_end(status)?;
        let popped = with_stack(|stack| stack.remove(self.entry)).flatten();
        let ended = end_blocking(&self.target, status);
        if let (Err(_), Some(popped)) = (&ended, popped) {
            with_stack(|stack| stack.put_back(popped, status));
        }
        ended
    }

    /// Ends the run of a scope; if that fails, the end of the thread tries again.
    pub(crate) fn end_scope(mut self, status: RunStatus) -> Result<()> {
        self.armed = false;
        with_stack(|stack| stack.remove(self.entry));
        let ended = end_blocking(&self.target, status);
        if ended.is_err() {
            with_stack(|stack| stack.owe(self.target.clone(), status));
        }
        ended
    }

    /// Does what [`end_blocking`](Guard::end_blocking) does, without blocking.
    pub(crate) async fn end(mut self, status: RunStatus) -> Result<()> {
        self.armed = false;
        check_end(status)?;
        let popped = with_stack(|stack| stack.remove(self.entry)).flatten();
        let ended = end(&self.target, status).await;
        if let (Err(_), Some(popped)) = (&ended, popped) {
            with_stack(|stack| stack.put_back(popped, status));
        }
        ended
    }

    pub(crate) fn target(&self) -> &Target {
        &self.target
    }

    /// Takes the run off the stack of this thread; it ends as FAILED if nothing else is said.
    pub(crate) fn detach(mut self) -> Detached {
        self.armed = false;
        with_stack(|stack| stack.remove(self.entry));
        Detached {
            target: self.target.clone(),
            armed: true,
        }
    }
}

/// A run that is on no stack, and may leave its thread.
pub(crate) struct Detached {
    target: Target,
    armed: bool,
}

impl Detached {
    pub(crate) fn target(&self) -> &Target {
        &self.target
    }

    /// Ends the run; if that fails, the end of the thread tries again.
    pub(crate) async fn end(mut self, status: RunStatus) -> Result<()> {
        let ended = end(&self.target, status).await;
        self.armed = false;
        if ended.is_err() {
            with_stack(|stack| stack.owe(self.target.clone(), status));
        }
        ended
    }
}

impl Drop for Detached {
    fn drop(&mut self) {
        if self.armed {
            end_or_owe(&self.target, RunStatus::Failed);
        }
    }
}

impl Drop for Guard {
    fn drop(&mut self) {
        if !self.armed {
            return;
        }
        with_stack(|stack| stack.remove(self.entry));
        let status = match std::thread::panicking() {
            true => RunStatus::Failed,
            false => RunStatus::Finished,
        };
        end_or_owe(&self.target, status);
    }
}

/// Ends a run from a destructor; if that fails, the end of the thread tries again.
fn end_or_owe(target: &Target, status: RunStatus) {
    if !end_in_drop(target, status) {
        with_stack(|stack| stack.owe(target.clone(), status));
    }
}

/// The run that the calling thread is in, until this guard is dropped: then it ends as FINISHED, in a
/// panic as FAILED.
///
/// It reads like a [`RunHandle`] and stays on its thread; [`handle`](ActiveRun::handle) gives a handle
/// that may leave it. Errors of the end are logged by `drop`, and returned by [`end`](ActiveRun::end).
///
/// ```
/// # let dir = tempfile::tempdir()?; std::env::set_current_dir(&dir)?;
/// let id = {
///     let run = mlflow::start_run()?;
///     mlflow::log_metric("loss", 0.5)?;
///     run.id().to_owned()
/// };
/// assert_eq!(mlflow::get_run(&id)?.info.status, mlflow::RunStatus::Finished);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use = "the run ends when this guard is dropped, so bind it to a name: `let run = …`"]
pub struct ActiveRun {
    guard: Guard,
    handle: RunHandle,
}

impl ActiveRun {
    pub(crate) fn new(guard: Guard) -> Self {
        let handle = RunHandle::new(guard.target().clone());
        ActiveRun { guard, handle }
    }

    /// Returns the run's id.
    pub fn id(&self) -> &str {
        self.handle.id()
    }

    /// Returns a handle for other threads and tasks; it does not end the run.
    pub fn handle(&self) -> RunHandle {
        self.handle.clone()
    }

    pub(crate) fn end_scope(self, status: RunStatus) -> Result<()> {
        self.guard.end_scope(status)
    }

    /// Ends the run as FINISHED.
    pub fn end(self) -> Result<()> {
        self.end_with(RunStatus::Finished)
    }

    /// Ends the run with a status.
    ///
    /// A run that could not be ended stays active: [`end_run`](crate::end_run) tries again, and so does
    /// the end of the thread. So does one whose status is refused: RUNNING and SCHEDULED are no ends.
    pub fn end_with(self, status: RunStatus) -> Result<()> {
        self.guard.end_blocking(status)
    }
}

impl Deref for ActiveRun {
    type Target = RunHandle;

    fn deref(&self) -> &RunHandle {
        &self.handle
    }
}

impl std::fmt::Debug for ActiveRun {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("ActiveRun").field(&self.id()).finish()
    }
}

/// The [`ActiveRun`](crate::ActiveRun) of async code: its `end` is awaited; its `drop` blocks.
///
/// It stays on its thread, as the code that holds it does; a future that moves between threads uses
/// [`in_run`](crate::RunFutureExt::in_run).
#[must_use = "the run ends when this guard is dropped, so bind it to a name: `let run = …`"]
pub struct AsyncActiveRun {
    guard: Guard,
    handle: AsyncRunHandle,
}

impl AsyncActiveRun {
    pub(crate) fn new(guard: Guard) -> Self {
        let handle = AsyncRunHandle::new(guard.target().clone());
        AsyncActiveRun { guard, handle }
    }

    /// Returns the run's id.
    pub fn id(&self) -> &str {
        self.handle.id()
    }

    /// Returns a handle for other threads and tasks; it does not end the run.
    pub fn handle(&self) -> AsyncRunHandle {
        self.handle.clone()
    }

    /// Ends the run as FINISHED.
    pub async fn end(self) -> Result<()> {
        self.end_with(RunStatus::Finished).await
    }

    /// Ends the run with a status.
    ///
    /// A run that could not be ended stays active: [`end_run`](crate::end_run) tries again, and so does
    /// the end of the thread. So does one whose status is refused: RUNNING and SCHEDULED are no ends.
    pub async fn end_with(self, status: RunStatus) -> Result<()> {
        blocking::within(self.guard.end(status)).await
    }
}

impl Deref for AsyncActiveRun {
    type Target = AsyncRunHandle;

    fn deref(&self) -> &AsyncRunHandle {
        &self.handle
    }
}

impl std::fmt::Debug for AsyncActiveRun {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("AsyncActiveRun").field(&self.id()).finish()
    }
}
