//! What PostgreSQL and MySQL have in common: a pool, and units that run again after a deadlock or on a new
//! connection.
//!
//! Units run on the program's own runtime, so that connections outlive the runtime of whoever asked first.

use super::execute::Unit;
use super::pool::{Connections, Connector, Lent, Limits, PATIENCE};
use super::pool_class::PoolClass;
use mlflow_core::config::{self, settings};
use mlflow_core::{Error, ErrorCode, Result, StoreUri, blocking};
use sqlx::{ConnectOptions, Connection, SqlStr};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::time::{Duration, Instant};

const MOST_CONFLICTS: u32 = 30;
const LONGEST_PAUSE: Duration = Duration::from_millis(200);
const CONNECTIONS: usize = 10;
/// As many connections as anybody may want.
pub(super) const ANY_NUMBER: usize = 65_535;

/// What an error says about trying again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Failure {
    /// Another transaction was in the way, and everything was rolled back.
    Conflict,
    /// The connection is gone, or the server takes none just now.
    Lost,
    /// Trying again would not help.
    Lasting,
}

/// An engine that is reached over a connection.
pub(super) trait Server: sqlx::Database {
    /// Begins a transaction that reads one snapshot.
    const BEGIN_TO_READ: &'static str;

    /// Prepares a new connection.
    fn set_up(connection: &mut Self::Connection) -> impl Future<Output = sqlx::Result<()>> + Send;

    /// Returns what this engine calls an error.
    fn number(error: &dyn sqlx::error::DatabaseError) -> String {
        error.code().unwrap_or_default().into_owned()
    }

    /// Says whether work that ended with such an error should be tried again.
    fn failure(number: &str) -> Failure;

    /// Turns an error into MLflow's, without SQL in its message.
    fn error(error: sqlx::Error) -> Error;
}

/// The connections of one database; every store of the process on its URI shares them.
pub(crate) struct Pool<D: Server>(Arc<Shared<D>>);

type Shared<D> = Connections<Remote<D>>;

impl<D: Server> Clone for Pool<D> {
    fn clone(&self) -> Self {
        Pool(self.0.clone())
    }
}

impl<D: Server> std::fmt::Debug for Pool<D> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} with {} connections", D::NAME, self.0.count())
    }
}

/// A database that is connected to.
pub(crate) struct Remote<D: Server> {
    uri: StoreUri,
    options: <D::Connection as Connection>::Options,
}

impl<D: Server> Connector for Remote<D> {
    type Connection = D::Connection;

    async fn connect(&self) -> Result<D::Connection> {
        let mut pause = Duration::from_millis(10);
        loop {
            let error = match self.options.connect().await {
                Ok(connection) => return set_up::<D>(connection).await,
                Err(error) => error,
            };
            let will_come = match &error {
                sqlx::Error::Io(e) => e.kind() == std::io::ErrorKind::ConnectionRefused,
                sqlx::Error::Database(e) => D::failure(&D::number(&**e)) == Failure::Lost,
                _ => false,
            };
            if !will_come {
                return Err(D::error(error));
            }
            tokio::time::sleep(pause).await;
            pause = (pause * 2).min(Duration::from_secs(1));
        }
    }

    async fn connect_once(&self) -> Result<D::Connection> {
        set_up::<D>(connect(&self.uri, &self.options).await?).await
    }

    async fn is_alive(connection: &mut D::Connection) -> bool {
        connection.ping().await.is_ok()
    }

    fn is_at_rest(connection: &D::Connection) -> bool {
        !connection.is_in_transaction() && !connection.should_flush()
    }

    async fn close(connection: D::Connection) {
        if let Err(e) = connection.close().await {
            tracing::debug!("a connection ended without its server: {e}");
        }
    }
}

async fn set_up<D: Server>(mut connection: D::Connection) -> Result<D::Connection> {
    D::set_up(&mut connection).await.map_err(D::error)?;
    Ok(connection)
}

