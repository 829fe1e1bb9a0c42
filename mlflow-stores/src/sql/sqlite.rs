//! SQLite: one writer thread that commits what is queued together, and readers beside it.

mod checkpoint;
mod connection;
mod error;
mod functions;
mod location;
mod readers;
mod seat;
mod writer;

pub(super) use connection::open_read_only;
pub(super) use error::error;
pub(super) use location::Location;

use connection::Connector;
use futures::channel::oneshot;
use mlflow_core::{Error, ErrorCode, Result, StoreUri};
use readers::Readers;
use rusqlite::Connection;
use sea_query::{Value, Values};
use std::collections::HashMap;
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError, Weak};
use writer::Writer;

/// The connections of one database file; every store of the process on that file shares them.
#[derive(Clone)]
pub(crate) struct Pool(Arc<Inner>);

struct Inner {
    location: Location,
    /// A commit waits for the disk, so that nobody should stand and wait with it.
    commits_are_slow: bool,
    writer: Writer,
    /// None for a database in memory, which has but one connection.
    readers: Option<Readers>,
}

static POOLS: Mutex<Option<HashMap<Location, Weak<Inner>>>> = Mutex::new(None);

impl Pool {
    /// Opens a database; one that may only be read serves readers.
    pub(super) async fn open(uri: &StoreUri, artifact_root: &str) -> Result<Self> {
        let location = Location::of(uri)?;
        let pool = Pool::shared(location, artifact_root);
        match (pool.0.writer.connect().await, &pool.0.readers) {
            (Err(e), Some(_)) if e.code() == ErrorCode::PermissionDenied => {
                pool.read(|_| Ok(())).await.map_err(|_| e)?;
                Ok(pool)
            }
            (connected, _) => connected.map(|()| pool),
        }
    }

    fn shared(location: Location, artifact_root: &str) -> Self {
        if location.is_memory() {
            return Pool::new(location, artifact_root);
        }
        let mut pools = POOLS.lock().unwrap_or_else(PoisonError::into_inner);
        let pools = pools.get_or_insert_default();
        pools.retain(|_, pool| pool.strong_count() > 0);
        match pools.get(&location).and_then(Weak::upgrade) {
            Some(inner) => Pool(inner),
            None => {
                let pool = Pool::new(location.clone(), artifact_root);
                pools.insert(location, Arc::downgrade(&pool.0));
                pool
            }
        }
    }

    fn new(location: Location, artifact_root: &str) -> Self {
        let connector = Connector::new(location.clone(), artifact_root);
        let readers = (!location.is_memory()).then(|| Readers::new(connector.clone()));
        let commits_are_slow = connector.commits_are_slow();
        Pool(Arc::new(Inner {
            writer: Writer::start(connector),
            readers,
            commits_are_slow,
            location,
        }))
    }

    /// Runs work of a few rows in a transaction of the writer, at once if nobody else writes.
    pub(super) async fn write_small<T, W>(&self, work: W) -> Result<T>
    where
        T: Send + 'static,
        W: FnOnce(&mut Connection) -> Result<T> + Send + 'static,
    {
        if self.0.commits_are_slow {
            return self.write(work).await;
        }
        match self.0.writer.try_now(work) {
            Ok(result) => result,
            Err(work) => self.write(work).await,
        }
    }

    /// Runs work in a transaction of the writer, and answers after its commit.
    pub(super) async fn write<T, W>(&self, work: W) -> Result<T>
    where
        T: Send + 'static,
        W: FnOnce(&mut Connection) -> Result<T> + Send + 'static,
    {
        let (answer, answered) = oneshot::channel();
        self.0.writer.queue(work, answer);
        answered.await.unwrap_or_else(|_| Err(stopped()))
    }

    /// Runs work in a transaction of a reader.
    pub(super) async fn read<T, W>(&self, work: W) -> Result<T>
    where
        T: Send + 'static,
        W: FnOnce(&mut Connection) -> Result<T> + Send + 'static,
    {
        let Some(readers) = &self.0.readers else {
            return self.write(work).await;
        };
        let (answer, answered) = oneshot::channel();
        readers.queue(work, answer)?;
        answered.await.unwrap_or_else(|_| Err(stopped()))
    }
}

/// Moves all that was committed into the files of all databases that nobody uses just now.
pub(super) fn empty_the_logs() {
    let pools = POOLS.lock().unwrap_or_else(PoisonError::into_inner);
    for pool in pools.iter().flat_map(HashMap::values).filter_map(Weak::upgrade) {
        pool.writer.empty_the_log();
    }
}

impl fmt::Debug for Pool {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "sqlite {}", self.0.location)
    }
}

fn stopped() -> Error {
    Error::internal("the thread of the database has stopped before it answered")
}

/// Passes the values of a built statement to SQLite.
pub(super) fn parameters(values: &Values) -> rusqlite::ParamsFromIter<impl Iterator<Item = Bound<'_>>> {
    rusqlite::params_from_iter(values.iter().map(Bound))
}

/// A value of a statement, as SQLite binds it.
pub(super) struct Bound<'v>(&'v Value);

impl rusqlite::ToSql for Bound<'_> {
    fn to_sql(&self) -> rusqlite::Result<rusqlite::types::ToSqlOutput<'_>> {
        use rusqlite::types::{ToSqlOutput, Value as Owned, ValueRef};
        let integer = |number: i64| Ok(ToSqlOutput::Owned(Owned::Integer(number)));
        match self.0 {
            Value::Bool(Some(flag)) => integer(i64::from(*flag)),
            Value::TinyInt(Some(number)) => integer(i64::from(*number)),
            Value::SmallInt(Some(number)) => integer(i64::from(*number)),
            Value::Int(Some(number)) => integer(i64::from(*number)),
            Value::BigInt(Some(number)) => integer(*number),
            Value::Unsigned(Some(number)) => integer(i64::from(*number)),
            Value::BigUnsigned(Some(number)) => integer(i64::try_from(*number).unwrap_or(i64::MAX)),
            Value::Double(Some(number)) => Ok(ToSqlOutput::Owned(Owned::Real(*number))),
            Value::Float(Some(number)) => Ok(ToSqlOutput::Owned(Owned::Real(f64::from(*number)))),
            Value::String(Some(text)) => Ok(ToSqlOutput::Borrowed(ValueRef::Text(text.as_bytes()))),
            Value::Bytes(Some(bytes)) => Ok(ToSqlOutput::Borrowed(ValueRef::Blob(bytes))),
            _ => Ok(ToSqlOutput::Owned(Owned::Null)),
        }
    }
}
