//! The writer: one connection that commits what is queued together.
//!
//! Small work is done where its caller stands, if nobody else writes: a switch of threads would take
//! longer than the commit. Everything else is queued for the writer's thread, which commits all that
//! waits in one transaction, each piece behind a savepoint of its own.

use super::checkpoint::Checkpointer;
use super::connection::Connector;
use super::error::{error, is_busy, spoils_connection};
use super::seat::{Seat, Seated};
use futures::channel::oneshot;
use mlflow_core::{Error, Result};
use rusqlite::Connection;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex, PoisonError};

/// Work that was done inside the open transaction, and whom to tell once it is committed.
struct Done {
    succeeded: bool,
    tell: Box<dyn FnOnce(Result<()>) + Send>,
}

/// A piece of work that waits.
pub(super) struct Job {
    work: Work,
    /// Tells that the work was not begun.
    refuse: Refuse,
}

type Work = Box<dyn FnOnce(&mut Connection) -> Done + Send>;
type Refuse = Box<dyn FnOnce(&Error) + Send>;

impl Job {
    fn refused(self) -> Done {
        Done::refused(self.refuse)
    }
}

impl Done {
    /// Stands for work that was not done, and tells the error of the transaction.
    fn refused(refuse: Refuse) -> Self {
        let tell = move |committed: Result<()>| {
            if let Err(e) = committed {
                refuse(&e);
            }
        };
        Done {
            succeeded: false,
            tell: Box::new(tell),
        }
    }
}

pub(super) struct Writer {
    seat: Arc<Seat>,
    connector: Connector,
    checkpointer: Arc<Checkpointer>,
}

impl Writer {
    pub(super) fn start(connector: Connector) -> Self {
        let checkpointer = Arc::new(Checkpointer::start(connector.clone()));
        let seat = Arc::new(Seat::default());
        let thread = Thread {
            seat: seat.clone(),
            connector: connector.clone(),
            checkpointer: checkpointer.clone(),
        };
        let started = std::thread::Builder::new()
            .name("mlflow-sqlite-writer".into())
            .spawn(move || thread.run());
        if let Err(e) = started {
            tracing::error!("the writer of a SQLite database cannot be started: {e}");
        }
        Writer {
            seat,
            connector,
            checkpointer,
        }
    }

    /// Makes the connection, and its tables if there are none.
    pub(super) async fn connect(&self) -> Result<()> {
        let (answer, answered) = oneshot::channel();
        self.queue(|_| Ok(()), answer);
        answered.await.unwrap_or_else(|_| Err(super::stopped()))
    }

    /// Does small work at once, where the caller stands; gives it back if somebody else writes.
    pub(super) fn try_now<T, W>(&self, work: W) -> std::result::Result<Result<T>, W>
    where
        W: FnOnce(&mut Connection) -> Result<T>,
    {
        let Some(mut seated) = self.seat.take_if_free() else {
            return Err(work);
        };
        let Some(opened) = seated.opened() else {
            return Err(work);
        };
        if let Err(e) = self.connector.check(opened) {
            seated.close();
            return Ok(Err(e));
        }
        match begin_without_waiting(&opened.connection) {
            Ok(true) => {}
            Ok(false) => return Err(work),
            Err(e) if spoils_connection(&e) => {
                seated.close();
                return Err(work);
            }
            Err(e) => return Ok(Err(e)),
        }
        let result = guarded(|| work(&mut opened.connection));
        let result = finish(&opened.connection, result);
        match &result {
            Ok(_) => self.checkpointer.count(1),
            Err(e) => seated.close_if_spoiled(e),
        }
        Ok(result)
    }

    /// Moves all that was committed into the database file, if nobody writes or reads just now; a write
    /// that is about to end is waited for.
    pub(super) fn empty_the_log(&self) {
        for _ in 0..50 {
            if let Some(opened) = self.seat.take_if_free().as_mut().and_then(Seated::opened) {
                return opened.empty_the_log();
            }
            if self.seat.is_empty() {
                return;
            }
            std::thread::sleep(std::time::Duration::from_millis(1));
        }
    }

    /// Leaves work to the writer's thread.
    pub(super) fn queue<T, W>(&self, work: W, answer: oneshot::Sender<Result<T>>)
    where
        T: Send + 'static,
        W: FnOnce(&mut Connection) -> Result<T> + Send + 'static,
    {
        let answer = Arc::new(Answer(Mutex::new(Some(answer))));
        let refused = answer.clone();
        self.seat.queue(Job {
            work: Box::new(move |connection| {
                let result = guarded(|| work(connection));
                let succeeded = result.is_ok();
                let tell =
                    move |committed: Result<()>| answer.send(result.and_then(|v| committed.map(|()| v)));
                Done {
                    succeeded,
                    tell: Box::new(tell),
                }
            }),
            refuse: Box::new(move |e| refused.send(Err(copy(e)))),
        });
    }
}

impl Drop for Writer {
    fn drop(&mut self) {
        self.seat.stop();
    }
}

/// Whom to answer; whoever comes first does.
struct Answer<T>(Mutex<Option<oneshot::Sender<Result<T>>>>);

