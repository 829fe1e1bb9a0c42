//! How a file looked when it was read.

use crate::file::disk;
use cap_std::fs::{Dir, Metadata};
use mlflow_core::Result;
use std::time::{Duration, SystemTime};

/// For how long after a change another one may leave the same time behind.
const FINE: Duration = Duration::from_millis(100);

/// The same where times are whole seconds.
const COARSE: Duration = Duration::from_secs(3);

/// The time of the last change, the length and the identity of a file.
#[derive(Clone, Copy, Debug)]
pub(in crate::file) struct Stamp {
    modified: SystemTime,
    length: u64,
    identity: u64,
    /// Whether a later change is sure to be seen.
    is_settled: bool,
}

impl Stamp {
    /// Looks at a path; `None` where there is nothing.
    pub(in crate::file) fn of(dir: &Dir, path: &str) -> Result<Option<Self>> {
        match dir.metadata(path) {
            Ok(metadata) => Ok(Some(Stamp::new(&metadata))),
            Err(error) if disk::is_absence(&error) => Ok(None),
            Err(error) => Err(disk::failed("look at", path, error)),
        }
    }

    fn new(metadata: &Metadata) -> Self {
        let modified = metadata
            .modified()
            .map_or(SystemTime::UNIX_EPOCH, |time| time.into_std());
        let since_epoch = modified
            .duration_since(SystemTime::UNIX_EPOCH)
            .unwrap_or_default();
        let unsettled = if since_epoch.subsec_nanos() == 0 {
            COARSE
        } else {
            FINE
        };
        Stamp {
            modified,
            length: metadata.len(),
            identity: identity(metadata),
            is_settled: modified.elapsed().is_ok_and(|age| age > unsettled),
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
}

#[cfg(unix)]
fn identity(metadata: &Metadata) -> u64 {
    use cap_std::fs::MetadataExt;
    metadata.ino()
}

#[cfg(not(unix))]
fn identity(_: &Metadata) -> u64 {
    0
}
