//! One process of a plugin, with a thread that reads its answers and one that writes to it.

use crate::error::{Error, Result};
use crate::plugin::calls::write_log;
use crate::plugin::flight::{InFlight, Outcome, Ticket};
use crate::plugin::frames::{self, Message};
use crate::plugin::isolation::Launch;
use bytes::Bytes;
use std::io::{self, BufReader, Write};
use std::process::{self, ChildStdin, ChildStdout, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

/// How long a process may take to end after it has closed its pipe.
const END: Duration = Duration::from_secs(1);

/// So many bytes are written at once.
const PIECE: usize = 64 * 1024;

/// A process that runs, until it does not.
pub(super) struct Child {
    shared: Arc<Shared>,
    input: Sender<Vec<u8>>,
}

struct Shared {
    name: String,
    is_alive: AtomicBool,
    flight: Arc<InFlight>,
    process: Mutex<process::Child>,
}

impl Child {
    /// Starts a process; the ticket's call ends with its manifest.
    pub(super) fn start(launch: &Launch) -> io::Result<(Arc<Child>, Ticket)> {
        let mut command = launch.command();
        let mut process = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn()?;
        launch.limit(&process);
        let (Some(stdin), Some(stdout)) = (process.stdin.take(), process.stdout.take()) else {
            return Err(io::Error::other("it has no pipes"));
        };
        let flight = Arc::new(InFlight::default());
        let ready = flight.begin();
        let shared = Arc::new(Shared {
            name: launch.name.clone(),
            is_alive: AtomicBool::new(true),
            flight,
            process: Mutex::new(process),
        });
        let (input, queue) = channel();
        let name = format!("plugin {}", launch.name);
        std::thread::Builder::new()
            .name(name.clone())
            .spawn(move || write_all(stdin, &queue))?;
        let (reader, first) = (shared.clone(), ready.number);
        std::thread::Builder::new()
            .name(name)
            .spawn(move || reader.read_all(stdout, first))?;
        Ok((Arc::new(Child { shared, input }), ready))
    }

    pub(super) fn is_alive(&self) -> bool {
        self.shared.is_alive.load(Ordering::SeqCst)
    }

    /// Begins a call.
    pub(super) fn begin(&self) -> Ticket {
        self.shared.flight.begin()
    }

    /// Sends a message.
    ///
    /// # Errors
    ///
    /// `TEMPORARILY_UNAVAILABLE` if the process has ended, so that nothing was done.
    pub(super) fn send(&self, message: &Message, body: &[u8]) -> Result<()> {
        let mut frame = Vec::with_capacity(body.len() + 128);
        frames::append(&mut frame, message, body)?;
        // A call that began before the end is told by the reader, one that begins after it is told here.
        if self.is_alive() && self.input.send(frame).is_ok() {
            return Ok(());
        }
        let name = &self.shared.name;
        Err(Error::unavailable(format!(
            "the process of the plugin `{name}` has just ended: try again"
        )))
    }

    /// Ends the process at once.
    pub(super) fn kill(&self) {
        self.shared.kill();
    }
}

impl Drop for Child {
    fn drop(&mut self) {
        self.kill();
    }
}

impl Shared {
    fn kill(&self) {
        let mut process = self.process.lock().unwrap_or_else(PoisonError::into_inner);
        // A process that has ended needs no end.
        let _ = process.kill();
    }

    /// Hands answers to who waits for them, until the pipe ends or holds garbage.
    fn read_all(&self, stdout: ChildStdout, first: u64) {
        let mut stdout = BufReader::with_capacity(PIECE, stdout);
        let garbage = loop {
            match frames::read(&mut stdout) {
                Ok(Some((message, body))) => self.take(message, body, first),
                Ok(None) => break None,
                Err(error) => break Some(error),
            }
        };
        self.is_alive.store(false, Ordering::SeqCst);
        if garbage.is_some() {
            self.kill();
        }
        let ended = self.wait();
        let why = match garbage {
            Some(error) => format!("it wrote what is no message ({error}) and was stopped"),
            None => ended,
        };
        tracing::warn!("the process of the plugin `{}` ended: {why}", self.name);
        self.flight.end_all(&why.into());
    }

    fn take(&self, message: Message, body: Vec<u8>, first: u64) {
        let is_awaited = match message {
            Message::Ready => self.flight.end(first, Outcome::Done(0, Some(body.into()))),
            Message::Done { call, status } => self
                .flight
                .end(call, Outcome::Done(status, Some(Bytes::from(body)))),
            Message::Opened { call, instance } => self.flight.end(call, Outcome::Opened(instance)),
            Message::Log { level } => {
                write_log(&self.name, level, &String::from_utf8_lossy(&body));
                true
            }
            _ => false,
        };
        if !is_awaited {
            tracing::debug!("the plugin `{}` sent a message that nobody waits for", self.name);
        }
    }

    /// Waits for the end of the process and says how it ended.
    fn wait(&self) -> String {
        let begun = Instant::now();
        loop {
            let mut process = self.process.lock().unwrap_or_else(PoisonError::into_inner);
            match process.try_wait() {
                Ok(Some(status)) => return status.to_string(),
                Ok(None) if begun.elapsed() > END => {
                    // It is waited for in the next round.
                    let _ = process.kill();
                }
                Ok(None) => {}
                Err(error) => return error.to_string(),
            }
            drop(process);
            std::thread::sleep(Duration::from_millis(2));
        }
    }
}

/// Writes what is queued; what waits together is written together.
fn write_all(mut stdin: ChildStdin, queue: &Receiver<Vec<u8>>) {
    while let Ok(mut frames) = queue.recv() {
        while frames.len() < PIECE
            && let Ok(frame) = queue.try_recv()
        {
            frames.extend_from_slice(&frame);
        }
        if stdin.write_all(&frames).is_err() {
            return;
        }
    }
}