/// The pools of a process, by the URI that they were opened with.
pub(super) struct Pools<D: Server>(Mutex<Option<HashMap<String, Weak<Shared<D>>>>>);

impl<D: Server> Pools<D> {
    pub(super) const fn new() -> Self {
        Pools(Mutex::new(None))
    }

    /// Returns the pool of a URI, which is made if there is none yet.
    pub(super) fn get(
        &self,
        uri: &StoreUri,
        options: <D::Connection as Connection>::Options,
    ) -> Result<Pool<D>> {
        let mut pools = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let pools = pools.get_or_insert_default();
        pools.retain(|_, pool| pool.strong_count() > 0);
        if let Some(pool) = pools.get(uri.as_str()).and_then(Weak::upgrade) {
            return Ok(Pool(pool));
        }
        let remote = Remote {
            uri: uri.clone(),
            options,
        };
        let pool = Arc::new(Connections::new(remote, limits()?));
        pools.insert(uri.as_str().to_owned(), Arc::downgrade(&pool));
        Ok(Pool(pool))
    }
}

/// Returns the limits of a pool, from the settings that official MLflow has for SQLAlchemy's.
fn limits() -> Result<Limits> {
    let config = config::current()?;
    let kept = config.get(&settings::SQLALCHEMYSTORE_POOL_SIZE)?.value;
    let overflow = config.get(&settings::SQLALCHEMYSTORE_MAX_OVERFLOW)?.value;
    let recycle = config.get(&settings::SQLALCHEMYSTORE_POOL_RECYCLE)?.value;
    let lifetime = recycle
        .and_then(|seconds| u64::try_from(seconds).ok())
        .filter(|seconds| *seconds > 0)
        .map(Duration::from_secs);
    Ok(PoolClass::of_settings()?.applied_to(Limits {
        lifetime,
        ..Limits::of(most_connections(kept, overflow))
    }))
}

/// Counts connections as SQLAlchemy does, where 5 are kept and 10 more made unless somebody says otherwise: 0 says
/// nothing, and -1 more are any number. Where nobody says anything, 10 are enough.
fn most_connections(kept: Option<i64>, overflow: Option<i64>) -> usize {
    let said = |number: Option<i64>| number.filter(|number| *number != 0);
    match (said(kept), said(overflow)) {
        (None, None) => CONNECTIONS,
        (_, Some(overflow)) if overflow < 0 => ANY_NUMBER,
        (kept, overflow) => {
            let most = kept.unwrap_or(5).saturating_add(overflow.unwrap_or(10));
            usize::try_from(most).unwrap_or(CONNECTIONS).clamp(1, ANY_NUMBER)
        }
    }
}

/// Connects without trying again to reach a server that is not there.
pub(super) async fn connect<O>(uri: &StoreUri, options: &O) -> Result<O::Connection>
where
    O: ConnectOptions,
    O::Connection: Sized,
    <O::Connection as Connection>::Database: Server,
{
    let seconds = uri.option("connect_timeout").and_then(|text| text.parse().ok());
    let patience = seconds.filter(|s| *s > 0).map_or(PATIENCE, Duration::from_secs);
    match tokio::time::timeout(patience, options.connect()).await {
        Ok(connected) => connected.map_err(<O::Connection as Connection>::Database::error),
        Err(_) => Err(Error::unavailable(format!(
            "the database did not answer within {} s",
            patience.as_secs()
        ))),
    }
}

/// Refuses an option of a URI, without showing what may be a secret.
pub(super) fn invalid_option(uri: &StoreUri, name: &str, value: &str, rule: &str) -> Error {
    let value = if name.contains("pass") { "***" } else { value };
    Error::invalid_parameter_value(format!("Invalid option `{name}={value}` of `{uri}`: {rule}"))
}

