//! Calls that are not answered yet.

use bytes::Bytes;
use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::sync::oneshot;

/// How a call ended.
pub(super) enum Outcome {
    /// A status and bytes, as the plugin says; `None` for bytes at a null pointer.
    Done(u32, Option<Bytes>),
    /// An instance, as the plugin says.
    Opened(u64),
    /// The process of the plugin has ended, with what is known of it.
    Ended(Arc<str>),
}

/// The calls in flight to one plugin.
#[derive(Default)]
pub(super) struct InFlight {
    last: AtomicU64,
    waiting: Mutex<HashMap<u64, oneshot::Sender<Outcome>>>,
}

/// A call in flight; dropping it forgets the call.
pub(super) struct Ticket {
    flight: Arc<InFlight>,
    pub(super) number: u64,
    pub(super) outcome: oneshot::Receiver<Outcome>,
}

impl Drop for Ticket {
    fn drop(&mut self) {
        self.flight.waiting().remove(&self.number);
    }
}

impl InFlight {
    /// Begins a call; numbers begin at 1.
    pub(super) fn begin(self: &Arc<Self>) -> Ticket {
        let (sender, outcome) = oneshot::channel();
        let number = self.last.fetch_add(1, Ordering::Relaxed) + 1;
        self.waiting().insert(number, sender);
        Ticket {
            flight: self.clone(),
            number,
            outcome,
        }
    }

    /// Ends a call; false if nobody waits for it.
    pub(super) fn end(&self, call: u64, outcome: Outcome) -> bool {
        let waiting = self.waiting().remove(&call);
        waiting.is_some_and(|sender| sender.send(outcome).is_ok())
    }

    /// Ends all calls.
    pub(super) fn end_all(&self, why: &Arc<str>) {
        let all = std::mem::take(&mut *self.waiting());
        for sender in all.into_values() {
            // Who went away meanwhile need not know.
            let _ = sender.send(Outcome::Ended(why.clone()));
        }
    }

    fn waiting(&self) -> MutexGuard<'_, HashMap<u64, oneshot::Sender<Outcome>>> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
