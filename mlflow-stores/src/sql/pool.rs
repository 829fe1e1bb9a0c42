//! Connections of a server that are lent to one unit at a time.
//!
//! A unit gives its connection back before it answers, so that the next call finds it, without a task or a round trip
//! in between. What was used last is lent first; what was idle for long is tested first; what is idle for very long is
//! closed. Only who got through its work gives back: after an error that says nothing about the connection, a panic
//! or a cancellation, [`Lent`] is dropped and the connection with it.

use mlflow_core::{Error, Result, blocking};
use std::ops::{Deref, DerefMut};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};
use std::time::{Duration, Instant};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::timeout;

/// How long a caller waits for a connection.
pub(super) const PATIENCE: Duration = Duration::from_secs(10);

/// Makes, tests and ends connections.
pub(super) trait Connector: Send + Sync + 'static {
    type Connection: Send + 'static;

    /// Connects, and tries again as long as the server takes none just now.
    fn connect(&self) -> impl Future<Output = Result<Self::Connection>> + Send;

    /// Connects, or says at once why not.
    fn connect_once(&self) -> impl Future<Output = Result<Self::Connection>> + Send;

    /// Asks the server whether it is there.
    fn is_alive(connection: &mut Self::Connection) -> impl Future<Output = bool> + Send;

    /// Says whether a connection is in no transaction and owes the server nothing.
    fn is_at_rest(connection: &Self::Connection) -> bool;

    /// Takes leave of the server.
    fn close(connection: Self::Connection) -> impl Future<Output = ()> + Send;
}

/// How many connections there are, and how long.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Limits {
    /// In use at once.
    pub(super) most: usize,
    /// After how long they are made anew.
    pub(super) lifetime: Option<Duration>,
    /// For how long an idle one is kept.
    pub(super) kept_for: Duration,
    /// For how long an idle one is lent without a test.
    pub(super) trusted_for: Duration,
}

impl Limits {
    pub(super) const fn of(most: usize) -> Self {
        Limits {
            most,
            lifetime: None,
            kept_for: Duration::from_secs(600),
            trusted_for: Duration::from_secs(1),
        }
    }
}

/// The connections of a server.
pub(super) struct Connections<C: Connector> {
    connector: C,
    limits: Limits,
    permits: Arc<Semaphore>,
    stack: Mutex<Stack<C::Connection>>,
}

/// The idle connections; that which was used last is the last one.
struct Stack<T> {
    idle: Vec<Idle<T>>,
    /// Whether a task will look for those that are idle for too long.
    is_watched: bool,
}

struct Idle<T> {
    connection: T,
    made: Instant,
    since: Instant,
    is_trusted: bool,
}

impl<C: Connector> Connections<C> {
    pub(super) fn new(connector: C, limits: Limits) -> Self {
        Connections {
            connector,
            limits,
            permits: Arc::new(Semaphore::new(limits.most)),
            stack: Mutex::new(Stack {
                idle: Vec::new(),
                is_watched: false,
            }),
        }
    }

    /// Lends a connection: an idle one, or a new one.
    ///
    /// # Errors
    ///
    /// `TEMPORARILY_UNAVAILABLE` if there is none within [`PATIENCE`].
    pub(super) async fn lend(self: &Arc<Self>) -> Result<Lent<C>> {
        self.in_time(async {
            match self.lend_idle().await? {
                Found::Lent(lent) => Ok(lent),
                Found::Nothing(permit) => Ok(self.new_lent(self.connector.connect().await?, permit)),
            }
        })
        .await
    }

    /// Lends a connection to whoever wants to know at once if there is none.
    pub(super) async fn lend_at_once(self: &Arc<Self>) -> Result<Lent<C>> {
        match self.in_time(self.lend_idle()).await? {
            Found::Lent(lent) => Ok(lent),
            Found::Nothing(permit) => {
                let connection = self.connector.connect_once().await?;
                Ok(self.new_lent(connection, permit))
            }
        }
    }

    /// Has every idle connection tested before it is lent, since one of them was found dead.
    pub(super) fn distrust(&self) {
        for idle in &mut self.stack().idle {
            idle.is_trusted = false;
        }
    }

    /// How many connections there are.
    pub(super) fn count(&self) -> usize {
        let lent = self.limits.most - self.permits.available_permits();
        lent + self.stack().idle.len()
    }

    async fn in_time<T>(&self, lending: impl Future<Output = Result<T>>) -> Result<T> {
        timeout(PATIENCE, lending).await.unwrap_or_else(|_| {
            Err(Error::unavailable(format!(
                "no connection to the database within {} s: it is away, or all connections are in use",
                PATIENCE.as_secs()
            )))
        })
    }

