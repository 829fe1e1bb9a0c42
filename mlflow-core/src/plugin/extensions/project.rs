//! Projects that a plugin runs.

use super::operation as op;
use super::*;
use crate::blocking;
use crate::entities::RunStatus;
use crate::error::Result;
use crate::project::{ProjectBackend, RunProject, SubmittedRun};
use async_trait::async_trait;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

/// A plugin may take so long to begin to run a project, which may have to be fetched and built, and to end one.
const SUBMIT: Duration = Duration::from_secs(60 * 60);

/// Who waits for a run asks again after this time, so that a plugin that hangs is told from a run that takes long.
const WAIT_MS: u64 = 20_000;

#[async_trait]
impl ProjectBackend for Proxy {
    fn name(&self) -> &str {
        self.named()
    }

    async fn run(&self, project: RunProject) -> Result<Box<dyn SubmittedRun>> {
        static LAST: AtomicU64 = AtomicU64::new(0);
        let mut running = Running {
            backend: self.clone(),
            submission: LAST.fetch_add(1, Ordering::Relaxed) + 1,
            run_id: String::new(),
        };
        let submit = Submit {
            submission: running.submission,
            project,
        };
        let submitted: Submitted = self.ask(op::RUN_PROJECT, &submit, Some(SUBMIT)).await?;
        running.run_id = submitted.run_id;
        Ok(Box::new(running))
    }
}

struct Running {
    backend: Proxy,
    submission: u64,
    run_id: String,
}

impl Running {
    fn submission(&self) -> Submission {
        Submission {
            submission: self.submission,
        }
    }
}

#[async_trait]
impl SubmittedRun for Running {
    fn run_id(&self) -> &str {
        &self.run_id
    }

    async fn wait(&self) -> Result<bool> {
        let wait = Wait {
            submission: self.submission,
            wait_ms: WAIT_MS,
        };
        loop {
            let waited: Waited = self.backend.ask(op::WAIT_RUN, &wait, None).await?;
            if let Some(succeeded) = waited.succeeded {
                return Ok(succeeded);
            }
        }
    }

    async fn status(&self) -> Result<RunStatus> {
        let told: Status = self.backend.ask(op::RUN_STATUS, &self.submission(), None).await?;
        Ok(told.status)
    }

    async fn cancel(&self) -> Result<()> {
        let cancel = self.submission();
        let _: Nothing = self.backend.ask(op::CANCEL_RUN, &cancel, Some(SUBMIT)).await?;
        Ok(())
    }
}

impl Drop for Running {
    /// The run goes on; nobody asks about it any more.
    fn drop(&mut self) {
        let (backend, forgotten) = (self.backend.clone(), self.submission());
        let telling = async move {
            let told = backend.ask::<Nothing>(op::FORGET_RUN, &forgotten, None).await;
            if let Err(error) = told {
                tracing::debug!("a run of a project is not forgotten: {error}");
            }
        };
        if let Err(error) = blocking::start(telling) {
            tracing::debug!("a run of a project is not forgotten: {error}");
        }
    }
}
