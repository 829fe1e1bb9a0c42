//! A store that a plugin has opened, on the plugin's side.

use super::Host;
use super::artifacts::Artifacts;
use super::extensions::Extended;
use crate::contract::{
    Arguments, CallContext, RegistryStore, TraceStore, TrackingStore, dispatch, dispatch_registry,
    dispatch_traces,
};
use crate::error::Result;
use bytes::Bytes;
use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::task::AbortHandle;

/// A store of one of the traits.
pub(super) enum Opened {
    Tracking(Arc<dyn TrackingStore>),
    Traces(Arc<dyn TraceStore>),
    Registry(Arc<dyn RegistryStore>),
    Artifacts(Artifacts),
    Extension(Extended),
}

/// An open store, and its calls that wait.
pub(super) struct Instance {
    pub(super) host: Host,
    opened: Opened,
    waiting: Mutex<HashMap<u64, Call>>,
}

/// A call that is not answered yet.
enum Call {
    /// It has begun to be carried out, where it stands.
    Begun,
    /// It waits for something.
    Waits(AbortHandle),
    /// It has begun, and nobody wants to know any more.
    Cancelled,
}

impl Instance {
    pub(super) fn new(host: Host, opened: Opened) -> Self {
        Instance {
            host,
            opened,
            waiting: Mutex::default(),
        }
    }

    /// Carries out an operation; `None` if there is none of this name.
    pub(super) async fn carry(
        &self,
        operation: &str,
        request: &[u8],
        context: &CallContext,
    ) -> Option<Result<Bytes>> {
        let json = Arguments::Json(request);
        match &self.opened {
            Opened::Tracking(store) => dispatch(&**store, operation, json, context).await,
            Opened::Traces(store) => dispatch_traces(&**store, operation, json, context).await,
            Opened::Registry(store) => dispatch_registry(&**store, operation, json, context).await,
            Opened::Extension(extended) => context.scope(extended.carry(operation, request)).await,
            Opened::Artifacts(repo) => context.scope(repo.carry(operation, request)).await,
        }
    }

    /// Keeps in mind that a call has begun, before it can be cancelled.
    pub(super) fn begin(&self, call: u64) {
        self.waiting().insert(call, Call::Begun);
    }

    /// Keeps what cancels a call that waits, unless it has ended meanwhile.
    pub(super) fn remember(&self, call: u64, task: AbortHandle) {
        match self.waiting().entry(call) {
            Entry::Occupied(known) if matches!(known.get(), Call::Cancelled) => {
                known.remove();
                task.abort();
            }
            Entry::Occupied(mut known) => drop(known.insert(Call::Waits(task))),
            Entry::Vacant(_) => {}
        }
    }

    pub(super) fn forget(&self, call: u64) {
        self.waiting().remove(&call);
    }

    /// Stops a call. It is not answered any more.
    pub(super) fn cancel(&self, call: u64) {
        if let Entry::Occupied(mut known) = self.waiting().entry(call) {
            match known.get() {
                Call::Waits(task) => {
                    task.abort();
                    known.remove();
                }
                Call::Begun | Call::Cancelled => drop(known.insert(Call::Cancelled)),
            }
        }
    }

    fn waiting(&self) -> MutexGuard<'_, HashMap<u64, Call>> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