/// Refuses a file of certificates or keys that cannot be read, which would look as if the server were away.
pub(super) fn check_file(name: &str, path: &str) -> Result<()> {
    match std::fs::File::open(path) {
        Ok(_) => Ok(()),
        Err(e) => {
            let message = format!("`{name}={path}` of the database cannot be read: {e}");
            Err(Error::invalid_parameter_value(message))
        }
    }
}

impl<D: Server> Pool<D> {
    /// Lends a connection to see whether the server is there, and what the database holds.
    pub(super) async fn first(&self) -> Result<Lent<Remote<D>>> {
        self.0.lend_at_once().await
    }

    /// Runs a unit in a transaction, and answers after its commit.
    pub(super) async fn write<T, W>(&self, once: bool, work: W) -> Result<T>
    where
        T: Send + 'static,
        W: for<'c> FnOnce(&'c mut D::Connection) -> Unit<'c, T> + Clone + Send + 'static,
    {
        self.run(once, work, Form::Write).await
    }

    /// Runs a unit of one statement, which is a transaction by itself.
    pub(super) async fn one<T, W>(&self, work: W) -> Result<T>
    where
        T: Send + 'static,
        W: for<'c> FnOnce(&'c mut D::Connection) -> Unit<'c, T> + Clone + Send + 'static,
    {
        self.run(false, work, Form::One).await
    }

    /// Runs a unit that only reads, on one snapshot.
    pub(super) async fn read<T, W>(&self, work: W) -> Result<T>
    where
        T: Send + 'static,
        W: for<'c> FnOnce(&'c mut D::Connection) -> Unit<'c, T> + Clone + Send + 'static,
    {
        self.run(false, work, Form::Read).await
    }

    /// Runs a unit until it succeeds, or there is no sense in another try.
    async fn run<T, W>(&self, once: bool, work: W, form: Form) -> Result<T>
    where
        T: Send + 'static,
        W: for<'c> FnOnce(&'c mut D::Connection) -> Unit<'c, T> + Clone + Send + 'static,
    {
        let pool = self.0.clone();
        blocking::spawn(async move {
            let mut patience = Patience::new();
            loop {
                let tried = match pool.lend().await {
                    Ok(lent) => attempt(lent, work.clone(), form).await,
                    Err(error) => Err(error.into()),
                };
                let Failed { error, unsure } = match tried {
                    Ok(value) => return Ok(value),
                    Err(failed) => failed,
                };
                let failure = failure::<D>(&error);
                if failure == Failure::Lost {
                    pool.distrust();
                }
                if unsure && once && failure == Failure::Lost {
                    return Err(Error::unavailable(
                        "the connection to the database was lost during the commit: look whether it was written \
                         before you try again",
                    )
                    .with_source(error));
                }
                if !patience.allows(failure).await {
                    return Err(error);
                }
            }
        })
        .await
    }
}

/// What is sent around the statements of a unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    /// Nothing: a statement is a transaction.
    One,
    /// The limits of a transaction that reads one snapshot.
    Read,
    /// The limits of a transaction.
    Write,
}

/// A unit that failed, and whether it may have been committed all the same.
struct Failed {
    error: Error,
    unsure: bool,
}

impl From<Error> for Failed {
    fn from(error: Error) -> Self {
        Failed { error, unsure: false }
    }
}

/// Runs a unit once, and gives its connection back unless that is broken.
async fn attempt<D, T, W>(mut lent: Lent<Remote<D>>, work: W, form: Form) -> Result<T, Failed>
where
    D: Server,
    W: for<'c> FnOnce(&'c mut D::Connection) -> Unit<'c, T>,
{
    let begun = match form {
        Form::One => {
            let done = work(&mut lent).await;
            match &done {
                Ok(_) => lent.give_back(),
                Err(e) if failure::<D>(e) == Failure::Lost => drop(lent),
                Err(_) => lent.give_back_doubted(),
            }
            return Ok(done?);
        }
        Form::Read => lent.begin_with(SqlStr::from_static(D::BEGIN_TO_READ)).await,
        Form::Write => lent.begin().await,
    };
    let mut transaction = begun.map_err(D::error)?;
    match work(&mut transaction).await {
        Ok(value) => {
            let committed = transaction.commit().await;
            committed.map_err(|e| Failed {
                error: D::error(e),
                unsure: true,
            })?;
            lent.give_back();
            Ok(value)
        }
        Err(error) => {
            match transaction.rollback().await {
                Ok(()) => lent.give_back(),
                Err(e) => tracing::debug!("a transaction ended with its connection: {e}"),
            }
            Err(error.into())
        }
    }
}

