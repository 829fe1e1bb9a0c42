//! How much is done at once.

use crate::answer::Refusal;
use crate::options::ServerOptions;
use mlflow_core::Error;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// Places for requests in work, and for those that wait.
pub(crate) struct Limits {
    in_work: Arc<Semaphore>,
    places: usize,
    waiting: AtomicUsize,
    most_waiting: usize,
}

impl Limits {
    pub(crate) fn new(options: &ServerOptions) -> Self {
        Limits {
            in_work: Arc::new(Semaphore::new(options.max_requests)),
            places: options.max_requests,
            waiting: AtomicUsize::new(0),
            most_waiting: options.max_waiting,
        }
    }

    /// Returns how many requests are in work.
    pub(crate) fn in_work(&self) -> usize {
        self.places.saturating_sub(self.in_work.available_permits())
    }

    /// Returns how many requests wait.
    pub(crate) fn waiting(&self) -> usize {
        self.waiting.load(Ordering::Relaxed)
    }

    /// Takes a place, or is turned away where too many wait already.
    pub(crate) async fn enter(&self) -> Result<OwnedSemaphorePermit, Refusal> {
        if let Ok(permit) = self.in_work.clone().try_acquire_owned() {
            return Ok(permit);
        }
        let place = Waiting::take(self)?;
        let permit = self.in_work.clone().acquire_owned().await;
        drop(place);
        permit.map_err(|_| Error::unavailable("the server stops").into())
    }
}

/// A place among those that wait.
struct Waiting<'l>(&'l Limits);

impl<'l> Waiting<'l> {
    fn take(limits: &'l Limits) -> Result<Self, Refusal> {
        let place = Waiting(limits);
        if limits.waiting.fetch_add(1, Ordering::Relaxed) >= limits.most_waiting {
            return Err(Error::unavailable("the server has too much to do: try again in a moment").into());
        }
        Ok(place)
    }
}

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        self.0.waiting.fetch_sub(1, Ordering::Relaxed);
    }
}
