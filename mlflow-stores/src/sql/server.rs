//! What PostgreSQL and MySQL have in common: a pool, and units that run again after a deadlock or on a new
//! connection.
//!
//! Units run on the program's own runtime, so that connections outlive the runtime of whoever asked first.

use super::execute::Unit;
use super::pool_class::PoolClass;
use mlflow_core::config::{self, settings};
use mlflow_core::{Error, ErrorCode, Result, StoreUri, blocking};
use sqlx::pool::PoolOptions;
use sqlx::{ConnectOptions, Connection, Transaction};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::time::{Duration, Instant};

/// How long a caller waits for a connection, and a unit tries again where the server is away.
const PATIENCE: Duration = Duration::from_secs(10);
const MOST_CONFLICTS: u32 = 30;
const LONGEST_PAUSE: Duration = Duration::from_millis(200);
/// A connection that was idle for less is taken without a test.
const TRUSTED_FOR: Duration = Duration::from_secs(1);
const CONNECTIONS: u32 = 10;

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
    fn begin_to_read(
        pool: &sqlx::Pool<Self>,
    ) -> impl Future<Output = sqlx::Result<Transaction<'static, Self>>> + Send;

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
pub(crate) struct Pool<D: Server>(Arc<sqlx::Pool<D>>);

impl<D: Server> Clone for Pool<D> {
    fn clone(&self) -> Self {
        Pool(self.0.clone())
    }
}

impl<D: Server> std::fmt::Debug for Pool<D> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} with {} connections", D::NAME, self.0.size())
    }
}

/// The pools of a process, by the URI that they were opened with.
pub(super) struct Pools<D: Server>(Mutex<Option<HashMap<String, Weak<sqlx::Pool<D>>>>>);

impl<D: Server> Pools<D> {
    pub(super) const fn new() -> Self {
        Pools(Mutex::new(None))
    }

    /// Returns the pool of a URI, which is made if there is none yet.
    pub(super) fn get(&self, uri: &str, make: impl FnOnce() -> Result<sqlx::Pool<D>>) -> Result<Pool<D>> {
        let mut pools = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let pools = pools.get_or_insert_default();
        pools.retain(|_, pool| pool.strong_count() > 0);
        if let Some(pool) = pools.get(uri).and_then(Weak::upgrade) {
            return Ok(Pool(pool));
        }
        let pool = Arc::new(make()?);
        pools.insert(uri.to_owned(), Arc::downgrade(&pool));
        Ok(Pool(pool))
    }
}

/// Returns the options of a pool, from the settings that official MLflow has for SQLAlchemy's.
pub(super) fn pool_options<D: Server>() -> Result<PoolOptions<D>> {
    let config = config::current()?;
    let kept = config.get(&settings::SQLALCHEMYSTORE_POOL_SIZE)?.value;
    let overflow = config.get(&settings::SQLALCHEMYSTORE_MAX_OVERFLOW)?.value;
    let size = most_connections(kept, overflow);
    let recycle = config.get(&settings::SQLALCHEMYSTORE_POOL_RECYCLE)?.value;
    let lifetime = recycle
        .and_then(|seconds| u64::try_from(seconds).ok())
        .filter(|seconds| *seconds > 0)
        .map(Duration::from_secs);
    let options = PoolOptions::new()
        .max_connections(size)
        .acquire_timeout(PATIENCE)
        .max_lifetime(lifetime)
        .test_before_acquire(false)
        .before_acquire(|connection: &mut D::Connection, meta| {
            Box::pin(async move {
                if meta.idle_for < TRUSTED_FOR {
                    return Ok(true);
                }
                Ok(connection.ping().await.is_ok())
            })
        });
    Ok(PoolClass::of_settings()?.applied_to(options))
}

