//! How a file looked when it was read.

use crate::file::disk;
use cap_std::fs::Dir;
use mlflow_core::Result;
use std::io;
use std::time::{Duration, SystemTime};

/// For how long after a change another one may leave the same time behind.
const FINE: Duration = Duration::from_millis(100);

/// The same where times are whole seconds.
const COARSE: Duration = Duration::from_secs(3);

/// The time of the last change, the length and the identity of a file.
#[derive(Clone, Copy, Debug)]
pub(in crate::file) struct Stamp {
    /// In nanoseconds since 1970.
    modified: i128,
    length: u64,
    identity: u64,
    is_folder: bool,
    /// Whether a later change is sure to be seen.
    is_settled: bool,
}

impl Stamp {
    /// Looks at a path; `None` where there is nothing.
    pub(in crate::file) fn of(dir: &Dir, path: &str) -> Result<Option<Self>> {
        match look(dir, path) {
            Ok(seen) => Ok(Some(Stamp::new(seen))),
            Err(error) if disk::is_absence(&error) => Ok(None),
            Err(error) => Err(disk::failed("look at", path, error)),
        }
    }

    fn new(seen: Seen) -> Self {
        let unsettled = if seen.modified % NANOS == 0 { COARSE } else { FINE };
        let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH);
        let age = now.map_or(0, |now| nanos(now) - seen.modified);
        Stamp {
            modified: seen.modified,
            length: seen.length,
            identity: seen.identity,
            is_folder: seen.is_folder,
            is_settled: age > nanos(unsettled),
        }
    }

    /// Tells whether a file that looks like `now` still holds what it held.
    pub(in crate::file) fn is_same(&self, now: &Stamp) -> bool {
        self.is_settled && self.looks_like(now)
    }

    pub(in crate::file) fn looks_like(&self, now: &Stamp) -> bool {
        (self.modified, self.length, self.identity) == (now.modified, now.length, now.identity)
    }

    pub(in crate::file) fn identity(&self) -> u64 {
        self.identity
    }

    pub(in crate::file) fn is_folder(&self) -> bool {
        self.is_folder
    }
}

/// What the file system says of a file.
struct Seen {
    modified: i128,
    length: u64,
    identity: u64,
    is_folder: bool,
}

const NANOS: i128 = 1_000_000_000;

fn nanos(duration: Duration) -> i128 {
    i128::try_from(duration.as_nanos()).unwrap_or(i128::MAX)
}

/// Looks by one call; a search does so for every file. A link that leads out of the root is seen, but never read.
#[cfg(unix)]
fn look(dir: &Dir, path: &str) -> io::Result<Seen> {
    let seen = rustix::fs::statat(dir, path, rustix::fs::AtFlags::empty())?;
    Ok(Seen {
        modified: i128::from(seen.st_mtime) * NANOS + i128::from(seen.st_mtime_nsec),
        length: u64::try_from(seen.st_size).unwrap_or_default(),
        identity: seen.st_ino,
        is_folder: rustix::fs::FileType::from_raw_mode(seen.st_mode).is_dir(),
    })
}

#[cfg(not(unix))]
fn look(dir: &Dir, path: &str) -> io::Result<Seen> {
    let metadata = dir.metadata(path)?;
    let modified = metadata.modified()?.into_std();
    let since = modified.duration_since(SystemTime::UNIX_EPOCH);
    Ok(Seen {
        modified: since.map_or(0, nanos),
        length: metadata.len(),
        identity: 0,
        is_folder: metadata.is_dir(),
    })
}
