//! The readers: threads with a connection each, started as they are needed.

use super::connection::{Connector, Opened};
use super::error::spoils_connection;
use super::seat::QUIET;
use super::writer::{guarded, run};
use crossbeam_channel::{Receiver, RecvTimeoutError, Sender};
use futures::channel::oneshot;
use mlflow_core::Result;
use rusqlite::Connection;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

const MOST_READERS: usize = 8;
const READERS_PER_CORE: usize = 2;

/// Reads in the transaction of a connection, and tells whether the connection is still good.
type Work = Box<dyn FnOnce(&mut Option<Opened>, &Connector) + Send>;

pub(super) struct Readers {
    connector: Connector,
    jobs: Sender<Work>,
    queued: Receiver<Work>,
    /// How many threads may be started: more would hold pages in memory and wait for the same cores.
    most: usize,
    count: Counters,
}

#[derive(Clone, Default)]
struct Counters {
    threads: Arc<AtomicUsize>,
    /// Jobs that are queued or being done.
    pending: Arc<AtomicUsize>,
}

impl Readers {
    pub(super) fn new(connector: Connector) -> Self {
        let (jobs, queued) = crossbeam_channel::unbounded();
        Readers {
            connector,
            jobs,
            queued,
            most: most_readers(),
            count: Counters::default(),
        }
    }

    pub(super) fn queue<T, W>(&self, work: W, answer: oneshot::Sender<Result<T>>) -> Result<()>
    where
        T: Send + 'static,
        W: FnOnce(&mut Connection) -> Result<T> + Send + 'static,
    {
        let pending = self.count.pending.fetch_add(1, Ordering::AcqRel) + 1;
        let threads = self.count.threads.load(Ordering::Acquire);
        if pending > threads && threads < self.most {
            self.start_thread();
        }
        let job: Work = Box::new(move |opened, connector| {
            let result = guarded(|| read(opened, connector, work));
            if result.as_ref().is_err_and(spoils_connection)
                || opened.as_ref().is_some_and(Opened::is_of_one_use)
            {
                *opened = None;
            }
            let _ = answer.send(result);
        });
        self.jobs.send(job).map_err(|_| super::stopped())
    }

    fn start_thread(&self) {
        let (queued, connector, count) = (self.queued.clone(), self.connector.clone(), self.count.clone());
        let thread = std::thread::Builder::new().name("mlflow-sqlite-reader".into());
        count.threads.fetch_add(1, Ordering::AcqRel);
        let started = thread.spawn(move || {
            let mut opened = None;
            while let Some(job) = next(&queued, &opened) {
                job(&mut opened, &connector);
                count.pending.fetch_sub(1, Ordering::AcqRel);
            }
        });
        if let Err(e) = started {
            self.count.threads.fetch_sub(1, Ordering::AcqRel);
            tracing::error!("a reader of a SQLite database cannot be started: {e}");
        }
    }
}

/// Waits for the next job; after a while without one the connection gives its memory back. `None` when all is over.
fn next(queued: &Receiver<Work>, opened: &Option<Opened>) -> Option<Work> {
    match (queued.recv_timeout(QUIET), opened) {
        (Ok(job), _) => Some(job),
        (Err(RecvTimeoutError::Disconnected), _) => None,
        (Err(RecvTimeoutError::Timeout), None) => queued.recv().ok(),
        (Err(RecvTimeoutError::Timeout), Some(opened)) => {
            opened.shrink();
            queued.recv().ok()
        }
    }
}

fn most_readers() -> usize {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    (cores * READERS_PER_CORE).min(MOST_READERS)
}

fn read<T>(
    opened: &mut Option<Opened>,
    connector: &Connector,
    work: impl FnOnce(&mut Connection) -> Result<T>,
) -> Result<T> {
    if let Some(current) = opened
        && let Err(e) = connector.check(current)
    {
        *opened = None;
        return Err(e);
    }
    let current = match opened.take() {
        Some(current) => current,
        None => connector.connect_reader()?,
    };
    let connection = &mut opened.insert(current).connection;
    run(connection, "BEGIN")?;
    let result = guarded(|| work(connection));
    match run(connection, "ROLLBACK") {
        Ok(()) => result,
        Err(e) => result.and(Err(e)),
    }
}
