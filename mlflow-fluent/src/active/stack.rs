//! A stack of active runs, popped by position.

use crate::handle::Target;
use mlflow_core::entities::RunStatus;
use std::sync::atomic::{AtomicU64, Ordering};

/// The place of a run in a stack, unique in the process; a later one is greater.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Entry(u64);

impl Entry {
    fn next() -> Self {
        static NEXT: AtomicU64 = AtomicU64::new(0);
        Entry(NEXT.fetch_add(1, Ordering::Relaxed))
    }
}

/// The active runs of a thread or of a future, the innermost last.
///
/// A thread that ends with runs on its stack ends them: as the call wanted that could not end them, else
/// FINISHED, as Python does at exit, or FAILED if the thread panicked.
pub(crate) struct Stack {
    active: Vec<Active>,
    /// Runs that could not be ended and are not active any more.
    owed: Vec<(Target, RunStatus)>,
    /// What this stack is known by once a run was on it.
    id: Option<Entry>,
    /// The logged model that metrics tell about.
    pub(crate) model: ActiveModel,
}

/// Which logged model is active.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) enum ActiveModel {
    /// Nobody said: the environment counts.
    #[default]
    Unset,
    /// None.
    Cleared,
    /// The one of this id.
    Set(String),
}

struct Active {
    entry: Entry,
    target: Target,
    wanted: Option<RunStatus>,
}

/// A run that was taken off a stack.
pub(crate) struct Popped {
    pub(crate) target: Target,
    entry: Entry,
    stack: Option<Entry>,
}

impl Stack {
    pub(crate) const fn new() -> Self {
        Stack {
            active: Vec::new(),
            owed: Vec::new(),
            id: None,
            model: ActiveModel::Unset,
        }
    }

    pub(crate) fn push(&mut self, target: Target) -> Entry {
        self.id.get_or_insert_with(Entry::next);
        let entry = Entry::next();
        self.active.push(Active {
            entry,
            target,
            wanted: None,
        });
        entry
    }

    pub(crate) fn top(&self) -> Option<&Target> {
        self.active.last().map(|run| &run.target)
    }

    /// Returns the outermost run.
    pub(crate) fn bottom(&self) -> Option<&Target> {
        self.active.first().map(|run| &run.target)
    }

    pub(crate) fn pop(&mut self) -> Option<Popped> {
        let Active { entry, target, .. } = self.active.pop()?;
        let stack = self.id;
        Some(Popped { target, entry, stack })
    }

    /// Takes out one entry, wherever it is.
    pub(crate) fn remove(&mut self, entry: Entry) -> Option<Popped> {
        let position = self.active.iter().rposition(|run| run.entry == entry)?;
        let Active { entry, target, .. } = self.active.remove(position);
        let stack = self.id;
        Some(Popped { target, entry, stack })
    }

    /// Makes a run active again that could not be ended, at its old place.
    ///
    /// Async code may have come to another thread meanwhile, where the run is not active.
    pub(crate) fn put_back(&mut self, popped: Popped, wanted: RunStatus) {
        let Popped { target, entry, stack } = popped;
        if self.id != stack {
            return self.owe(target, wanted);
        }
        let position = self.active.partition_point(|run| run.entry < entry);
        let wanted = Some(wanted);
        self.active.insert(
            position,
            Active {
                entry,
                target,
                wanted,
            },
        );
    }

    /// Keeps a run that could not be ended for the end of the thread.
    pub(crate) fn owe(&mut self, target: Target, wanted: RunStatus) {
        self.owed.push((target, wanted));
    }

    /// Empties the stack without ending anything.
    pub(crate) fn forget(&mut self) {
        self.active.clear();
    }
}

impl Drop for Stack {
    fn drop(&mut self) {
        let status = match super::panics::happened() {
            true => RunStatus::Failed,
            false => RunStatus::Finished,
        };
        let active = self.active.drain(..).rev();
        let mut left: Vec<_> = active
            .map(|run| (run.target, run.wanted.unwrap_or(status)))
            .collect();
        left.append(&mut self.owed);
        if !left.is_empty() {
            super::ending::end_left(left);
        }
    }
}
