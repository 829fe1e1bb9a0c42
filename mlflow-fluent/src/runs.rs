//! Runs: started, resumed, scoped, read, deleted.

use crate::active::{ActiveRun, AsyncActiveRun, Guard};
use crate::handle::{AsyncRunHandle, RunHandle};
use crate::in_run::RunFutureExt;
use crate::start::start;
use crate::{state, twins};
use mlflow_core::entities::{Run, RunStatus};
use mlflow_core::{blocking, Error, Result, RunOptions};

/// Starts a run in the active experiment and makes it the active run of this thread.
///
/// If the variable `MLFLOW_RUN_ID` names a run, as a parent process may have set it, that run is
/// resumed and the variable is cleared.
///
/// # Errors
///
/// `INVALID_STATE` if a run is active in this thread.
///
/// ```
/// # let dir = tempfile::tempdir()?; std::env::set_current_dir(&dir)?;
/// let run: mlflow::ActiveRun = mlflow::start_run()?;
/// mlflow::log_metric("loss", 0.5)?;
/// run.end()?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn start_run() -> Result<ActiveRun> {
    start_run_with(RunOptions::new())
}

/// Starts or resumes a run as the options say and makes it the active run of this thread.
///
/// A resumed run has the status RUNNING again; of the other options its name, tags and description
/// count. A nested run is a child of the innermost active one.
///
/// # Errors
///
/// `INVALID_STATE` if a run is active and `nested` is not set; if the parent is not the active run or is
/// deleted; if the resumed run is deleted or not in the experiment of `set_experiment`.
/// `INVALID_PARAMETER_VALUE` for a description beside the tag `mlflow.note.content`.
///
/// ```
/// # let dir = tempfile::tempdir()?; std::env::set_current_dir(&dir)?;
/// let parent = mlflow::start_run()?;
/// let child = mlflow::start_run_with(mlflow::RunOptions::new().name("fold 1").nested(true))?;
/// assert_eq!(mlflow::get_parent_run(child.id())?.unwrap().id(), parent.id());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn start_run_with(options: RunOptions) -> Result<ActiveRun> {
    blocking::run(start(options)).map(ActiveRun::new)
}

/// Runs a closure within a run: FINISHED if it answers `Ok`, FAILED if `Err`, which comes out again, or
/// if it panics.
///
/// [`try_with_run`] does the same for other error types.
///
/// ```
/// # let dir = tempfile::tempdir()?; std::env::set_current_dir(&dir)?;
/// mlflow::with_run(mlflow::RunOptions::new().name("scoped"), |run| {
///     run.log_metric("loss", 0.1)?;
///     Ok(())
/// })?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn with_run<T>(options: RunOptions, work: impl FnOnce(&RunHandle) -> Result<T>) -> Result<T> {
    try_with_run(options, work)
}

/// Does what [`with_run`] does, for closures whose errors are not this crate's.
///
/// ```
/// # let dir = tempfile::tempdir()?; std::env::set_current_dir(&dir)?;
/// fn train(run: &mlflow::RunHandle) -> anyhow::Result<()> {
///     run.log_metric("loss", 0.1)?;
///     anyhow::bail!("the data are gone")
/// }
/// let error = mlflow::try_with_run(mlflow::RunOptions::new(), train).unwrap_err();
/// assert_eq!(error.to_string(), "the data are gone");
/// assert_eq!(mlflow::last_active_run()?.unwrap().info.status, mlflow::RunStatus::Failed);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn try_with_run<T, E: From<Error>>(
    options: RunOptions,
    work: impl FnOnce(&RunHandle) -> Result<T, E>,
) -> Result<T, E> {
    let run = start_run_with(options)?;
    match work(&run) {
        Ok(answer) => run
            .end_scope(RunStatus::Finished)
            .map(|()| answer)
            .map_err(E::from),
        Err(error) => {
            if let Err(of_end) = run.end_scope(RunStatus::Failed) {
                mlflow_core::notice::error(&format!("cannot end the run as FAILED: {of_end}"));
            }
            Err(error)
        }
    }
}