/// Counts connections as SQLAlchemy does, where 5 are kept and 10 more made unless somebody says otherwise: 0 says
/// nothing, and -1 more are any number. Where nobody says anything, 10 are enough.
fn most_connections(kept: Option<i64>, overflow: Option<i64>) -> u32 {
    let said = |number: Option<i64>| number.filter(|number| *number != 0);
    match (said(kept), said(overflow)) {
        (None, None) => CONNECTIONS,
        (_, Some(overflow)) if overflow < 0 => u32::from(u16::MAX),
        (kept, overflow) => {
            let most = kept.unwrap_or(5).saturating_add(overflow.unwrap_or(10));
            u32::try_from(most).unwrap_or(CONNECTIONS).max(1)
        }
    }
}

/// Connects without a pool, which would go on trying to reach a server that is not there.
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
    /// Runs a unit in a transaction, and answers after its commit.
    pub(super) async fn write<T, W>(&self, once: bool, work: W) -> Result<T>
    where
        T: Send + 'static,
        W: for<'c> FnOnce(&'c mut D::Connection) -> Unit<'c, T> + Clone + Send + 'static,
    {
        let pool = self.0.clone();
        blocking::spawn(async move {
            let mut patience = Patience::new();
            loop {
                let (error, unsure) = match write_once::<D, T, W>(&pool, work.clone()).await {
                    Ok(value) => return Ok(value),
                    Err(Failed { error, unsure }) => (error, unsure),
                };
                let failure = failure::<D>(&error);
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

    /// Runs a unit of one statement, which is a transaction by itself.
    pub(super) async fn one<T, W>(&self, work: W) -> Result<T>
    where
        T: Send + 'static,
        W: for<'c> FnOnce(&'c mut D::Connection) -> Unit<'c, T> + Clone + Send + 'static,
    {
        let pool = self.0.clone();
        blocking::spawn(async move {
            let mut patience = Patience::new();
            loop {
                let work = work.clone();
                let done = async {
                    let mut connection = pool.acquire().await.map_err(D::error)?;
                    work(&mut connection).await
                };
                match done.await {
                    Err(error) if patience.allows(failure::<D>(&error)).await => {}
                    answer => return answer,
                }
            }
        })
        .await
    }

    /// Runs a unit that only reads, on one snapshot.
    pub(super) async fn read<T, W>(&self, work: W) -> Result<T>
    where
        T: Send + 'static,
        W: for<'c> FnOnce(&'c mut D::Connection) -> Unit<'c, T> + Clone + Send + 'static,
    {
        let pool = self.0.clone();
        blocking::spawn(async move {
            let mut patience = Patience::new();
            loop {
                let work = work.clone();
                let read = async {
                    let mut transaction = D::begin_to_read(&pool).await.map_err(D::error)?;
                    work(&mut transaction).await
                };
                match read.await {
                    Err(error) if patience.allows(failure::<D>(&error)).await => {}
                    answer => return answer,
                }
            }
        })
        .await
    }
}

/// A transaction that failed, and whether it may have been committed all the same.
struct Failed {
    error: Error,
    unsure: bool,
}

async fn write_once<D, T, W>(pool: &sqlx::Pool<D>, work: W) -> Result<T, Failed>
where
    D: Server,
    W: for<'c> FnOnce(&'c mut D::Connection) -> Unit<'c, T>,
{
    let not_begun = |e| Failed {
        error: D::error(e),
        unsure: false,
    };
    let mut transaction = pool.begin().await.map_err(not_begun)?;
    match work(&mut transaction).await {
        Ok(value) => match transaction.commit().await {
            Ok(()) => Ok(value),
            Err(e) => Err(Failed {
                error: D::error(e),
                unsure: true,
            }),
        },
        Err(error) => {
            if let Err(e) = transaction.rollback().await {
                tracing::debug!("a transaction ended with its connection: {e}");
            }
            Err(Failed { error, unsure: false })
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
        sqlx::Error::PoolTimedOut => (
            ErrorCode::TemporarilyUnavailable,
            format!(
                "no connection to the database within {} s: it is away, or all connections are in use",
                PATIENCE.as_secs()
            ),
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
