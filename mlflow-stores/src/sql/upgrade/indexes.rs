//! Indexes beyond MLflow's layout, which are made on demand and never by themselves.
//!
//! Official MLflow neither needs nor minds them. Upgrades leave them in place; where SQLite rebuilds a table, they come
//! along.

use super::engine::Engine;
use super::{Purpose, State, connect, inspect};
use mlflow_core::{Error, ErrorCode, Result, StoreUri};
use std::time::{Duration, Instant};

/// An index that may be added to a database.
#[derive(Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Index {
    /// What it is called; all begin with `mlflow_rs_`.
    pub name: &'static str,
    /// The table that it belongs to.
    pub table: &'static str,
    /// What is quicker with it.
    pub serves: &'static str,
    pub(super) columns: &'static str,
}

/// The indexes that may be added.
pub const INDEXES: &[Index] = &[Index {
    name: "mlflow_rs_latest_metrics_value",
    table: "latest_metrics",
    serves: "searches for runs by the value of a metric",
    columns: "{key}, is_nan, value, run_uuid",
}];

/// What became of an index.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Change {
    /// It was made.
    Made,
    /// It was made in place of one that an interrupted program had left unfinished.
    Completed,
    /// It was there.
    Kept,
    /// It was dropped.
    Dropped,
    /// It was not there to be dropped.
    Missing,
}

/// What was done about an index.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Done {
    /// The index.
    pub index: &'static Index,
    /// What became of it.
    pub change: Change,
    /// How long it took.
    pub time: Duration,
}

/// Lists the additional indexes that a database has.
///
/// # Errors
///
/// What keeps the database from being read.
pub async fn present(uri: &StoreUri) -> Result<Vec<&'static Index>> {
    let mut engine = connect(uri, Purpose::Look).await?;
    let mut found = Vec::new();
    for index in INDEXES {
        if engine.index(index).await? == Some(true) {
            found.push(index);
        }
    }
    Ok(found)
}

/// Makes those of the additional indexes that are not there, while other programs go on reading and, on PostgreSQL and
/// MySQL, writing. `waiting` is called if another program has to be waited for.
///
/// # Errors
///
/// `INVALID_STATE` for a database of another layout, which is not touched.
pub async fn make(uri: &StoreUri, waiting: &mut (dyn FnMut() + Send)) -> Result<Vec<Done>> {
    let mut engine = open(uri, waiting).await?;
    let mut all = Vec::new();
    for index in INDEXES {
        let begun = Instant::now();
        let change = match engine.index(index).await? {
            Some(true) => Change::Kept,
            found => {
                if found.is_some() {
                    engine.drop_index(index, waiting).await?;
                }
                engine.make_index(index, waiting).await?;
                found.map_or(Change::Made, |_| Change::Completed)
            }
        };
        all.push(done(index, change, begun));
    }
    Ok(all)
}

/// Drops the additional indexes.
///
/// # Errors
///
/// `INVALID_STATE` for a database of another layout, which is not touched.
pub async fn drop(uri: &StoreUri, waiting: &mut (dyn FnMut() + Send)) -> Result<Vec<Done>> {
    let mut engine = open(uri, waiting).await?;
    let mut all = Vec::new();
    for index in INDEXES {
        let begun = Instant::now();
        let change = match engine.index(index).await? {
            None => Change::Missing,
            Some(_) => {
                engine.drop_index(index, waiting).await?;
                Change::Dropped
            }
        };
        all.push(done(index, change, begun));
    }
    Ok(all)
}

fn done(index: &'static Index, change: Change, begun: Instant) -> Done {
    let time = begun.elapsed();
    Done { index, change, time }
}

/// Opens a database of this program's layout, and waits until nobody else changes its indexes.
async fn open(uri: &StoreUri, waiting: &mut (dyn FnMut() + Send)) -> Result<Box<dyn Engine>> {
    // What is only looked at is not changed by the opening.
    let state = inspect(uri).await?;
    state.check()?;
    if state != State::Current {
        let message = "the database does not have the layout that the additional indexes belong to. Nothing was \
                       changed: run `mlflow db upgrade` first";
        return Err(Error::new(ErrorCode::InvalidState, message));
    }
    let mut engine = connect(uri, Purpose::Change).await?;
    engine.lock_indexes(waiting).await?;
    Ok(engine)
}
