//! A library as a process: what [`serve`] reads from its input, the library does.

use super::abi::Status;
use super::frames::{self, Message};
use super::library::{Instance, Library};
use super::message::{self, OpenRequest};
use crate::blocking;
use crate::contract::proto_json;
use crate::error::{Error, Result};
use bytes::Bytes;
use std::collections::HashMap;
use std::fs::File;
use std::io::BufReader;
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::task::AbortHandle;

/// The program that asks has the deadlines; here is none that would come first.
const NO_DEADLINE: Duration = Duration::from_secs(365 * 24 * 60 * 60);

/// How long stores may take to close when nobody asks any more.
const END: Duration = Duration::from_secs(5);

/// Serves a plugin's library on this process's input and output until the input ends.
///
/// What the library itself writes to its standard output goes to the standard error. The caller should end the process by
/// `std::process::exit`, since threads of the library may still hang.
///
/// # Errors
///
/// Those of [`load_plugin`](super::load_plugin), and what the pipes answer.
pub fn serve(library: impl AsRef<Path>) -> Result<()> {
    let (input, output) = pipes()?;
    let library = Library::load(library.as_ref())?;
    let host = Arc::new(Host {
        library,
        output: Mutex::new(output),
        instances: Mutex::default(),
        calls: Mutex::default(),
    });
    host.write(&Message::Ready, &proto_json::write(&*library.manifest)?);
    let mut input = BufReader::with_capacity(64 * 1024, input);
    while let Some((message, body)) = frames::read(&mut input)? {
        host.take(message, body.into())?;
    }
    let (closed, wait) = std::sync::mpsc::channel();
    std::thread::spawn(move || {
        locked(&host.calls).clear();
        locked(&host.instances).clear();
        // Whoever waits may have gone.
        let _ = closed.send(());
    });
    // A store that does not close is left.
    let _ = wait.recv_timeout(END);
    Ok(())
}

/// Takes input and output away from the library.
fn pipes() -> Result<(File, File)> {
    #[cfg(unix)]
    {
        use std::os::fd::AsFd;
        let input = File::from(std::io::stdin().as_fd().try_clone_to_owned()?);
        let output = File::from(std::io::stdout().as_fd().try_clone_to_owned()?);
        let nothing = File::open("/dev/null")?;
        rustix::stdio::dup2_stdin(&nothing).map_err(std::io::Error::from)?;
        rustix::stdio::dup2_stdout(std::io::stderr().as_fd()).map_err(std::io::Error::from)?;
        Ok((input, output))
    }
    #[cfg(windows)]
    {
        use std::os::windows::io::AsHandle;
        let input = File::from(std::io::stdin().as_handle().try_clone_to_owned()?);
        let output = File::from(std::io::stdout().as_handle().try_clone_to_owned()?);
        Ok((input, output))
    }
}

struct Host {
    library: &'static Library,
    output: Mutex<File>,
    instances: Mutex<Instances>,
    calls: Mutex<HashMap<u64, AbortHandle>>,
}

#[derive(Default)]
struct Instances {
    last: u64,
    open: HashMap<u64, Arc<Instance>>,
}

impl Instances {
    fn clear(&mut self) {
        self.open.clear();
    }
}

impl Host {
    fn take(self: &Arc<Self>, message: Message, body: Bytes) -> Result<()> {
        let host = self.clone();
        match message {
            Message::Open { call } => self.start(call, async move {
                match host.open(&body).await {
                    Ok(instance) => host.write(&Message::Opened { call, instance }, &[]),
                    Err(error) => host.fail(call, &error),
                }
            }),
            Message::Call {
                call,
                instance,
                operation,
                context,
            } => {
                let instance = locked(&self.instances).open.get(&instance).cloned();
                self.start(call, async move {
                    let context = context.unwrap_or_default().into();
                    let answer = match (instance, message::write_context(&context)) {
                        (Some(instance), Ok(context)) => {
                            instance.call(operation, body, context, Some(NO_DEADLINE)).await
                        }
                        (None, _) => Err(Error::internal("this store is not open")),
                        (_, Err(error)) => Err(error),
                    };
                    match answer {
                        Ok(answer) => host.done(call, Status::Ok, &answer),
                        Err(error) => host.fail(call, &error),
                    }
                })
            }
            Message::Cancel { call, .. } => {
                if let Some(task) = locked(&self.calls).remove(&call) {
                    task.abort();
                }
                Ok(())
            }
            Message::Close { instance } => {
                let closed = locked(&self.instances).open.remove(&instance);
                // It may take its time, beside the others.
                blocking::spawn_blocking(move || drop(closed)).map(drop)
            }
            other => Err(Error::invalid_parameter_value(format!(
                "{other:?} is nothing to ask a plugin"
            ))),
        }
    }

    /// Carries out a call here as far as it goes at once, and the rest of it beside the others.
    fn start(self: &Arc<Self>, call: u64, work: impl Future<Output = ()> + Send + 'static) -> Result<()> {
        let host = self.clone();
        let waits = blocking::start_here(async move {
            work.await;
            locked(&host.calls).remove(&call);
        })?;
        if let Some(task) = waits {
            let mut calls = locked(&self.calls);
            calls.retain(|_, task| !task.is_finished());
            calls.insert(call, task);
        }
        Ok(())
    }

    async fn open(&self, request: &[u8]) -> Result<u64> {
        let request: OpenRequest = serde_json::from_slice(request)
            .map_err(|e| Error::invalid_parameter_value(format!("nothing that can be opened: {e}")))?;
        let instance = Arc::new(self.library.open(&request).await?);
        let mut instances = locked(&self.instances);
        instances.last += 1;
        let number = instances.last;
        instances.open.insert(number, instance);
        Ok(number)
    }

    fn fail(&self, call: u64, error: &Error) {
        self.done(call, Status::Error, error.serialize_as_json().as_bytes());
    }

    fn done(&self, call: u64, status: Status, answer: &[u8]) {
        let status = status as u32;
        self.write(&Message::Done { call, status }, answer);
    }

    /// Writes a message. Who cannot be written to has gone, which the end of the input tells as well.
    fn write(&self, message: &Message, body: &[u8]) {
        let _ = frames::write(&mut *locked(&self.output), message, body);
    }
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