/// How often and how long a unit is tried again.
struct Patience {
    since: Instant,
    conflicts: u32,
    losses: u32,
}

impl Patience {
    fn new() -> Self {
        Patience {
            since: Instant::now(),
            conflicts: 0,
            losses: 0,
        }
    }

    /// Waits a little and tells whether to try again.
    async fn allows(&mut self, failure: Failure) -> bool {
        let tries = match failure {
            Failure::Lasting => return false,
            Failure::Conflict => &mut self.conflicts,
            Failure::Lost => &mut self.losses,
        };
        *tries += 1;
        let tries = *tries;
        if tries > MOST_CONFLICTS || self.since.elapsed() > PATIENCE {
            return false;
        }
        // The first dead connection of a pool says nothing about the server: the next one may be new.
        if failure == Failure::Conflict || tries > 1 {
            let longest = Duration::from_millis(1 << tries.min(10)).min(LONGEST_PAUSE);
            tokio::time::sleep(longest.mul_f64(random_fraction())).await;
        }
        true
    }
}

fn random_fraction() -> f64 {
    f64::from(uuid::Uuid::new_v4().as_fields().0) / f64::from(u32::MAX)
}

/// Finds out from an error of a unit whether it should run again.
fn failure<D: Server>(error: &Error) -> Failure {
    let source = std::error::Error::source(error).and_then(|e| e.downcast_ref::<sqlx::Error>());
    match source {
        Some(sqlx::Error::Database(e)) => D::failure(&D::number(&**e)),
        Some(sqlx::Error::Io(_) | sqlx::Error::Protocol(_) | sqlx::Error::WorkerCrashed) => Failure::Lost,
        _ => Failure::Lasting,
    }
}

/// Says what went wrong outside of any statement.
pub(super) fn connection_error(error: sqlx::Error) -> Error {
    let (code, message) = match &error {
        // So a handshake fails.
        sqlx::Error::Io(e) if e.kind() == std::io::ErrorKind::InvalidData => (
            ErrorCode::TemporarilyUnavailable,
            format!("no encrypted connection to the database: {e}"),
        ),
        sqlx::Error::Io(e) => (
            ErrorCode::TemporarilyUnavailable,
            format!("the database cannot be reached: {e}"),
        ),
        sqlx::Error::Tls(e) => (
            ErrorCode::TemporarilyUnavailable,
            format!("no encrypted connection to the database: {e}"),
        ),
        sqlx::Error::Protocol(e) => (
            ErrorCode::TemporarilyUnavailable,
            format!("the database was not understood: {e}"),
        ),
        sqlx::Error::Configuration(e) => (
            ErrorCode::InvalidParameterValue,
            format!("the database URI cannot be used: {e}"),
        ),
        sqlx::Error::ColumnDecode { source, .. } => (
            ErrorCode::DataLoss,
            format!("the database holds a value of another type: {source}"),
        ),
        _ => (ErrorCode::InternalError, format!("the database failed: {error}")),
    };
    Error::new(code, message).with_source(error)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn connections_are_counted_as_by_sqlalchemy() {
        for (kept, overflow, most) in [
            (None, None, 10),
            (Some(0), Some(0), 10),
            (Some(5), None, 15),
            (Some(5), Some(3), 8),
            (None, Some(3), 8),
            (Some(2), Some(-1), 65_535),
        ] {
            assert_eq!(most_connections(kept, overflow), most, "{kept:?} {overflow:?}");
        }
    }
}
