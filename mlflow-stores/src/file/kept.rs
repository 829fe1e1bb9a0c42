//! What was read from files, kept while they do not change.

mod stamp;
mod tree;
mod watch;

pub(super) use stamp::Stamp;
pub use tree::Tree;
pub(super) use watch::{Ear, Watch};

use super::disk;
use cap_std::fs::Dir;
use mlflow_core::Result;

/// A value that was read from a file, and how the file looked.
#[derive(Debug)]
pub(super) struct Kept<V> {
    pub(super) stamp: Stamp,
    pub(super) value: V,
}

impl<V> Kept<V> {
    /// Returns what the file held if it is still the same one, which may have grown.
    fn of_same_file(kept: Option<Self>, now: &Stamp) -> Option<V> {
        let same = kept.filter(|kept| kept.stamp.identity() == now.identity());
        same.map(|kept| kept.value)
    }
}

/// One file, which may be missing.
#[derive(Debug)]
pub(super) struct KeptFile<V>(Option<Kept<V>>);

impl<V> Default for KeptFile<V> {
    fn default() -> Self {
        KeptFile(None)
    }
}

impl<V> KeptFile<V> {
    /// Returns what the file held when it was last read.
    pub(super) fn value(&self) -> Option<&V> {
        self.0.as_ref().map(|kept| &kept.value)
    }

    /// Returns the value and whether it was read anew; `None` where there is no file.
    pub(super) fn refresh(
        &mut self,
        dir: &Dir,
        path: &str,
        read: impl FnOnce(&str) -> Result<V>,
    ) -> Result<Option<(&V, bool)>> {
        let Some(stamp) = Stamp::of(dir, path)? else {
            self.0 = None;
            return Ok(None);
        };
        let is_known = self.0.as_ref().is_some_and(|kept| kept.stamp.is_same(&stamp));
        if !is_known {
            self.0 = match disk::read_text(dir, path)? {
                Some(text) => Some(Kept {
                    stamp,
                    value: read(&text)?,
                }),
                None => None,
            };
        }
        Ok(self.0.as_ref().map(|kept| (&kept.value, !is_known)))
    }
}
