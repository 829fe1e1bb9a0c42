//! Hears of changes below folders, so that what did not change need not be looked at.
//!
//! Only what is on disks of this machine is heard of, and only on Linux; everywhere else, and where the machine has no
//! room for more watches, files are looked at.

use crate::file::index::lock;
use cap_std::fs::Dir;
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};

/// Counts what happened to a thing.
#[derive(Debug)]
pub(in crate::file) struct Ear(AtomicU64);

impl Default for Ear {
    fn default() -> Self {
        Ear(AtomicU64::new(1))
    }
}

impl Ear {
    /// Returns how much has happened; never 0. What was read after it was this much, is true as long as it is.
    pub(in crate::file) fn count(&self) -> u64 {
        self.0.load(Ordering::Acquire)
    }

    fn hear(&self) {
        self.0.fetch_add(1, Ordering::AcqRel);
    }
}

/// The watches of one root.
#[derive(Debug, Default)]
pub(in crate::file) struct Watch(Mutex<State>);

#[derive(Debug, Default)]
enum State {
    #[default]
    Unused,
    Impossible,
    On(queue::Queue),
}

impl Watch {
    /// Takes note of all that has happened until now, and tells whether things can be listened to.
    pub(in crate::file) fn listen(&self, dir: &Dir) -> bool {
        let mut state = lock(&self.0);
        if let State::Unused = *state {
            *state = queue::Queue::open(dir).map_or(State::Impossible, State::On);
        }
        let State::On(queue) = &mut *state else {
            return false;
        };
        let listens = queue.listen().is_ok();
        if !listens {
            *state = State::Impossible;
        }
        listens
    }

    /// Listens to folders, and returns how much had happened by then; `None` if not all of them can be listened to.
    pub(in crate::file) fn attend<'p>(
        &self,
        root: &Path,
        folders: impl IntoIterator<Item = &'p str>,
        ear: &Arc<Ear>,
    ) -> Option<u64> {
        let mut state = lock(&self.0);
        let State::On(queue) = &mut *state else {
            return None;
        };
        let mut hears_all = true;
        for folder in folders {
            hears_all &= queue.add(&root.join(folder), ear);
        }
        hears_all.then(|| ear.count())
    }
}

#[cfg(target_os = "linux")]
mod queue {
    use super::Ear;
    use cap_std::fs::Dir;
    use rustix::fs::fstatfs;
    use rustix::fs::inotify::{CreateFlags, ReadFlags, Reader, WatchFlags, add_watch, init};
    use rustix::io::Errno;
    use std::collections::HashMap;
    use std::mem::MaybeUninit;
    use std::os::fd::OwnedFd;
    use std::path::Path;
    use std::sync::{Arc, Weak};

    /// The file systems whose changes are all made by this machine: ext, XFS, Btrfs, F2FS, ZFS, tmpfs and overlays.
    const LOCAL: [u64; 7] = [
        0xef53,
        0x5846_5342,
        0x9123_683e,
        0xf2f5_2010,
        0x2fc1_2fc1,
        0x0102_1994,
        0x794c_7630,
    ];

    /// How many watches a user may have, where the kernel does not say so.
    const FEW: usize = 8192;

    /// What the kernel tells of watched folders.
    #[derive(Debug)]
    pub(super) struct Queue {
        kernel: OwnedFd,
        ears: HashMap<i32, Vec<Weak<Ear>>>,
        most: usize,
    }

    impl Queue {
        pub(super) fn open(dir: &Dir) -> Option<Self> {
            let kind = fstatfs(dir).ok()?.f_type;
            let is_local = u64::try_from(kind).is_ok_and(|kind| LOCAL.contains(&kind));
            let limit = std::fs::read_to_string("/proc/sys/fs/inotify/max_user_watches").ok();
            let limit = limit.and_then(|text| text.trim().parse().ok());
            let flags = CreateFlags::CLOEXEC | CreateFlags::NONBLOCK;
            is_local.then_some(())?;
            Some(Queue {
                kernel: init(flags).ok()?,
                ears: HashMap::new(),
                // The other half is for the other programs of the user.
                most: limit.unwrap_or(FEW) / 2,
            })
        }

        #[cfg(test)]
        pub(super) fn limit(&mut self, most: usize) {
            self.most = most;
        }

