//! Handles of runs: they log to their run from any thread.

mod target;

pub(crate) use target::Target;

use mlflow_core::entities::Run;
use mlflow_core::{blocking, Client, Result};

/// Logs to one run, from any thread.
///
/// What the functions of this crate do to the active run, its methods do to its own. A clone is cheap.
///
/// ```
/// # let dir = tempfile::tempdir()?; std::env::set_current_dir(&dir)?;
/// let run = mlflow::start_run()?;
/// let handle: mlflow::RunHandle = run.handle();
/// std::thread::spawn(move || handle.log_metric("loss", (0.2, 7))).join().unwrap()?;
/// # assert_eq!(mlflow::get_run(run.id())?.data.metrics["loss"], 0.2);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct RunHandle(pub(crate) Target);

/// The [`RunHandle`](crate::RunHandle) of async code.
#[derive(Clone, Debug)]
pub struct AsyncRunHandle(pub(crate) Target);

impl RunHandle {
    /// Returns a handle of any run, by its id, in the present tracking store.
    pub fn open(run_id: impl Into<String>) -> Result<Self> {
        Ok(blocking::run(AsyncRunHandle::read(run_id))?.blocking())
    }

    /// Returns the same handle with async methods.
    pub fn aio(&self) -> AsyncRunHandle {
        AsyncRunHandle(self.0.clone())
    }
}

impl AsyncRunHandle {
    /// Returns a handle of any run, by its id, in the present tracking store.
    pub async fn open(run_id: impl Into<String>) -> Result<Self> {
        blocking::within(AsyncRunHandle::read(run_id)).await
    }

    async fn read(run_id: impl Into<String>) -> Result<Self> {
        let client = crate::state::client()?;
        let run = client.get_run(run_id).await?;
        Ok(AsyncRunHandle(Target::new(client, run)))
    }

    /// Returns the same handle with methods that block.
    pub fn blocking(&self) -> RunHandle {
        RunHandle(self.0.clone())
    }
}

macro_rules! common {
    ($($Handle:ident)+) => { $(
        impl $Handle {
            pub(crate) fn new(target: Target) -> Self {
                $Handle(target)
            }

            /// Returns the run's id.
            pub fn id(&self) -> &str {
                self.0.run_id()
            }

            /// Returns the run as the store gave it when this handle was made: without what was logged since.
            pub fn run(&self) -> &Run {
                self.0.run()
            }

            /// Returns the client of the run's store.
            pub fn client(&self) -> &Client {
                self.0.client()
            }
        }
    )+ };
}
common! { RunHandle AsyncRunHandle }
