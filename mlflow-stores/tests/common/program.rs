//! Programs of this machine.

use std::path::PathBuf;

/// Finds a program, also where Debian keeps those that are not in the path of everybody.
pub(crate) fn program(name: &str) -> Option<PathBuf> {
    let versions = std::fs::read_dir("/usr/lib/postgresql").into_iter().flatten();
    let mut folders: Vec<_> = versions
        .filter_map(|version| Some(version.ok()?.path().join("bin")))
        .collect();
    folders.sort();
    folders.reverse();
    let path = std::env::var_os("PATH").unwrap_or_default();
    folders.extend(std::env::split_paths(&path));
    folders.push("/usr/sbin".into());
    let mut found = folders.iter().map(|folder| folder.join(name));
    found.find(|program| program.is_file())
}