        /// Lets everyone hear what has happened to it.
        pub(super) fn listen(&mut self) -> Result<(), Errno> {
            let mut buffer = [MaybeUninit::<u8>::uninit(); 16 * 1024];
            let mut reader = Reader::new(&self.kernel, &mut buffer);
            loop {
                let event = match reader.next() {
                    Ok(event) => event,
                    Err(Errno::AGAIN) => return Ok(()),
                    Err(Errno::INTR) => continue,
                    Err(error) => return Err(error),
                };
                let (watch, events) = (event.wd(), event.events());
                if events.contains(ReadFlags::QUEUE_OVERFLOW) {
                    self.ears
                        .values()
                        .flatten()
                        .filter_map(Weak::upgrade)
                        .for_each(|ear| ear.hear());
                }
                if let Some(ears) = self.ears.get(&watch) {
                    ears.iter().filter_map(Weak::upgrade).for_each(|ear| ear.hear());
                }
                if events.contains(ReadFlags::IGNORED) {
                    self.ears.remove(&watch);
                }
            }
        }

        /// Watches a folder; `false` if that cannot be. One that is not there is heard of by the one above it.
        pub(super) fn add(&mut self, folder: &Path, ear: &Arc<Ear>) -> bool {
            if self.ears.len() >= self.most {
                return false;
            }
            let wanted = WatchFlags::ONLYDIR
                | WatchFlags::DONT_FOLLOW
                | WatchFlags::MODIFY
                | WatchFlags::CLOSE_WRITE
                | WatchFlags::ATTRIB
                | WatchFlags::CREATE
                | WatchFlags::DELETE
                | WatchFlags::MOVE
                | WatchFlags::DELETE_SELF
                | WatchFlags::MOVE_SELF;
            match add_watch(&self.kernel, folder, wanted) {
                Ok(watch) => {
                    let ears = self.ears.entry(watch).or_default();
                    ears.retain(|other| other.strong_count() > 0);
                    if !ears
                        .iter()
                        .any(|other| std::ptr::eq(other.as_ptr(), Arc::as_ptr(ear)))
                    {
                        ears.push(Arc::downgrade(ear));
                    }
                    true
                }
                Err(error) => error == Errno::NOENT,
            }
        }
    }
}

#[cfg(not(target_os = "linux"))]
mod queue {
    use super::Ear;
    use cap_std::fs::Dir;
    use std::path::Path;
    use std::sync::Arc;

    /// There is none.
    #[derive(Debug)]
    pub(super) enum Queue {}

    impl Queue {
        pub(super) fn open(_: &Dir) -> Option<Self> {
            None
        }

        pub(super) fn listen(&mut self) -> std::io::Result<()> {
            match *self {}
        }

        pub(super) fn add(&mut self, _: &Path, _: &Arc<Ear>) -> bool {
            match *self {}
        }
    }
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;
    use std::fs;

    #[test]
    fn changes_are_heard_of_once_they_are_made() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        fs::create_dir_all(root.join("run/metrics")).unwrap();
        fs::write(root.join("run/metrics/loss"), "1 1 1\n").unwrap();
        let dir = crate::file::disk::open_root(root).unwrap();
        let (watch, ear) = (Watch::default(), Arc::new(Ear::default()));
        if !watch.listen(&dir) {
            return;
        }
        let attend = || {
            watch
                .attend(root, ["run", "run/metrics", "run/inputs"], &ear)
                .unwrap()
        };
        attend();
        let append = || {
            let mut file = fs::OpenOptions::new()
                .append(true)
                .open(root.join("run/metrics/loss"))
                .unwrap();
            std::io::Write::write_all(&mut file, b"2 2 2\n").unwrap();
            // It is heard of while the file is still open.
            assert!(watch.listen(&dir));
            assert_ne!(ear.count(), 1);
        };
        let changes: [&dyn Fn(); 5] = [
            &append,
            &|| fs::write(root.join("run/meta.yaml"), "x").unwrap(),
            &|| fs::rename(root.join("run/meta.yaml"), root.join("run/other")).unwrap(),
            &|| fs::create_dir(root.join("run/inputs")).unwrap(),
            &|| fs::remove_dir_all(root.join("run")).unwrap(),
        ];
        for (number, change) in changes.iter().enumerate() {
            watch.listen(&dir);
            let before = attend();
            assert!(watch.listen(&dir));
            assert_eq!(ear.count(), before, "before change {number}");
            change();
            assert!(watch.listen(&dir));
            assert_ne!(ear.count(), before, "after change {number}");
        }
    }

    #[test]
    fn nothing_is_heard_of_without_room_for_watches() {
        let folder = tempfile::tempdir().unwrap();
        let dir = crate::file::disk::open_root(folder.path()).unwrap();
        let (watch, ear) = (Watch::default(), Arc::new(Ear::default()));
        assert_eq!(watch.attend(folder.path(), ["."], &ear), None);
        if watch.listen(&dir) {
            if let State::On(queue) = &mut *lock(&watch.0) {
                queue.limit(0);
            }
            assert_eq!(watch.attend(folder.path(), ["."], &ear), None);
        }
    }
}
