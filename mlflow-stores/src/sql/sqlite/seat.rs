//! The writer's seat: whoever sits on it has the one connection that writes.

use super::connection::Opened;
use super::writer::Job;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// After so long without a write the connection gives its memory back.
pub(super) const QUIET: Duration = Duration::from_secs(1);

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
    /// When somebody last sat down; `None` once the connection has given its memory back.
    written: Option<Instant>,
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
    ///
    /// Without a job it sits down to rest, once after each time of writing.
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
            let quiet = state.written.map(|written| written.elapsed());
            if !state.taken && quiet.is_some_and(|quiet| quiet >= QUIET) {
                let seated = self.sit(&mut state);
                state.written = None;
                return Some((seated, Vec::new()));
            }
            state = self.wait(state, quiet);
        }
    }

    /// Waits for a change, and no longer than until the connection may rest.
    fn wait<'s>(&'s self, state: MutexGuard<'s, State>, quiet: Option<Duration>) -> MutexGuard<'s, State> {
        let Some(quiet) = quiet else {
            return self.changed.wait(state).unwrap_or_else(PoisonError::into_inner);
        };
        let left = if state.taken {
            QUIET
        } else {
            QUIET.saturating_sub(quiet)
        };
        let waited = self.changed.wait_timeout(state, left);
        waited.unwrap_or_else(PoisonError::into_inner).0
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
            is_first: state.written.replace(Instant::now()).is_none(),
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
    /// Whether the writer's thread has yet to learn that somebody wrote.
    is_first: bool,
    opened: Option<Opened>,
}

impl Seated<'_> {
    pub(super) fn opened(&mut self) -> Option<&mut Opened> {
        self.opened.as_mut()
    }

    pub(super) fn put(&mut self, opened: Opened) {
        self.opened = Some(opened);
    }

    /// Gives the memory of the connection back.
    pub(super) fn rest(mut self) {
        if let Some(opened) = &mut self.opened {
            opened.shrink();
        }
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
        if !state.waiting.is_empty() || state.stopped || self.is_first {
            self.seat.changed.notify_one();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn write(seat: &Seat) {
        let mut state = seat.lock();
        let seated = seat.sit(&mut state);
        drop(state);
        drop(seated);
    }

    #[test]
    fn rests_once_after_each_time_of_writing() {
        let seat = Seat::default();
        write(&seat);
        let (seated, jobs) = seat.wait_for_jobs().unwrap();
        assert!(jobs.is_empty());
        drop(seated);
        assert!(seat.lock().written.is_none());

        std::thread::scope(|threads| {
            let rest = threads.spawn(|| {
                seat.wait_for_jobs()
                    .map(|(seated, jobs)| (drop(seated), jobs.len()))
            });
            std::thread::sleep(QUIET / 10);
            assert!(!rest.is_finished(), "nobody wrote since");
            write(&seat);
            assert_eq!(rest.join().unwrap().unwrap().1, 0);
        });
    }
}
