//! Checkpoints: what was committed moves from the log into the database file beside the writer, who
//! does not wait for it.

use super::connection::{Connector, Opened};
use crossbeam_channel::{Receiver, RecvTimeoutError, Sender};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

const COMMITS_BETWEEN: usize = 400;
const IDLE: Duration = Duration::from_millis(500);

/// Counts commits, and wakes the thread that checkpoints.
pub(super) struct Checkpointer {
    commits: Arc<AtomicUsize>,
    wake: Option<Sender<()>>,
}

impl Checkpointer {
    pub(super) fn start(connector: Connector) -> Self {
        if connector.is_memory() {
            return Checkpointer {
                commits: Arc::default(),
                wake: None,
            };
        }
        let commits = Arc::new(AtomicUsize::new(0));
        let counted = commits.clone();
        let (wake, woken) = crossbeam_channel::bounded(1);
        let thread = std::thread::Builder::new().name("mlflow-sqlite-checkpoint".into());
        let started = thread.spawn(move || run(&connector, &woken, &counted));
        if let Err(e) = started {
            tracing::error!("the checkpoints of a SQLite database cannot be started: {e}");
        }
        Checkpointer {
            commits,
            wake: Some(wake),
        }
    }

    /// Notes commits; the first after a checkpoint starts the clock, every so many ask for another.
    pub(super) fn count(&self, commits: usize) {
        let before = self.commits.fetch_add(commits, Ordering::Relaxed);
        let crossed = before / COMMITS_BETWEEN != (before + commits) / COMMITS_BETWEEN;
        if let Some(wake) = self.wake.as_ref().filter(|_| before == 0 || crossed) {
            let _ = wake.try_send(());
        }
    }
}

/// Checkpoints when asked to, and when it has been quiet for a while after a commit.
fn run(connector: &Connector, woken: &Receiver<()>, commits: &AtomicUsize) {
    let mut opened = None;
    while woken.recv().is_ok() {
        loop {
            match woken.recv_timeout(IDLE) {
                Ok(()) => checkpoint(connector, &mut opened),
                Err(RecvTimeoutError::Disconnected) => return,
                Err(RecvTimeoutError::Timeout) => {
                    commits.store(0, Ordering::Relaxed);
                    checkpoint(connector, &mut opened);
                    break;
                }
            }
        }
    }
}

fn checkpoint(connector: &Connector, opened: &mut Option<Opened>) {
    let moved = match opened.take().filter(|opened| connector.check(opened).is_ok()) {
        Some(current) => Ok(current),
        None => connector.connect_reader(),
    }
    .and_then(|current| {
        let command = "PRAGMA wal_checkpoint(PASSIVE)";
        current
            .connection
            .query_row(command, [], |_| Ok(()))
            .map_err(super::error)?;
        Ok(current)
    });
    match moved {
        Ok(current) => *opened = Some(current),
        Err(e) => tracing::debug!("a checkpoint was put off: {e}"),
    }
}
