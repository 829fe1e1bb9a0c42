//! The writer's seat: whoever sits on it has the one connection that writes.

use super::connection::Opened;
use super::writer::Job;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

#[derive(Default)]
pub(super) struct Seat {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Default)]
struct State {
    opened: Option<Opened>,
    taken: bool,
    waiting: Vec<Job>,
    stopped: bool,
}

impl Seat {
    /// Sits down if the seat is free, nobody waits for it, and there is a connection.
    pub(super) fn take_if_free(&self) -> Option<Seated<'_>> {
        let mut state = self.lock();
        if state.taken || !state.waiting.is_empty() || state.opened.is_none() {
            return None;
        }
        Some(self.sit(&mut state))
    }

    /// Tells whether there is nobody here, and no connection.
    pub(super) fn is_empty(&self) -> bool {
        let state = self.lock();
        !state.taken && state.waiting.is_empty() && state.opened.is_none()
    }

    /// Leaves a job for the writer's thread.
    pub(super) fn queue(&self, job: Job) {
        let mut state = self.lock();
        state.waiting.push(job);
        if !state.taken {
            self.changed.notify_one();
        }
    }

    /// Waits until there are jobs and the seat is free, and sits down; `None` when all is over.
    pub(super) fn wait_for_jobs(&self) -> Option<(Seated<'_>, Vec<Job>)> {
        let mut state = self.lock();
        loop {
            if !state.taken && !state.waiting.is_empty() {
                let jobs = std::mem::take(&mut state.waiting);
                return Some((self.sit(&mut state), jobs));
            }
            if state.stopped {
                return None;
            }
            state = self.changed.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
    }

    /// Ends the writer's thread, once it has done what waits, and closes the connection, if nobody sits here.
    pub(super) fn stop(&self) {
        let mut state = self.lock();
        state.stopped = true;
        let nobody_waits = state.waiting.is_empty();
        let left = state.opened.take_if(|_| nobody_waits);
        self.changed.notify_all();
        drop(state);
        if let Some(opened) = left {
            opened.empty_the_log();
        }
    }

    fn sit(&self, state: &mut State) -> Seated<'_> {
        state.taken = true;
        Seated {
            seat: self,
            opened: state.opened.take(),
        }
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The one who may write; stands up when dropped.
pub(super) struct Seated<'s> {
    seat: &'s Seat,
    opened: Option<Opened>,
}

impl Seated<'_> {
    pub(super) fn opened(&mut self) -> Option<&mut Opened> {
        self.opened.as_mut()
    }

    pub(super) fn put(&mut self, opened: Opened) {
        self.opened = Some(opened);
    }

    pub(super) fn close(&mut self) {
        self.opened = None;
    }
}

impl Drop for Seated<'_> {
    fn drop(&mut self) {
        let mut state = self.seat.lock();
        state.taken = false;
        state.opened = self
            .opened
            .take()
            .filter(|_| !state.stopped || !state.waiting.is_empty());
        if !state.waiting.is_empty() || state.stopped {
            self.seat.changed.notify_one();
        }
    }
}
