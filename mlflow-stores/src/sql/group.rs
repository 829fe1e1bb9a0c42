//! Writes that come at once share a transaction on a server, as they do in SQLite's writer.
//!
//! While one transaction is on its way, the writes of other callers wait and then go together: one statement
//! for all their points, one commit. Each caller is answered after that commit. Where a shared transaction
//! fails, each of its writes runs once more by itself, so that nobody gets the error of somebody else.

use super::execute::{Database, Tx, Unit};
use super::search::Dialect;
use super::{metrics, params, runs, tags};
use futures::channel::oneshot;
use mlflow_core::contract::runs::LogBatch;
use mlflow_core::names::RUN_NAME;
use mlflow_core::{Error, ErrorCode, Result, blocking};
use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// Transactions that may be on their way at once.
const MOST_UNDER_WAY: usize = 2;
/// Rows of one shared transaction.
const MOST_ROWS: usize = 2_000;
/// Rows of a write that gains nothing by sharing: its rows cost more than its commit.
const LARGE: usize = 50;

/// What is written, and the unit that writes it alone.
#[derive(Clone)]
pub(super) struct Write {
    batch: LogBatch,
    alone: Alone,
    is_small: bool,
}

type Alone = for<'c> fn(&'c mut Tx<'_>, LogBatch) -> Unit<'c, ()>;

impl Write {
    /// A write of a few rows.
    pub(super) fn few(batch: LogBatch, alone: Alone) -> Self {
        Write {
            batch,
            alone,
            is_small: true,
        }
    }

    /// A write of any number of rows.
    pub(super) fn many(batch: LogBatch, alone: Alone) -> Self {
        Write {
            batch,
            alone,
            is_small: false,
        }
    }

    fn rows(&self) -> usize {
        self.batch.metrics.len() + self.batch.params.len() + self.batch.tags.len()
    }

    /// Says whether more rows than those of the run's own entries change.
    fn goes_alone(&self) -> bool {
        let batch = &self.batch;
        batch.metrics.iter().any(|metric| metric.model_id.is_some())
            || batch.tags.iter().any(|tag| tag.key == RUN_NAME)
            || self.rows() > LARGE
    }
}

struct Waiting {
    write: Write,
    answer: oneshot::Sender<Result<()>>,
}

#[derive(Default)]
struct Queue {
    waiting: VecDeque<Waiting>,
    under_way: usize,
}

/// The writes of one store that wait for each other.
#[derive(Clone, Default)]
pub(super) struct Group(Arc<Mutex<Queue>>);

impl std::fmt::Debug for Group {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let queue = self.queue();
        write!(
            f,
            "{} writes wait, {} are under way",
            queue.waiting.len(),
            queue.under_way
        )
    }
}

impl Group {
    /// Writes, together with what others write at the same time, and answers after the commit.
    pub(super) async fn write(&self, database: &Database, write: Write) -> Result<()> {
        if database.dialect() == Dialect::Sqlite || write.goes_alone() {
            return alone(database, write).await;
        }
        let (answer, answered) = oneshot::channel();
        let starts = {
            let mut queue = self.queue();
            queue.waiting.push_back(Waiting { write, answer });
            let starts = queue.under_way < MOST_UNDER_WAY;
            queue.under_way += usize::from(starts);
            starts
        };
        if starts {
            let (turn, database) = (Turn(Some(self.clone())), database.clone());
            blocking::start(take_turns(turn, database))?;
        }
        answered
            .await
            .unwrap_or_else(|_| Err(Error::internal("a write ended without an answer")))
    }

