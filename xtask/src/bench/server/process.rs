//! A server that runs: how soon it answered, what memory it has, and its end.

use std::fs::File;
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use super::memory::{self, Process};
use crate::command::capture;

/// Between two questions whether it answers.
const POLL: Duration = Duration::from_micros(500);
/// For requests in work and the database.
const END: Duration = Duration::from_secs(20);

/// A server rests when its processes together use less than a fifth of a core in several looks, one after the other.
const LOOK: Duration = Duration::from_millis(500);
const QUIET_LOOKS: u32 = 4;
/// In hundredths of a second of processor time.
const QUIET: u64 = 10;
const LONGEST_REST: Duration = Duration::from_secs(60);

/// A server that is stopped when this is dropped.
pub(super) struct Running {
    child: Child,
    /// host:port
    pub(super) address: String,
    /// From the start of the process to the first answer.
    pub(super) answered_after: Duration,
}

impl Running {
    /// Starts a server and waits for its first answer of `/health`.
    pub(super) fn start(command: &mut Command, port: u16, log: &Path, limit: Duration) -> Result<Self> {
        let output = File::create(log).with_context(|| format!("cannot write {}", log.display()))?;
        command
            .stdin(Stdio::null())
            .stdout(output.try_clone()?)
            .stderr(output);
        let started = Instant::now();
        let mut running = Self {
            child: command.spawn().context("it cannot be started")?,
            address: format!("127.0.0.1:{port}"),
            answered_after: Duration::ZERO,
        };
        let address = SocketAddr::from(([127, 0, 0, 1], port));
        while !is_healthy(address) {
            if let Some(status) = running.child.try_wait()? {
                bail!("it ended with {status}:\n{}", last_lines(log));
            }
            if started.elapsed() > limit {
                bail!("no answer in {} s:\n{}", limit.as_secs(), last_lines(log));
            }
            sleep(POLL);
        }
        running.answered_after = started.elapsed();
        Ok(running)
    }

    /// Waits until its processes do next to nothing: some go on to start others after the first answer.
    pub(super) fn rest(&self) {
        let until = Instant::now() + LONGEST_REST;
        let mut quiet = 0;
        let mut before = memory::busy(self.child.id());
        while quiet < QUIET_LOOKS && Instant::now() < until {
            sleep(LOOK);
            let now = memory::busy(self.child.id());
            quiet = if now.saturating_sub(before) <= QUIET {
                quiet + 1
            } else {
                0
            };
            before = now;
        }
    }

    /// The memory of its processes together, in MB; `None` where the system does not tell.
    pub(super) fn resident(&self) -> Option<f64> {
        memory::resident(self.child.id())
    }

    /// Does some work and returns the most memory that the processes had meanwhile, in MB.
    pub(super) fn peak_during<T>(&self, work: impl FnOnce() -> T) -> (T, Option<f64>) {
        memory::peak_during(self.child.id(), work)
    }

    fn stop(&mut self) {
        let tree = memory::tree(self.child.id());
        if cfg!(unix) {
            // A process that has just ended by itself is no reason to fail.
            let _ = capture(Command::new("kill").arg(self.child.id().to_string()));
            let until = Instant::now() + END;
            while matches!(self.child.try_wait(), Ok(None)) && Instant::now() < until {
                sleep(Duration::from_millis(5));
            }
        }
        let _ = self.child.kill();
        let _ = self.child.wait();
        for process in tree.iter().filter(|process| process.is_alive()) {
            process.kill();
        }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.stop();
    }
}

impl Process {
    fn kill(&self) {
        let _ = capture(Command::new("kill").args(["-KILL", &self.id.to_string()]));
    }
}

fn is_healthy(address: SocketAddr) -> bool {
    let ask = || -> std::io::Result<bool> {
        let mut stream = TcpStream::connect_timeout(&address, Duration::from_secs(1))?;
        stream.set_read_timeout(Some(Duration::from_secs(5)))?;
        write!(
            stream,
            "GET /health HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n"
        )?;
        let mut start = [0; 12];
        stream.read_exact(&mut start)?;
        Ok(start.ends_with(b" 200"))
    };
    ask().unwrap_or(false)
}

fn last_lines(log: &Path) -> String {
    let text = std::fs::read(log).unwrap_or_default();
    let text = String::from_utf8_lossy(&text);
    let lines: Vec<&str> = text.lines().collect();
    let first = lines.len().saturating_sub(15);
    lines.get(first..).unwrap_or_default().join("\n")
}
