//! A small disk, to be filled.
//!
//! Where it cannot be mounted the tests have nothing to do, and say so.

#![allow(dead_code, reason = "each test program uses its part")]

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A file system of its own with a size, as long as it lives.
pub(crate) struct Disk(PathBuf);

impl Disk {
    /// Mounts a small disk, or says that this cannot be done here.
    pub(crate) fn mount(at: PathBuf, kib: u64) -> Option<Self> {
        fs::create_dir(&at).unwrap();
        let mounted = Command::new("mount")
            .args(["-t", "tmpfs", "-o", &format!("size={kib}k"), "tmpfs"])
            .arg(&at)
            .output();
        if !mounted.is_ok_and(|output| output.status.success()) {
            println!("left out: a small disk cannot be mounted here");
            return None;
        }
        Some(Disk(at))
    }

    pub(crate) fn path(&self) -> &Path {
        &self.0
    }

    /// Takes all the room that is left.
    pub(crate) fn fill(&self) {
        let mut filler = fs::File::create(self.0.join("filler")).unwrap();
        while filler.write_all(&[0; 512]).is_ok() {}
    }

    pub(crate) fn resize(&self, kib: u64) {
        let resized = Command::new("mount")
            .args(["-o", &format!("remount,size={kib}k")])
            .arg(&self.0)
            .status()
            .unwrap();
        assert!(resized.success());
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("-l").arg(&self.0).status();
    }
}
