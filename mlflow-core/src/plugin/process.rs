//! Plugins in processes of their own: what they do ends with them.

mod child;

use super::flight::Outcome;
use super::frames::Message;
use super::health::Backoff;
use super::isolation::Launch;
use super::manifest::Manifest;
use super::message::{OpenRequest, WireContext};
use super::peer::Peer;
use crate::blocking;
use crate::contract::{CallContext, proto_json};
use crate::error::{Error, Result};
use bytes::Bytes;
use child::Child;
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::{Arc, PoisonError};
use std::time::{Duration, Instant};

/// How long a process may take until it is ready.
const START: Duration = Duration::from_secs(10);

/// A plugin that runs in a process, which is started when it is needed, and again when it has ended.
pub(super) struct Process {
    launch: Launch,
    peer: Peer,
    state: tokio::sync::Mutex<State>,
}

#[derive(Default)]
struct State {
    child: Option<(Arc<Child>, Arc<Manifest>)>,
    backoff: Backoff,
}

static PROCESSES: std::sync::Mutex<BTreeMap<PathBuf, &'static Process>> =
    std::sync::Mutex::new(BTreeMap::new());

impl Process {
    /// Returns the process of a plugin, one for each file.
    pub(super) fn of(name: &str, launch: Launch) -> &'static Process {
        let mut all = PROCESSES.lock().unwrap_or_else(PoisonError::into_inner);
        all.entry(launch.file.clone()).or_insert_with(|| {
            Box::leak(Box::new(Process {
                launch,
                peer: Peer::new(name),
                state: tokio::sync::Mutex::default(),
            }))
        })
    }

    pub(super) fn file(&self) -> &std::path::Path {
        &self.launch.file
    }

    /// Starts the process if it does not run, and returns what it says of itself.
    pub(super) async fn manifest(&self) -> Result<Arc<Manifest>> {
        Ok(self.running().await?.1)
    }

    /// Returns the process, started again if it has ended.
    async fn running(&self) -> Result<(Arc<Child>, Arc<Manifest>)> {
        let mut state = self.state.lock().await;
        match &state.child {
            Some(running) if running.0.is_alive() => return Ok(running.clone()),
            Some(_) => {
                state.child = None;
                state.backoff.ended(Instant::now());
            }
            None => {}
        }
        state.backoff.check(&self.peer.name, Instant::now())?;
        let started = self.start().await;
        match started {
            Ok((child, manifest)) => {
                let running = (child, Arc::new(manifest));
                state.child = Some(running.clone());
                state.backoff.started(Instant::now());
                Ok(running)
            }
            Err(error) => {
                state.backoff.ended(Instant::now());
                Err(error)
            }
        }
    }

    async fn start(&self) -> Result<(Arc<Child>, Manifest)> {
        let file = self.launch.file.display();
        let wrong = |what: &str| Error::invalid_parameter_value(format!("the plugin {file}: {what}"));
        let launch = self.launch.clone();
        let starting = blocking::spawn_blocking(move || Child::start(&launch))?;
        let (child, ready) = starting
            .await
            .map_err(|e| Error::internal(format!("the plugin {file} cannot be started: {e}")))?
            .map_err(|e| wrong(&format!("its process cannot be started: {e}")))?;
        let ready = self.peer.outcome(ready, "start", Some(START)).await;
        let manifest = ready.and_then(|outcome| match outcome {
            Outcome::Done(_, Some(manifest)) => Manifest::parse(&manifest),
            _ => Err(Error::invalid_parameter_value("it said no manifest")),
        });
        match manifest {
            Ok(manifest) => Ok((child, manifest)),
            Err(error) => {
                child.kill();
                Err(wrong(error.message()))
            }
        }
    }
}

/// A store that a process has opened, and opens again after it was started again.
pub(super) struct Instance {
    process: &'static Process,
    request: Bytes,
    opened: tokio::sync::Mutex<Option<Opened>>,
}

#[derive(Clone)]
struct Opened {
    child: Arc<Child>,
    instance: u64,
}

impl Instance {
    /// Opens a store.
    pub(super) async fn open(process: &'static Process, request: &OpenRequest) -> Result<Self> {
        let instance = Instance {
            process,
            request: proto_json::write(request)?,
            opened: tokio::sync::Mutex::default(),
        };
        instance.opened().await?;
        Ok(instance)
    }

    pub(super) fn name(&self) -> &str {
        &self.process.peer.name
    }

    /// Returns the store in the process that runs.
    async fn opened(&self) -> Result<Opened> {
        let mut opened = self.opened.lock().await;
        if let Some(opened) = &*opened
            && opened.child.is_alive()
        {
            return Ok(opened.clone());
        }
        let (child, _) = self.process.running().await?;
        let ticket = child.begin();
        let message = Message::Open { call: ticket.number };
        child.send(&message, &self.request)?;
        let outcome = self.outcome(&child, ticket, "open", None).await?;
        let instance = self.process.peer.instance(outcome)?;
        Ok(opened.insert(Opened { child, instance }).clone())
    }

    /// Carries out an operation.
    pub(super) async fn call(
        &self,
        operation: &'static str,
        request: Bytes,
        context: &CallContext,
    ) -> Result<Bytes> {
        let opened = self.opened().await?;
        let ticket = opened.child.begin();
        let message = Message::Call {
            call: ticket.number,
            instance: opened.instance,
            operation: operation.to_owned(),
            context: WireContext::of(context),
        };
        let mut cancels = Cancels {
            opened: &opened,
            call: Some(ticket.number),
        };
        opened.child.send(&message, &request)?;
        let outcome = self
            .outcome(&opened.child, ticket, operation, context.deadline)
            .await?;
        cancels.call = None;
        self.process.peer.answer(operation, outcome)
    }

    /// Waits for the end of a call; a process that has not answered for some time is ended.
    async fn outcome(
        &self,
        child: &Child,
        ticket: super::flight::Ticket,
        operation: &str,
        deadline: Option<Duration>,
    ) -> Result<Outcome> {
        let peer = &self.process.peer;
        let outcome = peer.outcome(ticket, operation, deadline).await;
        if outcome.is_err() && peer.health.is_lost() {
            peer.health.answered();
            child.kill();
        }
        outcome
    }
}

impl Drop for Instance {
    fn drop(&mut self) {
        if let Some(opened) = self.opened.get_mut().take() {
            // A process that has ended has closed its stores.
            let _ = opened.child.send(
                &Message::Close {
                    instance: opened.instance,
                },
                &[],
            );
        }
    }
}

/// Tells the process that nobody waits any more, if the caller goes away or the time is over.
struct Cancels<'a> {
    opened: &'a Opened,
    call: Option<u64>,
}

impl Drop for Cancels<'_> {
    fn drop(&mut self) {
        if let Some(call) = self.call {
            let instance = self.opened.instance;
            // A process that has ended has nothing to cancel.
            let _ = self.opened.child.send(&Message::Cancel { call, instance }, &[]);
        }
    }
}