    /// Waits for its turn, then looks for an idle connection that lives.
    async fn lend_idle(self: &Arc<Self>) -> Result<Found<C>> {
        let permit = self.permits.clone().acquire_owned().await;
        let permit =
            permit.map_err(|e| Error::internal("the pool of connections is closed").with_source(e))?;
        loop {
            let Some(idle) = self.stack().idle.pop() else {
                return Ok(Found::Nothing(permit));
            };
            let Idle {
                mut connection, made, ..
            } = idle;
            if self.is_worn(made, idle.since) {
                self.close(connection);
                continue;
            }
            let is_trusted = idle.is_trusted && idle.since.elapsed() < self.limits.trusted_for;
            if is_trusted || C::is_alive(&mut connection).await {
                return Ok(Found::Lent(self.lent(connection, made, permit)));
            }
        }
    }

    fn new_lent(self: &Arc<Self>, connection: C::Connection, permit: OwnedSemaphorePermit) -> Lent<C> {
        self.lent(connection, Instant::now(), permit)
    }

    fn lent(
        self: &Arc<Self>,
        connection: C::Connection,
        made: Instant,
        permit: OwnedSemaphorePermit,
    ) -> Lent<C> {
        Lent {
            connection,
            made,
            from: self.clone(),
            permit,
        }
    }

    /// Says whether a connection is too old, or was idle for too long.
    fn is_worn(&self, made: Instant, since: Instant) -> bool {
        since.elapsed() >= self.limits.kept_for
            || self.limits.lifetime.is_some_and(|life| made.elapsed() >= life)
    }

    /// Closes a connection beside the caller.
    fn close(&self, connection: C::Connection) {
        let closing = async move {
            // A server that does not answer is not waited for.
            let _ = timeout(PATIENCE, C::close(connection)).await;
        };
        if let Err(e) = blocking::start(closing) {
            tracing::debug!("a connection ends without taking leave: {e}");
        }
    }

    fn stack(&self) -> MutexGuard<'_, Stack<C::Connection>> {
        self.stack.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes a connection back, before its permit lends another one.
    fn take_back(self: &Arc<Self>, idle: Idle<C::Connection>) {
        if !C::is_at_rest(&idle.connection) || self.is_worn(idle.made, idle.since) {
            self.close(idle.connection);
            return;
        }
        let mut stack = self.stack();
        stack.idle.push(idle);
        if stack.is_watched {
            return;
        }
        let Limits {
            lifetime, kept_for, ..
        } = self.limits;
        let period = lifetime.map_or(kept_for, |lifetime| lifetime.min(kept_for));
        let watch = watch(Arc::downgrade(self), period);
        stack.is_watched = blocking::start(watch).is_ok();
    }

    /// Closes what is worn, and tells whether there is anything left to watch.
    fn close_worn(&self) -> bool {
        let mut stack = self.stack();
        let worn: Vec<_> = stack
            .idle
            .extract_if(.., |idle| self.is_worn(idle.made, idle.since))
            .collect();
        stack.is_watched = !stack.idle.is_empty();
        let goes_on = stack.is_watched;
        drop(stack);
        for idle in worn {
            self.close(idle.connection);
        }
        goes_on
    }
}

/// Looks now and then for connections that nobody uses any more.
async fn watch<C: Connector>(connections: Weak<Connections<C>>, period: Duration) {
    loop {
        tokio::time::sleep(period).await;
        match connections.upgrade() {
            Some(connections) if connections.close_worn() => {}
            _ => return,
        }
    }
}

impl<C: Connector> Drop for Connections<C> {
    fn drop(&mut self) {
        let idle = std::mem::take(&mut self.stack().idle);
        for Idle { connection, .. } in idle {
            self.close(connection);
        }
    }
}

enum Found<C: Connector> {
    Lent(Lent<C>),
    Nothing(OwnedSemaphorePermit),
}

/// A connection that one unit has for itself. It ends with this value, unless it is given back.
pub(super) struct Lent<C: Connector> {
    connection: C::Connection,
    made: Instant,
    from: Arc<Connections<C>>,
    permit: OwnedSemaphorePermit,
}

impl<C: Connector> Lent<C> {
    /// Gives the connection back after work that ended well.
    pub(super) fn give_back(self) {
        self.put_back(true);
    }

    /// Gives the connection back to be tested before it is lent again.
    pub(super) fn give_back_doubted(self) {
        self.put_back(false);
    }

    fn put_back(self, is_trusted: bool) {
        let Lent {
            connection,
            made,
            from,
            permit,
        } = self;
        from.take_back(Idle {
            connection,
            made,
            since: Instant::now(),
            is_trusted,
        });
        drop(permit);
    }
}

impl<C: Connector> Deref for Lent<C> {
    type Target = C::Connection;

    fn deref(&self) -> &C::Connection {
        &self.connection
    }
}

impl<C: Connector> DerefMut for Lent<C> {
    fn deref_mut(&mut self) -> &mut C::Connection {
        &mut self.connection
    }
}

#[cfg(test)]
mod tests;