    fn queue(&self) -> MutexGuard<'_, Queue> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// One of the transactions that may be under way, until it is given back.
struct Turn(Option<Group>);

impl Turn {
    /// Takes what waits, as much as fits into a transaction. Where nothing waits, the turn is over.
    fn next(&mut self) -> Option<Vec<Waiting>> {
        let group = self.0.as_ref()?;
        let mut queue = group.queue();
        let mut rows = 0;
        let mut together: Vec<Waiting> = Vec::new();
        while let Some(first) = queue.waiting.front() {
            rows += first.write.rows();
            if rows > MOST_ROWS && !together.is_empty() {
                break;
            }
            together.extend(queue.waiting.pop_front());
        }
        if !together.is_empty() {
            return Some(together);
        }
        queue.under_way -= 1;
        drop(queue);
        self.0 = None;
        None
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        if let Some(group) = &self.0 {
            group.queue().under_way -= 1;
        }
    }
}

async fn take_turns(mut turn: Turn, database: Database) {
    while let Some(mut together) = turn.next() {
        if together.len() > 1 {
            together = write_together(&database, together).await;
        }
        for Waiting { write, answer } in together {
            let _ = answer.send(alone(&database, write).await);
        }
    }
}

async fn alone(database: &Database, write: Write) -> Result<()> {
    let Write {
        batch,
        alone,
        is_small,
    } = write;
    if is_small {
        database.write_small(move |tx| alone(tx, batch)).await
    } else {
        database.write(move |tx| alone(tx, batch)).await
    }
}

/// Writes in one transaction and answers, or gives back what has to be written one by one.
async fn write_together(database: &Database, together: Vec<Waiting>) -> Vec<Waiting> {
    let (batches, answers): (Vec<_>, Vec<_>) = together
        .into_iter()
        .map(|Waiting { write, answer }| (write, answer))
        .unzip();
    let batches = Arc::new(batches);
    let shared = batches.clone();
    let written = database
        .write(move |tx| Box::pin(async move { write_all(tx, &shared).await }))
        .await;
    match written {
        Ok(refused) => {
            for (answer, refused) in answers.into_iter().zip(refused) {
                let _ = answer.send(refused.map_or(Ok(()), Err));
            }
            Vec::new()
        }
        Err(e) if e.code() == ErrorCode::TemporarilyUnavailable => {
            for answer in answers {
                let _ = answer.send(Err(Error::new(e.code(), e.message())));
            }
            Vec::new()
        }
        Err(_) => answers
            .into_iter()
            .zip(batches.iter())
            .map(|(answer, write)| Waiting {
                write: write.clone(),
                answer,
            })
            .collect(),
    }
}

/// Writes those batches whose runs can be written to, and returns why the others are refused.
async fn write_all(tx: &mut Tx<'_>, writes: &[Write]) -> Result<Vec<Option<Error>>> {
    let ids = writes.iter().map(|write| write.batch.run_id.as_str());
    let states = runs::states(tx, ids).await?;
    let mut accepted = Vec::with_capacity(writes.len());
    let mut refused = Vec::with_capacity(writes.len());
    for Write { batch, .. } in writes {
        let state = runs::active(&batch.run_id, states.get(&batch.run_id).copied());
        if state.is_ok() {
            accepted.push(batch);
        }
        refused.push(state.err());
    }
    let params = entries(&accepted, |batch| &batch.params);
    if !params::log_of_runs(tx, &params).await? {
        return Err(Error::invalid_parameter_value("params of several runs change"));
    }
    metrics::log_of_runs(tx, &entries(&accepted, |batch| &batch.metrics)).await?;
    tags::write_of_runs(tx, &entries(&accepted, |batch| &batch.tags)).await?;
    Ok(refused)
}

/// Lists the entries of one kind, each with its run.
fn entries<'b, T>(
    batches: &[&'b LogBatch],
    of: impl Fn(&'b LogBatch) -> &'b Vec<T>,
) -> Vec<(&'b str, &'b T)> {
    let of_batch = |batch: &&'b LogBatch| {
        let run_id = batch.run_id.as_str();
        of(batch).iter().map(move |entry| (run_id, entry))
    };
    batches.iter().flat_map(of_batch).collect()
}
