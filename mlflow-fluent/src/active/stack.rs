//! A stack of active runs, popped by position.

use crate::handle::Target;
use mlflow_core::entities::RunStatus;
use std::sync::atomic::{AtomicU64, Ordering};

/// The place of a run in a stack, unique in the process.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Entry(u64);

/// The active runs of a thread or of a future, the innermost last.
///
/// A thread that ends with runs on its stack ends them: FINISHED, as Python does at exit, or FAILED if
/// the thread panicked.
pub(crate) struct Stack(Vec<(Entry, Target)>);

impl Stack {
    pub(crate) const fn new() -> Self {
        Stack(Vec::new())
    }

    pub(crate) fn push(&mut self, target: Target) -> Entry {
        static NEXT: AtomicU64 = AtomicU64::new(0);
        let entry = Entry(NEXT.fetch_add(1, Ordering::Relaxed));
        self.0.push((entry, target));
        entry
    }

    pub(crate) fn top(&self) -> Option<&Target> {
        self.0.last().map(|(_, target)| target)
    }

    /// Returns the outermost run.
    pub(crate) fn bottom(&self) -> Option<&Target> {
        self.0.first().map(|(_, target)| target)
    }

    pub(crate) fn pop(&mut self) -> Option<Target> {
        self.0.pop().map(|(_, target)| target)
    }

    /// Takes out one entry, wherever it is.
    pub(crate) fn remove(&mut self, entry: Entry) {
        if let Some(position) = self.0.iter().rposition(|(other, _)| *other == entry) {
            self.0.remove(position);
        }
    }

    /// Empties the stack without ending anything.
    pub(crate) fn forget(&mut self) {
        self.0.clear();
    }
}

impl Drop for Stack {
    fn drop(&mut self) {
        let left: Vec<_> = self.0.drain(..).rev().map(|(_, target)| target).collect();
        if left.is_empty() {
            return;
        }
        let status = match super::panics::happened() {
            true => RunStatus::Failed,
            false => RunStatus::Finished,
        };
        super::ending::end_left(left, status);
    }
}