impl<T> Answer<T> {
    fn send(&self, result: Result<T>) {
        if let Some(answer) = self.0.lock().unwrap_or_else(PoisonError::into_inner).take() {
            let _ = answer.send(result);
        }
    }
}

struct Thread {
    seat: Arc<Seat>,
    connector: Connector,
    checkpointer: Arc<Checkpointer>,
}

impl Thread {
    fn run(self) {
        while let Some((mut seated, jobs)) = self.seat.wait_for_jobs() {
            if jobs.is_empty() {
                seated.rest();
                continue;
            }
            let had_connection = seated.opened().is_some();
            let begun = match self.begin(&mut seated) {
                Err(e) if had_connection && spoils_connection(&e) => {
                    seated.close();
                    self.begin(&mut seated)
                }
                begun => begun,
            };
            let pieces = jobs.len();
            let (committed, done) = match (begun, seated.opened()) {
                (Ok(()), Some(opened)) => commit_together(&mut opened.connection, jobs),
                (begun, _) => {
                    let refused = begun.and(Err(super::stopped()));
                    seated.close();
                    (refused, jobs.into_iter().map(Job::refused).collect())
                }
            };
            if let Err(e) = &committed {
                seated.close_if_spoiled(e);
            }
            // Whoever is told writes the next piece where it stands, if the seat is free by then.
            drop(seated);
            self.checkpointer.count(pieces);
            for one in done {
                (one.tell)(committed.as_ref().copied().map_err(copy));
            }
        }
    }
}

impl Thread {
    /// Begins to write, on a new connection if there is none.
    fn begin(&self, seated: &mut Seated<'_>) -> Result<()> {
        match seated.opened() {
            Some(opened) => self.connector.check(opened)?,
            None => seated.put(self.connector.connect()?),
        }
        seated.opened().map_or_else(
            || Err(super::stopped()),
            |opened| run(&opened.connection, "BEGIN IMMEDIATE"),
        )
    }
}

/// Does all jobs in the transaction that has begun, and commits them.
fn commit_together(connection: &mut Connection, jobs: Vec<Job>) -> (Result<()>, Vec<Done>) {
    let alone = jobs.len() == 1;
    let mut done = Vec::with_capacity(jobs.len());
    let mut broken = Ok(());
    for job in jobs {
        if broken.is_err() {
            done.push(job.refused());
            continue;
        }
        match in_savepoint(connection, alone, job.work) {
            Ok(one) => done.push(one),
            Err(e) => {
                done.push(Done::refused(job.refuse));
                broken = Err(e);
            }
        }
    }
    let committed = match broken {
        Ok(()) if done.iter().any(|one| one.succeeded) => finish(connection, Ok(())),
        Ok(()) => run(connection, "ROLLBACK"),
        Err(e) => finish(connection, Err(e)),
    };
    (committed, done)
}

/// Does one piece of work; if it fails, only what it wrote is taken back.
fn in_savepoint(connection: &mut Connection, alone: bool, work: Work) -> Result<Done> {
    if alone {
        return Ok(work(connection));
    }
    run(connection, "SAVEPOINT unit")?;
    let done = work(connection);
    if !done.succeeded {
        run(connection, "ROLLBACK TO unit")?;
    }
    run(connection, "RELEASE unit")?;
    Ok(done)
}

/// Begins to write; `false` if another program does.
fn begin_without_waiting(connection: &Connection) -> Result<bool> {
    connection
        .busy_timeout(std::time::Duration::ZERO)
        .map_err(error)?;
    let begun = run(connection, "BEGIN IMMEDIATE");
    connection
        .busy_timeout(super::connection::BUSY_WAIT)
        .map_err(error)?;
    match begun {
        Ok(()) => Ok(true),
        Err(e) if is_busy(&e) => Ok(false),
        Err(e) => Err(e),
    }
}

/// Commits what succeeded, and takes back what did not.
fn finish<T>(connection: &Connection, result: Result<T>) -> Result<T> {
    let result = match result {
        Ok(value) => run(connection, "COMMIT").map(|()| value),
        Err(e) => Err(e),
    };
    if result.is_err() && !connection.is_autocommit() {
        run(connection, "ROLLBACK")?;
    }
    result
}

/// Runs work, and makes a panic an error, so that the thread lives on.
pub(super) fn guarded<T>(work: impl FnOnce() -> Result<T>) -> Result<T> {
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|_| {
        Err(Error::internal(
            "a unit of work panicked; nothing of it was written",
        ))
    })
}

pub(super) fn run(connection: &Connection, command: &str) -> Result<()> {
    connection
        .prepare_cached(command)
        .and_then(|mut prepared| prepared.execute([]))
        .map(|_| ())
        .map_err(error)
}

impl Seated<'_> {
    /// Lets go of a connection that may be of no use any more.
    fn close_if_spoiled(&mut self, e: &Error) {
        if spoils_connection(e) {
            self.close();
        }
    }
}

/// Makes the error again, for each of those who share it.
fn copy(e: &Error) -> Error {
    e.context()
        .iter()
        .fold(Error::new(e.code(), e.message()), |copy, (key, value)| {
            copy.with_context(key, value)
        })
}
