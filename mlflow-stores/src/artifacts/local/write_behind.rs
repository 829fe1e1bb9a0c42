//! Syncing of a long file while it is still being written.

use std::fs::File;
use std::io;
use std::thread::JoinHandle;

/// After so many bytes a sync is started.
const STRIDE: u64 = 32 << 20;

/// Starts the disk early, so that the sync at the end of a long write has little left to wait for.
///
/// At most one thread syncs at a time; a write never waits for it. The system tells of a failed sync once only, so the
/// end of the write must ask [`finish`](Self::finish) for it.
#[derive(Default)]
pub(super) struct WriteBehind {
    unsynced: u64,
    syncing: Option<JoinHandle<io::Result<()>>>,
}

impl WriteBehind {
    /// Counts bytes that were written to the file.
    pub(super) fn wrote(&mut self, file: &File, bytes: u64) -> io::Result<()> {
        self.unsynced += bytes;
        if self.unsynced < STRIDE || self.syncing.as_ref().is_some_and(|thread| !thread.is_finished()) {
            return Ok(());
        }
        self.finish()?;
        self.unsynced = 0;
        let file = file.try_clone()?;
        let thread = std::thread::Builder::new().name("mlflow-write-behind".into());
        self.syncing = thread.spawn(move || file.sync_data()).ok();
        Ok(())
    }

    /// Waits for the sync that is under way, and fails as it does.
    pub(super) fn finish(&mut self) -> io::Result<()> {
        let Some(thread) = self.syncing.take() else {
            return Ok(());
        };
        thread
            .join()
            .unwrap_or_else(|_| Err(io::Error::other("the thread that synced the file panicked")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    #[test]
    fn a_long_write_is_synced_on_the_way_and_a_short_one_is_not() {
        let mut file = tempfile::tempfile().unwrap();
        let mut behind = WriteBehind::default();
        behind.wrote(&file, STRIDE - 1).unwrap();
        assert!(behind.syncing.is_none());

        file.write_all(b"x").unwrap();
        behind.wrote(&file, 1).unwrap();
        assert!(behind.syncing.is_some());
        assert_eq!(behind.unsynced, 0);
        behind.finish().unwrap();
        assert!(behind.syncing.is_none());
    }

    #[test]
    fn a_sync_that_failed_fails_the_write() {
        let mut behind = WriteBehind {
            unsynced: 0,
            syncing: Some(std::thread::spawn(|| Err(io::ErrorKind::StorageFull.into()))),
        };
        assert_eq!(behind.finish().unwrap_err().kind(), io::ErrorKind::StorageFull);
    }
}