twins::twins! {
    /// Returns a run, deleted or not.
    ///
    /// ```
    /// # let dir = tempfile::tempdir()?; std::env::set_current_dir(&dir)?;
    /// # let id = { let run = mlflow::start_run()?; run.log_metric("loss", 0.5)?; run.id().to_owned() };
    /// let run: mlflow::Run = mlflow::get_run(&id)?;
    /// let loss: f64 = run.data.metrics["loss"];
    /// # assert_eq!(loss, 0.5);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub async fn get_run(run_id: impl Into<String>) -> Result<Run> {
        state::client()?.get_run(run_id).await
    }

    /// Returns the parent of a nested run, if it has one.
    pub async fn get_parent_run(run_id: impl Into<String>) -> Result<Option<Run>> {
        state::client()?.get_parent_run(run_id).await
    }

    /// Deletes a run, so that it can be restored; again is no error.
    pub async fn delete_run(run_id: impl Into<String>) -> Result<()> {
        state::client()?.delete_run(run_id).await
    }

    /// Restores a deleted run; again is no error.
    pub async fn restore_run(run_id: impl Into<String>) -> Result<()> {
        state::client()?.restore_run(run_id).await
    }
}

/// The async twins of what is not made by `twins!`.
pub(crate) mod scoped {
    use super::*;

    /// Does what [`mlflow::start_run`](crate::start_run) does, without blocking.
    pub async fn start_run() -> Result<AsyncActiveRun> {
        start_run_with(RunOptions::new()).await
    }

    /// Does what [`mlflow::start_run_with`](crate::start_run_with) does, without blocking.
    pub async fn start_run_with(options: RunOptions) -> Result<AsyncActiveRun> {
        blocking::within(start(options)).await.map(AsyncActiveRun::new)
    }

    /// Runs a future within a new run, which is active inside of that future only, on whichever thread
    /// it is polled: FINISHED if it answers `Ok`, FAILED if `Err`, if it panics, or if it is dropped
    /// half-way.
    ///
    /// ```
    /// # let dir = tempfile::tempdir()?; std::env::set_current_dir(&dir)?;
    /// # tokio::runtime::Builder::new_multi_thread().build()?.block_on(async {
    /// let scoped = mlflow::aio::with_run(mlflow::RunOptions::new(), |run| async move {
    ///     mlflow::aio::log_metric("loss", 0.1).await?;
    ///     run.log_metric("acc", 0.9).await
    /// });
    /// tokio::spawn(scoped).await.unwrap()?;
    /// # Ok::<(), mlflow::Error>(()) })?;
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub async fn with_run<T, F: std::future::Future<Output = Result<T>>>(
        options: RunOptions,
        work: impl FnOnce(AsyncRunHandle) -> F,
    ) -> Result<T> {
        try_with_run(options, work).await
    }

    /// Does what [`with_run`] does, for futures whose errors are not this crate's.
    pub async fn try_with_run<T, E: From<Error>, F: std::future::Future<Output = Result<T, E>>>(
        options: RunOptions,
        work: impl FnOnce(AsyncRunHandle) -> F,
    ) -> Result<T, E> {
        let started = async { start(options).await.map(Guard::detach) };
        let ending = blocking::within(started).await?;
        let handle = AsyncRunHandle::new(ending.target().clone());
        let answer = work(handle.clone()).in_run(&handle).await;
        let status = match &answer {
            Ok(_) => RunStatus::Finished,
            Err(_) => RunStatus::Failed,
        };
        let ended = blocking::within(ending.end(status)).await;
        match (answer, ended) {
            (Ok(answer), ended) => ended.map(|()| answer).map_err(E::from),
            (Err(error), ended) => {
                if let Err(of_end) = ended {
                    mlflow_core::notice::error(&format!("cannot end the run as FAILED: {of_end}"));
                }
                Err(error)
            }
        }
    }
}
